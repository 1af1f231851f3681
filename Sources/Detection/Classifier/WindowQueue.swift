internal import CTagger

/// Cuts texts into overlapping windows, packs windows into passes, and keeps for each word the logits from the window in
/// which it stands farthest from an edge.
struct WindowQueue {
    /// A row of logits for each word, for each text.
    private(set) var logits: [[Float]] = []
    /// Windows that were run.
    private(set) var windowCount = 0

    private let tagger: EmbeddedTagger
    private var edges: [[Int32]] = []
    private var pieces: [UInt16] = []
    private var cases: [UInt8] = []
    private var lengths: [UInt16] = []
    private var waiting: [Waiting] = []

    private struct Waiting {
        let text: Int
        let words: Range<Int>
        /// For each word its row in the pass and its distance from the window's edge.
        let rows: [(row: Int32, edge: Int32)]
    }

    init(tagger: EmbeddedTagger) {
        self.tagger = tagger
    }

    mutating func add(_ tokens: TokenizedText, text: Int, scratch: inout EmbeddedTagger.Scratch) {
        precondition(text == logits.count, "texts come in order")
        logits.append([Float](repeating: 0, count: tokens.words.count * Int(HG_TAGS)))
        edges.append([Int32](repeating: -1, count: tokens.words.count))
        var start = 0
        while start < tokens.words.count {
            let low = Int(tokens.words[start].first)
            var end = start + 1
            while end < tokens.words.count, tokens.end(ofWord: end) - low <= EmbeddedTagger.room { end += 1 }
            let high = tokens.end(ofWord: end - 1)
            push(tokens, start..<end, low..<high, text: text, scratch: &scratch)
            if end == tokens.words.count { break }
            var back = end
            while back > start + 1, high - Int(tokens.words[back - 1].first) <= EmbeddedTagger.overlap { back -= 1 }
            start = back
        }
    }

    private mutating func push(
        _ tokens: TokenizedText, _ words: Range<Int>, _ range: Range<Int>, text: Int, scratch: inout EmbeddedTagger.Scratch
    ) {
        let length = range.count + 2
        if pieces.count + length > Int(HG_WINDOW) { flush(scratch: &scratch) }
        let isFirst = words.lowerBound == 0
        let isLast = words.upperBound == tokens.words.count
        let base = pieces.count + 1
        waiting.append(
            Waiting(
                text: text, words: words,
                rows: words.map { word in
                    let place = Int(tokens.words[word].first) - range.lowerBound
                    let edge = min(isFirst ? Int(Int32.max) : place + 1, isLast ? Int(Int32.max) : length - place - 1)
                    return (Int32(base + place), Int32(edge))
                }))
        pieces.append(tagger.tokenizer.first)
        pieces.append(contentsOf: tokens.pieces[range])
        pieces.append(tagger.tokenizer.last)
        cases.append(0)
        cases.append(contentsOf: tokens.cases[range])
        cases.append(0)
        lengths.append(UInt16(length))
    }

    /// Runs what waits.
    mutating func flush(scratch: inout EmbeddedTagger.Scratch) {
        guard !lengths.isEmpty else { return }
        tagger.run(pieces, cases, lengths: lengths, scratch: &scratch)
        windowCount += lengths.count
        let tags = Int(HG_TAGS)
        for window in waiting {
            for (word, place) in zip(window.words, window.rows) where place.edge > edges[window.text][word] {
                edges[window.text][word] = place.edge
                for tag in 0..<tags { logits[window.text][word * tags + tag] = scratch.logits[Int(place.row) * tags + tag] }
            }
        }
        pieces.removeAll(keepingCapacity: true)
        cases.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        waiting.removeAll(keepingCapacity: true)
    }
}
