/// Keys of providers from T to Z.
enum ProviderKeysTtoZ {
    static let recognizers: [Recognizer] = t + twitter + u

    private static let t: [Recognizer] = [
        .issued(
            "tailscale-key", "tskey-", "[A-Za-z0-9_]{2,64}-[A-Za-z0-9_-]{16,300}", "auth-k9ZQ-\(SampleText.letters(32))",
            source: "https://tailscale.com/kb/1085/auth-keys"),
        Recognizer(
            "telegram-bot-api-token", .apiKey, Pattern(#"(?<!:)[0-9]{5,16}:[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])"#, 0.85),
            Pattern(#"bot([0-9]{8,10}:[A-Za-z0-9_-]{35})(?![A-Za-z0-9_-])"#, 0.85, group: 1),
            check: .entropy(3.3) & .digits(atLeast: 6),
            source: "https://core.telegram.org/bots/api#authorizing-your-bot",
            finds: [
                "«\(SampleText.digits(9)):A\(SampleText.token(34))»",
                "https://api.telegram.org/bot«\(SampleText.digits(9)):A\(SampleText.token(34))»/getMe",
            ],
            ignores: [
                "arn:aws:sns:aaa:111122223333:aaaaaaaaaaaaaaaaaaassssssddddddddddddd", "clm43348:AgencyIdentificationCodeContentType",
            ]),
        .named(
            "travisci-access-token", ["travis"], KeyShape.word("22"), SampleText.letters(22),
            source: "https://docs.travis-ci.com/user/triggering-builds/"),
        Recognizer(
            "trufflehog-enterprise-key", .apiKey, Pattern(#"thog-(?:key|secret)-[0-9a-f]{16,32}"#, 0.95), check: .entropy(2.5),
            source: "https://docs.trufflesecurity.com/", finds: ["«thog-key-\(SampleText.hex(16))»"]),
        Recognizer(
            "twilio-api-key", .apiKey, Pattern(#"(?:SK|AC)(?:[0-9a-z]{32}|[0-9a-fA-F]{32})"#, 0.9),
            check: .entropy(2.8) & .digits(atLeast: 2),
            source: "https://www.twilio.com/docs/iam/api-keys", finds: ["«SK\(SampleText.hex(32))»"],
            ignores: ["SK\(String(repeating: "0", count: 32))"]),
        .named("twilio-auth-token", ["twilio"], "[0-9a-f]{32}", SampleText.hex(32), source: "https://www.twilio.com/docs/iam/api"),
        .named(
            "twitch-api-token", ["twitch"], KeyShape.word("30"), SampleText.letters(30),
            source: "https://dev.twitch.tv/docs/authentication/"),
    ]

    private static let twitterPage = "https://docs.x.com/resources/fundamentals/authentication/overview"

    private static let twitter: [Recognizer] = [
        .named("twitter-access-secret", ["twitter"], KeyShape.word("45"), SampleText.letters(45), source: twitterPage),
        .named(
            "twitter-access-token", ["twitter"], "[0-9]{15,25}-[A-Za-z0-9]{20,40}", "\(SampleText.digits(19))-\(SampleText.letters(30))",
            source: twitterPage),
        .named("twitter-api-key", ["twitter"], KeyShape.word("25"), SampleText.letters(25), source: twitterPage),
        .named("twitter-api-secret", ["twitter"], KeyShape.word("50"), SampleText.letters(50), source: twitterPage),
        .issued(
            "twitter-bearer-token", "AAAAAAAAAAAAAAAAAAAAAA", "[A-Za-z0-9%]{60,120}", SampleText.letters(85), entropy: 2.8,
            source: twitterPage),
        .issued(
            "typeform-api-token", "tfp_", "[A-Za-z0-9_.=-]{40,59}", SampleText.letters(59), entropy: 3,
            source: "https://www.typeform.com/developers/get-started/personal-access-token/"),
    ]

    private static let u: [Recognizer] = [
        .issued(
            "ubidots-key", "BBFF-", "[A-Za-z0-9]{30}", SampleText.letters(30), source: "https://docs.ubidots.com/reference/authentication"),
        .issued(
            "vault-batch-token", "hvb.", "[A-Za-z0-9_-]{100,400}", SampleText.token(140),
            source: "https://developer.hashicorp.com/vault/docs/concepts/tokens"),
        Recognizer(
            "vault-service-token", .apiKey, Pattern(#"hvs\.[A-Za-z0-9_-]{24,130}"#, 0.95),
            Pattern(#"s\.[A-Za-z0-9]{24}(?![A-Za-z0-9._(-])"#, 0.85),
            check: .entropy(3.3) & .digits(atLeast: 1) & .rule { RandomValue.isLikely($0.bytes) },
            source: "https://developer.hashicorp.com/vault/docs/concepts/tokens",
            finds: ["«hvs.\(SampleText.token(95))»", "«s.\(SampleText.letters(24))»"],
            ignores: ["s.makeKubeConfigController = args", "s.THISSTRINGISALLUPPERCASE"]),
        .issued(
            "vercel-blob-token", "vercel_blob_rw_", "[A-Za-z0-9]{10,20}_[A-Za-z0-9]{30}",
            "\(SampleText.letters(16))_\(SampleText.letters(30))", source: "https://vercel.com/docs/storage/vercel-blob"),
        .issued("xai-key", "xai-", "[A-Za-z0-9_-]{70,90}", SampleText.letters(80), source: "https://docs.x.ai/docs/overview"),
        Recognizer(
            "yandex-access-token", .apiKey, Pattern(#"t1\.[A-Za-z0-9_-]{1,600}={0,2}\.[A-Za-z0-9_-]{86}={0,2}"#, 0.95, edges: .left),
            check: .entropy(3),
            source: "https://yandex.cloud/en/docs/iam/concepts/authorization/iam-token",
            finds: ["«t1.\(SampleText.token(60)).\(SampleText.token(86))»"]),
        .issued(
            "yandex-api-key", "AQVN", "[A-Za-z0-9_-]{35,38}", SampleText.token(36),
            source: "https://yandex.cloud/en/docs/iam/concepts/authorization/api-key"),
        Recognizer(
            "yandex-aws-access-token", .apiKey, Pattern(#"YC[A-Za-z0-9_-]{38}"#, 0.8),
            check: .entropy(3.5) & .rule { RandomValue.isLikely($0.bytes) },
            source: "https://yandex.cloud/en/docs/iam/concepts/authorization/access-key", finds: ["«YC\(SampleText.token(38))»"]),
        .named(
            "zendesk-secret-key", ["zendesk"], KeyShape.word("40"), SampleText.letters(40),
            source: "https://developer.zendesk.com/api-reference/introduction/security-and-auth/"),
    ]
}
