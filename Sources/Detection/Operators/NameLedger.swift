/// The words of people's names in a request and the surrogate of each: what holds a person together in full, by surname and by first name.
struct NameLedger {
    private var surrogates: [[UInt8]: [UInt8]] = [:]
    private var owners: [[UInt8]: [UInt8]] = [:]
    private var initials: [UInt8: [UInt8]] = [:]

    /// Whether there are no names in the request.
    var isEmpty: Bool { surrogates.isEmpty }

    /// The surrogate of a word, in any case; behind `EmailSurrogate.initialMark` the initial of the surrogate of the first name that began so.
    func surrogate(ofWord word: [UInt8]) -> [UInt8]? {
        if word.count == 2 && word[0] == 0 { return initials[word[1]] }
        return surrogates[Fold.text(word)]
    }

    func isFree(_ surrogate: [UInt8]) -> Bool { owners[Fold.text(surrogate)] == nil }

    mutating func take(_ surrogate: [UInt8], for word: [UInt8], isFirst: Bool) {
        let (folded, original) = (Fold.text(surrogate), Fold.text(word))
        owners[folded] = original
        surrogates[original] = surrogate
        if isFirst, let a = Fold.ascii(word).first, let b = Fold.ascii(surrogate).first, initials[a] == nil { initials[a] = [b] }
    }
}
