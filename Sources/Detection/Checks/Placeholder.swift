/// Values that stand where a secret would, and are none: `xxxxxxxx`, `<your-api-key>`, `${TOKEN}`, `changeme`.
enum Placeholder {
    /// Words that only people who leave the value out write; small letters.
    private static let words: [[UInt8]] = [
        "example", "placeholder", "your-", "your_", "yourkey", "yourtoken", "yourapi", "yoursecret", "changeme", "change_me", "change-me",
        "insert", "replace",
        "dummy", "redacted", "xxxx", "****", "....", "todo", "fixme", "notreal", "not-a-real", "not_a_real", "fake", "12345678901234567890",
        "abcdefghijklmnop", "<", "${", "{{", "$(", "%(", "process.env", "os.environ", "getenv",
    ].map { Array($0.utf8) }

    /// For each byte the words that it begins, in any case, and those that it goes on: a bit each.
    /// Safe to share: written here, and only read from then on.
    nonisolated(unsafe) private static let openings: UnsafeMutableBufferPointer<(first: UInt64, second: UInt64)> = {
        precondition(words.count <= 64, "more words than bits")
        let openings = UnsafeMutableBufferPointer<(first: UInt64, second: UInt64)>.allocate(capacity: 256)
        openings.initialize(repeating: (0, 0))
        for (index, word) in words.enumerated() {
            for byte in 0..<256 {
                let small = byte >= 65 && byte <= 90 ? byte | 32 : byte
                if small == word[0] { openings[byte].first |= 1 << UInt64(index) }
                if word.count == 1 || small == word[1] { openings[byte].second |= 1 << UInt64(index) }
            }
        }
        return openings
    }()

    static func isOne(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = bytes.first else { return true }
        if bytes.allSatisfy({ $0 == first }) { return true }
        if first == UInt8(ascii: "$") || first == UInt8(ascii: "%") || first == UInt8(ascii: "<") { return true }
        let openings = UnsafePointer(openings.baseAddress!)
        for start in bytes.indices {
            // Behind the end a byte that goes on no word but those that end there.
            let second = start + 1 < bytes.count ? bytes[start + 1] : 0
            var begun = openings[Int(bytes[start])].first & openings[Int(second)].second
            while begun != 0 {
                if begins(bytes, start, words[begun.trailingZeroBitCount]) { return true }
                begun &= begun - 1
            }
        }
        return false
    }

    private static func begins(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ word: [UInt8]) -> Bool {
        guard start + word.count <= bytes.count else { return false }
        for offset in word.indices {
            var byte = bytes[start + offset]
            if byte >= 65, byte <= 90 { byte |= 32 }
            if byte != word[offset] { return false }
        }
        return true
    }

    /// Whether the word, in small letters, is in the bytes in any case.
    static func contains(_ bytes: UnsafeBufferPointer<UInt8>, _ word: [UInt8]) -> Bool {
        guard bytes.count >= word.count else { return false }
        return word.withUnsafeBufferPointer { word in
            var start = 0
            while start <= bytes.count - word.count {
                var index = 0
                while index < word.count {
                    var byte = bytes[start + index]
                    if byte >= 65, byte <= 90 { byte |= 32 }
                    if byte != word[index] { break }
                    index += 1
                }
                if index == word.count { return true }
                start += 1
            }
            return false
        }
    }
}
