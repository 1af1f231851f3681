/// The context words of a set of recognizers, ready to be looked up in a text.
///
/// A phrase matches word by word; words are separated by anything that is not a letter or digit, by an underscore and by a change of case
/// (`fiscalCode`). A word of five letters and more also matches at the start of a longer one (`passport` in `passports`,
/// `Passportnummer`). Words of scripts written without spaces match anywhere.
final class ContextLexicon: @unchecked Sendable {
    // Safe to share: nothing is written after `init`; the buffers live as long as the object.

    /// One step of a phrase.
    private struct Step: Sendable {
        let word: [UInt8]
        /// Phrase that ends here; -1: none.
        var phrase: Int32
        /// State to be in for the next word; 0: none goes on.
        var state: UInt32
        let matchesPrefix: Bool
    }

    private struct Key: Hashable {
        let state: UInt32
        let head: UInt64
    }

    private let steps: [[Step]]
    private let table: [UInt64]
    private let values: [UInt32]
    private let mask: Int
    /// Recognizers that each phrase raises, `stride` words a phrase.
    let raised: [UInt64]
    let stride: Int
    let hasUnspaced: Bool
    private let shortestUnspaced = 6
    /// A bit for each first word's hash: small enough to stay in the nearest cache.
    private let filter: UnsafeMutablePointer<UInt64>
    private static let filterBits: UInt64 = 9
    /// What each byte is in a word: 0 nothing, 1 a small letter or digit, 2 a capital, 3 a part of a letter beyond ASCII.
    private let kinds: UnsafeMutablePointer<UInt8>

    static let longestPhrase = 48

    init(_ contexts: [[String]]) {
        stride = max(1, (contexts.count + 63) / 64)
        var phrases: [[[UInt8]]: Int] = [:]
        var sets: [RecognizerSet] = []
        for (recognizer, words) in contexts.enumerated() {
            for text in words {
                let phrase = Self.words(of: text)
                guard !phrase.isEmpty else { continue }
                let index = phrases[phrase] ?? sets.count
                if index == sets.count {
                    phrases[phrase] = index
                    sets.append(RecognizerSet(capacity: max(1, contexts.count)))
                }
                sets[index].insert(recognizer)
            }
        }
        raised = sets.flatMap(\.words)
        var steps: [[Step]] = [[]]
        var keys: [Key: Int] = [:]
        var states: UInt32 = 1
        var hasUnspaced = false
        let ordered = phrases.sorted { $0.value < $1.value }
        for (phrase, index) in ordered {
            var state: UInt32 = 0
            for (position, word) in phrase.enumerated() {
                let isLast = position == phrase.count - 1
                let isUnspaced = Self.isUnspaced(word)
                if isUnspaced { hasUnspaced = true }
                let key = Key(state: state, head: Self.head(word, unspaced: isUnspaced))
                let list = keys[key] ?? steps.count
                if list == steps.count {
                    keys[key] = list
                    steps.append([])
                }
                var at = steps[list].firstIndex { $0.word == word }
                if at == nil {
                    at = steps[list].count
                    steps[list].append(Step(word: word, phrase: -1, state: 0, matchesPrefix: isUnspaced || word.count >= 5))
                }
                if isLast {
                    steps[list][at!].phrase = Int32(index)
                } else {
                    if steps[list][at!].state == 0 {
                        steps[list][at!].state = states
                        states += 1
                    }
                    state = steps[list][at!].state
                }
            }
        }
        var size = 64
        while size < keys.count * 4 { size *= 2 }
        var table = [UInt64](repeating: 0, count: size)
        var values = [UInt32](repeating: 0, count: size)
        filter = .allocate(capacity: 1 << Int(Self.filterBits))
        filter.initialize(repeating: 0, count: 1 << Int(Self.filterBits))
        kinds = .allocate(capacity: 256)
        for byte in 0..<256 {
            let byte = UInt8(byte)
            let kind: UInt8 = byte >= 0x80 ? 3 : byte >= 65 && byte <= 90 ? 2 : Self.isWordByte(byte) ? 1 : 0
            (kinds + Int(byte)).initialize(to: kind)
        }
        for (key, list) in keys {
            let hash = Self.mix(key.state, key.head)
            if key.state == 0 { filter[Int(truncatingIfNeeded: hash >> (64 - Self.filterBits))] |= 1 << (hash >> 40 & 63) }
            var slot = Int(truncatingIfNeeded: hash >> 20) & (size - 1)
            while values[slot] != 0 { slot = (slot + 1) & (size - 1) }
            table[slot] = hash
            values[slot] = UInt32(list)
        }
        self.steps = steps
        self.table = table
        self.values = values
        self.mask = size - 1
        self.hasUnspaced = hasUnspaced
    }

