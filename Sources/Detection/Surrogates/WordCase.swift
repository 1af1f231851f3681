/// How a word or a text is written, in capitals or small, and the moves between the ways. Bytes are UTF-8.
enum WordCase: Equatable {
    case small
    case capitals
    /// The first letter of each word is a capital.
    case title
    /// The very first letter is a capital.
    case sentence
    /// Anything else: left as it is.
    case mixed

    /// How a text is written; a text without letters is mixed.
    init(of text: [UInt8]) {
        var upper = 0
        var lower = 0
        var title = true
        var sentence = false
        var atStart = true
        var first = true
        func read(_ value: UInt32, _ isUpper: Bool, _ isLower: Bool) {
            guard isUpper || isLower else {
                if !SymbolReader.isWord(value) && value != 0x27 && value != 0x2019 { atStart = true }
                return
            }
            if isUpper { upper += 1 } else { lower += 1 }
            if first {
                sentence = isUpper
                first = false
            }
            if atStart != isUpper { title = false }
            atStart = false
        }
        if text.allSatisfy({ $0 < 0x80 }) {
            for b in text { read(UInt32(b), b.isUpper, b.isLower) }
        } else {
            for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
                read(scalar.value, scalar.properties.isUppercase, scalar.properties.isLowercase)
            }
        }
        if upper == 0 {
            self = lower == 0 ? .mixed : .small
        } else if lower == 0 {
            self = upper == 1 ? .title : .capitals
        } else if title {
            self = .title
        } else if sentence && upper == 1 {
            self = .sentence
        } else {
            self = .mixed
        }
    }

    /// The text written this way.
    func apply(_ text: [UInt8]) -> [UInt8] {
        if self == .mixed { return text }
        if text.allSatisfy({ $0 < 0x80 }) { return applyASCII(text) }
        let string = String(decoding: text, as: UTF8.self)
        switch self {
        case .mixed: return text
        case .small: return Array(string.lowercased().utf8)
        case .capitals: return Array(string.uppercased().utf8)
        case .title, .sentence:
            var out: [UInt8] = []
            out.reserveCapacity(text.count)
            var atStart = true
            for scalar in string.unicodeScalars {
                if !SymbolReader.isWord(scalar.value) && !scalar.properties.isAlphabetic {
                    if self == .title && scalar != "'" && scalar != "’" { atStart = true }
                    out.append(contentsOf: Array(String(scalar).utf8))
                    continue
                }
                out.append(contentsOf: Array((atStart ? scalar.properties.titlecaseMapping : String(scalar)).utf8))
                atStart = false
            }
            return out
        }
    }

    private func applyASCII(_ text: [UInt8]) -> [UInt8] {
        switch self {
        case .mixed: return text
        case .small: return text.map(\.lowered)
        case .capitals: return text.map(\.raised)
        case .title, .sentence:
            var atStart = true
            return text.map { b in
                guard b.isAlphanumeric else {
                    if self == .title && b != 0x27 { atStart = true }
                    return b
                }
                defer { atStart = false }
                return atStart ? b.raised : b
            }
        }
    }
}
