/// Lists the ways in which surrogates may be written, and puts each into its trie.
struct RestorationFormsBuilder {
    private(set) var forms: [RestorationForm] = []
    private(set) var words = SymbolTrie.Builder()
    private(set) var digits = SymbolTrie.Builder()
    private(set) var nameWords: Set<[UInt8]> = []

    mutating func add(_ entry: SurrogateMap.Entry, _ i: Int) {
        add(entry.surrogate, words: Self.words(of: entry.original), entry: i, kind: .full, isSolid: Self.isSolid(entry))
        if entry.isPlaceholder { return }
        switch entry.type.name {
        case "PERSON": addPerson(entry, i)
        case "EMAIL_ADDRESS": addDomain(entry, i)
        case "URL", "URL_CREDENTIALS", "CONNECTION_STRING": addHost(entry, i)
        case "ORGANIZATION": addOrganization(entry, i)
        default: break
        }
        if Self.isNumber(entry) { addNumber(entry, i) }
    }

    private static func isSolid(_ entry: SurrogateMap.Entry) -> Bool {
        entry.surrogate.count >= 8 && !entry.surrogate.contains(where: \.isBlank)
    }

    /// Numbers whose separators mean nothing: seven letters and digits or more, five of them digits, and little else. Dates and addresses of
    /// machines are told by theirs.
    private static func isNumber(_ entry: SurrogateMap.Entry) -> Bool {
        switch entry.type.name {
        case "IP_ADDRESS", "DATE_TIME", "DATE_OF_BIRTH", "MAC_ADDRESS", "UUID", "URL": return false
        case "IBAN_CODE", "IBAN": return true
        default: break
        }
        let text = entry.surrogate
        var digits = 0
        for byte in text where byte.isDigit { digits += 1 }
        guard digits >= 5 else { return false }
        let letters = text.split(whereSeparator: { !$0.isLetter })
        return text.filter(\.isAlphanumeric).count >= 7 && letters.count <= 3
            && letters.allSatisfy { $0.count <= 4 }
            && text.allSatisfy { $0.isAlphanumeric || " -./()+".utf8.contains($0) }
    }

    /// The runs between white space.
    static func words(of text: [UInt8]) -> [[UInt8]] {
        var out: [[UInt8]] = []
        text.withUnsafeBufferPointer { p in
            var at = 0
            var word: [UInt8] = []
            while at < p.count {
                let symbol = SymbolReader.scalar(p, at, isFinal: true)
                if SymbolReader.isBlank(symbol.value) {
                    if !word.isEmpty { out.append(word) }
                    word = []
                } else {
                    word.append(contentsOf: p[at..<symbol.next])
                }
                at = symbol.next
            }
            if !word.isEmpty { out.append(word) }
        }
        return out
    }

    /// The folded symbols of a text, white space as gaps.
    static func path(of text: [UInt8]) -> [UInt32] {
        var out: [UInt32] = []
        out.reserveCapacity(text.count)
        text.withUnsafeBufferPointer { p in
            var at = 0
            while at < p.count {
                if p[at] < 0x80, p[at] > 0x20 {
                    out.append(UInt32(p[at].lowered))
                    at += 1
                    continue
                }
                let symbol = SymbolReader.scalar(p, at, isFinal: true)
                if SymbolReader.isBlank(symbol.value) {
                    if out.last != SymbolTrie.gap { out.append(SymbolTrie.gap) }
                } else {
                    out.append(Fold.scalar(symbol.value))
                }
                at = symbol.next
            }
        }
        return out
    }

    private mutating func add(
        _ text: [UInt8], words: [[UInt8]], entry: Int, kind: RestorationForm.Kind, isSolid: Bool = false, first: Bool = false,
        last: Bool = false
    ) {
        var path = Self.path(of: text)
        while path.last == SymbolTrie.gap && path.count > 1 { path.removeLast() }
        guard !path.isEmpty else { return }
        self.words.insert(path, form: forms.count, isSolid: isSolid)
        forms.append(RestorationForm(entry: entry, kind: kind, words: words, endsInFirst: first))
    }

    private mutating func addPerson(_ entry: SurrogateMap.Entry, _ i: Int) {
        let made = PersonSurrogate.words(of: entry.surrogate).map { [UInt8](entry.surrogate[$0]) }
        let real = PersonSurrogate.words(of: entry.original).map { [UInt8](entry.original[$0]) }
        guard made.count == real.count, made.count > 1 else { return }
        let bearing = made.indices.filter { !PersonSurrogate.kept.contains(made[$0].lowered) }
        for b in bearing { nameWords.insert(Fold.text(made[b])) }
        guard bearing.count > 1, let firstAt = bearing.first, let lastAt = bearing.last else { return }
        let isInverted = entry.surrogate.contains(UInt8(ascii: ","))
        let (f, l) = isInverted ? (lastAt, firstAt) : (firstAt, lastAt)
        let space: [UInt8] = [32]
        func letters(_ word: [UInt8]) -> Int { String(decoding: word, as: UTF8.self).unicodeScalars.count }
        func initial(_ word: [UInt8]) -> [UInt8] {
            String(decoding: word, as: UTF8.self).unicodeScalars.first.map { Array(String($0).utf8) } ?? []
        }
        let dot: [UInt8] = [46]
        for b in bearing where letters(made[b]) > 1 {
            add(made[b], words: [real[b]], entry: i, kind: .short, first: b != l)
        }
        guard letters(made[l]) > 1 else { return }
        let (mf, ml, rf, rl) = (made[f], made[l], real[f], real[l])
        if bearing.count > 2 || isInverted || bearing.count < made.count {
            add(mf + space + ml, words: [rf, rl], entry: i, kind: .short)
        }
        if !isInverted {
            add(ml + [44] + space + mf, words: [rl + [44], rf], entry: i, kind: .short)
            add(ml + space + mf, words: [rl, rf], entry: i, kind: .short)
        }
        if letters(mf) > 1 {
            let (mi, ri) = (initial(mf), initial(rf))
            add(mi + dot + space + ml, words: [ri + dot, rl], entry: i, kind: .short)
            add(mi + space + ml, words: [ri, rl], entry: i, kind: .short)
            add(mi + dot + ml, words: [ri + dot + rl], entry: i, kind: .short)
            add(ml + [44] + space + mi + dot, words: [rl + [44], ri + dot], entry: i, kind: .short)
            let (li, lr) = (initial(ml), initial(rl))
            add(mf + space + li + dot, words: [rf, lr + dot], entry: i, kind: .short)
        }
    }

