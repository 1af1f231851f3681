/// The policies of the folder `policies/`, inside the program: they hold where there are no files. `scripts/embed-policies` writes their texts; a test
/// proves that they are those of the files.
public enum ShippedPolicies {
    public static let cloud = policy("cloud", text: cloudText)
    public static let local = policy("local", text: localText)
    public static let strict = policy("strict", text: strictText)
    public static let pipeline = policy("pipeline", text: pipelineText)

    /// In the order they are tried.
    public static let all = [strict, pipeline, cloud, local]

    private static func policy(_ name: String, text: String) -> Policy {
        let (policy, problems) = ConfigurationLoader.policy(text: text, file: "built-in/\(name).yaml")
        precondition(problems.isEmpty, "a shipped policy is faulty")
        guard let policy else { preconditionFailure("a shipped policy is faulty") }
        return policy
    }
}
