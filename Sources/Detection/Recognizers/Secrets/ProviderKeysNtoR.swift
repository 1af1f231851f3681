/// Keys of providers from N to R.
enum ProviderKeysNtoR {
    static let recognizers: [Recognizer] = n + oToP + planet + pToR

    private static let newRelic = "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/"

    private static let n: [Recognizer] = [
        .named(
            "netlify-access-token", ["netlify"], KeyShape.mixed("=-", 40...46), SampleText.letters(43),
            source: "https://docs.netlify.com/api/get-started/#authentication"),
        .issued(
            "netlify-personal-token", "nfp_", "[A-Za-z0-9]{36}", SampleText.letters(36),
            source: "https://docs.netlify.com/api/get-started/#authentication"),
        Recognizer(
            "new-relic-browser-api-token", .apiKey, Pattern(#"NR(?:JS|BR)-[0-9a-f]{19}"#, 0.95), check: .entropy(2.5), source: newRelic,
            finds: ["«NRJS-\(SampleText.hex(19))»"]),
        .issued("new-relic-insert-key", "NRII-", "[A-Za-z0-9_-]{25,32}", SampleText.letters(32), source: newRelic),
        .issued("new-relic-query-key", "NRIQ-", "[A-Za-z0-9_-]{25,32}", SampleText.letters(32), source: newRelic),
        .named(
            "new-relic-user-api-id", ["new-relic", "newrelic", "new_relic"], KeyShape.word("64"), SampleText.letters(64), source: newRelic),
        .issued("new-relic-user-api-key", "NRAK-", "[A-Za-z0-9]{27}", SampleText.letters(27), source: newRelic),
        .issued("new-relic-admin-key", "NRAA-", "[A-Za-z0-9]{27}", SampleText.letters(27), source: newRelic),
        Recognizer(
            "notion-api-token", .apiKey, Pattern(#"ntn_[0-9]{11}[A-Za-z0-9]{32}[A-Za-z0-9]{3}"#, 0.95),
            Pattern(#"secret_[A-Za-z0-9]{43}"#, 0.95),
            check: .entropy(3), source: "https://developers.notion.com/reference/authentication",
            finds: ["«ntn_\(SampleText.digits(11))\(SampleText.letters(35))»", "«secret_\(SampleText.letters(43))»"]),
        .issued(
            "npm-access-token", "npm_", "[A-Za-z0-9]{36}", SampleText.letters(36), source: "https://docs.npmjs.com/about-access-tokens"),
        Recognizer(
            "npm-registry-auth", .apiKey, Pattern("_authToken ?= ?([A-Za-z0-9+/=_.-]{20,400})", 0.85, group: 1, edges: .left),
            check: .entropy(2.5) & .digits(atLeast: 2), source: "https://docs.npmjs.com/cli/configuring-npm/npmrc",
            finds: ["_authToken=«\(KeyShape.uuidSample)»"], ignores: ["_authToken=${NPM_TOKEN}"]),
        Recognizer(
            "nuget-config-password", .password,
            Pattern(#"<add key="(?:ClearText)?Password"\s{1,4}value="([^"\n%]{4,120})""#, 0.9, group: 1, edges: .left),
            check: .notPlaceholder, source: "https://learn.microsoft.com/nuget/reference/nuget-config-file",
            finds: ["<add key=\"ClearTextPassword\" value=\"«3f9a-t0p»\" />"],
            ignores: ["<add key=\"ClearTextPassword\" value=\"%PASSWORD%\" />"]),
        .issued("nvidia-key", "nvapi-", "[A-Za-z0-9_-]{60,70}", SampleText.token(64), source: "https://docs.api.nvidia.com/"),
        .issued(
            "nuget-api-key", "oy2", "[a-z0-9]{43}", SampleText.small(43), entropy: 3.3,
            source: "https://learn.microsoft.com/nuget/nuget-org/publish-a-package"),
        .named(
            "nytimes-access-token", ["nytimes", "new-york-times", "newyorktimes", "new_york_times"], KeyShape.padded(32),
            SampleText.letters(32),
            source: "https://developer.nytimes.com/get-started"),
    ]

    private static let oToP: [Recognizer] = [
        .issued(
            "octopus-deploy-api-key", "API-", "[A-Z0-9]{26,35}", SampleText.capitals(26), entropy: 3.2,
            source: "https://octopus.com/docs/octopus-rest-api/how-to-create-an-api-key"),
        .named(
            "okta-access-token", ["okta"], "00[A-Za-z0-9_=-]{40}", "00\(SampleText.letters(40))",
            source: "https://developer.okta.com/docs/guides/create-an-api-token/main/"),
        Recognizer(
            "openai-api-key", .apiKey,
            Pattern(#"sk-(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{20,200}"#, 0.95),
            Pattern(#"sk-[A-Za-z0-9_-]{15,120}T3BlbkFJ[A-Za-z0-9_-]{15,120}"#, 0.95),
            Pattern(#"sk-[A-Za-z0-9]{32,64}"#, 0.8),
            check: .entropy(3.3) & .digits(atLeast: 1),
            source: "https://platform.openai.com/docs/api-reference/authentication",
            finds: ["The api key is «sk-\("proj-")\(SampleText.letters(48))» , keep it safe.", "«sk-\(SampleText.letters(48))»"],
            ignores: ["sk-proj-your-key-goes-here-please", "sk-learn-something-useful", "sk-this-is-a-css-class-with-a-long-name"]),
        .issued(
            "openrouter-key", "sk-or-v1-", "[0-9a-f]{64}", SampleText.hex(64),
            source: "https://openrouter.ai/docs/api-reference/authentication"),
        .issued(
            "openshift-user-token", "sha256~", "[A-Za-z0-9_-]{43}", SampleText.token(43), entropy: 3.5,
            source: "https://docs.openshift.com/container-platform/latest/authentication/managing-oauth-access-tokens.html"),
        .issued(
            "perplexity-api-key", "pplx-", "[A-Za-z0-9]{48,56}", SampleText.letters(48),
            source: "https://docs.perplexity.ai/guides/getting-started"),
        Recognizer(
            "pagarme-key", .apiKey, Pattern(#"[as]k_(?:live|test)_[A-Za-z0-9]{30}"#, 0.95), check: .entropy(3),
            source: "https://docs.pagar.me/reference/autenticacao-2", finds: ["«ak_live_\(SampleText.letters(30))»"]),
        .issued(
            "pinecone-key", "pcsk_", "[A-Za-z0-9]{5,7}_[A-Za-z0-9]{63}", "\(SampleText.letters(6))_\(SampleText.letters(63))",
            source: "https://docs.pinecone.io/guides/projects/manage-api-keys"),
        Recognizer(
            "plaid-api-token", .apiKey, Pattern("access-(?:sandbox|development|production)-\(KeyShape.uuid)", 0.95), check: .entropy(2.5),
            source: "https://plaid.com/docs/api/tokens/", finds: ["«access-production-\(KeyShape.uuidSample)»"]),
        .named("plaid-client-id", ["plaid"], KeyShape.word("24"), SampleText.letters(24), source: "https://plaid.com/docs/api/"),
        .named("plaid-secret-key", ["plaid"], KeyShape.word("30"), SampleText.letters(30), source: "https://plaid.com/docs/api/"),
    ]

    private static let planetscale = "https://planetscale.com/docs/concepts/service-tokens"

    private static let planet: [Recognizer] = [
        .issued("planetscale-api-token", "pscale_tkn_", "[A-Za-z0-9_=.-]{32,64}", SampleText.letters(43), source: planetscale),
        .issued("planetscale-oauth-token", "pscale_oauth_", "[A-Za-z0-9_=.-]{32,64}", SampleText.letters(43), source: planetscale),
        .issued("planetscale-password", "pscale_pw_", "[A-Za-z0-9_=.-]{32,64}", SampleText.letters(43), source: planetscale),
    ]

    private static let pToR: [Recognizer] = [
        .issued(
            "posthog-key", "phx_", "[A-Za-z0-9_]{43,50}", SampleText.letters(43), source: "https://posthog.com/docs/api#authentication"),
        .issued(
            "posthog-project-key", "phc_", "[A-Za-z0-9_]{43,50}", SampleText.letters(43),
            source: "https://posthog.com/docs/api#authentication"),
        .issued(
            "postman-api-token", "PMAK-", "[A-Za-z0-9-]{57,60}", "\(SampleText.hex(24))-\(SampleText.hex(34))",
            source: "https://learning.postman.com/docs/developer/postman-api/authentication/"),
        Recognizer(
            "prefect-api-token", .apiKey, Pattern(#"pn[ub]_[A-Za-z0-9]{36}"#, 0.95), check: .entropy(2.5),
            source: "https://docs.prefect.io/v3/manage/cloud/manage-users/api-keys", finds: ["«pnu_\(SampleText.letters(36))»"],
            ignores: ["pnu_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"]),
        .named(
            "privateai-api-token", ["privateai", "private_ai", "private-ai"], KeyShape.word("32"), SampleText.letters(32),
            source: "https://docs.private-ai.com/reference/latest/operation/process_text_v3_process_text_post/"),
        Recognizer(
            "pubnub-key", .apiKey, Pattern(#"(?:pub|sub|sec)-c-[0-9a-z]{8}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{12}"#, 0.95),
            check: .entropy(2.8),
            source: "https://www.pubnub.com/docs/general/basics/initialize-pubnub", finds: ["«pub-c-\(KeyShape.uuidSample)»"]),
        .issued(
            "pulumi-api-token", "pul-", "[0-9a-z]{40}", SampleText.hex(40),
            source: "https://www.pulumi.com/docs/pulumi-cloud/access-management/access-tokens/"),
        Recognizer(
            "pypi-upload-token", .apiKey, Pattern(#"pypi-[A-Za-z0-9_-]{66,1000}"#, 0.95), check: .entropy(3.2),
            source: "https://packaging.python.org/en/latest/specifications/pypirc/",
            finds: ["«pypi-\("AgEIcHlwaS5vcmc")\(SampleText.token(80))»"]),
        Recognizer(
            "ramp-key", .apiKey, Pattern(#"ramp_(?:id|sec|business_tok)_[A-Za-z0-9]{40,48}"#, 0.95), check: .entropy(3),
            source: "https://docs.ramp.com/developer-api/v1/authorization", finds: ["«ramp_sec_\(SampleText.letters(48))»"]),
        .named(
            "rapidapi-access-token", ["rapidapi", "rapid_api", "rapid-api"], KeyShape.token(50), SampleText.letters(50),
            source: "https://docs.rapidapi.com/docs/keys"),
        Recognizer(
            "razorpay-key", .apiKey, Pattern(#"rzp_(?:live|test)_[A-Za-z0-9]{10,14}"#, 0.95), check: .entropy(2.3),
            source: "https://razorpay.com/docs/api/authentication/", finds: ["«rzp_live_\(SampleText.letters(14))»"],
            ignores: ["rzp_test_xxxxxxxxxxxxxx"]),
        .issued(
            "readme-api-token", "rdme_", "[a-z0-9]{70}", SampleText.small(70),
            source: "https://docs.readme.com/main/reference/intro/authentication"),
        .issued(
            "replicate-key", "r8_", "[A-Za-z0-9_-]{37,40}", SampleText.letters(37),
            source: "https://replicate.com/docs/topics/security/api-tokens"),
        Recognizer(
            "robinhood-key", .apiKey, Pattern("rh-api-\(KeyShape.uuid)", 0.95), check: .entropy(2.5),
            source: "https://docs.robinhood.com/crypto/trading/", finds: ["«rh-api-\(KeyShape.uuidSample)»"]),
        .issued("rootly-key", "rootly_", "[0-9a-f]{64}", SampleText.hex(64), source: "https://docs.rootly.com/api-reference/overview"),
        .issued(
            "rubygems-api-token", "rubygems_", "[0-9A-Za-z]{48}", SampleText.hex(48), source: "https://guides.rubygems.org/api-key-scopes/"),
    ]
}
