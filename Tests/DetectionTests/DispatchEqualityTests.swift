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
            var end = 0
            /// One try; answers whether there was a match.
            func isFound(at index: Int) -> Bool {
                let isWord = Analyzer.Scratch.isWord(bytes[index])
                guard matcher.run(code.code, bytes, at: index) == .match, let whole = matcher.span(0), !whole.isEmpty,
                    let span = matcher.span(pattern.group), !span.isEmpty
                else { return false }
                if pattern.edges == .both || pattern.edges == .left, isWord, WordEdge.joins(before: index, in: bytes) { return false }
                if pattern.edges == .both || pattern.edges == .right, Analyzer.Scratch.isWord(bytes[whole.upperBound - 1]),
                    WordEdge.joins(after: whole.upperBound, in: bytes)
                {
                    return false
                }
                out.append(span)
                end = whole.upperBound
                return true
            }
            for index in bytes.indices {
                if let pivot = pattern.pivot {
                    guard bytes[index] == pivot.byte else { continue }
                    let floor = max(end, index - pivot.reach)
                    var start = index
                    while start > floor, pivot.over.contains(bytes[start - 1]) { start -= 1 }
                    guard start < index else { continue }
                    let last = index - start >= Analyzer.Scratch.longRun ? index - 1 : start
                    for at in start...last where bytes[at] & 0xC0 != 0x80 {
                        if isFound(at: at) { break }
                    }
                    continue
                }
                guard index >= end else { continue }
                let isInside = Analyzer.Scratch.isWord(bytes[index]) && index > 0 && Analyzer.Scratch.isWord(bytes[index - 1])
                if isInside, pattern.edges == .both || pattern.edges == .left { continue }
                _ = isFound(at: index)
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
