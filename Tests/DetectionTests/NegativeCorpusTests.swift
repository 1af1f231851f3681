import Testing

@testable import Detection

struct NegativeCorpusTests {
    /// Types that say what is there, and that the corpus does hold: log times are times, module paths are addresses in the web.
    static let truths: Set<String> = ["DATE_TIME", "URL"]

    @Test func `less than one false finding in 100 KB of text with nothing private in it`() throws {
        let text = Array(NegativeCorpus.make(bytes: 2_100_000, seed: 20).utf8)
        let analyzer = Analyzer()
        var counts: [String: Int] = [:]
        var samples: [String: [String]] = [:]
        // As messages come: pieces of some 8 KB, cut at line ends.
        var start = 0
        while start < text.count {
            var end = min(text.count, start + 8192)
            while end < text.count, text[end] != 10 { end += 1 }
            let piece = Array(text[start..<end])
            for finding in try analyzer.analyze(piece) where !Self.truths.contains(finding.type.name) {
                let key = "\(finding.type.name)/\(finding.recognizer)"
                counts[key, default: 0] += 1
                if samples[key, default: []].count < 4 {
                    let around = max(0, finding.span.lowerBound - 40)..<min(piece.count, finding.span.upperBound + 12)
                    samples[key, default: []].append(String(decoding: piece[around], as: UTF8.self))
                }
            }
            start = end
        }
        let total = counts.values.reduce(0, +)
        let rate = Double(total) * 100_000 / Double(text.count)
        print("false findings per 100 KB: \(rate) (\(total) in \(text.count) bytes)")
        for (key, count) in counts.sorted(by: { $0.value > $1.value }).prefix(40) { print("  \(count) \(key): \(samples[key] ?? [])") }
        #expect(rate < 1)
    }
}
