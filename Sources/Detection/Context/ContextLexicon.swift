internal import CBytes

/// The context words of a set of recognizers, ready to be looked up in a text.
///
/// A phrase matches word by word; words are separated by anything that is not a letter or digit, by an underscore and by a change of case
/// (`fiscalCode`). A word of five letters and more also matches at the start of a longer one (`passport` in `passports`,
/// `Passportnummer`). Words of scripts written without spaces match anywhere.
final class ContextLexicon: @unchecked Sendable {
    // Safe to share: nothing is written after `init`; the buffers live as long as the object.

    /// One step of a phrase.
    private struct Step {
        /// Where its word stands in `letters`.
        var start: UInt32
        var count: UInt16
        var matchesPrefix: Bool
        /// Phrase that ends here; -1: none.
        var phrase: Int32
        /// State to be in for the next word; 0: none goes on.
        var state: UInt32
        /// The low five bits of the bytes that a next word begins with, a bit each.
        var next: UInt32
    }

    private struct Key: Hashable {
        let state: UInt32
        let head: UInt64
    }

    private struct Slot {
        var hash: UInt64 = 0
        /// Where its steps stand; none: the slot is empty.
        var first: UInt32 = 0
        var count: UInt32 = 0
    }

    private let steps: UnsafeMutablePointer<Step>
    /// The words of the steps, one behind the other.
    private let letters: UnsafeMutablePointer<UInt8>
    private let table: UnsafeMutablePointer<Slot>
    private let mask: Int
    /// Recognizers that each phrase raises, `stride` words a phrase.
    let raised: UnsafeMutablePointer<UInt64>
    let stride: Int
    let hasUnspaced: Bool
    private let shortestUnspaced = 6
    /// A bit for each first word's hash: small enough to stay in the nearest cache.
    private let filter: UnsafeMutablePointer<UInt64>
    private static let filterBits: UInt64 = 9
    /// The same for the words that go on a phrase.
    private let laterFilter: UnsafeMutablePointer<UInt64>

