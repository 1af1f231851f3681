/// Finds the people of one text in the others of a conversation: whom the first message names in full, the second calls by surname.
public struct NameSpread {
    private var known = KnownNames()

    public init() {}

    /// Whether nobody was named.
    public var isEmpty: Bool { known.isEmpty }

    /// Remembers the people that the name recognizer found in a text.
    public mutating func add(_ findings: [Finding], in text: UnsafeBufferPointer<UInt8>) {
        guard findings.contains(where: { $0.recognizer == CustomRecognizer.peopleName }) else { return }
        for finding in findings where finding.recognizer == CustomRecognizer.peopleName {
            let words = NameWords(UnsafeBufferPointer(rebasing: text[finding.span]))
            known.add(words, 0..<words.count)
        }
    }

    /// Adds where somebody who is known stands in the text; what was found there before stays.
    public func extend(_ findings: inout [Finding], in text: UnsafeBufferPointer<UInt8>) {
        let words = NameWords(text)
        let taken = findings.map(\.span).sorted { $0.lowerBound < $1.lowerBound }
        var next = 0
        for found in known.extend([], in: words) {
            while next < taken.count, taken[next].upperBound <= found.range.lowerBound { next += 1 }
            if next < taken.count, taken[next].lowerBound < found.range.upperBound { continue }
            findings.append(
                Finding(
                    type: CustomRecognizer.people.type, span: found.range, score: found.score, recognizer: CustomRecognizer.peopleName,
                    evidence: .context))
        }
    }
}
