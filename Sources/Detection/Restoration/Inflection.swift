/// Endings that a language puts to a name or a word whose stem stays whole.
enum Inflection {
    /// Letters in the longest ending.
    private static let longest = 5

    /// Genitive of German, plural of English, and the like: for words.
    private static let words: Set<[UInt32]> = Set(["s", "es", "n", "en"].map { $0.unicodeScalars.map(\.value) })

    /// For names also the cases of Polish, Czech, Slovak, Russian, Ukrainian, Serbian and Croatian, Finnish, Hungarian and Turkish ones left out:
    /// they change the stem or run long. Latin and Cyrillic script, folded.
    private static let names: Set<[UInt32]> = Set(
        """
        s es n en a u e i y em om im ym ie owi ovi iem ego emu ami ach ow owie ove ova ovy ou oj oja ojo ych ymi iego iemu m mi
        а у е ом ем ой ою ым ого ому ы и ов ам ами ах я ю ей ему его ій ові єм
        """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { $0.unicodeScalars.map { Fold.scalar($0.value) } })

    /// Where the ending at a position ends; the position itself when the letters there are none; nil when the text ends first.
    static func end(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, isFinal: Bool, isName: Bool) -> Int? {
        var ending: [UInt32] = []
        var p = at
        while true {
            guard p < text.count else {
                if isFinal { break }
                return nil
            }
            let symbol = SymbolReader.scalar(text, p, isFinal: isFinal)
            if symbol.value == SymbolReader.Symbol.incomplete { return nil }
            guard SymbolReader.isWord(symbol.value) else { break }
            ending.append(Fold.scalar(symbol.value))
            guard ending.count <= longest else { return at }
            p = symbol.next
        }
        return (isName ? names : words).contains(ending) ? p : at
    }
}
