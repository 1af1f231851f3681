/// Reads a full date: day, month and year in any common order and language, or a month by name and a year.
enum CueDate {
    /// Years that a living person, or one on record, was born in.
    private static let years = 1900...2035

    static func parse(_ words: CueWords, from first: Int) -> Range<Int>? {
        for read in [numbers, compact, dayMonthYear, monthDayYear] {
            if let end = read(words, first) { return words.start(first)..<words.end(end - 1) }
        }
        return nil
    }

    private static func number(_ words: CueWords, _ index: Int) -> Int? {
        guard index < words.count, words.isDigits(index), words.folded[index].utf8.count <= 4 else { return nil }
        return Int(words.folded[index])
    }

    /// `12`, `12th`, `1er`.
    private static func day(_ words: CueWords, _ index: Int) -> Bool {
        guard index < words.count else { return false }
        let digits = words.folded[index].prefix { $0.isASCII && $0.isNumber }
        guard let value = Int(digits), (1...31).contains(value) else { return false }
        return ["", "st", "nd", "rd", "th", "er", "º", "o", "a"].contains(String(words.folded[index].dropFirst(digits.count)))
    }

    private static func month(_ words: CueWords, _ index: Int) -> Bool {
        index < words.count && CueVocabulary.months[words.folded[index]] != nil
    }

    private static func year(_ words: CueWords, _ index: Int) -> Bool {
        guard let value = number(words, index) else { return false }
        return words.folded[index].utf8.count == 4 ? years.contains(value) : words.folded[index].utf8.count == 2
    }

    private static func skip(_ words: CueWords, _ index: Int, _ allowed: Set<String>) -> Int {
        var index = index
        while index < words.count, allowed.contains(words.folded[index]) { index += 1 }
        return index
    }

    /// `1980-03-12`, `12.03.1980`, `3/12/80`, `12 3 1980`.
    private static func numbers(_ words: CueWords, _ first: Int) -> Int? {
        let joint: Set<String> = ["-", ".", "/", ","]
        guard let a = number(words, first) else { return nil }
        let second = skip(words, first + 1, joint)
        guard second - first <= 2, let b = number(words, second) else { return nil }
        let third = skip(words, second + 1, joint)
        guard third - second <= 2, let c = number(words, third) else { return nil }
        let low = 1...31
        let fits = years.contains(a) ? low.contains(b) && low.contains(c) : low.contains(a) && low.contains(b) && year(words, third)
        return fits ? third + 1 : nil
    }

    /// `19800312`, `12031980`.
    private static func compact(_ words: CueWords, _ first: Int) -> Int? {
        let text = words.folded[first]
        guard words.isDigits(first), text.utf8.count == 8, let head = Int(text.prefix(4)), let tail = Int(text.suffix(4)) else {
            return nil
        }
        return years.contains(head) || years.contains(tail) ? first + 1 : nil
    }

    /// `12 March 1980`, `12th of March, 1980`, `12. Mär. 1980`, `12 de marzo de 1980`.
    private static func dayMonthYear(_ words: CueWords, _ first: Int) -> Int? {
        guard day(words, first) else { return nil }
        let middle = skip(words, first + 1, [".", "of", "de", "-", "/", "'"])
        guard middle - first <= 3, month(words, middle) else { return nil }
        let last = skip(words, middle + 1, [".", ",", "of", "de", "-", "/", "del"])
        guard last - middle <= 3, year(words, last) else { return nil }
        return last + 1
    }

    /// `March 12, 1980`, `March 1980`.
    private static func monthDayYear(_ words: CueWords, _ first: Int) -> Int? {
        guard month(words, first) else { return nil }
        let second = skip(words, first + 1, [".", "the", "-", "/", ",", "de"])
        if second - first <= 3, day(words, second) {
            let last = skip(words, second + 1, [",", ".", "-", "/", "of"])
            if last - second <= 3, year(words, last) { return last + 1 }
        }
        return second - first <= 2 && second < words.count && words.folded[second].utf8.count == 4 && year(words, second) ? second + 1 : nil
    }
}
