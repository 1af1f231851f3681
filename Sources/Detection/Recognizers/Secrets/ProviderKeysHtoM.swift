/// Keys of providers from H to M.
enum ProviderKeysHtoM {
    static let recognizers: [Recognizer] = h + iToK + l + m

    private static let h: [Recognizer] = [
        Recognizer(
            "harness-api-key", .apiKey, Pattern(#"(?:pat|sat)\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9]{24}\.[A-Za-z0-9]{20}"#, 0.95),
            check: .entropy(3),
            source: "https://developer.harness.io/docs/platform/automation/api/add-and-manage-api-keys/",
            finds: ["«pat.\(SampleText.letters(22)).\(SampleText.hex(24)).\(SampleText.letters(20))»"]),
        Recognizer(
            "hashicorp-tf-api-token", .apiKey, Pattern(#"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,70}"#, 0.95), check: .entropy(3),
            source: "https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens",
            finds: ["«\(SampleText.letters(14)).atlasv1.\(SampleText.token(64))»"]),
        Recognizer(
            "hashicorp-tf-password", .password,
            Pattern(
                #"(?i:administrator_login_password)(?i:[a-z_]{0,20})\s{0,8}=\s{0,8}"?("[A-Za-z0-9=_!@#%*-]{8,20}")"#, 0.75, group: 1,
                edges: .left),
            check: .rule { value in
                let inner = UnsafeBufferPointer(rebasing: value.bytes.dropFirst().dropLast())
                return !Placeholder.isOne(inner) && RandomValue.isLikely(inner)
            },
            source: "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs",
            finds: ["administrator_login_password = «\"t4hs7yf2nk9q\"»"], ignores: ["administrator_login_password = \"${var.password}\""]),
        .named(
            "heroku-api-key", ["heroku"], KeyShape.uuid, KeyShape.uuidSample, source: "https://devcenter.heroku.com/articles/authentication"
        ),
        .issued(
            "heroku-api-key-v2", "HRKU-AA", "[A-Za-z0-9_-]{58}", SampleText.token(58),
            source: "https://devcenter.heroku.com/articles/authentication"),
        .named(
            "hubspot-api-key", ["hubspot", "hapikey", "hub_spot"], KeyShape.uuid, KeyShape.uuidSample,
            source: "https://developers.hubspot.com/docs/guides/apps/authentication/intro-to-auth"),
        Recognizer(
            "hubspot-private-app-token", .apiKey,
            Pattern(#"pat-(?:na|eu)1-[A-Za-z0-9]{8}-[A-Za-z0-9]{4}-[A-Za-z0-9]{4}-[A-Za-z0-9]{4}-[A-Za-z0-9]{12}"#, 0.95),
            check: .entropy(2.5),
            source: "https://developers.hubspot.com/docs/guides/apps/private-apps/overview", finds: ["«pat-na1-\(KeyShape.uuidSample)»"]),
        .issued(
            "huggingface-access-token", "hf_", "[A-Za-z0-9]{30,40}", SampleText.letters(34), entropy: 3.3,
            source: "https://huggingface.co/docs/hub/security-tokens"),
        .issued(
            "huggingface-organization-api-token", "api_org_", "[A-Za-z0-9]{34}", SampleText.letters(34), entropy: 3,
            source: "https://huggingface.co/docs/hub/security-tokens"),
    ]

    private static let iToK: [Recognizer] = [
        .named(
            "ibm-cloud-iam-key", ["ibm", "iam", "bluemix", "apikey", "api_key", "api-key"], KeyShape.token(44), SampleText.letters(44),
            source: "https://cloud.ibm.com/docs/account?topic=account-userapikey"),
        .named(
            "ibm-cos-hmac", ["secret_access_key", "secret_key", "secret-access-key", "secret-key", "ibm_cos", "ibm-cos"], "[0-9a-f]{48}",
            SampleText.hex(48),
            source: "https://cloud.ibm.com/docs/cloud-object-storage?topic=cloud-object-storage-uhc-hmac-credentials-main"),
        .issued(
            "infracost-api-token", "ico-", "[A-Za-z0-9]{32}", SampleText.letters(32), entropy: 3, source: "https://www.infracost.io/docs/"),
        .named(
            "intercom-api-key", ["intercom"], KeyShape.padded(60), SampleText.letters(60),
            source: "https://developers.intercom.com/docs/build-an-integration/learn-more/authentication"),
        Recognizer(
            "intra42-client-secret", .apiKey, Pattern(#"[su]-s4t2(?:ud|af)-[0-9a-f]{64}"#, 0.95), check: .entropy(3),
            source: "https://api.intra.42.fr/apidoc/guides/getting_started", finds: ["«s-s4t2af-\(SampleText.hex(64))»"]),
        .named(
            "jfrog-api-key", ["jfrog", "artifactory", "bintray", "xray"], KeyShape.word("73"), SampleText.letters(73),
            source: "https://jfrog.com/help/r/jfrog-platform-administration-documentation/api-key"),
        .named(
            "jfrog-identity-token", ["jfrog", "artifactory", "bintray", "xray"], KeyShape.word("64"), SampleText.letters(64),
            source: "https://jfrog.com/help/r/jfrog-platform-administration-documentation/identity-token"),
        Recognizer(
            "klaviyo-key", .apiKey, Pattern(#"pk_(?:[A-Za-z0-9]{6}_)?[0-9a-f]{34}"#, 0.95), check: .entropy(2.8),
            source: "https://developers.klaviyo.com/en/docs/authenticate_", finds: ["«pk_\(SampleText.hex(34))»"],
            ignores: ["pk_column_name"]),
        .named(
            "kraken-access-token", ["kraken"], KeyShape.mixed("/=+-", 80...90), SampleText.letters(86),
            source: "https://docs.kraken.com/api/docs/guides/spot-rest-auth"),
        .named(
            "kucoin-access-token", ["kucoin"], "[0-9a-f]{24}", SampleText.hex(24),
            source: "https://www.kucoin.com/docs/basic-info/connection-method/authentication/creating-a-request"),
        .named(
            "kucoin-secret-key", ["kucoin"], KeyShape.uuid, KeyShape.uuidSample,
            source: "https://www.kucoin.com/docs/basic-info/connection-method/authentication/creating-a-request"),
    ]

    private static let l: [Recognizer] = [
        Recognizer(
            "langsmith-key", .apiKey, Pattern(#"lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}"#, 0.95), check: .entropy(2.8),
            source: "https://docs.smith.langchain.com/administration/how_to_guides/organization_management/create_account_api_key",
            finds: ["«lsv2_pt_\(SampleText.hex(32))_\(SampleText.hex(10))»"]),
        .named(
            "launchdarkly-access-token", ["launchdarkly", "launch_darkly"], KeyShape.padded(40), SampleText.letters(40),
            source: "https://docs.launchdarkly.com/home/account/api"),
        Recognizer(
            "launchdarkly-key", .apiKey, Pattern("(?:api|sdk|mob)-\(KeyShape.uuid)", 0.9), check: .entropy(2.8),
            source: "https://docs.launchdarkly.com/home/account/api", finds: ["«sdk-\(KeyShape.uuidSample)»"]),
        .issued(
            "linear-api-key", "lin_api_", "[A-Za-z0-9]{40}", SampleText.letters(40),
            source: "https://linear.app/developers/graphql#personal-api-keys"),
        .issued(
            "linear-oauth-token", "lin_oauth_", "[A-Za-z0-9]{64}", SampleText.letters(64),
            source: "https://linear.app/developers/oauth-2-0-authentication"),
        .named(
            "linear-client-secret", ["linear"], "[0-9a-f]{32}", SampleText.hex(32),
            source: "https://linear.app/developers/oauth-2-0-authentication"),
        .named(
            "linkedin-client-id", ["linkedin", "linked_in", "linked-in"], KeyShape.word("14"), SampleText.letters(14),
            source: "https://learn.microsoft.com/linkedin/shared/authentication/authentication"),
        .named(
            "linkedin-client-secret", ["linkedin", "linked_in", "linked-in"], KeyShape.word("16"), SampleText.letters(16),
            source: "https://learn.microsoft.com/linkedin/shared/authentication/authentication"),
        Recognizer(
            "lob-api-key", .apiKey, Pattern(#"(?:live|test)_[0-9a-f]{35}"#, 0.95), check: .entropy(2.8),
            source: "https://docs.lob.com/#tag/Authentication", finds: ["«test_\(SampleText.hex(35))»"], ignores: ["test_deadbeef"]),
        Recognizer(
            "lob-pub-api-key", .apiKey, Pattern(#"(?:live|test)_pub_[0-9a-f]{31}"#, 0.95), check: .entropy(2.8),
            source: "https://docs.lob.com/#tag/Authentication", finds: ["«test_pub_\(SampleText.hex(31))»"]),
        .named(
            "looker-client-id", ["looker"], KeyShape.word("20"), SampleText.letters(20),
            source: "https://cloud.google.com/looker/docs/api-auth"),
        .named(
            "looker-client-secret", ["looker"], KeyShape.word("24"), SampleText.letters(24),
            source: "https://cloud.google.com/looker/docs/api-auth"),
    ]

    private static let m: [Recognizer] = [
        Recognizer(
            "mailchimp-api-key", .apiKey, Pattern(#"[0-9a-z]{32}-us?\d{1,2}"#, 0.95), Pattern(#"[0-9a-z]{32}-du\d{1,2}"#, 0.95),
            check: .entropy(2.8),
            source: "https://mailchimp.com/developer/marketing/guides/quick-start/", finds: ["«\(SampleText.hex(32))-us14»"],
            ignores: ["3a5633e829d3c71-us2"]),
        .issued(
            "mailgun-private-api-token", "key-", "[0-9a-z]{32}", SampleText.hex(32), entropy: 2.9,
            source: "https://documentation.mailgun.com/docs/mailgun/api-reference/intro/"),
        .issued(
            "mailgun-pub-key", "pubkey-", "[0-9a-z]{32}", SampleText.hex(32), entropy: 2.9,
            source: "https://documentation.mailgun.com/docs/mailgun/api-reference/intro/"),
        .named(
            "mailgun-signing-key", ["mailgun"], "[0-9a-h]{32}-[0-9a-h]{8}-[0-9a-h]{8}",
            "\(SampleText.hex(32))-\(SampleText.hex(8))-\(SampleText.hex(8))",
            source: "https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/"),
        Recognizer(
            "mapbox-api-token", .apiKey, Pattern(#"[ps]k\.[A-Za-z0-9]{60}\.[A-Za-z0-9_-]{22}"#, 0.95),
            Pattern(#"[pst]k\.eyJ[A-Za-z0-9_-]{30,200}\.[A-Za-z0-9_-]{22}"#, 0.95), check: .entropy(3),
            source: "https://docs.mapbox.com/help/getting-started/access-tokens/",
            finds: ["«pk.\(SampleText.small(60)).\(SampleText.small(22))»"]),
        .named(
            "mattermost-access-token", ["mattermost"], KeyShape.small("26"), SampleText.small(26),
            source: "https://developers.mattermost.com/integrate/reference/personal-access-token/"),
        Recognizer(
            "maxmind-license-key", .apiKey, Pattern(#"[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk"#, 0.95), check: .entropy(3),
            source: "https://support.maxmind.com/hc/en-us/articles/4407111582235",
            finds: ["«\(SampleText.letters(6))_\(SampleText.letters(29))_mmk»"]),
        .named(
            "messagebird-api-token", ["messagebird", "message-bird", "message_bird"], KeyShape.word("25"), SampleText.letters(25),
            source: "https://developers.messagebird.com/api/#authentication"),
        .named(
            "messagebird-client-id", ["messagebird", "message-bird", "message_bird"], KeyShape.uuid, KeyShape.uuidSample,
            source: "https://developers.messagebird.com/api/#authentication"),
        Recognizer(
            "microsoft-teams-webhook", .apiKey,
            Pattern(
                #"https://[a-z0-9-]{1,80}\.webhook\.office\.com/webhookb2/[A-Za-z0-9-]{30,40}@[A-Za-z0-9-]{30,40}/IncomingWebhook/[A-Za-z0-9]{20,40}/[A-Za-z0-9-]{30,40}(?:/[A-Za-z0-9_-]{1,80})?"#,
                0.97), check: .notPlaceholder,
            source: "https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook",
            finds: [
                "«https://acme.webhook.office.com/webhookb2/\(KeyShape.uuidSample)@\(KeyShape.uuidSample)/IncomingWebhook/\(SampleText.hex(32))/\(KeyShape.uuidSample)»"
            ]),
        .issued(
            "monday-key", "eyJhbGciOiJIUzI1NiJ9.eyJ0aWQiOj", #"[A-Za-z0-9_-]{20,400}\.[A-Za-z0-9_-]{43}"#,
            "\(SampleText.token(80)).\(SampleText.token(43))", source: "https://developer.monday.com/api-reference/docs/authentication"),
    ]
}
