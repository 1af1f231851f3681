/// Carries out a policy's actions on the findings of one request: all texts go in, one list of edits and the map back come out.
///
/// The texts are needed whole, also those without findings: a surrogate must not equal anything that stands in one of them. Values are
/// copied, texts only folded; nothing outlives `finish`.
public struct Redactor {
    /// A value that is to be replaced, once for all its occurrences.
    struct Value {
        let type: EntityType
        let bytes: [UInt8]
        let action: Action
        var isRestorable: Bool
        var isOpenLeft = false
        var isOpenRight = false
        var replacement: [UInt8]?
    }

    struct Occurrence {
        let text: Int
        let span: Range<Int>
        let value: Int
        /// What stands between the replacement before and this one, when it is so little that it cannot be judged alone.
        var between: [UInt8]?
    }

    /// Bytes beside a replacement that decide whether it stands at the edge of a word.
    private static let edgeBytes = 8

    private struct ValueKey: Hashable {
        let type: EntityType
        let bytes: [UInt8]
        let action: Action
    }

    private struct CountKey: Hashable {
        let type: EntityType
        let action: Action
    }

    /// Attempts at a surrogate before a placeholder is taken in its stead: reached only when a type's whole space is used up.
    static let attempts = 64

    let generator: SurrogateGenerator
    private let action: (Finding) -> Action
    private let isPresent: (([UInt8]) -> Bool)?
    var presence = TextPresence()
    var values: [Value] = []
    private var numbers: [ValueKey: Int] = [:]
    private var occurrences: [Occurrence] = []
    private var counts: [CountKey: Int] = [:]
    private var texts = 0
    private var proposals: [ValueKey: [UInt8]] = [:]
    private var placeholders: [EntityType: Int] = [:]
    var ledger = SurrogateLedger()
    var names = NameLedger()

    /// - Parameters:
    ///   - key: the secret and the tenant.
    ///   - templates: the policy's own shapes for custom types.
    ///   - action: what the policy does with a finding.
    ///   - isPresent: whether bytes stand somewhere in the request that is no text added here.
    public init(
        key: SurrogateKey, templates: [EntityType: SurrogateTemplate] = [:], action: @escaping (Finding) -> Action,
        isPresent: (([UInt8]) -> Bool)? = nil
    ) {
        generator = SurrogateGenerator(key: key, templates: templates)
        self.action = action
        self.isPresent = isPresent
    }

    /// Adds the next text with what was found in it. Texts are numbered in the order in which they are added.
    ///
    /// - Parameters:
    ///   - findings: in any order; where two overlap, both are covered by the first's action and type.
    ///   - isRestorable: whether values of this text may be restored in the answer (the policy's `restore_from`). A value is restored if any
    ///     of its occurrences may be.
    public mutating func add(_ text: UnsafeBufferPointer<UInt8>, findings: [Finding], isRestorable: Bool = true) {
        let number = texts
        texts += 1
        presence.add(text)
        var last: (finding: Finding, action: Action, span: Range<Int>)?
        for finding in findings.sorted(by: { ($0.span.lowerBound, -$0.span.upperBound) < ($1.span.lowerBound, -$1.span.upperBound) }) {
            let span = TextEdges.trim(finding.span.clamped(to: 0..<text.count), in: text)
            let action = self.action(finding)
            guard action != .keep, !span.isEmpty else { continue }
            guard action.replaces else {
                counts[CountKey(type: finding.type, action: action), default: 0] += 1
                continue
            }
            if let open = last, open.span.upperBound > span.lowerBound {
                last = (open.finding, open.action, open.span.lowerBound..<max(open.span.upperBound, span.upperBound))
                continue
            }
            if let open = last { record(open, in: text, number: number, isRestorable: isRestorable) }
            last = (finding, action, span)
        }
        if let open = last { record(open, in: text, number: number, isRestorable: isRestorable) }
    }

    /// Adds a text that is an array.
    public mutating func add(_ text: [UInt8], findings: [Finding], isRestorable: Bool = true) {
        text.withUnsafeBufferPointer { add($0, findings: findings, isRestorable: isRestorable) }
    }

    /// Offers another program's replacement for a value; taken if it is as good as one of ours: injective, nowhere in the texts, without the
    /// original in it. Else the value gets its own surrogate.
    public mutating func propose(_ proposal: ProposedReplacement) {
        let limit = 4 * proposal.original.count + 64
        guard !proposal.replacement.isEmpty, proposal.replacement.count <= limit,
            String(validating: proposal.replacement, as: UTF8.self) != nil,
            !proposal.replacement.contains(where: { $0 < 32 || $0 == 127 })
        else { return }
        proposals[ValueKey(type: proposal.type, bytes: proposal.original, action: .surrogate)] = proposal.replacement
    }

