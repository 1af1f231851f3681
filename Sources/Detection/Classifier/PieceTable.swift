/// Finds the longest piece of a vocabulary at a place in a word: open addressing over the pieces' bytes.
struct PieceTable: Sendable {
    private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a, 64 bits
    private static let prime: UInt64 = 0x100_0000_01B3

    private struct Entry: Sendable {
        var start: Int32 = 0
        /// Zero in an empty slot.
        var length: Int16 = 0
        var piece: UInt16 = 0
    }

    private let entries: [Entry]
    private let mask: Int
    private let longest: Int

    init(_ bytes: [UInt8], _ pieces: [(range: Range<Int32>, piece: UInt16)]) {
        var size = 16
        while size < pieces.count * 2 { size *= 2 }
        var entries = [Entry](repeating: Entry(), count: size)
        var longest = 0
        for (range, piece) in pieces where range.count <= 255 {
            var hash = Self.seed
            for index in range { hash = (hash ^ UInt64(bytes[Int(index)])) &* Self.prime }
            var slot = Self.slot(hash, size - 1)
            while entries[slot].length != 0 { slot = (slot + 1) & (size - 1) }
            entries[slot] = Entry(start: range.lowerBound, length: Int16(range.count), piece: piece)
            longest = max(longest, range.count)
        }
        self.entries = entries
        self.mask = size - 1
        self.longest = longest
    }

    @inline(__always)
    private static func slot(_ hash: UInt64, _ mask: Int) -> Int {
        Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
    }

    /// The piece with exactly these bytes.
    func find(_ text: String, in bytes: [UInt8]) -> UInt16? {
        let word = Array(text.utf8)
        return word.withUnsafeBufferPointer { word in
            longest(word, from: 0, in: bytes).flatMap { $0.length == word.count ? $0.piece : nil }
        }
    }

    /// The longest piece that the word holds at a byte, and its length in bytes.
    func longest(_ word: UnsafeBufferPointer<UInt8>, from start: Int, in bytes: [UInt8]) -> (piece: UInt16, length: Int)? {
        let room = min(longest, word.count - start)
        return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: room + 1) { hashes in
            var hash = Self.seed
            for offset in 0..<room {
                hash = (hash ^ UInt64(word[start + offset])) &* Self.prime
                hashes[offset] = hash
            }
            return entries.withUnsafeBufferPointer { entries in
                bytes.withUnsafeBufferPointer { bytes in
                    var length = room
                    while length > 0 {
                        var slot = Self.slot(hashes[length - 1], mask)
                        while entries[slot].length != 0 {
                            let entry = entries[slot]
                            if Int(entry.length) == length, Self.same(bytes, Int(entry.start), word, start, length) {
                                return (entry.piece, length)
                            }
                            slot = (slot + 1) & mask
                        }
                        length -= 1
                    }
                    return nil
                }
            }
        }
    }

    @inline(__always)
    private static func same(_ a: UnsafeBufferPointer<UInt8>, _ aStart: Int, _ b: UnsafeBufferPointer<UInt8>, _ bStart: Int, _ length: Int)
        -> Bool
    {
        for offset in 0..<length where a[aStart + offset] != b[bStart + offset] { return false }
        return true
    }
}
