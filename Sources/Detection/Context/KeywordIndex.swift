/// The keywords of all requirements, looked up together: one walk over a name says which requirements it meets.
final class KeywordIndex: @unchecked Sendable {
    // Safe to share: nothing is written after `init`; the buffers live as long as the object.
    private struct Keyword {
        /// Where its bytes stand in `letters`.
        let start: Int
        let count: Int
        let requirement: Int
    }

    private let keywords: UnsafeMutableBufferPointer<Keyword>
    private let letters: UnsafeMutableBufferPointer<UInt8>
    /// By a hash of two bytes to a list in `lists`: a count, then keywords; 0: none.
    private let table: UnsafeMutablePointer<UInt16>
    private let lists: UnsafeMutableBufferPointer<UInt16>
    private static let bits = 12
    /// Bytes of the longest keyword.
    private let longest: Int
    /// Words of a set of requirements.
    let stride: Int

    /// - Parameter requirements: for each its keywords, in small letters, of two bytes at least.
    init(_ requirements: [[[UInt8]]]) {
        stride = max(1, (requirements.count + 63) / 64)
        var keywords: [Keyword] = []
        var letters: [UInt8] = []
        var byHash: [[UInt16]] = Array(repeating: [], count: 1 << Self.bits)
        for (index, words) in requirements.enumerated() {
            for word in words {
                precondition(word.count >= 2, "a keyword needs two letters")
                byHash[Self.hash(word[0], word[1])].append(UInt16(keywords.count))
                keywords.append(Keyword(start: letters.count, count: word.count, requirement: index))
                letters += word
            }
        }
        self.keywords = Dispatch.keep(keywords)
        self.letters = Dispatch.keep(letters)
        longest = keywords.reduce(0) { max($0, $1.count) }
        table = .allocate(capacity: 1 << Self.bits)
        var lists: [UInt16] = [0]
        for (hash, list) in byHash.enumerated() {
            (table + hash).initialize(to: list.isEmpty ? 0 : UInt16(lists.count))
            if !list.isEmpty { lists += [UInt16(list.count)] + list }
        }
        self.lists = .allocate(capacity: lists.count)
        _ = self.lists.initialize(from: lists)
    }

    deinit {
        keywords.deallocate()
        letters.deallocate()
        table.deallocate()
        lists.deallocate()
    }

    @inline(__always)
    private static func hash(_ a: UInt8, _ b: UInt8) -> Int {
        Int(truncatingIfNeeded: ((UInt32(a) | UInt32(b) << 8) &* 0x9E37_79B1) >> UInt32(32 - bits))
    }

    /// Adds the requirements that a part of the text meets to a set; true when there is one.
    ///
    /// - Parameter nearEnd: a keyword counts when it ends at most so many bytes before the part's end.
    func meet(
        _ text: UnsafeBufferPointer<UInt8>, _ part: Range<Int>, nearEnd: Int, _ set: UnsafeMutablePointer<UInt64>
    ) -> Bool {
        guard part.count >= 2, let bytes = text.baseAddress else { return false }
        var isMet = false
        // What ends too far from the end need not begin to be looked at.
        var index = nearEnd < part.count ? max(part.lowerBound, part.upperBound - nearEnd - longest) : part.lowerBound
        while index &+ 2 <= part.upperBound {
            let list = table[Self.hash(Self.small(bytes[index]), Self.small(bytes[index &+ 1]))]
            if list != 0 {
                for offset in 1...Int(lists[Int(list)]) {
                    let keyword = keywords[Int(lists[Int(list) + offset])]
                    let count = keyword.count
                    guard index + count <= part.upperBound, part.upperBound - index - count <= nearEnd else { continue }
                    var at = 0
                    while at < count, Self.small(bytes[index + at]) == letters[keyword.start &+ at] { at += 1 }
                    if at == count {
                        set[keyword.requirement >> 6] |= 1 << UInt64(keyword.requirement & 63)
                        isMet = true
                    }
                }
            }
            index &+= 1
        }
        return isMet
    }

    @inline(__always)
    private static func small(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 32 : byte }
}
