/// Values that stand where a secret would, and are none: `xxxxxxxx`, `<your-api-key>`, `${TOKEN}`, `changeme`.
enum Placeholder {
    /// Words that only people who leave the value out write; small letters.
    private static let words: [[UInt8]] = [
        "example", "placeholder", "your-", "your_", "yourkey", "yourtoken", "yourapi", "yoursecret", "changeme", "change_me", "change-me",
        "insert", "replace",
        "dummy", "redacted", "xxxx", "****", "....", "todo", "fixme", "notreal", "not-a-real", "not_a_real", "fake", "12345678901234567890",
        "abcdefghijklmnop", "<", "${", "{{", "$(", "%(", "process.env", "os.environ", "getenv",
    ].map { Array($0.utf8) }

    static func isOne(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = bytes.first else { return true }
        if bytes.allSatisfy({ $0 == first }) { return true }
        if first == UInt8(ascii: "$") || first == UInt8(ascii: "%") || first == UInt8(ascii: "<") { return true }
        for word in words where contains(bytes, word) { return true }
        return false
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
