/// Keys of providers from 1 to B.
enum ProviderKeysAtoB {
    static let recognizers: [Recognizer] = numbersToAn + apToAz + b

    private static let numbersToAn: [Recognizer] = [
        Recognizer(
            "1password-secret-key", .apiKey,
            Pattern(#"A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}"#, 0.95),
            check: .entropy(3), source: "https://support.1password.com/secret-key-security/",
            finds: ["«A3-\(SampleText.capitals(6))-\(SampleText.capitals(11))-\(SampleText.capitals(5))-7H3QK-ZN5D2»"],
            ignores: ["A3-XXXXXX-XXXXXX-XXXXX-XXXXX-XXXXX-XXXXX"]),
        .issued(
            "1password-service-account-token", "ops_eyJ", "[A-Za-z0-9+/_-]{200,4000}={0,3}", SampleText.letters(260), edges: .left,
            source: "https://developer.1password.com/docs/service-accounts/security/"),
        .named(
            "adafruit-api-key", ["adafruit", "aio_key"], KeyShape.token(32), SampleText.small(32),
            source: "https://io.adafruit.com/api/docs/#authentication"),
        .issued(
            "adafruit-aio-key", "aio_", "[A-Za-z]{4}[A-Za-z0-9]{24}", "Qwkx\(SampleText.letters(24))",
            source: "https://io.adafruit.com/api/docs/#authentication"),
        .named(
            "adobe-client-id", ["adobe"], KeyShape.hex("32"), SampleText.hex(32),
            source: "https://developer.adobe.com/developer-console/docs/guides/authentication/"),
        .issued(
            "adobe-client-secret", "p8e-", "[A-Za-z0-9_-]{32}", SampleText.letters(32),
            source: "https://developer.adobe.com/developer-console/docs/guides/authentication/"),
        Recognizer(
            "age-secret-key", .privateKey, Pattern(#"(?i:AGE-SECRET-KEY-)1[02-9A-Za-z]{58}"#, 0.95), check: .rule { !$0.isUniform },
            source: "https://github.com/C2SP/C2SP/blob/main/age.md",
            finds: ["key: «AGE-SECRET-KEY-\("1")\(SampleText.draw(58, "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"))»"],
            ignores: ["AGE-SECRET-KEY-1"]),
        .named(
            "airtable-api-key", ["airtable"], KeyShape.word("17"), SampleText.letters(17),
            source: "https://airtable.com/developers/web/api/authentication"),
        Recognizer(
            "airtable-personnal-access-token", .apiKey, Pattern(#"pat[A-Za-z0-9]{14}\.[0-9a-f]{64}"#, 0.95), check: .entropy(3),
            source: "https://airtable.com/developers/web/api/authentication",
            finds: ["«pat\(SampleText.letters(14)).\(SampleText.hex(64))»"], ignores: ["patches.0123456789abcdef"]),
        .named(
            "algolia-api-key", ["algolia"], KeyShape.word("32"), SampleText.hex(32),
            source: "https://www.algolia.com/doc/guides/security/api-keys/"),
        .issued(
            "alibaba-access-key-id", "LTAI", "[A-Za-z0-9]{12,24}", SampleText.letters(20),
            source: "https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair"),
        .named(
            "alibaba-secret-key", ["alibaba", "aliyun", "alicloud", "oss_access"], KeyShape.word("30"), SampleText.letters(30),
            source: "https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair"),
        Recognizer(
            "anthropic-api-key", .apiKey, Pattern(#"sk-ant-(?:api|sid|ort|oat)[0-9]{2}-[A-Za-z0-9_-]{20,160}"#, 0.95),
            check: anthropic, source: "https://docs.anthropic.com/en/api/overview",
            finds: ["ANTHROPIC_API_KEY=«sk-ant-\("api03-")\(SampleText.token(93))AA»"],
            ignores: ["sk-ant-api03-xxxx", "sk-ant-\("api03-")\(String(repeating: "x", count: 95))"]),
        Recognizer(
            "anthropic-admin-api-key", .apiKey, Pattern(#"sk-ant-admin[0-9]{2}-[A-Za-z0-9_-]{20,160}"#, 0.95),
            check: anthropic, source: "https://docs.anthropic.com/en/api/administration-api",
            finds: ["«sk-ant-\("admin01-")\(SampleText.token(93))AA»"],
            ignores: ["sk-ant-admin01-your-key-here-please-and-so-on"]),
        .issued("apideck-key", "sk_live_", "[A-Za-z0-9_-]{93}", SampleText.token(93), source: "https://developers.apideck.com/apis"),
    ]

    /// A value of a hundred random characters may spell a placeholder's word by chance; a placeholder is far less random.
    private static let anthropic = Check.rule {
        Check.shannonEntropy($0.bytes) >= 3.9 && !Placeholder.contains($0.bytes, Array("your".utf8))
    }

    private static let apToAz: [Recognizer] = [
        .issued(
            "artifactory-api-key", "AKCp", "[A-Za-z0-9]{69,73}", SampleText.letters(69),
            source: "https://jfrog.com/help/r/jfrog-platform-administration-documentation/api-key"),
        .issued(
            "artifactory-reference-token", "cmVmd", "[A-Za-z0-9]{59,60}", SampleText.letters(59),
            source: "https://jfrog.com/help/r/jfrog-platform-administration-documentation/reference-token"),
        Recognizer(
            "artifactory-credentials", .apiKey,
            Pattern(#"(?<![+/])(?:AKC[A-Za-z0-9]{2}|AP[0-9A-F])[A-Za-z0-9]{8,80}(?![+/])"#, 0.7),
            check: .rule { value in
                // The prefix is short: words that begin so have few digits.
                var digits = 0
                var isRepeated = true
                for index in 3..<value.bytes.count {
                    if value.bytes[index] >= 48, value.bytes[index] <= 57 { digits += 1 }
                    if value.bytes[index] != value.bytes[3] { isRepeated = false }
                }
                return isRepeated && value.bytes[3] >= 97 || digits >= 1 && RandomValue.isLikely(value.bytes)
            },
            source: "https://jfrog.com/help/r/jfrog-platform-administration-documentation/api-key",
            finds: ["artif-key:«AP6\(SampleText.hex(10))»", "«AKC\(SampleText.hex(11))»"],
            ignores: ["testAP6withinsomeirrelevantstring", "APDecoderFactory", "APARTMENTBUILDING", "X-JFrog-Art-Api: $PASSWORD"]),
        .named(
            "asana-client-id", ["asana"], "[0-9]{16}", SampleText.digits(16), entropy: 1.5,
            source: "https://developers.asana.com/docs/oauth"),
        .named(
            "asana-client-secret", ["asana"], KeyShape.word("32"), SampleText.letters(32), source: "https://developers.asana.com/docs/oauth"
        ),
        Recognizer(
            "asana-personal-access-token", .apiKey, Pattern(#"[0-2]/[0-9]{14,20}(?:/[0-9]{14,20})?:[0-9a-f]{32}"#, 0.95),
            check: .entropy(3),
            source: "https://developers.asana.com/docs/personal-access-token",
            finds: ["«1/\(SampleText.digits(16)):\(SampleText.hex(32))»"]),
        .named(
            "atlassian-api-token", ["atlassian", "jira", "confluence", "bitbucket"], KeyShape.word("24"), SampleText.letters(24),
            source: "https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/"),
        Recognizer(
            "atlassian-cloud-token", .apiKey, Pattern(#"AT(?:ATT|CTT|BBT|STT)[A-Za-z0-9+/_=-]{40,300}"#, 0.95, edges: .left),
            Pattern(#"AT(?:ATT|CTT)[A-Za-z0-9+/_-]{4,300}=[A-Za-z0-9]{8}"#, 0.95), check: .entropy(3) & .digits(atLeast: 1),
            source: "https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/",
            finds: ["«ATATT3\("xFfGF0")\(SampleText.letters(180))=\(SampleText.capitals(8))»"], ignores: ["ATATTATTACK"]),
        .issued(
            "atlassian-data-center-token", "BBDC-", "[A-Za-z0-9+/@_-]{40,50}", SampleText.letters(44), edges: .left,
            source: "https://confluence.atlassian.com/bitbucketserver/http-access-tokens-939515499.html"),
        Recognizer(
            "authress-service-client-access-key", .apiKey,
            Pattern(
                #"(?:sc|ext|scauth|authress)_[A-Za-z0-9]{5,30}\.[A-Za-z0-9]{4,6}\.acc[_-][A-Za-z0-9-]{10,32}\.[A-Za-z0-9+/_=-]{30,120}"#,
                0.95),
            check: .entropy(3), source: "https://authress.io/knowledge-base/docs/authorization/service-clients/secrets-scanning",
            finds: ["«sc_\(SampleText.small(10)).b8wh.acc_\(SampleText.small(10)).\(SampleText.small(43))»"]),
        Recognizer(
            "aws-access-token", .apiKey,
            Pattern(#"(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}"#, 0.95),
            check: .entropy(1.1) & .digits(atLeast: 1),
            source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids",
            finds: ["aws_access_key_id = «AKIA\("Q7WXM3ZTHB5NLKEP")»"],
            ignores: ["AKIA\("IOSFODNN7EXAMPLE")", "AKIAAAAAAAAAAAAAAAAA"]),
        Recognizer(
            "aws-secret-access-key", .apiKey,
            patterns: KeyShape.mixed("/+", word: "A-Za-z0-9", 40...40).map { Pattern($0 + "(?![A-Za-z0-9/+=_-])", 0.9) },
            check: .entropyAlone(4) & .digits(atLeast: 1),
            requires: .assignment([
                "aws_secret", "secret_access_key", "secretaccesskey", "aws_sec", "secret access key", "aws_key", "secret_key",
                "aws_access_key",
                "awssecret", "aws-secret", "secret-access-key", "secretkey",
            ]),
            source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
            finds: ["aws_secret_access_key = «\(SampleText.letters(40))»"],
            ignores: ["aws_secret_access_key = \(String(repeating: "A", count: 40))"]),
        .issued(
            "aws-amazon-bedrock-api-key-long-lived", "ABSK", "[A-Za-z0-9+/]{109,269}={0,2}", SampleText.letters(128), edges: .left,
            source: "https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html"),
        Recognizer(
            "aws-amazon-bedrock-api-key-short-lived", .apiKey,
            Pattern(#"bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t[A-Za-z0-9+/_=-]{0,4000}"#, 0.95, edges: .left),
            source: "https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html",
            finds: ["«bedrock-api-key-\("YmVkcm9jay5hbWF6b25hd3MuY29t")»"], ignores: ["bedrock-api-key-"]),
        Recognizer(
            "azure-ad-client-secret", .apiKey,
            Pattern(
                #"[A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.-]{31,34}(?![A-Za-z0-9_~-])"#, 0.9, edges: .none,
                pivot: Recognizer.Pivot("~", over: ByteSet("A-Za-z0-9_."), reach: 6)),
            check: .entropy(3), source: "https://learn.microsoft.com/entra/identity-platform/howto-create-service-principal-portal",
            finds: ["client_secret=«\("abc8Q~")\(SampleText.letters(34))»"], ignores: ["abc8Q~short"]),
        Recognizer(
            "azure-storage-key", .apiKey,
            Pattern(#"(?i:AccountKey|SharedAccessKey|AccessKey)\s*=\s*([A-Za-z0-9+/]{42,86}={1,2})"#, 0.95, group: 1),
            check: .entropy(3.5), source: "https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string",
            finds: ["AccountName=acme;AccountKey=«\(SampleText.letters(86))==»;EndpointSuffix=core"]),
        Recognizer(
            "azure-app-configuration", .connectionString,
            // The address and what opens it, apart: the words between stay.
            Pattern(#"(?i:Endpoint=)(https://[A-Za-z0-9.-]{1,120}\.azconfig\.io)(?=;Id=)"#, 0.95, group: 1, edges: .left),
            Pattern(
                #"(?i:Endpoint=)https://[A-Za-z0-9.-]{1,120}\.azconfig\.io;(Id=[^;\s"']{1,120};Secret=[^\s"';]{10,160})"#, 0.95, group: 1,
                edges: .left),
            check: .notPlaceholder, source: "https://learn.microsoft.com/azure/azure-app-configuration/concept-customer-managed-keys",
            finds: [
                "Endpoint=«https://acme.azconfig.io»;Id=ab-l9-s0:x;Secret=\(SampleText.letters(43))=",
                "Endpoint=https://acme.azconfig.io;«Id=ab-l9-s0:x;Secret=\(SampleText.letters(43))=»",
            ]),
        Recognizer(
            "azure-sas-signature", .apiKey, Pattern(#"(?i:sig)=([A-Za-z0-9%+/]{43,64}(?:%3[dD]|=))"#, 0.85, group: 1, edges: .left),
            check: .entropy(3.5), source: "https://learn.microsoft.com/azure/storage/common/storage-sas-overview",
            finds: ["&sig=«\(SampleText.letters(43))%3D»"]),
    ]

    private static let b: [Recognizer] = [
        .issued(
            "bannerbear-key", "bb_pr_", "[0-9a-f]{30}", SampleText.hex(30), source: "https://developers.bannerbear.com/#authentication"),
        .issued(
            "bannerbear-master-key", "bb_ma_", "[0-9a-f]{30}", SampleText.hex(30),
            source: "https://developers.bannerbear.com/#authentication"),
        .issued(
            "beamer-api-token", "b_", "[A-Za-z0-9][A-Za-z0-9=_-]{43}", SampleText.letters(44), entropy: 3.3,
            source: "https://www.getbeamer.com/api"),
        .named(
            "bitbucket-client-id", ["bitbucket"], KeyShape.word("32"), SampleText.letters(32),
            source: "https://support.atlassian.com/bitbucket-cloud/docs/use-oauth-on-bitbucket-cloud/"),
        .named(
            "bitbucket-client-secret", ["bitbucket"], KeyShape.padded(64), SampleText.letters(64),
            source: "https://support.atlassian.com/bitbucket-cloud/docs/use-oauth-on-bitbucket-cloud/"),
        .named(
            "bittrex-access-key", ["bittrex"], KeyShape.word("32"), SampleText.letters(32), source: "https://bittrex.github.io/api/v3"),
        .issued(
            "buildkite-key", "bkua_", "[A-Za-z0-9]{40}", SampleText.letters(40),
            source: "https://buildkite.com/docs/apis/managing-api-tokens"),
    ]
}
