/// Keys of the providers that most people use: each begins with a prefix that the provider made to be recognized.
enum CommonProviderKeys {
    static let recognizers: [Recognizer] = [
        Recognizer(
            "anthropic", .apiKey,
            Pattern(#"sk-ant-(?:api|sid|ort|oat)[0-9]{2}-[A-Za-z0-9_-]{80,120}"#, 0.95),
            check: .entropy(3.5),
            source: "https://docs.anthropic.com/en/api/overview",
            finds: ["ANTHROPIC_API_KEY=«sk-ant-" + "api03-" + SampleText.token(93) + "AA»"],
            ignores: ["sk-ant-api03-xxxx", "sk-ant-api03-" + String(repeating: "x", count: 95)]),
        Recognizer(
            "github", .apiKey,
            Pattern(#"gh[pousr]_[A-Za-z0-9]{36,76}"#, 0.9),
            Pattern(#"github_pat_[A-Za-z0-9_]{82}"#, 0.95),
            check: .entropy(3),
            source: "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github",
            finds: ["token «ghp_" + SampleText.letters(36) + "»"],
            ignores: ["ghp_short"]),
        Recognizer(
            "adafruit", .apiKey,
            Pattern(#"[a-z0-9_-]{32}"#, 0.6),
            check: .entropyAlone(3),
            requires: .assignment(["adafruit"]),
            source: "https://io.adafruit.com/api/docs/#authentication",
            finds: ["adafruit_api_key = \"«" + SampleText.small(32) + "»\""],
            ignores: ["checksum = \"" + SampleText.small(32) + "\""]),
    ]
}
