/// Links and host names: the shape stays, the host is one of a reserved domain (RFC 2606).
enum WebSurrogate {
    static func url(_ value: [UInt8], key: SurrogateKey, attempt: Int) -> [UInt8] {
        var stream = key.stream("URL", value, attempt: attempt)
        var out: [UInt8] = []
        var at = 0
        if let scheme = value.firstRange(of: Array("://".utf8)) {
            out.append(contentsOf: value[..<scheme.upperBound])
            at = scheme.upperBound
        }
        let end = value[at...].firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? value.count
        var authority = [UInt8](value[at..<end])
        if let sign = authority.lastIndex(of: UInt8(ascii: "@")) {
            out.append(contentsOf: InventedWord.replaceWords(in: [UInt8](authority[..<sign]), &stream))
            out.append(UInt8(ascii: "@"))
            authority.removeFirst(sign + 1)
        }
        var port: [UInt8] = []
        if let colon = authority.lastIndex(of: UInt8(ascii: ":")), authority[(colon + 1)...].allSatisfy(\.isDigit) {
            port = [UInt8](authority[colon...])
            authority.removeSubrange(colon...)
        }
        if authority.allSatisfy({
            $0.isDigit || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]")
        }),
            let address = NetworkSurrogate.address(authority, &stream, attempt: attempt)
        {
            out.append(contentsOf: address)
        } else {
            out.append(contentsOf: host(authority, key: key, attempt: attempt))
        }
        out.append(contentsOf: port)
        // The extension of a file and the names of query fields say what the thing is, not whose.
        let tail = [UInt8](value[end...])
        var i = 0
        while i < tail.count {
            var stop = i
            while stop < tail.count && tail[stop].isAlphanumeric { stop += 1 }
            let word = [UInt8](tail[i..<stop])
            let isName = stop < tail.count && tail[stop] == UInt8(ascii: "=")
            let isExtension = i > 0 && tail[i - 1] == UInt8(ascii: ".") && stop == tail.count && word.count <= 4
            if word.isEmpty {
                out.append(tail[i] < 0x80 ? tail[i] : UInt8(ascii: "x"))
                stop = i + 1
            } else if isName || isExtension || word.count < 3 && !word.contains(where: \.isDigit) {
                out.append(contentsOf: word)
            } else if word.allSatisfy(\.isLetter) && word.count < 13 {
                out.append(contentsOf: WordCase(of: word).apply(InventedWord.make(&stream, letters: word.count)))
            } else {
                out.append(contentsOf: ShapeSurrogate.make(word, &stream))
            }
            i = stop
        }
        return out
    }

    /// A host name: the number of labels stays where it can, `www` and the like stay, the registered name becomes an invented one below `.example`.
    static func host(_ value: [UInt8], key: SurrogateKey, attempt: Int) -> [UInt8] {
        let labels = value.lowered.split(on: { $0 == UInt8(ascii: ".") })
        var out: [[UInt8]] = []
        for label in labels.dropLast(2) {
            var stream = key.stream("label", label, attempt: attempt)
            out.append(usual.contains(label) ? label : InventedWord.make(&stream, letters: label.count))
        }
        return [UInt8](
            (out + [domain([UInt8](labels.suffix(2).joined(separator: [46])), key: key, attempt: attempt)]).joined(separator: [46]))
    }

    /// Of a registered name, always the same invented one: addresses of one house stay addresses of one house.
    static func domain(_ value: [UInt8], key: SurrogateKey, attempt: Int) -> [UInt8] {
        var stream = key.stream("domain", value.lowered, attempt: attempt)
        return InventedWord.make(&stream, letters: 5 + stream.below(4)) + Array(".example".utf8)
    }

    private static let usual: Set<[UInt8]> = Set(
        [
            "www", "api", "mail", "smtp", "imap", "ftp", "dev", "test", "staging", "prod", "db", "app", "docs", "cdn", "static", "git",
            "vpn", "m",
        ].map { Array($0.utf8) })
}
