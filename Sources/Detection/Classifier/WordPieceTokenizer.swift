/// Splits text into words and words into pieces of the vocabulary, keeping each word's place in the UTF-8 bytes.
///
/// A word is a run of letters, digits and marks, or one other visible character. Longer runs than 48 scalars are cut into
/// several words, so a text without spaces costs no more than any other and nothing of it is skipped.
struct WordPieceTokenizer: Sendable {
    /// Scalars of a word.
    static let longestWord = 48
    /// Pieces of a word.
    static let mostPieces = 12
    /// What a text can stand for at the network's input at most; a larger text is the caller's to refuse.
    static let mostBytes = Int(Int32.max)

    let first: UInt16
    let last: UInt16
    let unknown: UInt16
    let pieceCount: Int
    private let scalars: ScalarTable
    private let bytes: [UInt8]
    private let starts: PieceTable
    private let continuations: PieceTable

    init(_ file: ModelFile) throws(ModelFileError) {
        scalars = try ScalarTable(file)
        bytes = Array(try file.values("vocabulary", as: UInt8.self))
        var ranges: [Range<Int32>] = []
        var start = 0
        for index in 0...bytes.count where index == bytes.count || bytes[index] == 0x0A {
            ranges.append(Int32(start)..<Int32(index))
            start = index + 1
        }
        guard ranges.count <= Int(UInt16.max) else { throw .tensor("vocabulary") }
        pieceCount = ranges.count
        let marked = ranges.map { [bytes] in $0.count > 2 && bytes[Int($0.lowerBound)] == 0x23 && bytes[Int($0.lowerBound) + 1] == 0x23 }
        starts = PieceTable(bytes, ranges.indices.filter { !marked[$0] && !ranges[$0].isEmpty }.map { (ranges[$0], UInt16($0)) })
        continuations = PieceTable(bytes, ranges.indices.filter { marked[$0] }.map { (ranges[$0].dropFirst(2), UInt16($0)) })
        guard let first = starts.find("[CLS]", in: bytes), let last = starts.find("[SEP]", in: bytes),
            let unknown = starts.find("[UNK]", in: bytes)
        else {
            throw .tensor("vocabulary")
        }
        self.first = first
        self.last = last
        self.unknown = unknown
    }

    /// Words and their pieces.
    func tokenize(_ text: UnsafeBufferPointer<UInt8>) -> TokenizedText {
        scan(text, withPieces: true)
    }

    /// Words alone, which takes a fraction of the time.
    func words(_ text: UnsafeBufferPointer<UInt8>) -> [TokenizedText.Word] {
        scan(text, withPieces: false).words
    }

    private func scan(_ text: UnsafeBufferPointer<UInt8>, withPieces: Bool) -> TokenizedText {
        precondition(text.count <= Self.mostBytes, "the tokenizer counts bytes in 32 bits")
        var out = TokenizedText()
        if withPieces {
            out.pieces.reserveCapacity(text.count / 3 + 8)
            out.cases.reserveCapacity(text.count / 3 + 8)
        }
        out.words.reserveCapacity(text.count / 4 + 8)
        var folded: [UInt8] = []
        folded.reserveCapacity(256)
        var position = 0
        var gap: UInt8 = 3
        while position < text.count {
            let (scalar, width) = Self.decode(text, position)
            switch scalars.scalarClass(scalar) {
            case .space:
                gap = scalar == 0x0A || scalar == 0x0D ? 2 : max(gap, 1)
                position += width
            case .mark:
                position += width
            case .single:
                folded.removeAll(keepingCapacity: true)
                scalars.fold(scalar, into: &folded)
                var shape = Shape()
                shape.take(scalars.letterCase(scalar), isWord: false)
                append(withPieces ? folded : nil, start: position, end: position + width, row: shape.row * 4 + gap, to: &out)
                position += width
                gap = 0
            case .word:
                let start = position
                var count = 0
                var shape = Shape()
                folded.removeAll(keepingCapacity: true)
                while position < text.count, count < Self.longestWord {
                    let (scalar, width) = Self.decode(text, position)
                    let kind = scalars.scalarClass(scalar)
                    guard kind == .word || kind == .mark else { break }
                    if kind == .word { shape.take(scalars.letterCase(scalar), isWord: true) } else { shape.skip() }
                    if withPieces { scalars.fold(scalar, into: &folded) }
                    position += width
                    count += 1
                }
                append(withPieces ? folded : nil, start: start, end: position, row: shape.row * 4 + gap, to: &out)
                gap = 0
            }
        }
        return out
    }

    /// The text's bytes in small letters and without accents: what two spellings of a name share.
    func fold(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(text.count)
        var position = 0
        while position < text.count {
            let (scalar, width) = Self.decode(text, position)
            scalars.fold(scalar, into: &out)
            position += width
        }
        return out
    }

    private func append(_ folded: [UInt8]?, start: Int, end: Int, row: UInt8, to out: inout TokenizedText) {
        let before = out.pieces.count
        out.words.append(.init(start: Int32(start), end: Int32(end), first: Int32(before)))
        guard let folded else { return }
        folded.withUnsafeBufferPointer { word in
            var position = 0
            while position < word.count, out.pieces.count - before < Self.mostPieces {
                let table = position == 0 ? starts : continuations
                guard let (piece, length) = table.longest(word, from: position, in: bytes) else {
                    out.pieces.removeLast(out.pieces.count - before)
                    break
                }
                out.pieces.append(piece)
                position += length
            }
        }
        if out.pieces.count == before { out.pieces.append(unknown) }
        for _ in before..<out.pieces.count { out.cases.append(row) }
    }

    /// The scalar at a byte and its width; a byte that begins no scalar counts as U+FFFD alone.
    @inline(__always)
    static func decode(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> (scalar: UInt32, width: Int) {
        let lead = text[position]
        if lead < 0x80 { return (UInt32(lead), 1) }
        let width = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        guard lead >= 0xC2, lead < 0xF5, position + width <= text.count else { return (0xFFFD, 1) }
        var scalar = UInt32(lead) & (width == 2 ? 0x1F : width == 3 ? 0x0F : 0x07)
        for offset in 1..<width {
            let byte = text[position + offset]
            guard byte & 0xC0 == 0x80 else { return (0xFFFD, 1) }
            scalar = scalar << 6 | UInt32(byte & 0x3F)
        }
        guard scalar >= (width == 2 ? 0x80 : width == 3 ? 0x800 : 0x10000), Unicode.Scalar(scalar) != nil else { return (0xFFFD, 1) }
        return (scalar, width)
    }

    /// Counts letters by case; the row is what the training calls the word's shape.
    private struct Shape {
        private var upper = 0
        private var lower = 0
        private var digits = 0
        private var letters = 0
        private var index = 0
        private var firstUpper = false

        mutating func take(_ letterCase: ScalarTable.LetterCase, isWord: Bool) {
            switch letterCase {
            case .upper:
                upper += 1
                if index == 0 { firstUpper = true }
            case .lower: lower += 1
            case .digit: digits += 1
            case .none: if isWord { letters += 1 }
            }
            index += 1
        }

        mutating func skip() {
            index += 1
        }

        var row: UInt8 {
            let cased = upper + lower
            if cased + letters + digits == 0 { return 7 }
            if digits > 0 { return cased + letters > 0 ? 6 : 5 }
            if cased == 0 { return 9 }
            if upper == 0 { return 1 }
            if lower == 0 { return upper == 1 ? 8 : 3 }
            return upper == 1 && firstUpper ? 2 : 4
        }
    }
}
