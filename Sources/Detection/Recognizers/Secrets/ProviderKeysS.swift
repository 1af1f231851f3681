/// Keys of providers with S.
enum ProviderKeysS {
    static let recognizers: [Recognizer] = sa + sh + slack + so

    private static let sa: [Recognizer] = [
        .issued(
            "salad-cloud-key", "salad_cloud_", "[A-Za-z0-9]{1,7}_[A-Za-z0-9]{7,240}", "user_\(SampleText.letters(120))",
            source: "https://docs.salad.com/reference/api-usage"),
        .issued("scalingo-api-token", "tk-us-", "[A-Za-z0-9_-]{48}", SampleText.token(48), source: "https://developers.scalingo.com/"),
        .named(
            "sendbird-access-id", ["sendbird"], KeyShape.uuid, KeyShape.uuidSample,
            source: "https://sendbird.com/docs/chat/platform-api/v3/prepare-to-use-api"),
        .named(
            "sendbird-access-token", ["sendbird"], "[0-9a-f]{40}", SampleText.hex(40),
            source: "https://sendbird.com/docs/chat/platform-api/v3/prepare-to-use-api"),
        Recognizer(
            "sendgrid-api-token", .apiKey, Pattern(#"SG\.[A-Za-z0-9_=-]{20,24}\.[A-Za-z0-9_=.-]{39,50}"#, 0.95),
            Pattern(#"SG\.[A-Za-z0-9_=.-]{66}"#, 0.94),
            check: .entropy(3), source: "https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys",
            finds: ["«SG.\(SampleText.letters(22)).\(SampleText.letters(43))»"],
            ignores: ["SG.xxxxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"]),
        Recognizer(
            "sendinblue-api-token", .apiKey, Pattern(#"xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}"#, 0.95), check: .entropy(3),
            source: "https://developers.brevo.com/docs/getting-started",
            finds: ["«xkeysib-\(SampleText.hex(64))-\(SampleText.letters(16))»"]),
        .named("sentry-access-token", ["sentry"], "[0-9a-f]{64}", SampleText.hex(64), source: "https://docs.sentry.io/api/auth/"),
        .issued(
            "sentry-org-token", "sntrys_eyJ", "[A-Za-z0-9+/=_-]{80,500}", SampleText.letters(150), edges: .left,
            source: "https://docs.sentry.io/account/auth-tokens/"),
        .issued("sentry-user-token", "sntryu_", "[0-9a-f]{64}", SampleText.hex(64), source: "https://docs.sentry.io/account/auth-tokens/"),
        .issued(
            "settlemint-application-access-token", "sm_aat_", "[A-Za-z0-9]{16}", SampleText.letters(16),
            source: "https://console.settlemint.com/documentation/"),
        .issued(
            "settlemint-personal-access-token", "sm_pat_", "[A-Za-z0-9]{16}", SampleText.letters(16),
            source: "https://console.settlemint.com/documentation/"),
        .issued(
            "settlemint-service-access-token", "sm_sat_", "[A-Za-z0-9]{16}", SampleText.letters(16),
            source: "https://console.settlemint.com/documentation/"),
    ]

    private static let shopify = "https://shopify.dev/docs/apps/build/authentication-authorization"

    private static let sh: [Recognizer] = [
        Recognizer(
            "shippo-api-token", .apiKey, Pattern(#"shippo_(?:live|test)_[0-9a-fA-F]{40}"#, 0.95), check: .entropy(2.5),
            source: "https://docs.goshippo.com/docs/guides_general/authentication/", finds: ["«shippo_test_\(SampleText.hex(40))»"]),
        .issued("shopify-access-token", "shpat_", "[0-9a-fA-F]{32}", SampleText.hex(32), source: shopify),
        .issued("shopify-custom-access-token", "shpca_", "[0-9a-fA-F]{32}", SampleText.hex(32), source: shopify),
        .issued("shopify-private-app-access-token", "shppa_", "[0-9a-fA-F]{32}", SampleText.hex(32), source: shopify),
        .issued("shopify-shared-secret", "shpss_", "[0-9a-fA-F]{32}", SampleText.hex(32), source: shopify),
        .named(
            "sidekiq-secret", ["bundle_gems__contribsys__com", "bundle_enterprise__contribsys__com"], "[0-9a-f]{8}:[0-9a-f]{8}",
            "cafe0a1b:31d4e5f6",
            source: "https://github.com/sidekiq/sidekiq/wiki/Commercial-collaboration"),
        Recognizer(
            "sidekiq-sensitive-url", .urlCredentials,
            Pattern(#"https?://([0-9a-f]{8}:[0-9a-f]{8})@(?:gems|enterprise)\.contribsys\.com"#, 0.97, group: 1),
            source: "https://github.com/sidekiq/sidekiq/wiki/Commercial-collaboration",
            finds: ["https://«cafe0a1b:31d4e5f6»@gems.contribsys.com/"],
            ignores: ["https://gems.contribsys.com/"]),
        .named(
            "snyk-api-token", ["snyk"], KeyShape.uuid, KeyShape.uuidSample, source: "https://docs.snyk.io/snyk-api/authentication-for-api"),
        .named(
            "softlayer-key",
            [
                "softlayer", "sl_api", "sl-api", "sl_key", "sl-key", "slapi", "sl_pass", "sl-pass", "sl_pwd", "sl-pwd", "sl_token",
                "sl-token",
            ],
            "[a-z0-9]{64}", SampleText.hex(64), source: "https://sldn.softlayer.com/article/authenticating-softlayer-api/"),
        Recognizer(
            "softlayer-url", .apiKey, Pattern(#"api\.softlayer\.com/soap/v3(?:\.1)?/([a-z0-9]{64})"#, 0.95, group: 1),
            source: "https://sldn.softlayer.com/article/soap/", finds: ["https://api.softlayer.com/soap/v3/«\(SampleText.small(64))»"]),
    ]

    private static let slackPage = "https://api.slack.com/authentication/token-types"

    private static let slack: [Recognizer] = [
        Recognizer(
            "slack-app-token", .apiKey, Pattern(#"(?i:xapp)-\d-[A-Za-z0-9]{8,15}-\d{8,15}-[A-Za-z0-9]{32,80}"#, 0.95), check: .entropy(3),
            source: slackPage,
            finds: ["«xapp-\("1")-\(SampleText.capitals(11))-\(SampleText.digits(13))-\(SampleText.hex(64))»"]),
        Recognizer(
            "slack-bot-token", .apiKey, Pattern(#"xoxb-[0-9]{8,14}-[0-9]{8,14}[A-Za-z0-9-]{0,60}(?<!-)"#, 0.95), check: .entropy(2.3),
            source: slackPage,
            finds: ["«xoxb-\("263594206564")-\(SampleText.digits(12))-\(SampleText.letters(24))»"],
            ignores: ["xoxb-xoxb-my-bot-token", "xoxb-12345-abcd234"]),
        Recognizer(
            "slack-config-access-token", .apiKey, Pattern(#"(?i:xoxe\.xox[bp])-\d-[A-Za-z0-9]{120,180}"#, 0.95), check: .entropy(3),
            source: slackPage,
            finds: ["«xoxe.xoxp-\("1-")\(SampleText.letters(166))»"], ignores: ["xoxe.xoxp-1-SlackAppConfigurationAccessTokenHere"]),
        Recognizer(
            "slack-config-refresh-token", .apiKey, Pattern(#"(?i:xoxe)-\d-[A-Za-z0-9]{120,160}"#, 0.95), check: .entropy(3),
            source: slackPage,
            finds: ["«xoxe-\("1-")\(SampleText.letters(146))»"], ignores: ["xoxe-1-tokenhere"]),
        Recognizer(
            "slack-legacy-bot-token", .apiKey, Pattern(#"xoxb-[0-9]{8,14}-[A-Za-z0-9]{16,40}"#, 0.95), check: .entropy(2.3),
            source: slackPage,
            finds: ["«xoxb-\("263594206564")-\(SampleText.letters(24))»"], ignores: ["xoxb-xxxxxxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxx"]),
        Recognizer(
            "slack-legacy-workspace-token", .apiKey,
            Pattern(#"(?i:xox[ar])-(?:\d-)?[0-9A-Za-z]{4,48}(?:-[0-9A-Za-z-]{4,80}(?<!-))?"#, 0.95),
            check: .entropy(2.3) & .digits(atLeast: 3), source: slackPage,
            finds: ["«xoxa-\("2-")511111111-31111111111-3111111111111-\(SampleText.hex(18))»"],
            ignores: ["xoxr-my-refresh-token"]),
        Recognizer(
            "slack-user-token", .apiKey, Pattern(#"(?i:xox[peos])-(?:[0-9]{4,14}-){1,3}[A-Za-z0-9-]{8,64}(?<!-)"#, 0.95),
            check: .entropy(2.3),
            source: slackPage,
            finds: [
                "«xoxp-\("41684372915-132049654-5609968301")-\(SampleText.hex(32))»",
                "«xoxs-\("416843729158-132049654-5609968301")-e708ba56e1»",
                "«xoxp-\("416843729158")-\(SampleText.letters(24))»",
            ],
            ignores: [
                "2018-250-xoxo-indieweb-1.jpg", "W7KCxOxP-1Fy5EyF2lbDQP6BbMww1j1orZplPor1xCJ",
            ]),
        Recognizer(
            "slack-webhook-url", .apiKey,
            Pattern(#"(?:https?://)?hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/]{30,80}"#, 0.97),
            check: .entropy(2.3), source: "https://api.slack.com/messaging/webhooks",
            finds: ["«https://hooks.slack.com/services/T\(SampleText.capitals(10))/B\(SampleText.capitals(9))/\(SampleText.letters(24))»"],
            ignores: ["https://hooks.slack.com/services/"]),
    ]

    private static let so: [Recognizer] = [
        .named(
            "sonar-api-token", ["sonar"], "(?:sq[upa]_)?[A-Za-z0-9]{40}", SampleText.hex(40),
            source: "https://docs.sonarsource.com/sonarqube-server/latest/user-guide/managing-tokens/"),
        Recognizer(
            "sonar-token", .apiKey, Pattern(#"sq[upa]_[0-9a-zA-Z]{40}"#, 0.95), Pattern(#"sqco_[A-Za-z0-9]{58,62}"#, 0.95),
            check: .entropy(2.5),
            source: "https://docs.sonarsource.com/sonarqube-server/latest/user-guide/managing-tokens/",
            finds: ["«squ_\(SampleText.hex(40))»"]),
        Recognizer(
            "sourcegraph-access-token", .apiKey, Pattern(#"sgp_(?:[0-9a-fA-F]{16}_|local_)?[0-9a-fA-F]{40}"#, 0.95), check: .entropy(2.8),
            source: "https://sourcegraph.com/docs/cli/how-tos/revoke_access_token", finds: ["«sgp_local_\(SampleText.hex(40))»"]),
        .named(
            "sourcegraph-legacy-token", ["sourcegraph"], "[0-9a-fA-F]{40}", SampleText.hex(40),
            source: "https://sourcegraph.com/docs/cli/how-tos/creating_an_access_token"),
        .issued("sourcegraph-cody-token", "slk_", "[0-9a-f]{64}", SampleText.hex(64), source: "https://sourcegraph.com/docs/cody"),
        Recognizer(
            "square-access-token", .apiKey, Pattern(#"sq0(?:atp|csp|i[a-z]{2})-[A-Za-z0-9_-]{22,60}"#, 0.95),
            Pattern(#"EAAA[A-Za-z0-9_-]{22,60}"#, 0.9),
            Pattern(#"sandbox-sq0[a-z]{3}-[A-Za-z0-9_-]{22,43}"#, 0.95), check: .entropy(3),
            source: "https://developer.squareup.com/docs/build-basics/access-tokens",
            finds: ["«sq0atp-\(SampleText.token(22))»", "«EAAA\(SampleText.token(60))»"]),
        .named(
            "squarespace-access-token", ["squarespace"], KeyShape.uuid, KeyShape.uuidSample,
            source: "https://developers.squarespace.com/commerce-apis/authentication-and-permissions"),
        Recognizer(
            "stripe-access-token", .apiKey, Pattern(#"(?:sk|rk)_(?:test|live|prod)_[A-Za-z0-9]{10,120}"#, 0.95),
            Pattern(#"whsec_[A-Za-z0-9+/=]{32,64}"#, 0.9),
            check: .entropy(2), source: "https://docs.stripe.com/keys",
            finds: ["stripe.api_key = \"«sk_\("live_")\(SampleText.letters(24))»\""],
            ignores: ["sk_test_xxxxxxxxxxxxxxxx"]),
        Recognizer(
            "stripe-payment-intent", .apiKey, Pattern(#"(?:pi|seti)_[A-Za-z0-9]{24}_secret_[A-Za-z0-9]{25}"#, 0.95),
            Pattern(#"pk_live_[A-Za-z0-9]{24,120}"#, 0.9),
            check: .entropy(3), source: "https://docs.stripe.com/api/payment_intents/object",
            finds: ["«pi_\(SampleText.letters(24))_secret_\(SampleText.letters(25))»"]),
        .named(
            "sumologic-access-id", ["sumo"], "su[A-Za-z0-9]{12}", "su\(SampleText.letters(12))", entropy: 3,
            source: "https://help.sumologic.com/docs/manage/security/access-keys/"),
        .named(
            "sumologic-access-token", ["sumo"], KeyShape.word("64"), SampleText.letters(64),
            source: "https://help.sumologic.com/docs/manage/security/access-keys/"),
        .issued(
            "supabase-token", "sbp_", "[a-z0-9]{40}", SampleText.small(40), source: "https://supabase.com/docs/reference/api/introduction"),
    ]
}
