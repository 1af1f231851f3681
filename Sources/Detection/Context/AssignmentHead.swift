/// The name that a value is given to: what stands before `= "value"`, `: value`, `=> value`, `is value` and the like.
enum AssignmentHead {
    /// Bytes before the value that are looked at.
    static let reach = 100
    /// Between the keyword and the operator there may stand so many more bytes of the name.
    static let tail = 25

    /// Least length of a value that follows its name with nothing but a space between, in bytes: in prose every word follows another.
    static let shortestBare = 16
    /// Quotes, spaces and opening brackets that may stand between the operator and the value.
    static let skips = 6

    /// What the scan keeps count of between the words: 2 for an operator, 1 for what may stand between it and the value, 0 for anything else.
    static func kind(_ byte: UInt8) -> UInt8 {
        if isOperator(byte) { return 2 }
        return isQuote(byte) || isSpace(byte) || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "(") ? 1 : 0
    }

    /// Where the name before the value ends and how far back it goes; nil when the value is not given to a name.
    ///
    /// - Parameter isLong: whether the value is long enough to follow its name with a space alone.
    static func range(before start: Int, in text: UnsafeBufferPointer<UInt8>, isLong: Bool = true) -> Range<Int>? {
        let floor = max(0, start - reach)
        var index = start
        // Quotes and spaces between the operator and the value.
        var skipped = 0
        var isNewLine = false
        while index > floor, skipped < 6 {
            let byte = text[index - 1]
            // `@` stands before the quotes of Objective-C and C#.
            guard
                isQuote(byte) || isSpace(byte) || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "(")
                    || byte == UInt8(ascii: "@") && skipped > 0
            else { break }
            if byte == 10 || byte == 13 { isNewLine = true }
            index -= 1
            skipped += 1
        }
        let beforeOperator = index
        var operators = 0
        while index > floor, operators < 4, isOperator(text[index - 1]) {
            index -= 1
            operators += 1
        }
        // `my acme key is VALUE`.
        if operators == 0, skipped > 0, !isNewLine, index - 3 >= floor, text[index - 1] == UInt8(ascii: "s"),
            text[index - 2] == UInt8(ascii: "i"),
            isSpace(text[index - 3])
        {
            index -= 3
            operators = 1
        }
        if operators == 0 {
            // `--acme-key VALUE`, `export ACME_KEY VALUE`, `acme_key "VALUE"`: a space alone will do, if nothing else stands between.
            guard skipped > 0, skipped <= 3, !isNewLine else { return nil }
            index = beforeOperator
        }
        while operators > 0, index > floor, text[index - 1] == 32, index > 1, text[index - 2] == UInt8(ascii: "]") { index -= 1 }
        // The size of an array: `char secret[24] = "…"`.
        if index > floor, text[index - 1] == UInt8(ascii: "]") {
            var opening = index - 1
            while opening > max(floor, index - 8), text[opening] != UInt8(ascii: "[") { opening -= 1 }
            if text[opening] == UInt8(ascii: "["), opening + 2 <= index, !isQuote(text[opening + 1]) { index = opening }
        }
        // Quotes, spaces and brackets between the name and the operator.
        var between = 0
        while index > floor, between < 8,
            isQuote(text[index - 1]) || text[index - 1] == 32 || text[index - 1] == 9
                || text[index - 1] == UInt8(ascii: "]") || text[index - 1] == UInt8(ascii: ")")
        {
            index -= 1
            between += 1
        }
        let end = index
        // Without an operator the name is the word before the value alone: more of it would be prose.
        while index > floor, isName(text[index - 1]), operators > 0 || !isSpace(text[index - 1]) { index -= 1 }
        // A type between the name and its value: `token: string = "…"`, `token: &str = "…"`.
        if operators > 0, index > floor + 1, text[index - 1] == UInt8(ascii: "&"), text[index - 2] == 32 { index -= 2 }
        if operators > 0, end - index < 24, index > floor, text[index - 1] == UInt8(ascii: ":"), index < end {
            index -= 1
            while index > floor, isName(text[index - 1]) { index -= 1 }
        }
        return index < end ? index..<end : nil
    }

    /// Whether the keyword, in small letters, stands near enough to the end of the name.
    static func holds(_ keyword: [UInt8], _ head: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> Bool {
        let count = keyword.count
        guard head.count >= count else { return false }
        var start = head.upperBound - count
        let floor = max(head.lowerBound, head.upperBound - count - tail)
        while start >= floor {
            var index = 0
            while index < count {
                var byte = text[start + index]
                if byte >= 65, byte <= 90 { byte |= 32 }
                if byte != keyword[index] { break }
                index += 1
            }
            if index == count { return true }
            start -= 1
        }
        return false
    }

    @inline(__always)
    private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 || byte == 13 }

    @inline(__always)
    private static func isQuote(_ byte: UInt8) -> Bool { byte == 34 || byte == 39 || byte == 96 || byte == 92 }

    @inline(__always)
    private static func isOperator(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: ">"), UInt8(ascii: "?"), UInt8(ascii: "|"), UInt8(ascii: ","),
            UInt8(ascii: "!"),
            UInt8(ascii: "@"):
            true
        default: false
        }
    }

    @inline(__always)
    private static func isName(_ byte: UInt8) -> Bool {
        (byte | 32 >= 97 && byte | 32 <= 122) || (byte >= 48 && byte <= 57) || byte == 95 || byte == 45 || byte == 46 || byte == 32
            || byte == 9
            || isQuote(byte)
    }
}
