/// What looks like an address and is none.
enum EmailAddress {
    private static let fileSuffixes = [
        "png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "css", "js", "ts", "map", "json", "html", "woff", "woff2", "ttf", "tgz", "gz",
        "zip", "py",
        "rb", "go", "rs", "java", "swift", "md", "yml", "yaml", "lock", "toml", "txt",
    ].map { Array($0.utf8) }

    /// `icon@2x.png` is a file, `lodash@4.17.beta` a version.
    static func isNoFile(_ value: borrowing MatchedValue) -> Bool {
        let bytes = value.bytes
        guard let at = bytes.firstIndex(of: UInt8(ascii: "@")), let dot = bytes.lastIndex(of: UInt8(ascii: ".")), dot > at, at > 0 else {
            return false
        }
        let suffix = UnsafeBufferPointer(rebasing: bytes[(dot + 1)...])
        for known in fileSuffixes where suffix.count == known.count {
            var index = 0
            while index < known.count, suffix[index] | 32 == known[index] { index += 1 }
            if index == known.count { return false }
        }
        for index in 1..<bytes.count where bytes[index] == UInt8(ascii: ".") && bytes[index - 1] == UInt8(ascii: ".") && index > at {
            return false
        }
        return !isPasswordOfURL(value)
    }

    /// Whether the local part is the user or the password in `https://user:password@host`, which is no mailbox.
    private static func isPasswordOfURL(_ value: borrowing MatchedValue) -> Bool {
        // A long one may be found from its middle on.
        var index = value.span.lowerBound
        let least = max(3, index - 160)
        while index > least, Analyzer.Scratch.isWord(value.text[index - 1]) { index -= 1 }
        guard index > 2 else { return false }
        // `https://token@host`: a credential, where it is known, or the name of an account.
        let before = value.text[index - 3..<index]
        if before.elementsEqual("://".utf8) { return true }
        guard before.last == UInt8(ascii: ":") else { return false }
        index -= 1
        let floor = max(2, index - 100)
        while index > floor, value.text[index - 1] > 32, value.text[index - 1] != UInt8(ascii: "@") {
            index -= 1
            if value.text[index] == UInt8(ascii: "/") {
                return value.text[index - 1] == UInt8(ascii: "/") && value.text[index - 2] == UInt8(ascii: ":")
            }
        }
        return false
    }
}
