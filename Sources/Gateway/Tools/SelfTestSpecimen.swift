internal import Configuration
internal import Detection
internal import Middleware
internal import Pipeline

/// A made-up value of an entity type, in a sentence in which it is to be found.
struct SelfTestSpecimen: Sendable {
    /// What the policy is to do with it.
    enum Expectation: Sendable {
        /// The request is refused.
        case blocked
        /// Another value leaves, and the answer gets the original back.
        case restored
        /// Another value leaves, for good.
        case replaced
        /// It stays on hosts of trust `local`.
        case local
    }

    let type: String
    let sentence: String
    let value: String
    let expectation: Expectation

    /// Values shorter than this, in bytes, stand in too many texts by chance.
    private static let leastValue = 6

    /// The types that the short form plants: those that every policy that claims to redact must find, by format and checksum.
    static let core: Set<String> = [
        "EMAIL_ADDRESS", "PHONE_NUMBER", "CREDIT_CARD", "IBAN_CODE", "US_SSN", "IP_ADDRESS", "MAC_ADDRESS", "API_KEY", "JWT", "CRYPTO",
    ]

    /// One for each type that the policy acts on, and the types for which none is known: found by a classifier only, or the policy's own
    /// with a shape that cannot be made up.
    ///
    /// - Parameter types: only these types of the catalogue; nil for all.
    static func all(for compiled: CompiledPolicy, types: Set<String>? = nil) -> (planted: [SelfTestSpecimen], missing: [String]) {
        var planted: [SelfTestSpecimen] = []
        var missing: [String] = []
        var examples: [String: [(text: String, recognizer: Recognizer)]] = [:]
        var order: [String] = []
        for recognizer in RecognizerCatalog.all {
            let type = recognizer.type.name
            if let types, !types.contains(type) { continue }
            if compiled.plan.actions.action(for: recognizer.type) == .keep { continue }
            if examples[type] == nil { order.append(type) }
            examples[type, default: []] += recognizer.finds.map { ($0, recognizer) }
        }
        for type in order {
            let candidates = (examples[type] ?? []).compactMap { example -> SelfTestSpecimen? in
                guard isClaimed(example.text, example.recognizer, compiled) else { return nil }
                return marked(example.text, type, compiled)
            }
            if let best = best(candidates, compiled) { planted.append(best) } else { missing.append(type) }
        }
        for rule in compiled.policy.redact.recognizers where !planted.contains(where: { $0.type == rule.type.value }) {
            let type = rule.type.value
            if compiled.plan.actions.action(for: EntityType(type)) == .keep { continue }
            if let best = best(own(rule, compiled), compiled) { planted.append(best) } else { missing.append(type) }
        }
        return (planted, missing)
    }

    /// Whether the policy claims to find an example: the catalogue promises each at score 0.5; a policy that asks for more claims what the
    /// recognizer alone gives.
    private static func isClaimed(_ text: String, _ recognizer: Recognizer, _ compiled: CompiledPolicy) -> Bool {
        let score = Float(compiled.policy.redact.score)
        guard score > 0.5 else { return true }
        let plain = Array(text.replacing("«", with: "").replacing("»", with: "").utf8)
        let alone = Analyzer(recognizers: [recognizer], minScore: score)
        // What cannot be examined is no value to plant; the catalogue's own tests tell why.
        return ((try? alone.analyze(plain)) ?? []).isEmpty == false
    }

    /// An example of the catalogue, whose value stands between `«` and `»`, else is the whole.
    private static func marked(_ example: String, _ type: String, _ compiled: CompiledPolicy) -> SelfTestSpecimen? {
        let sentence = example.replacing("«", with: "").replacing("»", with: "")
        var value = sentence
        if let open = example.firstIndex(of: "«"), let close = example[open...].firstIndex(of: "»") {
            value = String(example[example.index(after: open)..<close])
        }
        guard value.utf8.count >= leastValue, sentence.split(separator: value, omittingEmptySubsequences: false).count == 2 else {
            return nil
        }
        return SelfTestSpecimen(
            type: type, sentence: sentence, value: value, expectation: expectation(sentence, value, EntityType(type), compiled))
    }

