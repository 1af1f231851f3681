import CBytes
import Testing

/// The vectors say of 64 bytes what is said of each by itself, on whatever machine.
struct ByteKindTests {
    /// Every byte, at every distance from the end of a block.
    private static let texts: [[UInt8]] = (0..<130).map { length in
        (0..<length).map { UInt8(truncatingIfNeeded: $0 * 7 + length * 31) }
    }

    private func isLetter(_ byte: UInt8) -> Bool { byte | 32 >= 97 && byte | 32 <= 122 }
    private func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

    private func mask(_ block: Int, _ text: [UInt8], _ holds: (UInt8) -> Bool) -> UInt64 {
        var mask: UInt64 = 0
        for index in block * 64..<min(text.count, block * 64 + 64) where holds(text[index]) { mask |= 1 << UInt64(index % 64) }
        return mask
    }

    @Test func `blocks are classified byte by byte`() {
        for text in Self.texts {
            let blocks = (text.count + 63) / 64
            var kinds = [hopguard_kinds](repeating: hopguard_kinds(), count: blocks)
            var letters = [hopguard_letters](repeating: hopguard_letters(), count: blocks)
            // Sets without a rule: half of all bytes, others each time.
            func isIn(_ set: Int, _ byte: UInt8) -> Bool { (Int(byte) * 37 + set * 11) >> 3 & 1 != 0 }
            var sets = hopguard_sets()
            for set in 0..<Int(HOPGUARD_SETS) {
                for byte in UInt8(0)...255 where isIn(set, byte) { hopguard_add(&sets, Int32(set), byte) }
            }
            hopguard_classify(&sets, text, text.count, &kinds)
            hopguard_classify_letters(text, text.count, &letters)
            for block in 0..<blocks {
                withUnsafeBytes(of: kinds[block]) { kinds in
                    for set in 0..<Int(HOPGUARD_SETS) {
                        #expect(kinds.load(fromByteOffset: set * 8, as: UInt64.self) == mask(block, text) { isIn(set, $0) })
                    }
                }
                #expect(letters[block].joined == mask(block, text) { isLetter($0) || isDigit($0) || $0 >= 0x80 })
                #expect(letters[block].odd == mask(block, text) { $0 >= 0x80 || ($0 >= 65 && $0 <= 90) })
            }
        }
    }

    @Test(arguments: ["pass", "ss", "kennwort", "://", "_key"])
    func `a word is found at every place and in any case`(word: String) {
        let word = Array(word.utf8)
        for before in 0..<40 {
            for after in [0, 1, 15, 16, 33] {
                let capitals = word.map { isLetter($0) ? $0 & 0xDF : $0 }
                let text = [UInt8](repeating: 112, count: before) + capitals + [UInt8](repeating: 115, count: after)
                #expect(hopguard_holds(text, text.count, word, word.count) != 0)
                let without = [UInt8](repeating: 120, count: before) + Array(word.dropLast()) + [UInt8](repeating: 33, count: after)
                #expect(hopguard_holds(without, without.count, word, word.count) == 0)
            }
        }
    }
}
