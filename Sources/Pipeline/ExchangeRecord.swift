/// What flows outward while an exchange goes on: counts, names, identifiers and durations, never message text.
///
/// Belongs to one exchange and is touched only from its task, hence not locked. It is marked unchecked because `RequestContext`, which
/// carries it, is `Sendable`; an exchange runs on one loop from its first byte to its last.
public final class ExchangeRecord: @unchecked Sendable {
    public var admission = AdmissionRow()
    public var outcome = OutcomeRow()
    /// Whether the admission row is in the log.
    public var isAdmitted = false
    /// Occurrences by type of what was replaced, for `x-hopguard-redacted`.
    public private(set) var redacted: [EntityCount] = []
    /// What was let through unexamined because the policy says so, for `x-hopguard-coverage`.
    public private(set) var unexamined: [String] = []

    /// Whether the API's final mark has passed: what comes from then on shows the client the end.
    public var isFinalMarkSeen = false
    /// Events or lines of the answer's stream: about a token each, where a host does not count them.
    public var streamedPieces = 0
    /// What the prompt is taken for where the host does not count it; nil where tokens are not estimated.
    public var promptEstimate: Int?
    /// Whether the answer is generated text.
    public var isGenerating = false
    /// Whether hosts of trust `local` are sent a redacted body too.
    public var isRedactedLocally = false

    public init() {}

    private var stage: (name: String, since: Stopwatch)?

    /// From here on, time counts for this stage. Returns the stage that it counted for before.
    func enterStage(_ name: String) -> String? {
        let outer = stage?.name
        settle(next: name)
        return outer
    }

    /// From here on, time counts for the stage around; for none once `endStages` has been called, as what follows is the way back.
    func leaveStage(to outer: String?) {
        if stage != nil { settle(next: outer) }
    }

    /// Stops counting time for the stages: what follows is the host's.
    public func endStages() {
        settle(next: nil)
    }

    private func settle(next: String?) {
        let now = Stopwatch()
        if let stage {
            let spent = stage.since.milliseconds(until: now)
            if outcome.stages.isEmpty { outcome.stages.reserveCapacity(8) }
            if let at = outcome.stages.firstIndex(where: { $0.name == stage.name }) {
                outcome.stages[at].milliseconds += spent
            } else {
                outcome.stages.append((stage.name, spent))
            }
        }
        stage = next.map { ($0, now) }
    }

    /// Notes findings of one type by one recognizer with one action.
    public func note(_ row: EntityRow) {
        if let at = admission.entities.firstIndex(where: {
            $0.type == row.type && $0.action == row.action && $0.recognizer == row.recognizer
        }) {
            admission.entities[at].count += row.count
        } else {
            admission.entities.append(row)
        }
    }

    /// Puts an estimate in the place of what the host did not count: four bytes of prompt a token, a piece of a stream a token, four bytes of
    /// a whole answer a token. What no host answered costs nothing, and neither does what none could tell: the bytes of an embedding are
    /// no tokens.
    public func estimateTokens() {
        guard let promptEstimate, !outcome.host.isEmpty, (200..<300).contains(outcome.status) else { return }
        if outcome.promptTokens == nil {
            outcome.promptTokens = Int64(promptEstimate)
            outcome.tokensAreEstimated = true
        }
        if outcome.completionTokens == nil && isGenerating {
            outcome.completionTokens = admission.stream ? Int64(streamedPieces) : outcome.responseBytes / 4
            outcome.tokensAreEstimated = true
        }
    }

    /// The tokens that the exchange cost so far as is known, for rates and budgets.
    public var tokenUse: (prompt: Int, completion: Int) {
        estimateTokens()
        guard !outcome.host.isEmpty, (200..<300).contains(outcome.status) else { return (0, 0) }
        return (Int(clamping: outcome.promptTokens ?? 0), Int(clamping: outcome.completionTokens ?? 0))
    }

    /// Notes how often a type was replaced in what goes out.
    public func noteRedacted(_ counts: [EntityCount]) {
        redacted = counts
    }

    /// Notes something that was let through unexamined: a fixed word such as `images`.
    public func noteUnexamined(_ what: StaticString) {
        let word = what.description
        if !unexamined.contains(word) { unexamined.append(word) }
    }
}
