/// Keys of providers from E to G.
enum ProviderKeysEtoG {
    static let recognizers: [Recognizer] = eToF + g + github + gitlab

    private static let eToF: [Recognizer] = [
        .issued(
            "easypost-api-token", "EZAK", "[A-Za-z0-9]{54}", SampleText.letters(54), source: "https://docs.easypost.com/docs/authentication"
        ),
        .issued(
            "easypost-test-api-token", "EZTK", "[A-Za-z0-9]{54}", SampleText.letters(54),
            source: "https://docs.easypost.com/docs/authentication"),
        .named(
            "etsy-access-token", ["etsy"], KeyShape.word("24"), SampleText.letters(24),
            source: "https://developers.etsy.com/documentation/essentials/authentication"),
        Recognizer(
            "facebook-access-token", .apiKey, Pattern(#"\d{15,16}(?:\||%7[cC]|%)[A-Za-z0-9_-]{27,40}"#, 0.95), check: .entropy(3),
            source: "https://developers.facebook.com/docs/facebook-login/guides/access-tokens",
            finds: ["facebook «\(SampleText.digits(16))|\(SampleText.token(27))»"]),
        Recognizer(
            "facebook-page-access-token", .apiKey, Pattern(#"EAA[MC][A-Za-z0-9]{100,400}"#, 0.95), check: .entropy(3.5),
            source: "https://developers.facebook.com/docs/facebook-login/guides/access-tokens", finds: ["«EAAM\(SampleText.letters(160))»"]),
        .named(
            "facebook-secret", ["facebook", "fb_app", "fb_secret", "fbapp"], "[0-9a-f]{32}", SampleText.hex(32),
            source: "https://developers.facebook.com/docs/facebook-login/security"),
        .named(
            "fastly-api-token", ["fastly"], KeyShape.padded(32), SampleText.letters(32),
            source: "https://www.fastly.com/documentation/reference/api/auth-tokens/"),
        Recognizer(
            "figma-personal-access-token", .apiKey, Pattern(#"fig[dpour]_[A-Za-z0-9_-]{40,60}"#, 0.95), check: .entropy(3),
            source: "https://www.figma.com/developers/api#access-tokens", finds: ["«figp_\(SampleText.letters(50))»"],
            ignores: ["figd_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"]),
        .issued(
            "finage-key", "API_KEY", "[A-Z0-9]{32}", SampleText.capitals(32), entropy: 3.2,
            source: "https://finage.co.uk/docs/api/getting-started"),
        .named(
            "finicity-api-token", ["finicity"], "[0-9a-f]{32}", SampleText.hex(32),
            source: "https://developer.mastercard.com/open-banking-us/documentation/quick-start-guide/"),
        .named(
            "finicity-client-secret", ["finicity"], KeyShape.word("20"), SampleText.letters(20),
            source: "https://developer.mastercard.com/open-banking-us/documentation/quick-start-guide/"),
        .named(
            "finnhub-access-token", ["finnhub"], KeyShape.word("20"), SampleText.letters(20),
            source: "https://finnhub.io/docs/api/authentication"),
        Recognizer(
            "fleetbase-key", .apiKey, Pattern(#"flb_(?:live|test)_[A-Za-z0-9]{20}"#, 0.95), check: .entropy(3),
            source: "https://docs.fleetbase.io/api/authentication", finds: ["«flb_live_\(SampleText.letters(20))»"]),
        .issued(
            "flexport-key", "shltm_", "[A-Za-z0-9_-]{40}", SampleText.token(40),
            source: "https://apidocs.flexport.com/v2/tag/Authentication/"),
        .named(
            "flickr-access-token", ["flickr"], KeyShape.word("32"), SampleText.letters(32),
            source: "https://www.flickr.com/services/api/auth.oauth.html"),
        Recognizer(
            "flutterwave-public-key", .apiKey, Pattern(#"FLWPUBK(?:_TEST)?-[0-9a-z]{32}-X"#, 0.95), check: .entropy(3),
            source: "https://developer.flutterwave.com/docs/authentication", finds: ["«FLWPUBK_TEST-\(SampleText.hex(32))-X»"]),
        Recognizer(
            "flutterwave-secret-key", .apiKey, Pattern(#"FLWSECK(?:_TEST)?-[0-9a-z]{32}-X"#, 0.95), check: .entropy(3),
            source: "https://developer.flutterwave.com/docs/authentication", finds: ["«FLWSECK-\(SampleText.small(32))-X»"]),
        Recognizer(
            "flutterwave-encryption-key", .apiKey, Pattern(#"FLWSECK(?:_TEST)?-?[0-9a-f]{12}(?![0-9A-Za-z-])"#, 0.95), check: .entropy(2.5),
            source: "https://developer.flutterwave.com/docs/encryption", finds: ["«FLWSECK_TEST-\(SampleText.hex(12))»"]),
        Recognizer(
            "flyio-access-token", .apiKey, Pattern(#"fo1_[A-Za-z0-9_-]{43}"#, 0.95),
            Pattern(#"fm[12][ar]?_[A-Za-z0-9+/_-]{60,4000}={0,3}"#, 0.95, edges: .left), check: .entropy(3),
            source: "https://fly.io/docs/security/tokens/",
            finds: ["«fo1_\(SampleText.token(43))»", "FlyV1 «fm2_\(SampleText.letters(120))==»"],
            ignores: ["fo1_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"]),
        .issued(
            "frameio-api-token", "fio-u-", "[A-Za-z0-9_=-]{64}", SampleText.token(64),
            source: "https://developer.frame.io/docs/getting-started/authentication"),
        Recognizer(
            "freemius-secret-key", .apiKey, Pattern(#"sk_[^\s"'<>&]{29}(?=["'])"#, 0.9), check: .entropy(3.5),
            requires: .assignment(["secret_key", "secretkey", "freemius"]),
            source: "https://freemius.com/help/documentation/wordpress-sdk/integrating-freemius-sdk/",
            finds: ["'secret_key' => '«sk_\(SampleText.letters(29))»',"], ignores: ["'public_key' => 'sk_\(SampleText.letters(29))',"]),
        .named(
            "freshbooks-access-token", ["freshbooks"], KeyShape.word("64"), SampleText.letters(64),
            source: "https://www.freshbooks.com/api/authentication"),
        Recognizer(
            "fullstory-key", .apiKey, Pattern(#"(?:na|eu)1\.[A-Za-z0-9+/]{80,120}={0,2}"#, 0.95, edges: .left), check: .entropy(3.5),
            source: "https://developer.fullstory.com/server/authentication/", finds: ["«na1.\(SampleText.letters(100))»"]),
    ]

    private static let g: [Recognizer] = [
        Recognizer(
            "gcp-api-key", .apiKey, Pattern(#"AIza[A-Za-z0-9_-]{35}"#, 0.95), check: .entropy(3),
            source: "https://cloud.google.com/docs/authentication/api-keys",
            finds: ["key=«AIza\(SampleText.token(35))»"], ignores: ["AIzaxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"]),
        Recognizer(
            "google-oauth-access-token", .apiKey, Pattern(#"ya29\.[A-Za-z0-9_-]{10,1000}"#, 0.9), check: .entropy(2.8),
            source: "https://developers.google.com/identity/protocols/oauth2", finds: ["«ya29.\(SampleText.token(60))»"]),
        .issued(
            "google-oauth-client-secret", "GOCSPX-", "[A-Za-z0-9_-]{28}", SampleText.token(28),
            source: "https://developers.google.com/identity/protocols/oauth2"),
        .named(
            "gitter-access-token", ["gitter"], KeyShape.token(40), SampleText.letters(40),
            source: "https://developer.gitter.im/docs/authentication"),
        Recognizer(
            "gocardless-api-token", .apiKey, Pattern(#"live_[A-Za-z0-9_=-]{40}(?![A-Za-z0-9_-])"#, 0.85), check: .entropy(3.3),
            source: "https://developer.gocardless.com/api-reference/#making-requests", finds: ["«live_\(SampleText.token(40))»"],
            ignores: ["live_stream_of_the_conference_in_the_main_hall"]),
        Recognizer(
            "grafana-api-key", .apiKey, Pattern(#"eyJrIjoi[A-Za-z0-9+/_-]{70,400}={0,3}"#, 0.95, edges: .left), check: .entropy(3),
            source: "https://grafana.com/docs/grafana/latest/developers/http_api/auth/",
            finds: ["«\("eyJrIjoi")\(SampleText.letters(80))=»"]),
        Recognizer(
            "grafana-cloud-api-token", .apiKey, Pattern(#"glc_[A-Za-z0-9+/=]{32,600}"#, 0.95, edges: .left), check: .entropy(3),
            source: "https://grafana.com/docs/grafana-cloud/account-management/authentication-and-permissions/access-policies/",
            finds: ["«glc_\(SampleText.letters(100))=»"], ignores: ["GLC_StateBeginUnderwater", "glc_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"]),
        Recognizer(
            "grafana-service-account-token", .apiKey, Pattern(#"glsa_[A-Za-z0-9_]{38,41}"#, 0.95), check: .entropy(3),
            source: "https://grafana.com/docs/grafana/latest/administration/service-accounts/",
            finds: ["«glsa_\(SampleText.letters(32))_\(SampleText.hex(8))»"], ignores: ["glsa_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_xxxxxxxx"]),
        .issued("groq-key", "gsk_", "[A-Za-z0-9]{40,60}", SampleText.letters(52), source: "https://console.groq.com/docs/quickstart"),
    ]

    private static let githubPage =
        "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github"

    private static let github: [Recognizer] = [
        .issued("github-pat", "ghp_", "[A-Za-z0-9]{36,251}", SampleText.letters(36), entropy: 3, source: githubPage),
        .issued("github-oauth", "gho_", "[A-Za-z0-9]{36,251}", SampleText.letters(36), entropy: 3, source: githubPage),
        .issued("github-refresh-token", "ghr_", "[A-Za-z0-9]{36,251}", SampleText.letters(36), entropy: 3, source: githubPage),
        Recognizer(
            "github-app-token", .apiKey, Pattern(#"gh[us]_[A-Za-z0-9]{36,251}"#, 0.95), check: .entropy(3), source: githubPage,
            finds: ["token «ghs_\(SampleText.letters(36))»"], ignores: ["ghs_short", "ghu_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"]),
        .issued("github-fine-grained-pat", "github_pat_", "[A-Za-z0-9_]{60,100}", SampleText.letters(82), entropy: 3, source: githubPage),
    ]

    private static let gitlabPage = "https://docs.gitlab.com/security/tokens/#token-prefixes"

    private static func gitlab(_ rule: String, _ prefix: String, _ tail: String, _ sample: String) -> Recognizer {
        .issued(rule, prefix, tail, sample, entropy: 2.8, source: gitlabPage)
    }

    private static let gitlab: [Recognizer] = [
        gitlab("gitlab-pat", "glpat-", "[A-Za-z0-9_=-]{18,60}(?<![-=])(?![A-Za-z0-9_.-])", SampleText.letters(20)),
        gitlab(
            "gitlab-pat-routable", "glpat-", #"[A-Za-z0-9_-]{20,300}\.[A-Za-z0-9]{2}[A-Za-z0-9.]{7,9}"#,
            "\(SampleText.letters(27)).01\(SampleText.small(7))"),
        gitlab("gitlab-cicd-job-token", "glcbt-", "[A-Za-z0-9]{1,5}_[A-Za-z0-9_-]{20}", "64_\(SampleText.letters(20))"),
        gitlab("gitlab-deploy-token", "gldt-", "[A-Za-z0-9_-]{20}", SampleText.letters(20)),
        gitlab("gitlab-feature-flag-client-token", "glffct-", "[A-Za-z0-9_-]{20}", SampleText.letters(20)),
        gitlab("gitlab-feed-token", "glft-", "[A-Za-z0-9_-]{20}", SampleText.letters(20)),
        gitlab("gitlab-incoming-mail-token", "glimt-", "[A-Za-z0-9_-]{25}", SampleText.letters(25)),
        gitlab("gitlab-kubernetes-agent-token", "glagent-", "[A-Za-z0-9_-]{50,1024}", SampleText.letters(50)),
        gitlab("gitlab-oauth-app-secret", "gloas-", "[A-Za-z0-9_-]{64}", SampleText.letters(64)),
        gitlab("gitlab-ptt", "glptt-", "[A-Za-z0-9_-]{40}", SampleText.hex(40)),
        gitlab("gitlab-rrt", "GR1348941", "[A-Za-z0-9_-]{20,50}", SampleText.letters(20)),
        gitlab("gitlab-runner-authentication-token", "glrt-", "[A-Za-z0-9_-]{20}(?![A-Za-z0-9_.-])", SampleText.letters(20)),
        gitlab(
            "gitlab-runner-authentication-token-routable", "glrt-", #"t\d_[A-Za-z0-9_-]{20,300}\.[A-Za-z0-9]{2}[A-Za-z0-9.]{7,9}"#,
            "t1_\(SampleText.letters(27)).01\(SampleText.small(7))"),
        gitlab("gitlab-scim-token", "glsoat-", "[A-Za-z0-9_-]{20,50}", SampleText.letters(20)),
        Recognizer(
            "gitlab-session-cookie", .apiKey, Pattern(#"_gitlab_session=[0-9a-z]{32}"#, 0.95), check: .entropy(3), source: gitlabPage,
            finds: ["«_gitlab_session=\(SampleText.small(32))»"], ignores: ["_gitlab_session=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"]),
    ]
}
