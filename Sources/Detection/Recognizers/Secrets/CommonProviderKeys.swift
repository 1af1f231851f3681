/// Keys of the providers that most people use: each begins with a prefix that the provider made to be recognized.
enum CommonProviderKeys {
    static let recognizers: [Recognizer] = ai + code + services

    private static let ai: [Recognizer] = [
        Recognizer(
            "anthropic", .apiKey,
            Pattern(#"sk-ant-(?:api|admin|sid|ort|oat)[0-9]{2}-[A-Za-z0-9_-]{20,160}"#, 0.95),
            check: .entropy(3.5),
            source: "https://docs.anthropic.com/en/api/overview",
            finds: ["ANTHROPIC_API_KEY=«sk-ant-\("api03-")\(SampleText.token(93))AA»"],
            ignores: ["sk-ant-api03-xxxx", "sk-ant-\("api03-")\(String(repeating: "x", count: 95))"]),
        Recognizer(
            "openai", .apiKey,
            Pattern(#"sk-(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{20,200}"#, 0.95),
            Pattern(#"sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}"#, 0.95),
            Pattern(#"sk-[A-Za-z0-9]{32,64}"#, 0.8),
            check: .entropy(3.3),
            source: "https://platform.openai.com/docs/api-reference/authentication",
            finds: ["The api key is «sk-\("proj-")\(SampleText.letters(48))» , keep it safe.", "«sk-\(SampleText.letters(48))»"],
            ignores: ["sk-proj-your-key-goes-here-please", "sk-learn-something-useful", "sk-this-is-a-css-class-with-a-long-name"]),
        Recognizer(
            "openrouter", .apiKey, Pattern(#"sk-or-v1-[0-9a-f]{64}"#, 0.95), check: .entropy(3),
            source: "https://openrouter.ai/docs/api-reference/authentication", finds: ["«sk-or-\("v1-")\(SampleText.hex(64))»"]),
        Recognizer(
            "huggingface", .apiKey, Pattern(#"(?:hf_[A-Za-z0-9]{30,40}|api_org_[A-Za-z0-9]{34})"#, 0.9), check: .entropy(2.5),
            source: "https://huggingface.co/docs/hub/security-tokens", finds: ["HF_TOKEN=«hf_\(SampleText.letters(34))»"],
            ignores: ["hf_hub_download", "hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"]),
        Recognizer(
            "groq", .apiKey, Pattern(#"gsk_[A-Za-z0-9]{40,60}"#, 0.95), check: .entropy(3),
            source: "https://console.groq.com/docs/quickstart",
            finds: ["«gsk_\(SampleText.letters(52))»"]),
        Recognizer(
            "xai", .apiKey, Pattern(#"xai-[A-Za-z0-9]{70,90}"#, 0.95), check: .entropy(3), source: "https://docs.x.ai/docs/overview",
            finds: ["«xai-\(SampleText.letters(80))»"]),
        Recognizer(
            "google", .apiKey,
            Pattern(#"AIza[A-Za-z0-9_-]{35}"#, 0.9),
            Pattern(#"ya29\.[A-Za-z0-9_-]{20,250}"#, 0.9),
            Pattern(#"GOCSPX-[A-Za-z0-9_-]{28}"#, 0.95),
            check: .entropy(3),
            source: "https://cloud.google.com/docs/authentication/api-keys",
            finds: ["key=«AIza\(SampleText.token(35))»"],
            ignores: ["AIzaxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"]),
        Recognizer(
            "replicate", .apiKey, Pattern(#"r8_[A-Za-z0-9]{37,40}"#, 0.95), check: .entropy(3),
            source: "https://replicate.com/docs/topics/security/api-tokens", finds: ["«r8_\(SampleText.letters(37))»"]),
    ]

    private static let code: [Recognizer] = [
        Recognizer(
            "github", .apiKey,
            Pattern(#"gh[pousr]_[A-Za-z0-9]{36,251}"#, 0.95),
            Pattern(#"github_pat_[A-Za-z0-9_]{60,100}"#, 0.95),
            check: .entropy(3),
            source: "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github",
            finds: ["token «ghp_\(SampleText.letters(36))»", "«github_pat_\(SampleText.letters(22))_\(SampleText.letters(59))»"],
            ignores: ["ghp_short", "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"]),
        Recognizer(
            "gitlab", .apiKey,
            Pattern(#"gl(?:pat|dt|rt|ptt|oas|ft|imt|agent|soat|cbt|ffct)-[A-Za-z0-9_.-]{18,320}(?<![.-])"#, 0.95),
            Pattern(#"GR1348941[A-Za-z0-9_-]{20}"#, 0.95),
            check: .entropy(2.5),
            source: "https://docs.gitlab.com/security/tokens/#token-prefixes",
            finds: ["«glpat-\(SampleText.letters(20))»"],
            ignores: ["glpat-XXXXXXXXXXXXXXXXXXXX"]),
        Recognizer(
            "npm", .apiKey, Pattern(#"npm_[A-Za-z0-9]{36}"#, 0.95), check: .entropy(2.5),
            source: "https://docs.npmjs.com/about-access-tokens", finds: ["_authToken=«npm_\(SampleText.letters(36))»"]),
        Recognizer(
            "pypi", .apiKey, Pattern(#"pypi-AgE(?:IcHlwaS5vcmc|NdGVzdC5weXBpLm9yZ)[A-Za-z0-9_-]{50,1000}"#, 0.95), check: .entropy(3),
            source: "https://pypi.org/help/#apitoken", finds: ["«pypi-\("AgEIcHlwaS5vcmc")\(SampleText.token(80))»"]),
        Recognizer(
            "slack", .apiKey,
            Pattern(#"xox[bpaoesr](?:\.xox[bp])?-[A-Za-z0-9-]{10,300}(?<!-)"#, 0.95),
            Pattern(#"xapp-\d-[A-Z0-9]+-\d+-[a-z0-9]+"#, 0.95),
            Pattern(#"(?:https?://)?hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/]{30,80}"#, 0.97),
            check: .entropy(2.3),
            source: "https://api.slack.com/authentication/token-types",
            finds: ["«xoxb-\("263594206564-")\(SampleText.letters(24))»"],
            ignores: ["xoxb-xxxxxxxxx-xxxxxxxxxx-xxxxxxxxxxxx", "xoxb-your-token-goes-here"]),
    ]

    private static let services: [Recognizer] = [
        Recognizer(
            "aws", .apiKey,
            Pattern(#"(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}"#, 0.95),
            check: .entropy(3),
            source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids",
            finds: ["aws_access_key_id = «AKIA\("Q7WXM3ZTHB5NLKEP")»"],
            ignores: ["AKIA\("IOSFODNN7EXAMPLE")", "AKIAAAAAAAAAAAAAAAAA"]),
        Recognizer(
            "aws-secret", .apiKey,
            Pattern(#"[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])"#, 0.9),
            check: .entropyAlone(4) & .digits(atLeast: 1),
            requires: .assignment([
                "aws_secret", "secret_access_key", "secretaccesskey", "aws_sec", "secret access key", "aws_key", "secret_key",
            ]),
            source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
            finds: ["aws_secret_access_key = «\(SampleText.letters(40))»"],
            ignores: ["aws_secret_access_key = \(String(repeating: "A", count: 40))"]),
        Recognizer(
            "stripe", .apiKey,
            Pattern(#"(?:sk|rk)_(?:test|live|prod)_[A-Za-z0-9]{10,120}"#, 0.95),
            Pattern(#"whsec_[A-Za-z0-9+/=]{32,64}"#, 0.9),
            check: .entropy(2),
            source: "https://docs.stripe.com/keys",
            finds: ["stripe.api_key = \"«sk_\("live_")\(SampleText.letters(24))»\""],
            ignores: ["sk_test_xxxxxxxxxxxxxxxx"]),
        Recognizer(
            "sendgrid", .apiKey, Pattern(#"SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}"#, 0.95), check: .entropy(3),
            source: "https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys",
            finds: ["«SG.\(SampleText.letters(22)).\(SampleText.letters(43))»"]),
        Recognizer(
            "twilio", .apiKey, Pattern(#"(?:SK|AC)[0-9a-f]{32}"#, 0.85), check: .entropy(3),
            source: "https://www.twilio.com/docs/iam/api-keys", finds: ["«SK\(SampleText.hex(32))»"]),
        Recognizer(
            "azure-storage", .apiKey,
            Pattern(#"(?i:AccountKey|SharedAccessKey)\s*=\s*([A-Za-z0-9+/]{43,86}={1,2})"#, 0.95, group: 1),
            check: .entropy(3.5),
            source: "https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string",
            finds: ["AccountName=acme;AccountKey=«\(SampleText.letters(86))==»;EndpointSuffix=core"]),
        Recognizer(
            "azure-ad", .apiKey,
            Pattern(
                #"[A-Za-z0-9_~.]*?([A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.-]{31,34})"#, 0.9, group: 1, edges: .right,
                pivot: Recognizer.Pivot("~", over: ByteSet("A-Za-z0-9_~."), reach: 40)), check: .entropy(3),
            source: "https://learn.microsoft.com/entra/identity-platform/howto-create-service-principal-portal",
            finds: ["client_secret=«\("abc8Q~")\(SampleText.letters(34))»"]),
        Recognizer(
            "digitalocean", .apiKey, Pattern(#"do[opr]_v1_[0-9a-f]{64}"#, 0.95), check: .entropy(3),
            source: "https://docs.digitalocean.com/reference/api/create-personal-access-token/",
            finds: ["«dop_v1_\(SampleText.hex(64))»"]),
        Recognizer(
            "shopify", .apiKey, Pattern(#"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}"#, 0.95), check: .entropy(2.5),
            source: "https://shopify.dev/docs/apps/build/authentication-authorization", finds: ["«shpat_\(SampleText.hex(32))»"]),
        Recognizer(
            "telegram", .apiKey, Pattern(#"[0-9]{8,10}:A[A-Za-z0-9_-]{34}"#, 0.8), check: .entropy(3),
            source: "https://core.telegram.org/bots/api#authorizing-your-bot", finds: ["«123456789:A\(SampleText.token(34))»"]),
        Recognizer(
            "discord", .apiKey, Pattern(#"[MNO][A-Za-z\d_-]{23,25}\.[A-Za-z\d_-]{6}\.[A-Za-z\d_-]{27,38}"#, 0.9), check: .entropy(3.5),
            source: "https://discord.com/developers/docs/reference#authentication",
            finds: ["«M\(SampleText.letters(23)).\(SampleText.letters(6)).\(SampleText.letters(38))»"]),
        Recognizer(
            "mailgun", .apiKey, Pattern(#"(?:key|pubkey)-[0-9a-z]{32}"#, 0.8), check: .entropy(3),
            source: "https://documentation.mailgun.com/docs/mailgun/api-reference/intro/", finds: ["«key-\(SampleText.hex(32))»"]),
    ]
}
