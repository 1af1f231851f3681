/// Whether a word labels a value: what stands between them is what people and programs write between a name and its value, and nothing that
/// begins another thought. A number near the word "bank" is no account number; the number after "bank account:" is.
enum Label {
    /// Bytes between a label and its value, at most.
    static let reach = 72
    /// Words between them, at most: "passport number of the applicant is".
    private static let words = 8
    /// Bytes and words between a value and a label that follows it: "is my passport number".
    private static let reachAfter = 40
    private static let wordsAfter = 5

    /// A label before its value.
    ///
    /// - Parameter isChecked: whether the value has a checksum of its own, so that the cell beside the label will do.
    static func governs(_ text: UnsafeBufferPointer<UInt8>, from end: Int, to start: Int, isChecked: Bool = false) -> Bool {
        guard start >= end, start - end <= reach else { return false }
        if start > end, !continuesWell(text, end, start) { return false }
        // Cells of a table beside each other: `phone,71992548`.
        if end + 1 == start, text[end] == UInt8(ascii: ",") || text[end] == UInt8(ascii: ";") { return isChecked }
        var wordCount = 0
        var commas = 0
        var connectives = 0
        var operators = 0
        var openBrackets = 0
        var hasLineBreak = false
        var digits = 0
        var inWord = false
        var hasLongNumber = false
        // After the operator of a list only more values may stand: "phones: 555-0132, 555-0187".
        var wordsAfterOperator = 0
        var index = end
        while index < start {
            if let next = afterTag(text, index, start) ?? (index == end ? afterBracket(text, index, start) : nil) {
                inWord = false
                index = next
                continue
            }
            let byte = text[index]
            let isLetter = (byte | 32 >= 97 && byte | 32 <= 122) || byte >= 0x80
            let isDigit = byte >= 48 && byte <= 57
            if isLetter {
                if !inWord {
                    wordCount += 1
                    if isConnective(text, index, start) {
                        connectives += 1
                    } else if operators > 0, !hasDigit(text, index, start) {
                        wordsAfterOperator += 1
                    }
                }
                inWord = true
            } else if !isDigit {
                inWord = false
            }
            if isDigit { digits += 1 } else if byte != 45, byte != 46, byte != 32 { digits = 0 }
            if digits > 3 { hasLongNumber = true }
            switch byte {
            case 10:
                hasLineBreak = true
            case UInt8(ascii: ";"), UInt8(ascii: "$"), UInt8(ascii: "?"), UInt8(ascii: "!"): return false
            case UInt8(ascii: "."):
                let after = index + 1 < start ? text[index + 1] : 32
                if after == UInt8(ascii: ".") { return false }
                if after == 32 || after == 34 || after == 10, !isAbbreviation(text, index) { return false }
            case UInt8(ascii: ","):
                commas += 1
            case UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: ">"):
                if byte == UInt8(ascii: ">"), openBrackets > 0 {
                    openBrackets -= 1
                    break
                }
                let isRun =
                    index > end && (text[index - 1] == UInt8(ascii: "=") || text[index - 1] == UInt8(ascii: ":") || text[index - 1] == 45)
                if !isRun {
                    operators += 1
                    // `113 ms, seq=…`: the name that the value is given to is not the label.
                    if operators > 1 || commas > 0 { return false }
                }
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "<"):
                openBrackets += 1
                let before = index > 0 ? text[index - 1] : 32
                // A call, an index, a block: code goes on here, a label does not.
                if byte != UInt8(ascii: "<"), (before | 32 >= 97 && before | 32 <= 122) || before == 95 || before == UInt8(ascii: ")") {
                    return false
                }
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                if openBrackets == 0 { return false }
                openBrackets -= 1
            default: break
            }
            index += 1
        }
        if hasLineBreak, wordCount > 0 || hasLongNumber { return false }
        if openBrackets > 1 || wordCount > words || commas > 3 { return false }
        if openBrackets == 1, operators == 0, wordCount > 1 || !endsWithBracket(text, end, start) { return false }
        if wordsAfterOperator > 3 { return false }
        // Without a sign between, more than one word must end in one that hands over: "of the applicant is".
        if operators == 0, wordCount == 0, commas > 0 { return false }
        if operators == 0, wordCount > 1, !handsOver(text, end, start) { return false }
        if openBrackets == 1, isQuery(text, end, start) { return false }
        return !hasLongNumber || (operators > 0 && wordsAfterOperator == 0 && commas + connectives > 0)
    }

    /// Where the text goes on behind a tag: `<td>passport</td><td>…`.
    private static func afterTag(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int) -> Int? {
        guard text[index] == UInt8(ascii: "<"), index + 2 < end, text[index + 1] == UInt8(ascii: "/") || text[index + 1] | 32 >= 97 else {
            return nil
        }
        return text[index..<end].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 }
    }

    /// Where the text goes on behind a label in brackets that begin a line or stand behind a space: `[passport] …`.
    private static func afterBracket(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int) -> Int? {
        guard text[index] == UInt8(ascii: "]"), index + 1 < end, text[index + 1] == 32 else { return nil }
        var at = index
        while at > 0, index - at < 32, text[at - 1] > 32, text[at] != UInt8(ascii: "[") { at -= 1 }
        return text[at] == UInt8(ascii: "[") ? index + 1 : nil
    }

    private static let handing = [
        "is", "are", "was", "be", "at", "on", "to", "number", "numbers", "no", "nr", "num", "id", "code", "es", "est", "ist", "e", "é", "è",
        "är", "er",
        "jest", "lautet", "номер", "numer", "número", "numéro", "nummer", "numero", "number's",
    ].map { Array($0.utf8) }

    /// Whether the last word before the value is one that hands over to it.
    private static func handsOver(_ text: UnsafeBufferPointer<UInt8>, _ end: Int, _ start: Int) -> Bool {
        func isLetter(_ byte: UInt8) -> Bool { (byte | 32 >= 97 && byte | 32 <= 122) || byte >= 0x80 }
        var stop = start
        while stop > end, !isLetter(text[stop - 1]) { stop -= 1 }
        var from = stop
        while from > end, isLetter(text[from - 1]) { from -= 1 }
        return handing.contains { word in
            word.count == stop - from && zip(word, text[from..<stop]).allSatisfy { $0 == $1 | 32 || $0 == $1 }
        }
    }

    /// `IN (`: the list of a query.
    private static func isQuery(_ text: UnsafeBufferPointer<UInt8>, _ end: Int, _ start: Int) -> Bool {
        var index = start - 1
        while index > end, text[index] != 40 { index -= 1 }
        while index > end, text[index - 1] == 32 { index -= 1 }
        return index >= 2 && text[index - 1] | 32 == UInt8(ascii: "n") && text[index - 2] | 32 == UInt8(ascii: "i")
            && (index == 2 || text[index - 3] == 32)
    }

    private static let identifierTails = ["number", "no", "nr", "num", "id", "code", "value", "text", "str", "field", "s"].map {
        Array($0.utf8)
    }

    /// In an identifier, what follows the word must say no more than that it is a number: `passport_no`, not `passport_cache`.
    private static func continuesWell(_ text: UnsafeBufferPointer<UInt8>, _ end: Int, _ start: Int) -> Bool {
        func isIdentifier(_ byte: UInt8) -> Bool { (byte | 32 >= 97 && byte | 32 <= 122) || byte == 95 || (byte >= 48 && byte <= 57) }
        guard end > 0, isIdentifier(text[end]), isIdentifier(text[end - 1]) else { return true }
        var stop = end
        while stop < start, isIdentifier(text[stop]) { stop += 1 }
        var from = end
        while from < stop, text[from] == 95 { from += 1 }
        if from == stop { return true }
        for tail in identifierTails where tail.count <= stop - from {
            var index = 0
            while index < tail.count, text[from + index] | 32 == tail[index] { index += 1 }
            guard index == tail.count else { continue }
            if from + index == stop || text[from + index] == 95 || text[from + index] <= 57 || text[from + index] <= 90 { return true }
        }
        return text[from] <= 57
    }

    /// Whether a word goes on with digits: `AB1234567` is one of the values of a list.
    private static func hasDigit(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int) -> Bool {
        var index = index
        while index < end, Analyzer.Scratch.isWord(text[index]) {
            if text[index] <= 57 { return true }
            index += 1
        }
        return false
    }

    private static let abbreviations = [
        "no", "nr", "num", "st", "tel", "id", "ph", "mr", "dr", "mob", "ltd", "inc", "art", "lic", "reg", "geb",
    ]
    .map { Array($0.utf8) }

    /// Whether the point belongs to a short form, and ends no sentence.
    private static func isAbbreviation(_ text: UnsafeBufferPointer<UInt8>, _ point: Int) -> Bool {
        var start = point
        while start > 0, (text[start - 1] | 32 >= 97 && text[start - 1] | 32 <= 122) || text[start - 1] >= 0x80 { start -= 1 }
        let count = point - start
        // One letter, which may have two bytes: `Φ.Π.Α.`
        if count == 1 || count == 2 && text[start] >= 0xC3 && text[start] <= 0xDF { return true }
        // `IdNr.`, `Passnr.`
        if count > 2, text[point - 1] | 32 == UInt8(ascii: "r"), text[point - 2] | 32 == UInt8(ascii: "n") { return true }
        for word in abbreviations where word.count == count {
            var index = 0
            while index < count, text[start + index] | 32 == word[index] { index += 1 }
            if index == count { return true }
        }
        return false
    }

    /// A label after its value.
    static func governs(_ text: UnsafeBufferPointer<UInt8>, after end: Int, at start: Int) -> Bool {
        guard start >= end, start - end <= reachAfter else { return false }
        var wordCount = 0
        var inWord = false
        var firstWord = end..<end
        for index in end..<start {
            let byte = text[index]
            let isLetter = (byte | 32 >= 97 && byte | 32 <= 122) || byte >= 0x80
            if isLetter {
                if !inWord { wordCount += 1 }
                if wordCount == 1 { firstWord = (inWord ? firstWord.lowerBound : index)..<index + 1 }
                inWord = true
                continue
            }
            inWord = false
            switch byte {
            case 32, 45, 39, 34, 42, 96, UInt8(ascii: "("): break
            default: return false
            }
        }
        if wordCount > wordsAfter { return false }
        // `(mobile)`, or a verb that says so: a number that only stands before the word may be anything.
        if wordCount == 0 { return start > end && text[start - 1] == UInt8(ascii: "(") }
        return verbs.contains { word in
            guard word.count == firstWord.count else { return false }
            return zip(word, text[firstWord]).allSatisfy { $0 == $1 | 32 || $0 == $1 }
        }
    }

    private static let verbs = [
        "is", "was", "are", "es", "est", "ist", "är", "er", "jest", "é", "è", "en", "tillhör", "belongs", "til", "hører",
    ].map { Array($0.utf8) }

    private static func isConnective(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int) -> Bool {
        func next(_ offset: Int) -> UInt8 { index + offset < end ? text[index + offset] | 32 : 32 }
        if next(0) == UInt8(ascii: "o"), next(1) == UInt8(ascii: "r"), next(2) == 32 { return true }
        return next(0) == UInt8(ascii: "a") && next(1) == UInt8(ascii: "n") && next(2) == UInt8(ascii: "d") && next(3) == 32
    }

    /// Whether the bracket that stays open stands directly before the value: `VAT (123456789)`.
    private static func endsWithBracket(_ text: UnsafeBufferPointer<UInt8>, _ end: Int, _ start: Int) -> Bool {
        var index = start - 1
        while index >= end, text[index] == 32 || text[index] == 34 || text[index] == 39 { index -= 1 }
        return index >= end && (text[index] == UInt8(ascii: "(") || text[index] == UInt8(ascii: "["))
    }
}
