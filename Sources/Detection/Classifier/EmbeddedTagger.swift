internal import CTagger
internal import Synchronization

/// The embedded engine: finds people, organisations, places, addresses, birthdays, identifiers and secrets with a small
/// network whose weights are mapped from a file. Free of locks; any number of threads may use one.
///
/// It works on the calling thread and takes about 5 ms for 100 words, so it never belongs on an event loop:
/// `TaggerService` runs it on threads of its own.
public final class EmbeddedTagger: Sendable {
    /// SHA-256 of the model file, hexadecimal.
    public var digest: String { file.digest }
    /// SHA-256 of the data that the model was trained on, hexadecimal.
    public var trainingData: String { file.trainingData }

    /// Subwords that two neighbouring windows share, so that every word is seen with context on both sides.
    static let overlap = 24
    static let room = Int(HG_WINDOW) - 2

    let tokenizer: WordPieceTokenizer
    private let file: ModelFile
    private let kernel: Kernel
    private let windows = Atomic<Int>(0)
    /// Windows that the network has run over, since the start.
    public var windowCount: Int { windows.load(ordering: .relaxed) }
    // Pointers into the file's read-only mapping, which `file` keeps alive; never written after `init`.
    private nonisolated(unsafe) let weights: hg_weights

    /// Which instruction set computes the products.
    public enum Kernel: UInt32, Sendable, CaseIterable {
        case scalar = 0
        case avx2 = 1
        case avx512vnni = 2
        case neonDot = 3

        /// Whether this processor has the instructions.
        public var isAvailable: Bool { hg_kernel_available(hg_kernel(rawValue: rawValue)) != 0 }

        /// The fastest that this processor has.
        public static var best: Kernel { Kernel(rawValue: hg_kernel_best().rawValue) ?? .scalar }
    }

    /// Maps and checks the model file: magic, version, length, SHA-256, the shape and every tensor. Takes about 20 ms.
    public convenience init(path: String) throws(ModelFileError) {
        try self.init(path: path, kernel: .best)
    }

    /// The same with a kernel of the caller's choice, which must be available.
    package init(path: String, kernel: Kernel) throws(ModelFileError) {
        precondition(kernel.isAvailable, "this processor lacks the kernel's instructions")
        file = try ModelFile(path: path)
        tokenizer = try WordPieceTokenizer(file)
        weights = try Self.weights(file, pieces: tokenizer.pieceCount)
        self.kernel = kernel
        file.letGo()
    }

    /// Everything that looks like an entity, in order, without overlaps; the whole text is looked at, whatever its length.
    public func tag(_ text: Span<UInt8>, recall: RecallLevel) -> [TaggedSpan] {
        text.withUnsafeBufferPointer { tag([$0], recall: recall)[0] }
    }

    /// The same for several texts at once: short ones share a pass.
    public func tag(_ texts: [[UInt8]], recall: RecallLevel) -> [[TaggedSpan]] {
        var out: [[TaggedSpan]] = []
        out.reserveCapacity(texts.count)
        var scratch = Scratch()
        var queue = WindowQueue(tagger: self)
        var tokenized: [TokenizedText] = []
        for (number, text) in texts.enumerated() {
            let tokens = text.withUnsafeBufferPointer { tokenizer.tokenize($0) }
            queue.add(tokens, text: number, scratch: &scratch)
            tokenized.append(tokens)
        }
        queue.flush(scratch: &scratch)
        windows.add(queue.windowCount, ordering: .relaxed)
        let decoder = TagDecoder(types: file.types, bias: file.bias[recall] ?? [])
        for (number, tokens) in tokenized.enumerated() {
            texts[number].withUnsafeBufferPointer { text in
                var spans = decoder.decode(tokens.words, queue.logits[number], added: tokens.spelling(in: text, recall: recall))
                SpanEdges.tidy(&spans, in: text)
                spans.removeAll { CommonTerms.contain($0, in: text) }
                CueRules.extend(&spans, text: text, words: tokens.words, tokenizer: tokenizer)
                out.append(spans)
            }
        }
        return out
    }

