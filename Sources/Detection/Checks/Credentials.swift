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
            "&str", "readonly", "public", "private", "static", "const", "let", "var", "new", "return", "function", "func", "def", "class",
            "struct",
            "number",
            "boolean", "byte", "bytes", "list", "array", "map", "dict", "char*", "std", "there", "that", "which", "who", "group", "groups",
            "id", "ids",
            "session", "roles", "role", "permission", "permissions", "agent", "account", "accounts", "interface", "guide", "experience",
            "story", "stories", "amd64", "arm64", "i386", "all", "from",
        ].map { Array($0.utf8) })

    private static func lowered(_ value: borrowing MatchedValue) -> [UInt8] { value.bytes.map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 } }

    static func isUserName(_ value: borrowing MatchedValue) -> Bool {
        let small = lowered(value)
        if words.contains(small) || Placeholder.isOne(value.bytes) { return false }
        // `The user is logged in`: no name ends so after `is`.
        if value.byte(before: 1) == 32, value.byte(before: 2) == UInt8(ascii: "s"),
            small.suffix(2).elementsEqual("ed".utf8) || small.suffix(3).elementsEqual("ing".utf8)
        {
            return false
        }
        // A call or a member: `self.login`, `getUser()`.
        if value.byte(after: 0) == UInt8(ascii: "(") || value.byte(after: 0) == UInt8(ascii: "[") || small.starts(with: Array("self.".utf8))
        {
            return false
        }
        return true
    }

    private static let sharedAccounts: Set<[UInt8]> = Set(
        [
            "user", "users", "username", "user1", "root", "admin", "administrator", "shared", "public", "default", "guest", "ubuntu",
            "debian",
            "fedora", "centos", "ec2-user", "vagrant", "runner", "jenkins", "gitlab-runner", "circleci", "travis", "builder", "build",
            "node", "app",
            "appuser", "docker", "git", "www", "www-data", "nobody", "jovyan", "pi", "deploy", "dev", "developer", "test", "tester", "me",
            "you",
            "your-user", "yourname", "your-name", "name", "foo", "bar", "linuxbrew", "coder", "codespace", "vscode", "sandbox", "postgres",
            "oracle", "hadoop", "spark", "airflow", "steam", "ftp", "backup", "all", "nix", "container", "worker", "service", "data",
            "project", "projects", "workspace", "index", "login", "profile", "settings", "new", "edit", "page", "pages", "id",
        ].map { Array($0.utf8) })

    /// Whether the name of an account in a path may be a person's: not one that every machine or image has.
    static func isPersonalAccount(_ value: borrowing MatchedValue) -> Bool {
        let small = lowered(value)
        if small.count < 3 || sharedAccounts.contains(small) || Placeholder.isOne(value.bytes) { return false }
        // A file below /home, as web servers have it.
        for suffix in ["html", "php", "js", "css", "json", "txt", "md", "ts", "tsx"]
        where small.suffix(suffix.utf8.count + 1).elementsEqual([46] + suffix.utf8) {
            return false
        }
        return true
    }

    /// Several words in quotes that no sentence is: one of them mixes letters with digits or signs.
    static func isPhrase(_ value: borrowing MatchedValue) -> Bool {
        var hasLetter = false
        var hasOther = false
        var words = 1
        for byte in value.bytes {
            if byte == 32 {
                words += 1
                (hasLetter, hasOther) = (false, false)
            } else if byte | 32 >= 97, byte | 32 <= 122 {
                if hasOther { return words <= 8 && !Placeholder.isOne(value.bytes) }
                hasLetter = true
            } else if byte >= 48 && byte <= 57 || byte == 64 || byte == 35 || byte == 42 || byte == 94 {
                if hasLetter { return words <= 8 && !Placeholder.isOne(value.bytes) }
                hasOther = true
            }
        }
        return false
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
        // `password: Buffer | None`, `password: SecretStr = x`, `f(password=read_password)`: a type or a variable.
        if !hasOther, value.byte(before: 1) != 34, value.byte(before: 1) != 39 {
            if after == 32, ByteSet("=|").contains(value.byte(after: 1)) { return false }
            if after == UInt8(ascii: ")"), bytes.contains(95) { return false }
        }
        // After `is`, a single word of small letters is prose.
        if !hasOther, value.byte(before: 1) == 32, value.byte(before: 2) == UInt8(ascii: "s") || value.byte(before: 2) == UInt8(ascii: "t")
        {
            return false
        }
        return true
    }
}
