/// Keys of providers with C and D.
enum ProviderKeysCtoD {
    static let recognizers: [Recognizer] = c + d

    private static let c: [Recognizer] = [
        .issued(
            "circleci-key", "CCIPAT_", "[A-Za-z0-9]{22}_[A-Fa-f0-9]{40}", "\(SampleText.letters(22))_\(SampleText.hex(40))",
            source: "https://circleci.com/docs/managing-api-tokens/"),
        .issued(
            "circleci-project-key", "CCIPRJ_", "[A-Za-z0-9]{22}_[A-Fa-f0-9]{40}", "\(SampleText.letters(22))_\(SampleText.hex(40))",
            source: "https://circleci.com/docs/managing-api-tokens/"),
        .named(
            "cisco-meraki-api-key", ["meraki"], "[0-9a-f]{40}", SampleText.hex(40),
            source: "https://developer.cisco.com/meraki/api-v1/authorization/"),
        .issued(
            "clickhouse-cloud-api-secret-key", "4b1d", "[A-Za-z0-9]{38}", SampleText.letters(38), entropy: 3,
            source: "https://clickhouse.com/docs/cloud/manage/openapi"),
        .issued(
            "clojars-api-token", "CLOJARS_", "[A-Za-z0-9]{60}", SampleText.small(60),
            source: "https://github.com/clojars/clojars-web/wiki/Deploy-Tokens"),
        .issued(
            "closecrm-key", "api_", "[A-Za-z0-9.]{40,55}", SampleText.letters(45), entropy: 3.8,
            source: "https://developer.close.com/topics/authentication/"),
        .named(
            "cloudant-key",
            [
                "cloudant", "clou_", "clou-", "clouapi", "cloukey", "cloupw", "cloupass", "cl_", "cl-", "clapi", "clkey", "clpw", "clpass",
            ], "(?:[0-9a-f]{64}|[a-z]{24})", SampleText.hex(64), digits: 0,
            source: "https://cloud.ibm.com/docs/Cloudant?topic=Cloudant-connecting"),
        .named(
            "cloudflare-api-key", ["cloudflare", "cf_api", "cf_token"], KeyShape.token(40), SampleText.letters(40),
            source: "https://developers.cloudflare.com/fundamentals/api/get-started/create-token/"),
        .named(
            "cloudflare-global-api-key", ["cloudflare", "cf_api", "x-auth-key"], "[0-9a-f]{37}", SampleText.hex(37),
            source: "https://developers.cloudflare.com/fundamentals/api/get-started/keys/"),
        .issued(
            "cloudflare-global-key", "cfk_", "[A-Za-z0-9]{44,52}", SampleText.letters(48),
            source: "https://developers.cloudflare.com/fundamentals/api/get-started/keys/"),
        Recognizer(
            "cloudflare-origin-ca-key", .apiKey, Pattern(#"v1\.0-[0-9a-f]{24}-[0-9a-f]{146}"#, 0.95), check: .entropy(3),
            source: "https://developers.cloudflare.com/fundamentals/api/get-started/ca-keys/",
            finds: ["«v1.0-\(SampleText.hex(24))-\(SampleText.hex(146))»"], ignores: ["v1.0-beta"]),
        .named(
            "codecov-access-token", ["codecov"], KeyShape.word("32"), SampleText.letters(32),
            source: "https://docs.codecov.com/docs/codecov-tokens"),
        .named(
            "codecov-upload-token", ["codecov"], KeyShape.uuid, KeyShape.uuidSample, source: "https://docs.codecov.com/docs/codecov-tokens"),
        .named(
            "cohere-api-token", ["cohere", "co_api_key"], KeyShape.word("40"), SampleText.letters(40),
            source: "https://docs.cohere.com/reference/about#authentication"),
        .named(
            "coinbase-access-token", ["coinbase"], KeyShape.token(64), SampleText.letters(64),
            source: "https://docs.cdp.coinbase.com/exchange/rest-api/authentication"),
        .named(
            "confluent-access-token", ["confluent"], KeyShape.word("16"), SampleText.letters(16),
            source:
                "https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/overview.html"),
        .named(
            "confluent-secret-key", ["confluent"], KeyShape.mixed("+/", word: "A-Za-z0-9", 64...64), SampleText.letters(64),
            source:
                "https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/overview.html"),
        .named(
            "contentful-delivery-api-token", ["contentful"], KeyShape.padded(43), SampleText.letters(43),
            source: "https://www.contentful.com/developers/docs/references/authentication/"),
        .issued(
            "contentful-personal-access-token", "CFPAT-", "[A-Za-z0-9_-]{43}", SampleText.token(43),
            source: "https://www.contentful.com/developers/docs/references/authentication/"),
        .issued(
            "crates-io-api-token", "cio", "[A-Za-z0-9]{32}", SampleText.letters(32), entropy: 3.3,
            source: "https://crates.io/policies/security"),
    ]

    private static let d: [Recognizer] = [
        Recognizer(
            "databricks-api-token", .apiKey, Pattern(#"dapi[0-9a-f]{32}(?:-\d)?"#, 0.95), check: .entropy(2.5),
            source: "https://docs.databricks.com/en/dev-tools/auth/pat.html", finds: ["«dapi\(SampleText.hex(32))»"],
            ignores: ["dapi-version"]),
        .named(
            "datadog-access-token", ["datadog", "dd_app", "dd_api"], KeyShape.word("40"), SampleText.letters(40),
            source: "https://docs.datadoghq.com/account_management/api-app-keys/"),
        .named(
            "datadog-api-key", ["datadog", "dd_api", "dd-api"], "[0-9a-f]{32}", SampleText.hex(32),
            source: "https://docs.datadoghq.com/account_management/api-app-keys/"),
        Recognizer(
            "defined-networking-api-token", .apiKey, Pattern(#"dnkey-[A-Za-z0-9=_-]{26}-[A-Za-z0-9=_-]{52}"#, 0.95), check: .entropy(3),
            source: "https://docs.defined.net/guides/automating-host-creation/",
            finds: ["«dnkey-\(SampleText.small(26))-\(SampleText.small(52))»"]),
        .issued(
            "digitalocean-access-token", "doo_v1_", "[0-9a-f]{64}", SampleText.hex(64),
            source: "https://docs.digitalocean.com/reference/api/create-personal-access-token/"),
        .issued(
            "digitalocean-pat", "dop_v1_", "[0-9a-f]{64}", SampleText.hex(64),
            source: "https://docs.digitalocean.com/reference/api/create-personal-access-token/"),
        .issued(
            "digitalocean-refresh-token", "dor_v1_", "[0-9a-f]{64}", SampleText.hex(64),
            source: "https://docs.digitalocean.com/reference/api/oauth/"),
        .named(
            "discord-api-token", ["discord"], "[0-9a-f]{64}", SampleText.hex(64),
            source: "https://discord.com/developers/docs/reference#authentication"),
        Recognizer(
            "discord-bot-token", .apiKey, Pattern(#"[A-Za-z\d]{24,26}\.[A-Za-z\d_-]{6}\.[A-Za-z\d_-]{27,38}"#, 0.9),
            check: .entropy(3.5) & .rule { RandomValue.isLikely($0.bytes) },
            source: "https://discord.com/developers/docs/reference#authentication",
            finds: ["«M\(SampleText.letters(23)).\(SampleText.letters(6)).\(SampleText.letters(38))»"]),
        .named(
            "discord-client-id", ["discord"], "[0-9]{17,20}", SampleText.digits(18), entropy: 1.5,
            source: "https://discord.com/developers/docs/reference#snowflakes"),
        .named(
            "discord-client-secret", ["discord"], KeyShape.padded(32), SampleText.letters(32),
            source: "https://discord.com/developers/docs/topics/oauth2"),
        Recognizer(
            "discord-webhook", .apiKey,
            Pattern(#"(?:https?://)?(?:ptb\.|canary\.)?discord(?:app)?\.com/api/webhooks/\d{17,20}/[A-Za-z0-9_-]{60,80}"#, 0.97),
            check: .entropy(3), source: "https://discord.com/developers/docs/resources/webhook",
            finds: ["«https://discord.com/api/webhooks/\(SampleText.digits(18))/\(SampleText.token(68))»"]),
        Recognizer(
            "dockerhub-key", .apiKey, Pattern(#"dckr_(?:pat|oat)_[A-Za-z0-9_-]{27,40}"#, 0.95), check: .entropy(3),
            source: "https://docs.docker.com/security/access-tokens/", finds: ["«dckr_pat_\(SampleText.token(27))»"],
            ignores: ["dckr_pat_xxxxxxxxxxxxxxxxxxxxxxxxxxx"]),
        Recognizer(
            "doppler-api-token", .apiKey, Pattern(#"dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}"#, 0.95),
            check: .entropy(3),
            source: "https://docs.doppler.com/reference/auth-token-formats", finds: ["«dp.pt.\(SampleText.letters(43))»"]),
        Recognizer(
            "dotdigital-key", .apiKey, Pattern(#"apiuser-[a-z0-9]{12}@apiconnector.com"#, 0.95), check: .entropy(2.5),
            source: "https://developer.dotdigital.com/reference/authentication",
            finds: ["«apiuser-\(SampleText.small(12))@apiconnector.com»"]),
        .named(
            "droneci-access-token", ["droneci", "drone_"], KeyShape.word("32"), SampleText.letters(32),
            source: "https://docs.drone.io/cli/configure/"),
        .named(
            "dropbox-api-token", ["dropbox"], KeyShape.word("15"), SampleText.letters(15),
            source: "https://developers.dropbox.com/oauth-guide"),
        .named(
            "dropbox-long-lived-api-token", ["dropbox"], "[A-Za-z0-9]{11}AAAAAAAAAA[A-Za-z0-9_=-]{43}",
            "\(SampleText.letters(11))AAAAAAAAAA\(SampleText.letters(43))", source: "https://developers.dropbox.com/oauth-guide"),
        Recognizer(
            "dropbox-short-lived-api-token", .apiKey, Pattern(#"sl\.(?:u\.)?[A-Za-z0-9_=-]{130,1300}"#, 0.95), check: .entropy(3.5),
            source: "https://developers.dropbox.com/oauth-guide", finds: ["«sl.\(SampleText.token(135))»"]),
        Recognizer(
            "duffel-api-token", .apiKey, Pattern(#"duffel_(?:test|live)_[A-Za-z0-9_=-]{43}"#, 0.95), check: .entropy(3),
            source: "https://duffel.com/docs/api/overview/making-requests", finds: ["«duffel_test_\(SampleText.token(43))»"]),
        Recognizer(
            "dynatrace-api-token", .apiKey, Pattern(#"dt0[a-z]\d{2}\.[A-Za-z0-9]{24}\.[A-Za-z0-9]{64}"#, 0.95), check: .entropy(3),
            source: "https://docs.dynatrace.com/docs/dynatrace-api/basics/dynatrace-api-authentication",
            finds: ["«dt0c01.\(SampleText.capitals(24)).\(SampleText.capitals(64))»"]),
    ]
}