    private func tag(_ texts: [UnsafeBufferPointer<UInt8>], recall: RecallLevel) -> [[TaggedSpan]] {
        tag(texts.map(Array.init), recall: recall)
    }

    /// Adds what the cue-word rules find in the text.
    func addRules(to spans: inout [TaggedSpan], in text: [UInt8]) {
        text.withUnsafeBufferPointer { CueRules.extend(&spans, text: $0, words: tokenizer.words($0), tokenizer: tokenizer) }
    }

    /// Subwords of a text: what a pass over it costs.
    public func subwords(_ text: [UInt8]) -> Int {
        text.withUnsafeBufferPointer { tokenizer.tokenize($0).pieces.count }
    }

    /// Logits of each subword of windows that fit one pass.
    func run(_ pieces: [UInt16], _ cases: [UInt8], lengths: [UInt16], scratch: inout Scratch) {
        let code = withUnsafePointer(to: weights) { weights in
            hg_tag(
                weights, hg_kernel(rawValue: kernel.rawValue), pieces, cases, lengths, lengths.count, scratch.memory.baseAddress,
                &scratch.logits)
        }
        precondition(code == 0, "a pass holds at most one window's subwords")
    }

    /// Memory that one thread computes in.
    struct Scratch: ~Copyable {
        let memory: UnsafeMutableRawBufferPointer
        var logits = [Float](repeating: 0, count: Int(HG_WINDOW * HG_TAGS))

        init() {
            memory = .allocate(byteCount: hg_scratch_bytes(), alignment: 64)
        }

        deinit {
            memory.deallocate()
        }
    }

    private static func weights(_ file: ModelFile, pieces: Int) throws(ModelFileError) -> hg_weights {
        func floats(_ name: String, _ count: Int) throws(ModelFileError) -> UnsafePointer<Float> {
            try file.values(name, as: Float.self, count: count).baseAddress!
        }
        func norm(_ name: String) throws(ModelFileError) -> hg_norm {
            hg_norm(scale: try floats(name + ".scale", Int(HG_WIDTH)), bias: try floats(name + ".bias", Int(HG_WIDTH)))
        }
        func linear(_ name: String, _ outputs: Int32, _ inputs: Int32) throws(ModelFileError) -> hg_linear {
            hg_linear(
                weights: try file.values(name, as: Int8.self, count: Int(outputs * inputs)).baseAddress!,
                scales: try floats(name + ".scales", Int(outputs)),
                bias: try floats(name + ".bias", Int(outputs)),
                sums: try file.values(name + ".sums", as: Int32.self, count: Int(outputs)).baseAddress!)
        }
        var layers: [hg_layer] = []
        for number in 0..<Int(HG_LAYERS) {
            let base = "layer\(number)."
            layers.append(
                hg_layer(
                    qkv: try linear(base + "qkv", 3 * HG_WIDTH, HG_WIDTH), out: try linear(base + "out", HG_WIDTH, HG_WIDTH),
                    norm1: try norm(base + "norm1"),
                    up: try linear(base + "up", HG_INNER, HG_WIDTH), down: try linear(base + "down", HG_WIDTH, HG_INNER),
                    norm2: try norm(base + "norm2")))
        }
        return hg_weights(
            word: try file.values("word", as: Int8.self, count: pieces * Int(HG_WIDTH)).baseAddress!,
            word_scales: try floats("word.scales", pieces),
            vocabulary: UInt32(pieces),
            position: try floats("position", Int(HG_WINDOW * HG_WIDTH)),
            letter_case: try floats("case", Int(HG_CASES * HG_WIDTH)),
            norm: try norm("norm"),
            layers: (layers[0], layers[1], layers[2], layers[3], layers[4], layers[5]),
            head: try floats("head", Int(HG_TAGS * HG_WIDTH)),
            head_bias: try floats("head.bias", Int(HG_TAGS)))
    }
}
