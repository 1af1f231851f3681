/// Letters and their marks as one character (Unicode Standard Annex 15), for texts that have them apart, as names of files do.
enum Composition {
    /// By what they are equal to: characters are compared by canonical equivalence.
    private static let whole: [Character: Unicode.Scalar] = {
        var out: [Character: Unicode.Scalar] = [:]
        for range in [0xC0...0x24F, 0x386...0x45F, 0x1E00...0x1FFF] as [ClosedRange<UInt32>] {
            for scalar in range.lazy.compactMap(Unicode.Scalar.init) where out[Character(scalar)] == nil { out[Character(scalar)] = scalar }
        }
        return out
    }()

    static func isMark(_ value: UInt32) -> Bool { value >= 0x300 && value <= 0x36F }

    /// The letter with the mark; nil where there is none such.
    static func scalar(_ letter: Unicode.Scalar, _ mark: Unicode.Scalar) -> Unicode.Scalar? {
        guard isMark(mark.value), letter.properties.isAlphabetic else { return nil }
        var both = String.UnicodeScalarView()
        both.append(letter)
        both.append(mark)
        let text = String(both)
        return text.count == 1 ? text.first.flatMap { whole[$0] } : nil
    }

    static func composed(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { isMark($0.value) }) else { return text }
        var out = String.UnicodeScalarView()
        for mark in text.unicodeScalars {
            if let letter = out.last, let whole = scalar(letter, mark) {
                out.removeLast()
                out.append(whole)
            } else {
                out.append(mark)
            }
        }
        return String(out)
    }
}
