internal import Glibc

/// What stands in the texts of a request, for asking whether a candidate surrogate does. Case is folded (ASCII): a surrogate that differs from
/// a user's word in case only would be restored in its place.
struct TextPresence {
    private var folded: [UInt8] = []
    private var grams: [UInt64] = []
    private var asked = 0
    private var shift: UInt64 = 0

    /// Searches of the whole before an index over runs of four bytes is made: fewer are cheaper without.
    private static let plainSearches = 2
    private static let run = 4

    mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
        let start = folded.count
        // Twice as much at least: many small texts are not copied once each.
        if folded.capacity < start + text.count + 1 { folded.reserveCapacity(max(start + text.count + 1, 2 * folded.capacity)) }
        folded.append(contentsOf: text)
        folded.append(0)
        // Without a branch, so that it is done sixteen bytes and more at a time.
        folded.withUnsafeMutableBufferPointer { folded in
            for i in start..<folded.count { folded[i] |= folded[i] &- 65 < 26 ? 32 : 0 }
        }
    }

    /// Whether the bytes stand anywhere in the texts.
    mutating func contains(_ candidate: [UInt8]) -> Bool {
        let wanted = candidate.lowered
        guard !wanted.isEmpty, wanted.count < folded.count else { return false }
        asked += 1
        if asked > Self.plainSearches && wanted.count >= Self.run {
            if grams.isEmpty { index() }
            guard mayContain(wanted) else { return false }
        }
        return firstIndex(of: wanted, from: 0) != nil
    }

    /// Whether the bytes stand in the texts as a word of their own.
    mutating func containsWord(_ word: [UInt8]) -> Bool {
        let wanted = word.lowered
        guard !wanted.isEmpty, wanted.count < folded.count else { return false }
        asked += 1
        if asked > Self.plainSearches && wanted.count >= Self.run {
            if grams.isEmpty { index() }
            guard mayContain(wanted) else { return false }
        }
        var from = 0
        while let at = firstIndex(of: wanted, from: from) {
            let before = at == 0 || !isWordByte(folded[at - 1])
            let end = at + wanted.count
            if before && !isWordByte(folded[end]) { return true }
            from = at + 1
        }
        return false
    }

    private func isWordByte(_ b: UInt8) -> Bool { b.isAlphanumeric || b >= 0xC3 && b < 0xE0 }

    private func firstIndex(of wanted: [UInt8], from: Int) -> Int? {
        folded.withUnsafeBufferPointer { text in
            wanted.withUnsafeBufferPointer { find($0, in: text, from: from) }
        }
    }

    private func find(_ wanted: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>, from: Int) -> Int? {
        let last = text.count - wanted.count
        guard from <= last, let base = text.baseAddress, let start = wanted.baseAddress else { return nil }
        var at = from
        while at <= last, let hit = memchr(base + at, Int32(wanted[0]), last - at + 1) {
            at = UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) - base
            if memcmp(base + at, start, wanted.count) == 0 { return at }
            at += 1
        }
        return nil
    }

    private static func hash(_ p: UnsafeRawPointer, _ at: Int) -> UInt64 {
        UInt64(p.loadUnaligned(fromByteOffset: at, as: UInt32.self)) &* 0x9E37_79B9_7F4A_7C15
    }

    private mutating func index() {
        var bits = 12
        while bits < 26 && 1 << bits < folded.count * 8 { bits += 1 }
        shift = UInt64(64 - bits)
        grams = [UInt64](repeating: 0, count: 1 << (bits - 6))
        let shift = self.shift
        folded.withUnsafeBytes { text in
            grams.withUnsafeMutableBufferPointer { out in
                guard let base = text.baseAddress, text.count >= Self.run else { return }
                for at in 0...(text.count - Self.run) {
                    let h = Self.hash(base, at) >> shift
                    out[Int(h >> 6)] |= 1 << (h & 63)
                }
            }
        }
    }

    private func mayContain(_ wanted: [UInt8]) -> Bool {
        wanted.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return false }
            for at in 0...(bytes.count - Self.run) {
                let h = Self.hash(base, at) >> shift
                if grams[Int(h >> 6)] & 1 << (h & 63) == 0 { return false }
            }
            return true
        }
    }
}
