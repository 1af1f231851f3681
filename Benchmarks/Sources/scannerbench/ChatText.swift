/// Chat-like text: prose, lines of code and of logs, with invented values strewn in; the same for the same seed.
struct ChatText {
    private static let words =
        "the of and to in is that it for as was with be by on not he this are or his from at which but have an had they you were their one all we can her has there been if more when will would who so no said what up its about into than them only other new some could time these two may then do first any my now such like our over man me even most made after also did many before must through years where much your way well down should because each just those people how too little state good very make world still own see men work long here get both life being under never day same another know while last might us great old year off come since against go came right used take three server request stream token latency buffer socket kernel thread client model prompt answer context function return error exception parse config deploy cluster node replica shard index query table column row commit branch merge review please explain why summary customer invoice contract meeting project deadline budget report team manager email phone address account number payment order delivery product price week month quarter Zürich café naïve über München"
        .split(separator: " ").map(String.init)
    private static let firstNames = "Alice Bob Carla Deepak Elena Farid Greta Hiro Ivana Jonas Karim Lucia Mateo Nadia Olaf Priya".split(
        separator: " ")
    private static let lastNames = "Moreau Smith Rossi Novak Tanaka Okafor Jensen Dubois Silva Kowalski Haddad Larsen".split(separator: " ")

    private var state: UInt64

    private mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    private mutating func word() -> String { Self.words[next(Self.words.count)] }
    private mutating func words(_ count: Int) -> String { (0..<count).map { _ in word() }.joined(separator: " ") }
    private mutating func digits(_ count: Int) -> String { (0..<count).map { _ in String(next(10)) }.joined() }
    private mutating func letters(_ count: Int) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
        return String((0..<count).map { _ in alphabet[next(alphabet.count)] })
    }

    /// Credentials are put together here, so that no scanner takes this file for a leak.
    private mutating func value() -> String {
        let first = Self.firstNames[next(Self.firstNames.count)].lowercased()
        let last = Self.lastNames[next(Self.lastNames.count)].lowercased()
        switch next(20) {
        case 0...5: return "\(first).\(last)\(digits(2))@mail\(next(9)).example"
        case 6...8: return "+49 \(digits(3)) \(digits(4)) \(digits(3))"
        case 9: return "(\(201 + next(700))) 555-\(digits(4))"
        case 10: return "\(100 + next(600))-\(10 + next(89))-\(digits(4))"
        case 11: return "4\(digits(3)) \(digits(4)) \(digits(4)) \(digits(4))"
        case 12: return "DE\(digits(2)) \(digits(4)) \(digits(4)) \(digits(4)) \(digits(4)) \(digits(2))"
        case 13, 14: return "203.0.113.\(next(255))"
        case 15: return "postgres" + "://\(first):\(letters(12))@db\(next(9)).internal/app"
        case 16: return "gh" + "p_" + letters(36)
        case 17: return "hf" + "_" + letters(34)
        case 18: return "password: \"\(letters(16))\""
        default: return "0x\(digits(40))"
        }
    }

    private mutating func line() -> String {
        switch next(100) {
        case 0..<82:
            let sentence = words(6 + next(17))
            return sentence.prefix(1).uppercased() + sentence.dropFirst() + [". ", ". ", "? ", ", so ", "\n"][next(5)]
        case 82..<92:
            return "    let \(word())_\(1 + next(99)) = \(word())(\(next(10_000)), \"\(word())\") // \(words(5))\n"
        default:
            return
                "2024-0\(1 + next(9))-\(10 + next(19))T\(10 + next(14)):\(10 + next(50)):\(10 + next(50)).\(100 + next(900))Z INFO \(word()).\(word()) id=\(digits(4))b\(digits(7)) took \(next(900)) ms\n"
        }
    }

    /// - Parameter density: bytes from one value to the next, about.
    static func make(bytes: Int, density: Int, seed: UInt64) -> [UInt8] {
        var text = ChatText(state: seed)
        var out: [UInt8] = []
        out.reserveCapacity(bytes + 512)
        var since = 0
        while out.count < bytes {
            var line = text.line()
            if since + line.utf8.count > density {
                line += "Contact \(firstNames[text.next(firstNames.count)]) \(lastNames[text.next(lastNames.count)]): \(text.value()) "
                since = 0
            }
            since += line.utf8.count
            out += Array(line.utf8)
        }
        return out
    }
}