    deinit {
        filter.deallocate()
        kinds.deallocate()
    }

    /// A phrase met in a text.
    struct Hit {
        var start: Int
        var end: Int
        var phrase: Int
    }

    /// Finds the phrases that stand in `range` of the text. The range should begin and end where no word is cut.
    func scan(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ hits: inout [Hit]) {
        guard let bytes = text.baseAddress else { return }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: TokenBytes.limit) { buffer in
            var walk = Walk(token: TokenBytes(buffer.baseAddress!))
            let filter = filter
            let kinds = kinds
            var index = range.lowerBound
            let end = range.upperBound
            let wideEnd = text.count &- 8
            // Where a run of letters began that a change of case has divided; -1: none has.
            var divided = -1
            while index < end {
                guard kinds[Int(bytes[index])] != 0 else {
                    index &+= 1
                    continue
                }
                if bytes[index] >= 0xE0, hasUnspaced, unspaced(text, &index, end, &hits) { continue }
                let start = index
                // Most words are ASCII, and no context word: their first letters tell, and nothing is copied.
                var isWide = false
                while index < end {
                    let kind = kinds[Int(bytes[index])]
                    if kind != 1 {
                        if kind == 0 { break }
                        if kind == 3 {
                            isWide = true
                            break
                        }
                        if index > start, isDivided(text, index, start, end, bytes[index &- 1]) { break }
                    }
                    index &+= 1
                }
                var head: UInt64 = 0
                let length = min(index &- start, 5)
                if start <= wideEnd {
                    // Five bytes in one load; the setting of bit 5 makes letters small and leaves digits.
                    let eight = UnsafeRawPointer(bytes + start).loadUnaligned(as: UInt64.self)
                    head = (UInt64(littleEndian: eight) | 0x20_2020_2020) & (1 << UInt64(length &* 8) &- 1)
                } else {
                    for offset in 0..<length { head |= UInt64(bytes[start + offset] | 32) << UInt64(offset * 8) }
                }
                if isWide {
                    index = start
                    walk.token.clear()
                    wide(text, &index, end, &walk.token)
                    guard walk.token.count > 0 else { continue }
                    head = Self.head(walk.token)
                    step(&walk, head, start, index, &hits)
                } else {
                    head |= UInt64(length) << 56
                    let hash = Self.mix(0, head)
                    if walk.hasLive || filter[Int(truncatingIfNeeded: hash >> (64 - Self.filterBits))] >> (hash >> 40 & 63) & 1 != 0 {
                        walk.token.clear()
                        for at in start..<index { walk.token.append(text[at] | 32) }
                        step(&walk, head, start, index, &hits)
                    }
                }
                let goesOn = index < end && Self.isWordByte(text[index])
                if divided >= 0, !goesOn {
                    // UserName is two words, and one.
                    walk.token.clear()
                    var at = divided
                    while at < index { at += Folding.fold(text, at: at, into: &walk.token) }
                    var alone = Walk(token: walk.token)
                    step(&alone, Self.head(walk.token), divided, index, &hits)
                }
                divided = goesOn ? (divided >= 0 ? divided : start) : -1
            }
        }
    }

    /// Whether a capital begins a new word inside a run of letters: after a small letter (`fiscalCode`), or as the last capital before a
    /// small letter (`IBANCode`).
    @inline(__always)
    private func isDivided(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ start: Int, _ end: Int, _ previous: UInt8) -> Bool {
        if previous >= 97, previous <= 122 { return true }
        return previous >= 65 && previous <= 90 && index + 1 < end && text[index + 1] >= 97 && text[index + 1] <= 122 && index - start > 1
    }

    /// Reads a word with letters beyond ASCII in it.
    private func wide(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ end: Int, _ token: inout TokenBytes) {
        let start = index
        var previous: UInt8 = 0
        while index < end {
            let byte = text[index]
            guard Self.isWordByte(byte) else { break }
            if byte >= 0x80 {
                if byte >= 0xE0, hasUnspaced, isUnspacedScalar(text, index) { break }
                // A space or dash beyond ASCII ends the word like any other.
                if byte == 0xC2 || byte == 0xE2, !WordEdge.joins(after: index, in: text) {
                    if index == start { index = min(end, index + (byte == 0xC2 ? 2 : 3)) }
                    break
                }
            } else if byte >= 65, byte <= 90, isDivided(text, index, start, end, previous) {
                break
            }
            previous = byte
            index += Folding.fold(text, at: index, into: &token)
        }
        index = min(index, end)
    }

    /// Where the lookup of phrases stands: the word at hand, and up to four phrases that have begun.
    private struct Walk {
        var token: TokenBytes
        var states: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
        var begins: (Int, Int, Int, Int) = (0, 0, 0, 0)
        var hasLive: Bool { states.0 != 0 }
    }

    /// One word on: phrases that begin with it, and those that go on with it.
    private func step(_ walk: inout Walk, _ head: UInt64, _ start: Int, _ end: Int, _ hits: inout [Hit]) {
        let states = walk.states
        let begins = walk.begins
        walk.states = (0, 0, 0, 0)
        walk.begins = (0, 0, 0, 0)
        var count = 0
        step(&walk, 0, head, start, end, &count, &hits)
        if states.0 != 0 { step(&walk, states.0, head, begins.0, end, &count, &hits) }
        if states.1 != 0 { step(&walk, states.1, head, begins.1, end, &count, &hits) }
        if states.2 != 0 { step(&walk, states.2, head, begins.2, end, &count, &hits) }
        if states.3 != 0 { step(&walk, states.3, head, begins.3, end, &count, &hits) }
    }

    private func step(
        _ walk: inout Walk, _ state: UInt32, _ head: UInt64, _ begin: Int, _ end: Int, _ count: inout Int, _ hits: inout [Hit]
    ) {
        guard let list = find(state, head) else { return }
        for step in steps[list] {
            guard walk.token.count >= step.word.count, walk.token.count == step.word.count || step.matchesPrefix else { continue }
            var index = 0
            while index < step.word.count, walk.token[index] == step.word[index] { index += 1 }
            guard index == step.word.count else { continue }
            if step.phrase >= 0 { hits.append(Hit(start: begin, end: end, phrase: Int(step.phrase))) }
            if step.state != 0 {
                switch count {
                case 0: (walk.states.0, walk.begins.0) = (step.state, begin)
                case 1: (walk.states.1, walk.begins.1) = (step.state, begin)
                case 2: (walk.states.2, walk.begins.2) = (step.state, begin)
                case 3: (walk.states.3, walk.begins.3) = (step.state, begin)
                default: break
                }
                count += 1
            }
        }
    }

    /// Looks for phrases that begin with the character at the index; true when it belongs to a script without spaces, and is then passed.
    private func unspaced(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ end: Int, _ hits: inout [Hit]) -> Bool {
        guard isUnspacedScalar(text, index) else { return false }
        if index + shortestUnspaced <= end {
            var head: UInt64 = 0
            for offset in 0..<shortestUnspaced { head = head << 8 | UInt64(text[index + offset]) }
            if let list = find(0, head) {
                for step in steps[list] where step.phrase >= 0 && index + step.word.count <= end {
                    var offset = 0
                    while offset < step.word.count, text[index + offset] == step.word[offset] { offset += 1 }
                    if offset == step.word.count { hits.append(Hit(start: index, end: index + offset, phrase: Int(step.phrase))) }
                }
            }
        }
        index += text[index] >= 0xF0 ? 4 : 3
        index = min(index, end)
        return true
    }

    private func isUnspacedScalar(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        guard let scalar = WordEdge.scalar(at: index, in: text) else { return false }
        return Self.isUnspaced(scalar.value)
    }

    @inline(__always)
    private func find(_ state: UInt32, _ head: UInt64) -> Int? {
        let hash = Self.mix(state, head)
        var slot = Int(truncatingIfNeeded: hash >> 20) & mask
        while values[slot] != 0 {
            if table[slot] == hash { return Int(values[slot]) }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// The words of a phrase as they are looked up.
    private static func words(of text: String) -> [[UInt8]] {
        let bytes = Array(text.utf8)
        var out: [[UInt8]] = []
        bytes.withUnsafeBufferPointer { bytes in
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: TokenBytes.limit) { buffer in
                var token = TokenBytes(buffer.baseAddress!)
                var index = 0
                while index < bytes.count {
                    if isWordByte(bytes[index]) {
                        index += Folding.fold(bytes, at: index, into: &token)
                    } else {
                        if token.count > 0 { out.append((0..<token.count).map { token[$0] }) }
                        token.clear()
                        index += 1
                    }
                }
                if token.count > 0 { out.append((0..<token.count).map { token[$0] }) }
            }
        }
        // Of a longer phrase the beginning counts: that much is read before a value.
        while out.count > 1, out.reduce(0, { $0 + $1.count + 1 }) > longestPhrase { out.removeLast() }
        return out
    }

    @inline(__always)
    private static func isWordByte(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (byte | 32 >= 97 && byte | 32 <= 122) || (byte >= 48 && byte <= 57)
    }

    private static func isUnspaced(_ word: [UInt8]) -> Bool {
        word.withUnsafeBufferPointer { WordEdge.scalar(at: 0, in: $0).map { isUnspaced($0.value) } ?? false }
    }

    private static func isUnspaced(_ value: UInt32) -> Bool {
        switch value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1100...0x11FF, 0x1780...0x17FF, 0x2E80...0xA4CF, 0xAC00...0xD7FF, 0xF900...0xFAFF: true
        default: value >= 0x20000
        }
    }

    /// The first five bytes of a word, with its length where it is shorter: what the table is keyed by.
    private static func head(_ word: [UInt8], unspaced: Bool) -> UInt64 {
        if unspaced {
            return word.prefix(6).reduce(0) { $0 << 8 | UInt64($1) }
        }
        var head: UInt64 = UInt64(min(word.count, 5)) << 56
        for (index, byte) in word.prefix(5).enumerated() { head |= UInt64(byte) << UInt64(index * 8) }
        return head
    }

    @inline(__always)
    private static func head(_ token: TokenBytes) -> UInt64 {
        let count = min(token.count, 5)
        var head: UInt64 = UInt64(count) << 56
        for index in 0..<count { head |= UInt64(token[index]) << UInt64(index * 8) }
        return head
    }

    @inline(__always)
    private static func mix(_ state: UInt32, _ head: UInt64) -> UInt64 {
        // Odd constants of splitmix64; 0 marks nothing here, occupancy is kept apart.
        var hash = head &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(state) &* 0xBF58_476D_1CE4_E5B9
        hash ^= hash >> 31
        return hash &* 0x94D0_49BB_1331_11EB
    }
}
