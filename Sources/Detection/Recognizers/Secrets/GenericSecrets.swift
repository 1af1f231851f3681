/// Random-looking values given to names that say they are secret: `api_token = "…"`, in whatever language the text is written.
enum GenericSecrets {
    private static let names = ["token", "secret", "key", "passw", "passphrase", "pwd", "pass", "auth", "cred", "bearer", "salt", "_pat"]

    static let recognizers: [Recognizer] = [
        Recognizer(
            "generic-api-key", .genericSecret,
            // A long word; then a short one that goes on with a sign of base64 or of identifiers. Two patterns, since the length of the
            // first word is what rules out nearly all text.
            Pattern(#"[A-Za-z0-9_]{16}[A-Za-z0-9_+/.=~%-]{0,400}(?:(?<![.~%-])|(?=["'`]))"#, 0.7, edges: .left),
            Pattern(#"[A-Za-z0-9_]{1,15}[+/=~-][A-Za-z0-9_+/.=~-]{10,400}(?:(?<![.~-])|(?=["'`]))"#, 0.7, edges: .left),
            check: .rule { isSecret($0) }, requires: .assignment(names), evidence: .entropy,
            source: "https://owasp.org/www-community/vulnerabilities/Use_of_hard-coded_cryptographic_key",
            finds: [
                "api_token = \"«\(SampleText.letters(32))»\"", "\"clientSecret\": \"«\(SampleText.letters(40))»\"",
                "getenv_or(\"api_token\", \"«\(KeyShape.uuidSample)»\")", "todo_secret_do_not_commit = «\(SampleText.letters(30))»",
                "<authToken>\n    «\(SampleText.letters(32))»\n</authToken>", "GENERIC_TOKEN ?= \"«\(SampleText.hex(40))»\"",
                "'accessKey' => '«\(SampleText.letters(24))»',", "$env:DB_SECRET := `«\(SampleText.letters(24))»`",
            ],
            ignores: [
                "tokenId = \"\(KeyShape.uuidSample)\"", "secret_length = X25519.secret_length", "cache_key = \(SampleText.hex(32))",
                "access_token_url='https://github.com/login/oauth/access_token'", "commit = \(SampleText.hex(40))",
                "\"NextToken\": \"\(SampleText.letters(32))\"", "cli/get_token.py,sha256=\(SampleText.letters(43)),10055",
                "PASS: ld-x86-64/property-x86-ibt3a-x32",
                "const keyStr = \"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\"", "token = ${API_TOKEN_VALUE_2}",
                "password = config.database.password1", "public_key = \"\(SampleText.letters(44))\"", "key = value_of_the_item_no_2",
            ]),
        Recognizer(
            "keyword-secret", .genericSecret,
            // Values with punctuation in them, as passwords have; in quotes, or to the end of the line.
            Pattern(#"[A-Za-z0-9_]{1,30}[{}#$%&*@^!|~?\[\]<][^\s"'`]{6,120}(?=["'`]|\s*(?:\n|$))"#, 0.6, edges: .left),
            check: .rule { isPunctuated($0) },
            requires: .assignment([
                "password", "passwd", "pwd", "db_pass", "dbpass", "my_pass", "secret", "apikey", "api_key", "api-key", "private_key",
                "passphrase",
            ]),
            source: "https://owasp.org/www-community/vulnerabilities/Use_of_hard-coded_password",
            finds: ["apikey = \"«m{{h}o)p$e]nob(ody->_$#thisone}}»\";", "if (db_pass != \"«q7#kd)(9!vz&mm»\")"],
            ignores: [
                "password = \"${DB_PASSWORD}\"", "secret = \"a{{ template.value }}\"", "secret = fetch(a[1], b)",
                "password = user?.password",
            ]),
    ]

    /// Bytes of a name and what stands between it and the operator: before `=` spaces too, before `:` not, since prose is full of it.
    private static func nameBytes(before byte: Character) -> ByteSet {
        let word = ByteSet("A-Za-z0-9_.").union(ByteSet("-")).union(ByteSet("\"'?!])"))
        return byte == "=" ? word.union(ByteSet(" :\t")) : word
    }

    /// Passwords given to names that end in the word: `DB_PASSWORD=…`, `"smtpPass": "…"`. They need not be random.
    static let passwords: [Recognizer] = [
        Recognizer(
            "password-phrase", .password,
            patterns: [Character("="), Character(":")].map { byte in
                Pattern(
                    #"[^\n]{0,48}?(?i:pass(?:word|wd|phrase|wort|code)?|pwd|kennwort)["'\])]{0,2}[ \t]{0,4}(?::=|=>|={1,2}|:)[ \t]{0,4}(?|"([^"\n]{6,64} [^"\n]{1,64})"|'([^'\n]{6,64} [^'\n]{1,64})')"#,
                    0.75, group: 1, edges: .none,
                    pivot: Recognizer.Pivot(byte, over: nameBytes(before: byte).union(ByteSet(" \t")), reach: 48))
            },
            check: .rule { Credentials.isPhrase($0) },
            source: "https://pages.nist.gov/800-63-3/sp800-63b.html",
            finds: ["password: \"«p@ss w0rd here»\"", "db_password = '«c0rrect horse b4ttery»'"],
            ignores: ["password: \"must be at least 8 characters\"", "password = \"Enter your password here\""]),
        Recognizer(
            "password-assignment", .password,
            patterns: [Character("="), Character(":")].map { byte in
                Pattern(
                    #"[^\n=]{0,48}?(?:(?i:p(?:ass(?:word|wd|phrase|code|wort)|wd)|kennwort)|[a-z]P(?:ass|wd)|[_-](?i:pass))\d?["'\])]{0,3}[ \t]{0,8}(?::=|=>|={1,3}|[?!]=|:)[ \t]{0,8}["'`]?([^\s"'`<>,;]{4,100})(?:(?<![.:!?)])|(?=["'`])|(?<=!)(?=\s|$))"#,
                    0.65, group: 1, edges: .none, pivot: Recognizer.Pivot(byte, over: nameBytes(before: byte), reach: 48))
            },
            check: .rule { isPassword($0) },
            source: "https://owasp.org/www-community/vulnerabilities/Use_of_hard-coded_password",
            finds: [
                "DB_PASSWORD=«hunter22»", "export MYSQL_ROOT_PASSWORD='«letmein99»'", "\"smtp_password\": \"«correct-horse»\"",
                "    spring.datasource.password: «s3cr3t!pw»",
                "the staging box has a database, whose password is set like this, DB_PASSWD = \"«hunter22»\"",
                "redisPass := `«k3yb0ard»`",
            ],
            ignores: [
                "DB_PASSWORD=${PASSWORD}", "password = getpass.getpass()", "self.password = password", "db_password: string",
                "user.password = None", "FORCE_CHANGE_PASSWORD = \"FORCE_CHANGE_PASSWORD\"",
                "password: config.password", "resetPassword: function(a)", "DB_PASSWORD=xxxxxxxx", "val password: String = prompt(x)",
                "password = request.form['password']", "bypass = enabled", "compass: northwest",
            ]),
    ]

    private static func isPassword(_ value: borrowing MatchedValue) -> Bool {
        guard Credentials.isPassword(value), let first = value.bytes.first else { return false }
        for byte in value.bytes where byte == UInt8(ascii: "(") || byte == UInt8(ascii: "{") { return false }
        if isName(value) || value.bytes.starts(with: "arn:".utf8) { return false }
        if first == UInt8(ascii: "&") || first == UInt8(ascii: ":") || first == UInt8(ascii: "*") || first == UInt8(ascii: "@")
            || first == UInt8(ascii: "/")
            || first == UInt8(ascii: "=")
        {
            return false
        }
        let before = value.byte(before: 1)
        let isQuoted = before == 34 || before == 39 || before == 96
        // A sentence about the password; a member of a dictionary.
        if isQuoted, value.byte(after: 0) == 32 { return false }
        if !isQuoted, value.bytes.contains(UInt8(ascii: "[")) { return false }
        // In quotes a word is a value; bare it is most often a variable or a type.
        if isQuoted || before == UInt8(ascii: "=") { return true }
        for byte in value.bytes where !(byte | 32 >= 97 && byte | 32 <= 122 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")) {
            return true
        }
        return false
    }

    /// Whether the value is the name that it is given to: `FORCE_CHANGE_PASSWORD = "FORCE_CHANGE_PASSWORD"`, `password=password`.
    private static func isName(_ value: borrowing MatchedValue) -> Bool {
        var end = value.span.lowerBound
        let around = ByteSet(" \t=:>\"'`")
        while end > 0, around.contains(value.text[end - 1]) { end -= 1 }
        let start = end - value.bytes.count
        return start >= 0 && value.text[start..<end].elementsEqual(value.bytes)
    }

    private static func isSecret(_ value: borrowing MatchedValue) -> Bool {
        let strength = SecretName.strength(value)
        guard strength != .none, !Placeholder.isOne(value.bytes), !isDigest(value) else { return false }
        let after = value.byte(after: 0)
        // A call, an index, a template.
        if after == UInt8(ascii: "(") || after == UInt8(ascii: "[") || after == UInt8(ascii: "{") || after == UInt8(ascii: ":") {
            return false
        }
        guard RandomValue.isLikely(value.bytes) else { return false }
        let entropy = Check.shannonEntropy(value.bytes)
        if strength == .strong { return entropy >= 2.8 }
        return entropy >= 4 && value.bytes.count >= 20 && !RandomValue.isHexadecimal(value.bytes)
    }

    /// A digest that says which: no secret whatever stands before it. And the rest of an escape, which is not where a value begins.
    private static func isDigest(_ value: borrowing MatchedValue) -> Bool {
        for name in ["sha1", "sha256", "sha384", "sha512", "md5"] where value.bytes.starts(with: name.utf8) {
            let next = value.bytes[name.utf8.count]
            if next == UInt8(ascii: "=") || next == UInt8(ascii: "-") { return true }
        }
        if value.byte(before: 1) == UInt8(ascii: "\\") { return true }
        // A path to a file of source code.
        guard value.bytes.contains(UInt8(ascii: "/")), let point = value.bytes.lastIndex(of: UInt8(ascii: ".")) else { return false }
        let suffix = value.bytes[(point + 1)...]
        return suffix.count <= 4 && !suffix.isEmpty && suffix.allSatisfy { $0 >= 97 && $0 <= 122 }
    }

    private static func isPunctuated(_ value: borrowing MatchedValue) -> Bool {
        guard SecretName.strength(value) == .strong, Check.shannonEntropy(value.bytes) >= 3 else { return false }
        let bytes = value.bytes
        for word in code where Placeholder.contains(bytes, word) { return false }
        // `ClassVar[list[str]]`, `names[a:b]`; `read|readonly|set|shift`.
        if bytes.last == UInt8(ascii: "]"), bytes.contains(UInt8(ascii: "[")), bytes.allSatisfy(indexBytes.contains) { return false }
        if bytes.count(where: { $0 == UInt8(ascii: "|") }) > 2 { return false }
        guard let last = bytes.last, last != UInt8(ascii: ","), last != UInt8(ascii: ";"), last != UInt8(ascii: ")") else { return false }
        return bytes[0] != UInt8(ascii: "$") && value.byte(before: 1) != UInt8(ascii: ",")
    }

    private static let indexBytes = ByteSet("A-Za-z0-9_.:,").union(ByteSet("[]"))

    /// What only code and templates have.
    private static let code: [[UInt8]] = [
        "{{ ", "?.", "process.env", "[\"", "['", "();", "()", "example", "xxxx", "%s", "%d", "&&", "||", "=>", "[:", "</",
    ].map {
        Array($0.utf8)
    }
}