    static let longestPhrase = 48
    /// Bytes from the start of a phrase to that of its last word, at most, in a text.
    private static let longestSpread = 64
    /// Bytes of the longest phrase that is found in a text: its last word may go on, as far as words are read.
    static let longestHit = longestSpread + TokenBytes.limit

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
        raised = Self.keep(sets.flatMap(\.words))
        struct Draft {
            let word: [UInt8]
            let matchesPrefix: Bool
            var phrase: Int32 = -1
            var state: UInt32 = 0
        }
        var drafts: [[Draft]] = []
        var keys: [Key: Int] = [:]
        var states: UInt32 = 1
        var hasUnspaced = false
        let ordered = phrases.sorted { $0.value < $1.value }
        for (phrase, index) in ordered {
            var state: UInt32 = 0
            for (position, word) in phrase.enumerated() {
                let isUnspaced = Self.isUnspaced(word)
                if isUnspaced { hasUnspaced = true }
                let key = Key(state: state, head: Self.head(word, unspaced: isUnspaced))
                let list = keys[key] ?? drafts.count
                if list == drafts.count {
                    keys[key] = list
                    drafts.append([])
                }
                let at = drafts[list].firstIndex { $0.word == word } ?? drafts[list].count
                if at == drafts[list].count { drafts[list].append(Draft(word: word, matchesPrefix: isUnspaced || word.count >= 5)) }
                if position == phrase.count - 1 {
                    drafts[list][at].phrase = Int32(index)
                } else {
                    if drafts[list][at].state == 0 {
                        drafts[list][at].state = states
                        states += 1
                    }
                    state = drafts[list][at].state
                }
            }
        }
        var size = 64
        while size < keys.count * 2 { size *= 2 }
        var table = [Slot](repeating: Slot(), count: size)
        var steps: [Step] = []
        var letters: [UInt8] = []
        filter = .allocate(capacity: 1 << Int(Self.filterBits))
        filter.initialize(repeating: 0, count: 1 << Int(Self.filterBits))
        laterFilter = .allocate(capacity: 1 << Int(Self.filterBits))
        laterFilter.initialize(repeating: 0, count: 1 << Int(Self.filterBits))
        var nexts = [UInt32](repeating: 0, count: Int(states))
        for (key, list) in keys {
            for draft in drafts[list] { nexts[Int(key.state)] |= 1 << UInt32(draft.word[0] & 31) }
        }
        for (key, list) in keys {
            let hash = Self.mix(key.state, key.head)
            (key.state == 0 ? filter : laterFilter)[Int(truncatingIfNeeded: hash >> (64 - Self.filterBits))] |= 1 << (hash >> 40 & 63)
            var slot = Int(truncatingIfNeeded: hash >> 20) & (size - 1)
            while table[slot].count != 0 { slot = (slot + 1) & (size - 1) }
            table[slot] = Slot(hash: hash, first: UInt32(steps.count), count: UInt32(drafts[list].count))
            for draft in drafts[list] {
                steps.append(
                    Step(
                        start: UInt32(letters.count), count: UInt16(draft.word.count), matchesPrefix: draft.matchesPrefix,
                        phrase: draft.phrase, state: draft.state, next: nexts[Int(draft.state)]))
                letters += draft.word
            }
        }
        self.steps = Self.keep(steps)
        self.letters = Self.keep(letters)
        self.table = Self.keep(table)
        self.mask = size - 1
        self.hasUnspaced = hasUnspaced
    }

    private static func keep<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
        let buffer = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
        buffer.initialize(from: elements, count: elements.count)
        return buffer
    }

    deinit {
        filter.deallocate()
        laterFilter.deallocate()
        steps.deallocate()
        letters.deallocate()
        table.deallocate()
        raised.deallocate()
    }

    /// A phrase met in a text.
    struct Hit {
        var start: Int
        var end: Int
        var phrase: Int
    }

    /// Finds the phrases that begin in `range` of the text, and answers where the search may go on: behind the last word that begins there.
    /// The range should not begin inside a word.
    func scan(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ hits: inout [Hit]) -> Int {
        guard let bytes = text.baseAddress else { return range.upperBound }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: TokenBytes.limit) { buffer in
            var token = TokenBytes(buffer.baseAddress!)
            var letters = hopguard_letters()
            var next = hopguard_letters()
            var block = range.lowerBound
            // Words that begin before it are done.
            var passed = range.lowerBound
            // The end of the last plain word.
            var reached = range.lowerBound
            hopguard_classify_letters(bytes + block, min(64, text.count &- block), &letters)
            while block < range.upperBound {
                let following = text.count &- block &- 64
                if following > 0 {
                    hopguard_classify_letters(bytes + block + 64, min(64, following), &next)
                } else {
                    next = hopguard_letters()
                }
                // A word that goes on from the block before was begun there.
                let carried: UInt64 = block > range.lowerBound && Self.isWordByte(bytes[block &- 1]) ? 1 : 0
                var starts = letters.joined & ~(letters.joined &<< 1 | carried)
                if range.upperBound &- block < 64 { starts &= 1 &<< UInt64(range.upperBound &- block) &- 1 }
                // Near the end of the text words are looked at one by one.
                var events = following > 8 ? likely(starts, letters, next, bytes + block) : starts
                if starts != 0 {
                    let last = UInt64(63 &- starts.leadingZeroBitCount)
                    reached = block &+ Int(last) &+ (~Self.run(letters.joined, next.joined, last)).trailingZeroBitCount
                }
                while events != 0 {
                    let bit = UInt64(events.trailingZeroBitCount)
                    events &= events &- 1
                    let start = block &+ Int(bit)
                    guard start >= passed else { continue }
                    let run = (~Self.run(letters.joined, next.joined, bit)).trailingZeroBitCount
                    let end = start &+ run
                    // A capital first is part of a plain word.
                    let isPlain =
                        run < 64 && bytes[start] < 0x80 && Self.run(letters.odd, next.odd, bit) & (1 &<< UInt64(run) &- 1) & ~1 == 0
                    if isPlain {
                        let length = min(run, 5)
                        var head = UInt64(length) &<< 56
                        for offset in 0..<length { head |= UInt64(bytes[start + offset] | 32) << UInt64(offset * 8) }
                        beginPlain(text, Self.mix(0, head), &token, start, end, &hits)
                    } else {
                        passed = start
                        repeat {
                            passed = scanRun(text, passed, &token, &hits)
                        } while passed < range.upperBound && Self.isWordByte(text[passed])
                    }
                }
                letters = next
                block &+= 64
            }
            return max(passed, reached, range.upperBound)
        }
    }

    /// From a place of a block on the bits of it and the next one.
    @inline(__always)
    private static func run(_ here: UInt64, _ next: UInt64, _ bit: UInt64) -> UInt64 {
        here &>> bit | (next &<< 1) &<< (63 &- bit)
    }

    /// Of the words that begin in a block, with 72 bytes behind it at least, those that may begin a phrase and those that are not plain:
    /// without a branch for each.
    @inline(__always)
    private func likely(_ starts: UInt64, _ here: hopguard_letters, _ next: hopguard_letters, _ block: UnsafePointer<UInt8>) -> UInt64 {
        let filter = filter
        var out: UInt64 = 0
        var rest = starts
        while rest != 0 {
            let bit = UInt64(rest.trailingZeroBitCount)
            rest &= rest &- 1
            let run = (~Self.run(here.joined, next.joined, bit)).trailingZeroBitCount
            // Five bytes in one load; the setting of bit 5 makes letters small and leaves digits.
            let eight = UInt64(littleEndian: UnsafeRawPointer(block + Int(bit)).loadUnaligned(as: UInt64.self))
            let length = UInt64(min(run, 5))
            let head = (eight | 0x20_2020_2020) & (1 &<< (length &* 8) &- 1) | length &<< 56
            let hash = Self.mix(0, head)
            let isKnown = filter[Int(truncatingIfNeeded: hash >> (64 - Self.filterBits))] &>> (hash &>> 40) & 1
            let odd = Self.run(here.odd, next.odd, bit) & (1 &<< UInt64(run) &- 1) & ~1
            out |= (isKnown | (odd == 0 ? 0 : 1) | UInt64(run) &>> 6 | eight &>> 7 & 1) &<< bit
        }
        return out
    }

    /// Looks for phrases at every word of a run that is divided, or has letters beyond ASCII; answers where the run ends.
    @inline(never)
    private func scanRun(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ token: inout TokenBytes, _ hits: inout [Hit]) -> Int {
        var index = start
        // Where a run of letters began that a change of case has divided; -1: none has.
        var divided = -1
        while index < text.count, Self.isWordByte(text[index]) {
            if text[index] >= 0xE0, hasUnspaced, unspaced(text, &index, &hits) {
                // Text without spaces has no end of its own: what follows is asked for by itself.
                if index &- start >= TokenBytes.limit { return index }
                divided = -1
                continue
            }
            let first = index
            read(text, &index, &token)
            guard token.count > 0 else { continue }
            begin(text, &token, first, index, &hits)
            let goesOn = index < text.count && Self.isWordByte(text[index])
            if divided >= 0, !goesOn, index - divided <= TokenBytes.limit {
                // UserName is two words, and one.
                token.clear()
                var at = divided
                while at < index { at += Folding.fold(text, at: at, into: &token) }
                eachStep(0, token) { step in
                    if step.phrase >= 0 { hits.append(Hit(start: divided, end: index, phrase: Int(step.phrase))) }
                }
            }
            divided = goesOn ? (divided >= 0 ? divided : first) : -1
        }
        return index
    }

    /// Whether a capital begins a new word inside a run of letters: after a small letter (`fiscalCode`), or as the last capital before a
    /// small letter (`IBANCode`).
    @inline(__always)
    private func isDivided(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ start: Int) -> Bool {
        let previous = text[index - 1]
        if previous >= 97, previous <= 122 { return true }
        return previous >= 65 && previous <= 90 && index + 1 < text.count && text[index + 1] >= 97 && text[index + 1] <= 122
            && index - start > 1
    }

    /// Reads one word into the token, folded, and moves behind it; the token is empty where a sign beyond ASCII was passed instead.
    private func read(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ token: inout TokenBytes) {
        token.clear()
        let start = index
        while index < text.count {
            let byte = text[index]
            guard Self.isWordByte(byte) else { break }
            if byte >= 0x80 {
                if byte >= 0xE0, hasUnspaced, isUnspacedScalar(text, index) { break }
                // A space or dash beyond ASCII ends the word like any other.
                if byte == 0xC2 || byte == 0xE2, !WordEdge.joins(after: index, in: text) {
                    if index == start { index = min(text.count, index + (byte == 0xC2 ? 2 : 3)) }
                    break
                }
            } else if byte >= 65, byte <= 90, index > start, isDivided(text, index, start) {
                break
            }
            index += Folding.fold(text, at: index, into: &token)
        }
        index = min(index, text.count)
    }

    /// Reports the phrases that begin with the word in the token.
    private func begin(_ text: UnsafeBufferPointer<UInt8>, _ token: inout TokenBytes, _ start: Int, _ end: Int, _ hits: inout [Hit]) {
        guard end - start <= TokenBytes.limit else { return }
        // A word begins few longer phrases: four are followed.
        var states: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
        eachStep(0, token) { step in
            if step.phrase >= 0 { hits.append(Hit(start: start, end: end, phrase: Int(step.phrase))) }
            if step.state != 0, mayGoOn(step, text, end) { states = (step.state, states.0, states.1, states.2) }
        }
        goOn(text, states, &token, start, end, &hits)
    }

    /// The same for a word of ASCII letters and digits, of which the first alone may be a capital, with its hash: as it stands in the text.
    @inline(__always)
    private func beginPlain(
        _ text: UnsafeBufferPointer<UInt8>, _ hash: UInt64, _ token: inout TokenBytes, _ start: Int, _ end: Int, _ hits: inout [Hit]
    ) {
        guard let slot = slot(hash) else { return }
        let run = end &- start
        var states: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
        for offset in 0..<Int(slot.count) {
            let step = steps[Int(slot.first) &+ offset]
            let count = Int(step.count)
            guard run == count || (step.matchesPrefix && run > count) else { continue }
            let word = letters + Int(step.start)
            var index = 0
            while index < count, text[start &+ index] | 32 == word[index] { index &+= 1 }
            guard index == count else { continue }
            if step.phrase >= 0 { hits.append(Hit(start: start, end: end, phrase: Int(step.phrase))) }
            if step.state != 0, mayGoOn(step, text, end) { states = (step.state, states.0, states.1, states.2) }
        }
        if states.0 != 0 { goOn(text, states, &token, start, end, &hits) }
    }

    /// Whether what follows begins like a word that goes on a phrase.
    @inline(__always)
    private func mayGoOn(_ step: Step, _ text: UnsafeBufferPointer<UInt8>, _ end: Int) -> Bool {
        var at = end
        let limit = min(text.count, end &+ Self.longestSpread)
        while at < limit, !Self.isWordByte(text[at]) { at &+= 1 }
        return at < limit && (text[at] >= 0x80 || step.next &>> UInt32(text[at] & 31) & 1 != 0)
    }

    /// Whether a word begins at the index that goes on none of the phrases: told by its first letters where it is a plain one.
    private func isStranger(_ text: UnsafeBufferPointer<UInt8>, _ first: Int, _ states: (UInt32, UInt32, UInt32, UInt32)) -> Bool {
        var head: UInt64 = 0
        var run = 0
        while first &+ run < text.count, Self.isWordByte(text[first &+ run]) {
            let byte = text[first &+ run]
            if byte >= 0x80 || byte >= 65 && byte <= 90 && run > 0 { return false }
            if run < 5 { head |= UInt64(byte | 32) &<< UInt64(run &* 8) }
            run &+= 1
        }
        head |= UInt64(min(run, 5)) &<< 56
        func isNone(_ state: UInt32) -> Bool { state == 0 || find(state, head) == nil }
        return isNone(states.0) && isNone(states.1) && isNone(states.2) && isNone(states.3)
    }

    /// Reports the phrases that are begun and go on behind a word.
    private func goOn(
        _ text: UnsafeBufferPointer<UInt8>, _ begun: (UInt32, UInt32, UInt32, UInt32), _ token: inout TokenBytes, _ start: Int, _ end: Int,
        _ hits: inout [Hit]
    ) {
        var states = begun
        var at = end
        while states.0 != 0 {
            // The next word.
            token.clear()
            var first = at
            while token.count == 0 {
                while at < text.count, !Self.isWordByte(text[at]), at - start < Self.longestSpread { at += 1 }
                guard at < text.count, at - start < Self.longestSpread else { return }
                first = at
                if isStranger(text, at, states) { return }
                if text[at] >= 0xE0, hasUnspaced, isUnspacedScalar(text, at) {
                    at += text[at] >= 0xF0 ? 4 : 3
                } else {
                    read(text, &at, &token)
                }
            }
            guard at - first <= TokenBytes.limit else { return }
            let live = states
            states = (0, 0, 0, 0)
            func go(_ state: UInt32) {
                guard state != 0 else { return }
                eachStep(state, token) { step in
                    if step.phrase >= 0 { hits.append(Hit(start: start, end: at, phrase: Int(step.phrase))) }
                    if step.state != 0 { states = (step.state, states.0, states.1, states.2) }
                }
            }
            go(live.0)
            go(live.1)
            go(live.2)
            go(live.3)
        }
    }

    /// Calls with each step that the word in the token is, after a state.
    @inline(__always)
    private func eachStep(_ state: UInt32, _ token: TokenBytes, _ found: (Step) -> Void) {
        guard let slot = find(state, Self.head(token)) else { return }
        for offset in 0..<Int(slot.count) {
            let step = steps[Int(slot.first) &+ offset]
            let count = Int(step.count)
            guard token.count == count || (step.matchesPrefix && token.count > count) else { continue }
            let word = letters + Int(step.start)
            var index = 0
            while index < count, token[index] == word[index] { index &+= 1 }
            if index == count { found(step) }
        }
    }

    /// Looks for phrases that begin with the character at the index; true when it belongs to a script without spaces, and is then passed.
    private func unspaced(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ hits: inout [Hit]) -> Bool {
        guard isUnspacedScalar(text, index) else { return false }
        if index + shortestUnspaced <= text.count {
            var head: UInt64 = 0
            for offset in 0..<shortestUnspaced { head = head << 8 | UInt64(text[index + offset]) }
            if let slot = find(0, head) {
                for offset in 0..<Int(slot.count) {
                    let step = steps[Int(slot.first) + offset]
                    let count = Int(step.count)
                    guard step.phrase >= 0, index + count <= text.count else { continue }
                    var at = 0
                    while at < count, text[index + at] == letters[Int(step.start) + at] { at += 1 }
                    if at == count { hits.append(Hit(start: index, end: index + at, phrase: Int(step.phrase))) }
                }
            }
        }
        index += text[index] >= 0xF0 ? 4 : 3
        index = min(index, text.count)
        return true
    }

    private func isUnspacedScalar(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        guard let scalar = WordEdge.scalar(at: index, in: text) else { return false }
        return Self.isUnspaced(scalar.value)
    }

    @inline(__always)
    private func find(_ state: UInt32, _ head: UInt64) -> Slot? {
        let hash = Self.mix(state, head)
        let filter = state == 0 ? filter : laterFilter
        guard filter[Int(truncatingIfNeeded: hash >> (64 - Self.filterBits))] >> (hash >> 40 & 63) & 1 != 0 else { return nil }
        return slot(hash)
    }

    @inline(__always)
    private func slot(_ hash: UInt64) -> Slot? {
        var index = Int(truncatingIfNeeded: hash >> 20) & mask
        while table[index].count != 0 {
            if table[index].hash == hash { return table[index] }
            index = (index &+ 1) & mask
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
