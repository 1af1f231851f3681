extension MatchedValue {
    /// Whether one of the words, in small letters, ends directly before the value, with nothing but up to four spaces or punctuation between.
    func follows(_ words: [[UInt8]]) -> Bool {
        var end = span.lowerBound
        let floor = max(0, end - 4)
        while end > floor, !Analyzer.Scratch.isWord(text[end - 1]), text[end - 1] < 0x80, text[end - 1] != 10 { end -= 1 }
        for word in words {
            let start = end - word.count
            guard
                start >= 0,
                start == 0 || !Analyzer.Scratch.isWord(text[start - 1]) || !Analyzer.Scratch.isWord(text[start])
                    || text[start] < 97 && text[start - 1] >= 97
            else { continue }
            var index = 0
            while index < word.count {
                var byte = text[start + index]
                if byte >= 65, byte <= 90 { byte |= 32 }
                if byte != word[index] { break }
                index += 1
            }
            if index == word.count { return true }
        }
        return false
    }

    /// The byte so many places before the value; 0 at the start of the text.
    func byte(before distance: Int) -> UInt8 { span.lowerBound >= distance ? text[span.lowerBound - distance] : 0 }

    /// The byte so many places after the value's end, from 0 on; 0 at the end of the text.
    func byte(after distance: Int) -> UInt8 { span.upperBound + distance < text.count ? text[span.upperBound + distance] : 0 }

    /// Whether the value's groups go on as groups of the same length, before or after it on the line: `2058 2079 2098 2118 2138` is a row of
    /// a table. A row of whole values is none.
    var isInRow: Bool {
        guard let last = bytes.lastIndex(of: 32), let first = bytes.firstIndex(of: 32) else { return false }
        let groups = bytes.reduce(1) { $0 + ($1 == 32 ? 1 : 0) }
        var before = 0
        var start = span.lowerBound
        while before < 24, start > first, text[start - 1] == 32, isGroup(start - 1 - first..<start - 1),
            start - 1 == first || !Analyzer.Scratch.isWord(text[start - 2 - first])
        {
            before += 1
            start -= first + 1
        }
        let length = bytes.count - 1 - last
        var after = 0
        var end = span.upperBound
        while after < 24, end + length < text.count, text[end] == 32, isGroup(end + 1..<end + 1 + length),
            end + length + 1 == text.count || !Analyzer.Scratch.isWord(text[end + length + 1])
        {
            after += 1
            end += length + 1
        }
        return before + after >= 2 && (before % groups != 0 || after % groups != 0)
    }

    /// Whether hexadecimal digits stand there, a decimal one among them.
    private func isGroup(_ range: Range<Int>) -> Bool {
        var hasDigit = false
        for index in range {
            let byte = text[index]
            if byte >= 48, byte <= 57 { hasDigit = true } else if !(byte | 32 >= 97 && byte | 32 <= 102) { return false }
        }
        return hasDigit
    }

    /// Whether all characters of the compact form are the same.
    var isUniform: Bool {
        for byte in compact where byte != compact[0] { return false }
        return true
    }
}
