import Testing

@testable import Detection

/// The dispatch finds what every pattern finds by itself: nothing less, nothing else.
struct DispatchEqualityTests {
    /// Tries one pattern at every place of the text, with the engine's own rules for edges, and no dispatch.
    private func alone(_ pattern: Pattern, _ text: [UInt8]) throws -> [Range<Int>] {
        let code = try PatternCode(AnalyzerProgram.source(pattern), anchored: true, unicode: false)
        let matcher = Matcher()
        var out: [Range<Int>] = []
        text.withUnsafeBufferPointer { bytes in
            var index = 0
            var end = 0
            while index < bytes.count {
                defer { index += 1 }
                guard index >= end else { continue }
                let isWord = Analyzer.Scratch.isWord(bytes[index])
                if let pivot = pattern.pivot {
                    guard pivot.over.contains(bytes[index]), index == end || index == 0 || !pivot.over.contains(bytes[index - 1]) else {
                        continue
                    }
                    var at = index
                    while at < bytes.count, pivot.over.contains(bytes[at]) { at += 1 }
                    guard at < bytes.count, bytes[at] == pivot.byte, at - index <= pivot.reach else { continue }
                } else if isWord, index > 0, Analyzer.Scratch.isWord(bytes[index - 1]), pattern.edges == .both || pattern.edges == .left {
                    continue
                }
                guard matcher.run(code.code, bytes, at: index) == .match, let whole = matcher.span(0), !whole.isEmpty,
                    let span = matcher.span(pattern.group), !span.isEmpty
                else { continue }
                if pattern.edges == .both || pattern.edges == .left, isWord, WordEdge.joins(before: index, in: bytes) { continue }
                if pattern.edges == .both || pattern.edges == .right, Analyzer.Scratch.isWord(bytes[whole.upperBound - 1]),
                    WordEdge.joins(after: whole.upperBound, in: bytes)
                {
                    continue
                }
                out.append(span)
                end = whole.upperBound
            }
        }
        return out
    }

    @Test func `every pattern of the catalogue finds the same through the dispatch as alone`() throws {
        let text = Array(RealisticText.make(bytes: 24_000, seed: 5, density: 12).utf8)
        for recognizer in RecognizerCatalog.all {
            for pattern in recognizer.patterns {
                // Checks and context are the same code on both ways: leave them out, so that every match counts.
                let bare = Recognizer(
                    recognizer.name, recognizer.type, patterns: [pattern], source: recognizer.source, finds: [])
                let program = AnalyzerProgram([bare], custom: [], minScore: 0)
                let scratch = Analyzer.Scratch(program)
                let dispatched = try text.withUnsafeBufferPointer { bytes in
                    scratch.begin(bytes, nil)
                    try scratch.scan(mode: .text)
                    return scratch.candidates.map { $0.start..<$0.end }.sorted { $0.lowerBound < $1.lowerBound }
                }
                #expect(
                    try dispatched == alone(pattern, text).sorted { $0.lowerBound < $1.lowerBound }, "\(recognizer.name): \(pattern.regex)")
            }
        }
    }

    @Test func `the whole catalogue at once finds what each recognizer finds by itself`() throws {
        let text = Array(RealisticText.make(bytes: 30_000, seed: 11, density: 1).utf8)
        let together = AnalyzerProgram(RecognizerCatalog.all, custom: [], minScore: 0.5)
        let scratch = Analyzer.Scratch(together)
        func key(_ candidate: Candidate, _ recognizer: Int) -> [Int] {
            [recognizer, candidate.start, candidate.end, Int(candidate.score * 1000), candidate.distance]
        }
        func ordered(_ keys: [[Int]]) -> [[Int]] { keys.sorted { $0.lexicographicallyPrecedes($1) } }
        let all = try text.withUnsafeBufferPointer { bytes in
            scratch.begin(bytes, nil)
            try scratch.scan(mode: .text)
            return scratch.candidates.map { key($0, $0.recognizer) }
        }
        var each: [[Int]] = []
        for (index, recognizer) in RecognizerCatalog.all.enumerated() {
            let scratch = Analyzer.Scratch(AnalyzerProgram([recognizer], custom: [], minScore: 0.5))
            each += try text.withUnsafeBufferPointer { bytes in
                scratch.begin(bytes, nil)
                try scratch.scan(mode: .text)
                return scratch.candidates.map { key($0, index) }
            }
        }
        #expect(all.count > 300)
        #expect(ordered(all) == ordered(each))
    }
}
