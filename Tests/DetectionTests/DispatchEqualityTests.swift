import Testing

@testable import Detection

/// The dispatch finds what every pattern finds by itself: nothing less, nothing else.
struct DispatchEqualityTests {
    /// Tries one pattern at every place of the text, with the engine's own rules for edges, and no dispatch.
    private func alone(_ pattern: Pattern, _ code: PatternCode, _ text: [UInt8]) -> [Range<Int>] {
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

    /// The examples with each of the places of a block that they can begin at, behind all sorts of signs.
    private func placed(_ examples: [[UInt8]]) -> [UInt8] {
        let signs = ["\n", " ", "é", "(", "x", "王 ", "=\"", "7"].map { Array($0.utf8) }
        var out: [UInt8] = []
        for (number, example) in examples.enumerated() {
            for place in stride(from: 0, to: 64, by: number == 0 ? 1 : 5) {
                let sign = signs[(place / 3 + number) % signs.count]
                repeat { out.append(10) } while (out.count + sign.count) % 64 != place
                out += sign + example
            }
        }
        return out
    }

    @Test func `every pattern of the catalogue finds the same through the dispatch as alone`() throws {
        let realistic = Array(RealisticText.make(bytes: 24_000, seed: 5, density: 12).utf8)
        for recognizer in RecognizerCatalog.all {
            let examples = recognizer.finds.map { Array($0.filter { $0 != "«" && $0 != "»" }.utf8) }
            for pattern in recognizer.patterns {
                // Checks and context are the same code on both ways: leave them out, so that every match counts.
                let bare = Recognizer(
                    recognizer.name, recognizer.type, patterns: [pattern], source: recognizer.source, finds: [])
                let scratch = Analyzer.Scratch(AnalyzerProgram([bare], custom: [], minScore: 0))
                let code = try PatternCode(AnalyzerProgram.source(pattern), anchored: true, unicode: false)
                for text in [realistic, placed(examples)] + examples {
                    let dispatched = try text.withUnsafeBufferPointer { bytes in
                        scratch.begin(bytes, nil)
                        try scratch.scan(mode: .text)
                        return scratch.candidates.map { $0.start..<$0.end }.sorted { $0.lowerBound < $1.lowerBound }
                    }
                    let alone = alone(pattern, code, text).sorted { $0.lowerBound < $1.lowerBound }
                    #expect(dispatched == alone, "\(recognizer.name): \(pattern.regex)")
                }
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
