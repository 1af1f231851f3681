/// The section `classify:` of a policy.
public struct ClassifyRules: Sendable, Equatable {
    public enum When: String, Sendable, CaseIterable {
        case always
        /// Only where something hints at sensitive content: a finding, or a word of the suspicious list.
        case suspicious
        /// As if the stage were left out.
        case never
    }

    /// What happens to a request that is judged sensitive.
    public enum Sensitive: String, Sendable, CaseIterable {
        case redact
        case block
        case local
        case flag
    }

    /// What happens when the classifier cannot answer.
    public enum Failure: String, Sendable, CaseIterable {
        /// The request is refused.
        case closed
        /// It goes on, with what the recognizers found.
        case open
    }

    /// What happens to names that are known to the public.
    public enum Public: String, Sendable, CaseIterable {
        case keep
        case replace
    }

    /// How much the model finds at the price of false alarms.
    public enum Recall: String, Sendable, CaseIterable {
        case balanced
        case high
        case max
    }

    public var when = When.always
    /// 0...1: from here on a verdict counts.
    public var threshold = 0.5
    public var sensitive = Sensitive.redact
    public var error = Failure.closed
    public var publicNames = Public.keep
    public var recall = Recall.balanced

    public init() {}
}