    /// Examples of a recognizer that the policy declares: its words, its surrogate's shape, and what its own tests find.
    private static func own(_ rule: RedactRules.Recognizer, _ compiled: CompiledPolicy) -> [SelfTestSpecimen] {
        let type = EntityType(rule.type.value)
        var values: [String] = rule.words.map(\.value)
        if let shape = rule.surrogate?.value {
            var digit = 3
            values.append(
                String(
                    shape.map { character -> Character in
                        digit = (digit * 7 + 1) % 10
                        switch character {
                        case "#", "*": return Character(String(digit))
                        case "?": return Character(UnicodeScalar(UInt8(ascii: "B") + UInt8(digit)))
                        default: return character
                        }
                    }))
        }
        var specimens: [SelfTestSpecimen] = []
        for value in values where value.utf8.count >= 4 {
            let sentence = (rule.context.first.map { $0 + " " } ?? "") + value + " is what it says."
            // A made-up value need not fit the pattern; a word of the list does.
            let isFound = !rule.words.isEmpty || covering(sentence, value, compiled) != nil
            if isFound {
                specimens.append(
                    SelfTestSpecimen(
                        type: type.name, sentence: sentence, value: value, expectation: expectation(sentence, value, type, compiled)))
            }
        }
        for test in compiled.policy.tests {
            // Short texts of our own: one that cannot be examined is not planted.
            let found = (try? compiled.plan.analyzer.analyze(Array(test.text.utf8))) ?? []
            guard let finding = found.first(where: { $0.type == type && $0.span.count >= 4 }) else { continue }
            let value = String(decoding: Array(test.text.utf8)[finding.span], as: UTF8.self)
            specimens.append(
                SelfTestSpecimen(
                    type: type.name, sentence: test.text, value: value, expectation: expectation(test.text, value, type, compiled)))
        }
        return specimens
    }

    /// The one that says most: found as what it is, with nothing beside it.
    private static func best(_ all: [SelfTestSpecimen], _ compiled: CompiledPolicy) -> SelfTestSpecimen? {
        // What the policy's own words let pass is no claim of it.
        let candidates = all.filter { !compiled.plan.analyzer.allows(Array($0.value.utf8)) }
        return candidates.first { specimen in
            let found = (try? compiled.plan.analyzer.analyze(Array(specimen.sentence.utf8))) ?? []
            return found.count == 1 && found[0].type.name == specimen.type && covering(specimen.sentence, specimen.value, compiled) != nil
        } ?? candidates.first
    }

    /// What the policy finds at the value's place.
    private static func covering(_ sentence: String, _ value: String, _ compiled: CompiledPolicy) -> Finding? {
        guard let range = sentence.firstRange(of: value) else { return nil }
        let start = sentence[..<range.lowerBound].utf8.count
        let span = start..<(start + value.utf8.count)
        let found = (try? compiled.plan.analyzer.analyze(Array(sentence.utf8))) ?? []
        return found.first { $0.span.lowerBound <= span.lowerBound && $0.span.upperBound >= span.upperBound }
    }

    /// What is to become of the sentence: by what the policy says of what stands in it; by its type, when it is not found at all.
    private static func expectation(_ sentence: String, _ value: String, _ type: EntityType, _ compiled: CompiledPolicy) -> Expectation {
        let found = (try? compiled.plan.analyzer.analyze(Array(sentence.utf8))) ?? []
        if found.contains(where: { compiled.plan.actions.action(for: $0) == .block }) { return .blocked }
        let action =
            covering(sentence, value, compiled).map { compiled.plan.actions.action(for: $0) } ?? compiled.plan.actions.action(for: type)
        switch action {
        case .block: return .blocked
        case .surrogate, .placeholder: return compiled.plan.restores ? .restored : .replaced
        case .mask, .hash: return .replaced
        case .local: return .local
        case .keep: return .replaced
        }
    }
}
