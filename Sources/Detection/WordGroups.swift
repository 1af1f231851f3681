internal import CBytes

/// Sets of words that patterns need, see `PatternWords`, laid out to be looked for together.
///
/// Unchecked: nothing is written after `init`; the buffers live as long as the object.
final class WordGroups: @unchecked Sendable {
    struct Word {
        /// Where its bytes stand in `letters`.
        let start: Int
        let count: Int
    }

    let count: Int
    /// The words of all sets, one behind the other, and for each set where they begin, with the end behind the last.
    let letters: UnsafeMutableBufferPointer<UInt8>
    let words: UnsafeMutableBufferPointer<Word>
    let starts: UnsafeMutableBufferPointer<Int>
    /// The groups of each set's words, a bit each.
    let groups: UnsafeMutableBufferPointer<UInt8>
    /// What the words of each group begin with.
    let heads: UnsafeMutablePointer<hopguard_heads>
    /// Bytes of the longest word.
    let longest: Int

    /// - Parameter sets: words in small letters, of two bytes at least each.
    init(_ sets: [[[UInt8]]]) {
        heads = .allocate(capacity: 1)
        heads.initialize(to: hopguard_heads())
        var letters: [UInt8] = []
        var words: [Word] = []
        var starts = [0]
        var groups: [UInt8] = []
        var longest = 0
        for set in sets {
            var taken: UInt8 = 0
            for word in set {
                taken |= 1 << UInt8(hopguard_add_word(heads, word, word.count))
                words.append(Word(start: letters.count, count: word.count))
                letters += word
                longest = max(longest, word.count)
            }
            starts.append(words.count)
            groups.append(taken)
        }
        count = sets.count
        self.letters = Dispatch.keep(letters)
        self.words = Dispatch.keep(words)
        self.starts = Dispatch.keep(starts)
        self.groups = Dispatch.keep(groups)
        self.longest = longest
    }

    deinit {
        letters.deallocate()
        words.deallocate()
        starts.deallocate()
        groups.deallocate()
        heads.deallocate()
    }
}
