/// Resolves `${env:NAME}`, `${file:PATH}` and, as the whole of a value, `$NAME`. `$$` stands for one `$` where a reference could begin.
struct SecretReference {
    struct Fault: Error {
        let message: String
    }

    /// A secret is a line or a key file.
    static let largestFile = 65_536

    let environment: [String: String]
    /// The folder of the config file.
    let folder: String
    /// When false, a reference in good form stands for its own name.
    var resolves = true

    /// A text that expands to this one, whatever it looks like.
    static func escaped(_ text: String) -> String {
        if text.hasPrefix("$"), name(whole: "$" + text.drop { $0 == "$" }) != nil { return "$" + text }
        var result = ""
        var rest = Substring(text)
        while let range = rest.utf8.firstRange(of: Array("${".utf8)) {
            result += rest[..<range.lowerBound] + "$${"
            rest = rest[range.upperBound...]
        }
        return result + rest
    }

    /// The text with every reference resolved.
    ///
    /// - Parameter encodesPassword: whether the text is a URL, and a reference between `:` and `@` its password.
    func expand(_ text: String, encodesPassword: Bool = false) throws(Fault) -> String {
        guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
        if let name = Self.name(whole: text) { return try variable(name) }
        if text.hasPrefix("$$"), Self.name(whole: "$" + text.drop { $0 == "$" }) != nil { return String(text.dropFirst()) }
        var result = ""
        var rest = Substring(text)
        while let dollar = rest.utf8.firstIndex(of: UInt8(ascii: "$")) {
            result += rest[..<dollar]
            rest = rest[dollar...]
            if rest.hasPrefix("$${") {
                result += "${"
                rest = rest.dropFirst(3)
            } else if rest.hasPrefix("${") {
                guard let close = rest.utf8.firstIndex(of: UInt8(ascii: "}")) else {
                    throw Fault(message: "a reference is not closed, expected ${env:NAME} or ${file:PATH}")
                }
                let value = try value(of: String(rest[rest.index(rest.startIndex, offsetBy: 2)..<close]))
                rest = rest[rest.utf8.index(after: close)...]
                result += encodesPassword && result.hasSuffix(":") && rest.hasPrefix("@") ? Self.encoded(value) : value
            } else {
                result += "$"
                rest = rest.dropFirst()
            }
        }
        return result + rest
    }

    /// A password as a URL has it (RFC 3986, section 3.2.1). One in which nothing has a meaning of its own was encoded by who wrote it.
    private static func encoded(_ password: String) -> String {
        let bytes = Array(password.utf8)
        func isPlain(_ byte: UInt8) -> Bool { byte.isLetterOrDigit || "-._~!$&'()*+,;=".utf8.contains(byte) }
        func isHex(_ at: Int) -> Bool { at < bytes.count && (bytes[at].isDigit || "abcdefABCDEF".utf8.contains(bytes[at])) }
        let isEncoded = bytes.indices.allSatisfy { at in
            isPlain(bytes[at]) || (bytes[at] == UInt8(ascii: "%") && isHex(at + 1) && isHex(at + 2))
        }
        if isEncoded { return password }
        let digits = Array("0123456789ABCDEF".utf8)
        var out: [UInt8] = []
        for byte in bytes {
            if isPlain(byte) { out.append(byte) } else { out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private func value(of reference: String) throws(Fault) -> String {
        if reference.hasPrefix("env:") { return try variable(String(reference.dropFirst(4))) }
        if reference.hasPrefix("file:") { return try contents(of: String(reference.dropFirst(5))) }
        throw Fault(
            message: "\("${\(reference)}".quoted) is no known reference, expected ${env:NAME} or ${file:PATH}; write $${ for a plain ${")
    }

    private func variable(_ name: String) throws(Fault) -> String {
        guard Self.isName(name) else { throw Fault(message: "\(name.quoted) is no name of an environment variable") }
        guard resolves else { return name }
        guard let value = environment[name] else {
            throw Fault(message: "the environment variable \(name.quoted) is not set, expected its value")
        }
        return value
    }

    private func contents(of path: String) throws(Fault) -> String {
        guard !path.isEmpty else { throw Fault(message: "a reference names no file, expected ${file:PATH}") }
        guard resolves else { return path }
        do throws(FileText.Fault) {
            return try Self.text(FileText.read(location(of: path), limit: Self.largestFile, regularOnly: true))
        } catch {
            throw Fault(message: "the file \(location(of: path).quoted) \(error.message), expected a secret in it")
        }
    }

    /// Where a file of a reference is: relative to `$CREDENTIALS_DIRECTORY` (systemd.exec(5)), else to the config file's folder.
    func location(of path: String) -> String {
        let credentials = environment["CREDENTIALS_DIRECTORY"] ?? ""
        return Paths.absolute(path, in: credentials.isEmpty ? folder : credentials)
    }

    /// A file's text without one trailing newline.
    static func text(_ bytes: [UInt8]) -> String {
        var bytes = bytes[...]
        if bytes.last == 0x0A {
            bytes.removeLast()
            if bytes.last == 0x0D { bytes.removeLast() }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The path of a value that is `${file:PATH}` and nothing else.
    static func path(whole text: String) -> String? {
        guard text.hasPrefix("${file:"), text.hasSuffix("}"),
            text.utf8.firstIndex(of: UInt8(ascii: "}")) == text.utf8.index(before: text.endIndex)
        else { return nil }
        let path = String(text.dropFirst(7).dropLast())
        return path.isEmpty ? nil : path
    }

    /// The name of a value that is `$NAME` and nothing else.
    private static func name(whole text: String) -> String? {
        guard text.hasPrefix("$") else { return nil }
        let name = String(text.dropFirst())
        return isName(name) ? name : nil
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, !first.isDigit else { return false }
        return text.utf8.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "_") }
    }
}
