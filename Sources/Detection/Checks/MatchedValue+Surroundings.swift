extension MatchedValue {
    /// Whether one of the words, in small letters, ends directly before the value, with nothing but up to four spaces or punctuation between.
    func follows(_ words: [[UInt8]]) -> Bool {
        var end = span.lowerBound
        let floor = max(0, end - 4)
        while end > floor, !Analyzer.Scratch.isWord(text[end - 1]), text[end - 1] < 0x80, text[end - 1] != 10 { end -= 1 }
        for word in words {
            let start = end - word.count
            guard start >= 0, start == 0 || !Analyzer.Scratch.isWord(text[start - 1]) || !Analyzer.Scratch.isWord(text[start]) else {
                continue
            }
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

    /// Whether all characters of the compact form are the same.
    var isUniform: Bool {
        for byte in compact where byte != compact[0] { return false }
        return true
    }
}
