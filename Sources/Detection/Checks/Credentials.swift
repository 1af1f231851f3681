/// What tells a password from the words that stand after the word password.
enum Credentials {
    private static let words: Set<[UInt8]> = Set(
        [
            "string", "str", "null", "none", "nil", "true", "false", "required", "optional", "incorrect", "invalid", "wrong", "empty",
            "missing", "hash",
            "field", "input", "type", "text", "varchar", "password", "passwd", "username", "user", "undefined", "secret", "the", "not",
            "too", "valid",
            "correct", "strong", "weak", "expired", "reset", "changed", "stored", "hashed", "encrypted", "protected", "set", "used",
            "needed", "self",
            "this", "value", "data", "any", "int", "char", "bool", "object", "default", "here", "and", "or", "is", "was", "has", "must",
            "should", "can",
            "may", "will", "for", "your", "you", "changeme", "example", "redacted", "hidden", "test", "login", "name", "email",
            "admin_password",
            "options", "option", "confirm", "confirmation", "authentication", "manager", "policy", "a", "an", "in", "on", "at", "to", "of",
            "it", "they",
            "what", "when", "never", "always", "only", "also", "now", "still", "very", "being", "sent", "saved", "kept", "visible", "shown",
            "asked",
            "readonly", "public", "private", "static", "const", "let", "var", "new", "return", "function", "func", "def", "class", "struct",
            "number",
            "boolean", "byte", "bytes", "list", "array", "map", "dict", "char*", "std", "there", "that", "which", "who", "group", "groups",
            "id", "ids",
            "session", "roles", "role", "permission", "permissions", "agent", "account", "accounts", "interface", "guide", "experience",
            "story", "stories",
        ].map { Array($0.utf8) })

    private static func lowered(_ value: borrowing MatchedValue) -> [UInt8] { value.bytes.map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 } }

    static func isUserName(_ value: borrowing MatchedValue) -> Bool {
        let small = lowered(value)
        if words.contains(small) || Placeholder.isOne(value.bytes) { return false }
        // A call or a member: `self.login`, `getUser()`.
        if value.byte(after: 0) == UInt8(ascii: "(") || value.byte(after: 0) == UInt8(ascii: "[") || small.starts(with: Array("self.".utf8))
        {
            return false
        }
        return true
    }

    static func isPassword(_ value: borrowing MatchedValue) -> Bool {
        let small = lowered(value)
        if words.contains(small) || Placeholder.isOne(value.bytes) { return false }
        let bytes = value.bytes
        var hasOther = false
        var isPath = false
        for index in 0..<bytes.count {
            let byte = bytes[index]
            if !((byte | 32 >= 97 && byte | 32 <= 122) || byte == 95 || byte == 46) { hasOther = true }
            if byte == UInt8(ascii: "("), index > 0 { return false }
            if byte == UInt8(ascii: "."), index > 0, index + 1 < bytes.count { isPath = true }
        }
        // `request.password`, `config.db.pass`: a member of an object. `os.environ["X"]` and `argv[1]` too.
        if isPath, !hasOther { return false }
        let after = value.byte(after: 0)
        if after == UInt8(ascii: "(") || after == UInt8(ascii: "[")
            || bytes.contains(UInt8(ascii: "[")) && bytes.contains(UInt8(ascii: "]"))
        {
            return false
        }
        if bytes[0] == UInt8(ascii: "{") || bytes[0] == UInt8(ascii: "[") || bytes[0] == UInt8(ascii: "(") || bytes[0] == UInt8(ascii: "*")
        {
            return false
        }
        // After `is`, a single word of small letters is prose.
        if !hasOther, value.byte(before: 1) == 32, value.byte(before: 2) == UInt8(ascii: "s") || value.byte(before: 2) == UInt8(ascii: "t")
        {
            return false
        }
        return true
    }
}
