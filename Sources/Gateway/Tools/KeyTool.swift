internal import Configuration
internal import Cryptography

/// What `hopguard key new` does.
package enum KeyTool {
    /// A fresh token, shown once, and the entry of the configuration that recognises it.
    package static func make(name: String, team: String?) -> (token: String, entry: String) {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
        // 43 letters of 62 are 256 bits; bytes of 248 and more are left out, so that every letter is as likely.
        var token: [UInt8] = Array("hg-".utf8)
        while token.count < 46 {
            for byte in SecureRandom.bytes(64) where byte < 248 && token.count < 46 { token.append(letters[Int(byte) % 62]) }
        }
        let text = String(decoding: token, as: UTF8.self)
        let digest = Digest.hex(Digest.sha256(token))
        let teamPart = team.map { ", team: \(quoted($0))" } ?? ""
        return (text, "- { name: \(quoted(name)), sha256: \(digest)\(teamPart) }")
    }

    /// A YAML scalar: plain where it can only be read one way.
    private static func quoted(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            }
        let words: Set<String> = ["yes", "no", "true", "false", "on", "off", "null"]
        if isPlain && !words.contains(text.lowercased()) && text.first != "-" { return text }
        return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}

/// What `hopguard import` does.
package enum ImportTool {
    /// The text of a `hopguard.yaml`, or what is wrong with the file.
    package static func run(_ file: String) -> (text: String?, problems: [String], warnings: [String]) {
        let imported = ImportedConfiguration(file, Environment.options())
        return (imported.text, imported.problems.map { "\($0)" }, imported.warnings.map { "\($0)" })
    }
}
