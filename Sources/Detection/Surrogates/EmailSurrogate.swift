/// E-mail addresses below reserved domains (RFC 2606). An address that is made from a person's name follows that person's surrogate.
enum EmailSurrogate {
    /// - Parameter names: the names that occur in the request.
    static func make(_ value: [UInt8], key: SurrogateKey, attempt: Int, names: NameLedger) -> [UInt8]? {
        guard let sign = value.lastIndex(of: UInt8(ascii: "@")), sign > 0, sign + 1 < value.count else { return nil }
        let local = [UInt8](value[..<sign])
        var out: [UInt8] = []
        var followed = false
        var at = 0
        var tokens: [[UInt8]] = []
        while at < local.count {
            var end = at
            let isWord = local[at].isLetter || local[at] >= 0x80
            let isNumber = local[at].isDigit
            while end < local.count, isWord ? local[end].isLetter || local[end] >= 0x80 : isNumber ? local[end].isDigit : end == at {
                end += 1
            }
            tokens.append([UInt8](local[at..<end]))
            at = end
        }
        let isOwned = tokens.contains { owner(of: $0.lowered, names) != nil }
        for token in tokens {
            let small = token.lowered
            if token[0].isDigit {
                // Of a followed address the number alone tells two owners of one name apart.
                if let image = ShapeSurrogate.permuted(token, key: key, domain: "EMAIL_ADDRESS number", attempt: attempt) {
                    out.append(contentsOf: image)
                } else {
                    var stream = key.stream("EMAIL_ADDRESS number", token, attempt: attempt)
                    out.append(contentsOf: stream.digits(token.count))
                }
            } else if !(token[0].isLetter || token[0] >= 0x80) {
                out.append(contentsOf: token)
            } else if let owned = owner(of: small, names) {
                followed = true
                out.append(contentsOf: WordCase(of: token).apply(owned))
            } else {
                var stream = key.stream("EMAIL_ADDRESS word", small, attempt: attempt)
                let made: [UInt8]
                if isOwned && small.count == 1 {
                    made = [97 + UInt8(stream.below(26))]
                } else if NameRegion.isFirstName(small) {
                    made = Fold.ascii(PersonSurrogate.word(small, as: .first, key: key, attempt: attempt))
                } else {
                    made = small.count == 1 ? [97 + UInt8(stream.below(26))] : InventedWord.make(&stream, letters: min(small.count, 9))
                }
                out.append(contentsOf: WordCase(of: token).apply(made))
            }
        }
        // A followed address cannot change in its name, so another attempt changes the domain; another one only once the words ran dry.
        let domain = WebSurrogate.domain([UInt8](value[(sign + 1)...]), key: key, attempt: followed ? attempt : attempt / 8)
        return out + [UInt8(ascii: "@")] + WordCase(of: [UInt8](value[(sign + 1)...])).apply(domain)
    }

    /// `smith`, `jsmith`, `johnsmith`, `smithj` in terms of the surrogates' words.
    private static func owner(of token: [UInt8], _ names: NameLedger) -> [UInt8]? {
        if names.isEmpty { return nil }
        func part(_ word: [UInt8]) -> [UInt8]? { names.surrogate(ofWord: word) }
        if token.count >= 2, let whole = part(token) { return Fold.ascii(whole) }
        guard token.count >= 4 else { return nil }
        for cut in 1..<token.count {
            let (a, b) = ([UInt8](token[..<cut]), [UInt8](token[cut...]))
            if a.count == 1, let surname = part(b) {
                let initial = part(initialMark + a) ?? a
                return Fold.ascii(initial) + Fold.ascii(surname)
            }
            if b.count == 1, let name = part(a) {
                return Fold.ascii(name) + Fold.ascii(part(initialMark + b) ?? b)
            }
            if a.count >= 2, b.count >= 2, let first = part(a), let second = part(b) { return Fold.ascii(first) + Fold.ascii(second) }
        }
        return nil
    }

    /// Asks for the initial of the surrogate of a name that begins so.
    static let initialMark: [UInt8] = [0]
}