    /// The domain of an address: where it is an invented one, nothing else can be meant.
    private mutating func addDomain(_ entry: SurrogateMap.Entry, _ i: Int) {
        guard let a = entry.surrogate.lastIndex(of: UInt8(ascii: "@")), let b = entry.original.lastIndex(of: UInt8(ascii: "@")) else {
            return
        }
        let (made, real) = ([UInt8](entry.surrogate[(a + 1)...]), [UInt8](entry.original[(b + 1)...]))
        if isInvented(made), !real.isEmpty { add(made, words: [real], entry: i, kind: .part) }
    }

    /// A link without its scheme, and its host alone.
    private mutating func addHost(_ entry: SurrogateMap.Entry, _ i: Int) {
        func rest(_ url: [UInt8]) -> [UInt8]? { url.firstRange(of: Array("://".utf8)).map { [UInt8](url[$0.upperBound...]) } }
        func host(_ rest: [UInt8]) -> [UInt8] {
            var authority = [UInt8](rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") })
            if let sign = authority.lastIndex(of: UInt8(ascii: "@")) { authority.removeFirst(sign + 1) }
            return [UInt8](authority.prefix { $0 != UInt8(ascii: ":") })
        }
        guard let made = rest(entry.surrogate), let real = rest(entry.original), isInvented(host(made)), !host(real).isEmpty else { return }
        if made != host(made) { add(made, words: [real], entry: i, kind: .part) }
        add(host(made), words: [host(real)], entry: i, kind: .part)
    }

    private func isInvented(_ domain: [UInt8]) -> Bool { domain.count > 12 && domain.lowered.suffix(8).elementsEqual(".example".utf8) }

    /// A company without its legal form, and its first word alone where that is an invented one.
    private mutating func addOrganization(_ entry: SurrogateMap.Entry, _ i: Int) {
        let (made, real) = (Self.words(of: entry.surrogate), Self.words(of: entry.original))
        guard made.count == real.count, made.count > 1 else { return }
        func isKept(_ word: [UInt8]) -> Bool { PlaceWords.kept.contains(word.lowered.filter(\.isLetter)) }
        var count = made.count
        while count > 1, isKept(made[count - 1]) {
            count -= 1
            if !isKept(made[0]) {
                add([UInt8](made[..<count].joined(separator: [32])), words: [[UInt8]](real[..<count]), entry: i, kind: .part)
            }
        }
        if count > 1, !isKept(made[0]), made[0].count >= 5 { add(made[0], words: [real[0]], entry: i, kind: .part) }
    }

    private mutating func addNumber(_ entry: SurrogateMap.Entry, _ i: Int) {
        func insert(_ digits: [UInt8], _ replacement: [UInt8]) {
            guard digits.count >= 7 else { return }
            self.digits.insert(digits.map { UInt32($0.lowered) }, form: forms.count, isSolid: true)
            forms.append(RestorationForm(entry: i, kind: .digits, words: [replacement]))
        }
        let made = entry.surrogate.filter(\.isAlphanumeric)
        insert(made, entry.original)
        guard entry.type.name == "PHONE_NUMBER" else { return }
        let real = entry.original.digitsOnly
        // The number as it is written at home: without the calling code, with or without a trunk zero.
        guard entry.surrogate.first == UInt8(ascii: "+"), entry.original.first == UInt8(ascii: "+"), made.count == real.count else {
            return
        }
        let code = PhoneSurrogate.callingCode(made)
        guard made[..<code] == real[..<code], let rest = Self.afterDigits(entry.original, code) else { return }
        let trunk = made[code] == 48 && rest.digitsOnly.first == 48 && code < made.count - 7
        let national = trunk ? [UInt8](made[(code + 1)...]) : [UInt8](made[code...])
        let bare = trunk ? (Self.afterDigits(entry.original, code + 1) ?? rest) : rest
        if made[..<code] == [49] {
            insert(national, bare)
        } else {
            insert([48] + national, [48] + bare)
        }
        insert([48, 48] + made, [48, 48] + entry.original.dropFirst())
    }

    /// What follows the first digits of a number and their separators.
    private static func afterDigits(_ text: [UInt8], _ count: Int) -> [UInt8]? {
        var seen = 0
        for (at, b) in text.enumerated() {
            if seen == count, b.isDigit || b == UInt8(ascii: "(") && text[at...].prefix(3) != Array("(0)".utf8)[...] {
                return [UInt8](text[at...])
            }
            if b.isDigit { seen += 1 }
        }
        return nil
    }
}