    private mutating func record(
        _ item: (finding: Finding, action: Action, span: Range<Int>), in text: UnsafeBufferPointer<UInt8>, number: Int, isRestorable: Bool
    ) {
        counts[CountKey(type: item.finding.type, action: item.action), default: 0] += 1
        let bytes = [UInt8](text[item.span])
        let key = ValueKey(type: item.finding.type, bytes: bytes, action: item.action)
        let index: Int
        if let known = numbers[key] {
            index = known
            values[known].isRestorable = values[known].isRestorable || isRestorable
        } else {
            index = values.count
            numbers[key] = index
            values.append(Value(type: item.finding.type, bytes: bytes, action: item.action, isRestorable: isRestorable))
        }
        var edges = TextEdges(of: item.span, in: text)
        var between: [UInt8]?
        if let last = occurrences.last, last.text == number, item.span.lowerBound - last.span.upperBound < Self.edgeBytes {
            between = [UInt8](text[last.span.upperBound..<item.span.lowerBound])
            if between?.isEmpty == true {
                edges.isOpenLeft = true
                values[last.value].isOpenRight = true
            }
        }
        if edges.isOpenLeft { values[index].isOpenLeft = true }
        if edges.isOpenRight { values[index].isOpenRight = true }
        occurrences.append(Occurrence(text: number, span: item.span, value: index, between: between))
    }

    /// The edits, the figures and the map. Deterministic: the same texts and findings in the same order give the same bytes.
    public consuming func finish() -> Redaction {
        let needsSurrogates = values.contains { $0.action.restores }
        if needsSurrogates {
            for value in values { ledger.note(original: value.bytes) }
            assignPeople()
        }
        for i in values.indices where values[i].replacement == nil {
            values[i].replacement = replacement(for: values[i])
        }
        judgeNeighbours()
        var entries: [SurrogateMap.Entry] = []
        for value in values where value.action.restores && value.isRestorable {
            guard let surrogate = value.replacement else { continue }
            entries.append(
                SurrogateMap.Entry(
                    type: value.type, original: value.bytes, surrogate: surrogate,
                    isPlaceholder: value.action == .placeholder
                        || surrogate.first == UInt8(ascii: "[") && value.bytes.first != UInt8(ascii: "["),
                    isOpenLeft: value.isOpenLeft, isOpenRight: value.isOpenRight))
        }
        let edits = occurrences.map { Redaction.Edit(text: $0.text, span: $0.span, replacement: values[$0.value].replacement ?? []) }
        let sorted = counts.map { Redaction.Count(type: $0.key.type, action: $0.key.action, occurrences: $0.value) }
            .sorted { ($0.type.name, $0.action.rawValue) < ($1.type.name, $1.action.rawValue) }
        return Redaction(edits: edits, counts: sorted, map: SurrogateMap(entries))
    }

    /// What replaced a neighbour may have made a word where there was none: `\\n` without its backslash.
    private mutating func judgeNeighbours() {
        for (last, next) in zip(occurrences, occurrences.dropFirst()) {
            guard let between = next.between, let left = values[last.value].replacement, let right = values[next.value].replacement else {
                continue
            }
            (left + between).withUnsafeBufferPointer { text in
                if SymbolReader.joinsLeft(text, text.count, from: 0) { values[next.value].isOpenLeft = true }
            }
            (between + right).withUnsafeBufferPointer { text in
                if SymbolReader.joinsRight(text, 0) { values[last.value].isOpenRight = true }
            }
        }
    }

    private mutating func replacement(for value: Value) -> [UInt8] {
        switch value.action {
        case .surrogate: surrogate(for: value)
        case .placeholder: placeholder(for: value)
        case .mask: Mask.apply(value.bytes)
        case .hash: Array("hash_".utf8) + Array(hex(generator.key.digest("hash " + value.type.name, value.bytes).prefix(8)))
        case .block, .local, .keep: value.bytes
        }
    }

    private func hex(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        bytes.flatMap { [Array("0123456789abcdef".utf8)[Int($0 >> 4)], Array("0123456789abcdef".utf8)[Int($0 & 15)]] }
    }

    private mutating func surrogate(for value: Value) -> [UInt8] {
        if let proposed = proposals[ValueKey(type: value.type, bytes: value.bytes, action: .surrogate)], accept(proposed, for: value) {
            return proposed
        }
        for attempt in 0..<Self.attempts {
            let candidate = generator.candidate(for: value.bytes, type: value.type, attempt: attempt, names: names)
            if accept(candidate, for: value) { return candidate }
        }
        return placeholder(for: value)
    }

    private mutating func placeholder(for value: Value) -> [UInt8] {
        while true {
            let number = placeholders[value.type, default: 0] + 1
            placeholders[value.type] = number
            let text = Array("[\(value.type.name)_\(number)]".utf8)
            if !presence.contains(text) && isPresent?(text) != true {
                ledger.take(text, for: value.bytes)
                return text
            }
        }
    }

    /// Whether a candidate says enough to be known again: a number of two digits or a letter would be found anywhere in an answer, and so would
    /// a short word that may stand inside others. Such values get a placeholder.
    private func isTelling(_ candidate: [UInt8], for value: Value) -> Bool {
        let least = value.isOpenLeft || value.isOpenRight ? 6 : 4
        var count = 0
        for scalar in String(decoding: candidate, as: UTF8.self).unicodeScalars {
            // A character of a script without letters says as much as two.
            if SymbolReader.isWord(scalar.value) { count += 1 } else if scalar.properties.isAlphabetic { count += 2 }
        }
        return count >= least
    }

    /// Whether a candidate can stand for the value: unlike it, nobody else's, nowhere in the request.
    mutating func accept(_ candidate: [UInt8], for value: Value) -> Bool {
        guard isTelling(candidate, for: value), ledger.isFree(candidate, for: value.bytes), !presence.contains(candidate),
            isPresent?(candidate) != true
        else { return false }
        ledger.take(candidate, for: value.bytes)
        return true
    }
}
