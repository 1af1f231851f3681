/// Guesses whether a text is in a language that the embedded engine was trained on, by its script and its commonest words.
public enum LanguageGuess {
    /// Words of a text that are looked at.
    private static let mostWords = 2_000
    /// Texts shorter than this say too little to call their language unknown.
    private static let fewestWords = 6
    /// In running text of the six languages about four words in ten are on the list; names and code have fewer.
    private static let knownShare = 0.2

    /// The commonest words of English, German, French, Spanish, Portuguese and Dutch; written for this project.
    private static let common: Set<[UInt8]> = {
        let words = """
            the of and to in is that it for you was on are with as i his they be at one have this from or had by not but what all were we when your can said there use an each which she do how their if will up other about \
            out many then them these so some her would make like him into time has look two more go see no way could my than been call who its now find did get come made may please me am hello \
            der die das und ist nicht ich sie es ein eine zu den mit von auf fur im dem des sich auch als an werden aus er hat dass wie wir bei oder sind noch nach war wird einen mein meine bitte kann haben fur uber \
            le la les de des un une et est pas je vous il elle nous que qui dans pour sur avec au aux ce cette son ses mais ou par plus ne se sont mon ma mes bonjour merci du en \
            el los las que y en no se del al lo por con su para una es como mas pero sus le ya este si porque esta entre cuando muy sin sobre mi hola gracias \
            o os que e do da em um para com nao uma na por mais dos como mas foi ao ele das tem seu sua ou ser quando muito ha nos ja esta eu meu minha ola obrigado \
            het een van ik te dat die niet zijn op aan met voor er maar om hem dan zou of wat mijn men dit zo door over ze zich bij ook tot je mij uit daar naar heb hoe heeft hebben deze u want nog zal goed dank hallo
            """
        return Set(words.split { $0 == " " || $0 == "\n" }.map { Array($0.utf8) })
    }()

    /// Whether the engine knows the text's language. Short texts, code and tables count as known: there is nothing to guess by.
    public static func isKnown(_ text: Span<UInt8>) -> Bool {
        text.withUnsafeBufferPointer { isKnown($0) }
    }

    static func isKnown(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var words = 0
        var hits = 0
        var latin = 0
        var foreign = 0
        var spaces = 0
        var word: [UInt8] = []
        var position = 0
        func end() {
            if word.count > 0 {
                words += 1
                if common.contains(word) { hits += 1 }
                word.removeAll(keepingCapacity: true)
            }
        }
        while position < text.count, words < mostWords {
            let (scalar, width) = WordPieceTokenizer.decode(text, position)
            position += width
            switch scalar {
            case 0x41...0x5A, 0x61...0x7A:
                latin += 1
                word.append(UInt8(scalar) | 0x20)
            case 0xC0...0x24F:
                latin += 1
                if let plain = plain(scalar) { word.append(plain) } else { word.append(0x3F) }
            case 0x370...0x1DFF, 0x2E80...0xD7FF, 0xF900...0xFDFF, 0xFE70...0xFEFE, 0xFF66...0xFFDC, 0x2_0000...0x3_FFFF:
                foreign += 1
                end()
            default:
                if scalar == 0x20 { spaces += 1 }
                end()
            }
        }
        end()
        if foreign > 8, foreign * 2 > latin { return false }
        guard words >= fewestWords else { return true }
        // Code and tables have marks between their words; prose has spaces.
        let isProse = spaces * 10 >= words * 7 && latin * 10 > text.count * 6
        return !isProse || Double(hits) >= Double(words) * knownShare
    }

    /// The letter without its accent, for the accents of the six languages.
    private static func plain(_ scalar: UInt32) -> UInt8? {
        switch scalar {
        case 0xC0...0xC5, 0xE0...0xE5: UInt8(ascii: "a")
        case 0xC7, 0xE7: UInt8(ascii: "c")
        case 0xC8...0xCB, 0xE8...0xEB: UInt8(ascii: "e")
        case 0xCC...0xCF, 0xEC...0xEF: UInt8(ascii: "i")
        case 0xD1, 0xF1: UInt8(ascii: "n")
        case 0xD2...0xD6, 0xF2...0xF6: UInt8(ascii: "o")
        case 0xD9...0xDC, 0xF9...0xFC: UInt8(ascii: "u")
        default: nil
        }
    }
}
