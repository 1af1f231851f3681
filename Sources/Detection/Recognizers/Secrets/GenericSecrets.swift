/// Random-looking values given to names that say they are secret: `api_token = "…"`, in whatever language the text is written.
enum GenericSecrets {
    private static let names = [
        "token", "secret", "key", "passw", "passphrase", "pwd", "pass", "auth", "cred", "bearer", "salt", "_pat", "contrase",
    ]

    static let recognizers: [Recognizer] = [
        Recognizer(
            "generic-api-key", .genericSecret,
            // A long word; then a short one that goes on with a sign of base64 or of identifiers. Two patterns, since the length of the
            // first word is what rules out nearly all text.
            Pattern(#"[A-Za-z0-9_]{16}[A-Za-z0-9_+/.=~%-]{0,400}(?:(?<![.~%-])|(?=["'`<])|(?<=-)(?=\n|$))"#, 0.7, edges: .left),
            Pattern(#"[A-Za-z0-9_]{1,15}[+/=~-][A-Za-z0-9_+/.=~-]{10,400}(?:(?<![.~-])|(?=["'`<])|(?<=-)(?=\n|$))"#, 0.7, edges: .left),
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
            Pattern(
                #"[A-Za-z0-9_]{1,30}[{}#$%&*@^!|~?\[\]<)](?:[^\s"'`]{6,120}(?=["'`]|\s*(?:\n|$))|[^\s"'`<]{2,120}(?=["'`<]))"#, 0.6,
                edges: .left),
            check: .rule { isPunctuated($0) },
            requires: .assignment([
                "password", "passwd", "pwd", "db_pass", "dbpass", "my_pass", "secret", "apikey", "api_key", "api-key", "private_key",
                "passphrase", "database_pass", "key_pass", "keypass", "auth_key", "authkey", "service_key", "account_key", "db_key",
                "database_key", "priv_key", "client_key", "contrase",
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
        let word = ByteSet("A-Za-z0-9_.").union(ByteSet("-")).union(ByteSet("\"'?!])[&")).union(ByteSet(0xB1...0xC3))
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
                    #"[^\n=]{0,48}?(?:\#(word)|[a-z]P(?:ass|wd)|[_-](?i:pass))(?:_[A-Za-z0-9_]{2,16}|\d)?["'\])]{0,3}(?:\[\d{0,4}\])?(?:: ?&?(?i:str|string)| As String)?[ \t]{0,8}(?::=|=>|={1,3}|[?!]={1,2}|:)[ \t]{0,8}(?|@?\(?\\?"([^"\s\\]{4,100})\\?"|'([^'\s]{4,100})'|`([^`\s]{4,100})`|["'`]?((?:(?!&\w+=)[^\s"'`<>,;]){4,100})(?:(?<![.:!?)\]}])|(?<=!)(?=\s|$)))"#,
                    0.65, group: 1, edges: .none, pivot: Recognizer.Pivot(byte, over: nameBytes(before: byte), reach: 48))
            },
            check: .rule { isPassword($0) },
            source: "https://owasp.org/www-community/vulnerabilities/Use_of_hard-coded_password",
            finds: [
                "DB_PASSWORD=«hunter22»", "export MYSQL_ROOT_PASSWORD='«letmein99»'", "\"smtp_password\": \"«correct-horse»\"",
                "    spring.datasource.password: «s3cr3t!pw»",
                "the staging box has a database, whose password is set like this, DB_PASSWD = \"«hunter22»\"",
                "redisPass := `«k3yb0ard»`", "my_password_secure = \"«z)lq{mo}10_v»\";", "let password: &str = \"«hunter22,»\";",
                "char password[25] = \"«hunter22»\";", "GET /v1?db_password=«hunter22»&x=1", "[db_password=«hunter22»]",
                "contraseña: '«hunter22!»'", "Dim dbPassword As String = \"«hunter22»\"", "{\\\"db_password\\\": \\\"«hunter22»\\\"}",
            ],
            ignores: [
                "DB_PASSWORD=${PASSWORD}", "password = getpass.getpass()", "self.password = password", "db_password: string",
                "user.password = None", "FORCE_CHANGE_PASSWORD = \"FORCE_CHANGE_PASSWORD\"",
                "password: config.password", "resetPassword: function(a)", "DB_PASSWORD=xxxxxxxx", "val password: String = prompt(x)",
                "password = request.form['password']", "bypass = enabled", "compass: northwest", "password_hash = \"a94a8fe5ccb1\"",
                "password = f\"{user}:{secret}\"", "password_encryption = scram-sha-256", "password_min_length = 12345",
                "password: \"${DB_PASSWORD}\"", "url = \"/reset?password_token={token}\"",
            ]),
        // Where the name begins with the word, and something other than an operator stands behind it.
        Recognizer(
            "password-element", .password,
            Pattern(
                #"(?:\#(word))(?:>\s{0,40}|(?:\.assign)?\(["']|["'], ?["']|[ \t]{1,4}["'])([^\s"'<>]{4,100})(?=["']|\s{0,40}</)"#, 0.65,
                group: 1, edges: .left),
            // The name is an argument: `define('DB_PASSWORD', '…')`, `ENV DB_PASSWORD …`, `setenv("DB_PASSWORD", "…")`.
            Pattern(
                #"(?i:define|setenv|putenv|getenv|setproperty|getproperty|setx|env)[ (]{1,2}["']?[\w.-]{0,40}?(?:\#(word)|[_.-](?i:pass)(?![A-Za-z]))\w{0,8}["']?[ ,]{1,8}\(?["']?([^\s"'<>,;()]{4,100})"#,
                0.65, group: 1, edges: .left),
            // In a list of words there is no password.
            check: .rule { isPassword($0) && $0.bytes.contains { $0 < 65 } && !$0.bytes.starts(with: "0x".utf8) },
            source: "https://developer.wordpress.org/advanced-administration/wordpress/wp-config/",
            finds: [
                "<password>«hunter22»</password>", "std::string password(\"«hunter22»\");", "password '«hunter22»'",
                "define('DB_PASSWORD', '«hunter22»');", "ENV DB_PASSWORD «hunter22»", "os.getenv(\"DB_PASSWORD\", \"«hunter22»\")",
                "setx DB_PASSWORD \"«hunter22»\"", "#define DB_PASSWORD \"«hunter22»\"",
            ],
            ignores: [
                "<password>${PW}</password>", "os.getenv(\"DB_PASSWORD\", None)", "password \"must be set\"", "ENV DB_PASSWORD ${PW}",
                "define('PASSWORD_LENGTH', 12345);", "['text', 'password', 'checkbox']", "#define FLAG_DEFAULT_PWD 0x02",
            ]),
        // The name is itself the value of another: `name: DB_PASSWORD` and `value: …` in the next line, `key="password" value="…"`.
        Recognizer(
            "secret-in-pair", .genericSecret,
            Pattern(
                #"(?i:value|default|string)(?:["']?[ \t]{0,4}(?:[:=]|=>)[ \t]{0,4}|>)(?|"([^"\s]{4,400})"|'([^'\s]{4,400})'|([^\s"'`<>,;]{4,400}))"#,
                0.65, group: 1, edges: .left),
            check: .rule { value in
                let before = UnsafeBufferPointer(
                    rebasing: value.text[max(0, value.span.lowerBound - 120)..<value.span.lowerBound])
                guard isNamed(before, paired) else { return false }
                if isNamed(before, pairedPasswords) { return isPassword(value) }
                return value.count >= 16 && RandomValue.isLikely(value.bytes) && !Placeholder.isOne(value.bytes)
            },
            source: "https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/",
            finds: [
                "- name: DB_PASSWORD\n  value: «hunter22»\n", "- name: DB_PASSWORD\n  value: \"«hunter22!»\"\n",
                "<add key=\"DbPassword\" value=\"«hunter22»\" />", "<key>password</key>\n<string>«hunter22»</string>",
                "variable \"db_password\" {\n  default = \"«hunter22»\"\n}",
                "{\"key\": \"API_TOKEN\", \"value\": \"«\(SampleText.letters(32))»\"}",
            ],
            ignores: [
                "- name: DB_HOST\n  value: hunter22", "<label>Password</label><input value=\"hunter22\">",
                "- name: PASSWORD_HASH\n  value: hunter22", "variable \"db_password\" {\n  type = string\n}",
                "- name: COMMIT\n  value: \(SampleText.hex(40))",
            ]),
        Recognizer(
            "password-flag", .password,
            Pattern(
                #"--[a-z0-9_-]{0,30}?(?i:pass(?:word|wd|phrase)?|pwd)[ =](?|"([^"\s]{4,100})"|'([^'\s]{4,100})'|([^\s"'`<>|;-][^\s"'`<>|;]{3,100}))"#,
                0.65,
                group: 1, edges: .none),
            Pattern(#"(?:mysql|mariadb)(?:dump|admin)?\s[^\n|]{0,160}?\s-p["']?([^\s"'-][^\s"']{3,60})"#, 0.65, group: 1, edges: .left),
            Pattern(
                #"(?:sshpass|(?:docker|podman|registry|az) login\s[^\n]{0,160}?)\s-p[ =]?["']?([^\s"'-][^\s"']{3,80})"#, 0.65, group: 1,
                edges: .left),
            Pattern(#"redis-cli\s[^\n]{0,80}?-a ["']?([^\s"'-][^\s"']{3,80})"#, 0.65, group: 1, edges: .left),
            check: .rule { isPassword($0) }, source: "https://dev.mysql.com/doc/refman/8.4/en/password-security-user.html",
            finds: [
                "tool --db-password «hunter22» run", "tool --password=\"«hunter22»\"", "mysql -u root -p«hunter22» crm",
                "sshpass -p '«hunter22»' ssh root@db", "docker login -u ci -p «hunter22» registry.corp.example",
                "redis-cli -h db -a «hunter22» ping",
            ],
            ignores: [
                "tool --password-stdin < file", "tool --password $PW", "mysql -u root -p crm", "mysql -uroot --port 3306",
                "tool --password required", "tool --no-password --verbose", "docker login -p $TOKEN",
            ]),
    ]

    /// What a password is called.
    private static let word = #"(?i:p(?:ass(?:word|wd|phrase|code|wort)|wd)|kennwort|contrase(?:n|\xC3\xB1)a)"#

    private static let pairedPasswords = ["password", "passwd", "passphrase", "pwd"].map { Array($0.utf8) }
    private static let paired =
        pairedPasswords + ["token", "secret", "api_key", "apikey", "access_key", "private_key"].map { Array($0.utf8) }
    private static let followers = ["value", "default", "string", "type", "description", "key", "name", "sensitive", "true"].map {
        Array($0.utf8)
    }
    private static let parts = ByteSet("\"'</>{} \t\r\n:=,").union(ByteSet("- "))

    /// Whether a name that ends in one of the words stands there, with nothing but signs and words such as `value` behind it.
    private static func isNamed(_ text: UnsafeBufferPointer<UInt8>, _ words: [[UInt8]]) -> Bool {
        var end = text.count
        for _ in 0..<8 {
            while end > 0, parts.contains(text[end - 1]) { end -= 1 }
            var start = end
            while start > 0, Analyzer.Scratch.isWord(text[start - 1]) { start -= 1 }
            guard start < end else { return false }
            func ends(in word: [UInt8]) -> Bool {
                word.count <= end - start && zip(text[(end - word.count)..<end], word).allSatisfy { $0 | 32 == $1 | 32 }
            }
            if !followers.contains(where: { $0.count == end - start && ends(in: $0) }) { return words.contains(where: ends) }
            end = start
        }
        return false
    }

    private static func isPassword(_ value: borrowing MatchedValue) -> Bool {
        guard Credentials.isPassword(value), let first = value.bytes.first else { return false }
        if isCode(value) { return false }
        if isName(value) || value.bytes.starts(with: "arn:".utf8) { return false }
        if first == UInt8(ascii: "&") || first == UInt8(ascii: ":") || first == UInt8(ascii: "*") || first == UInt8(ascii: "@")
            || first == UInt8(ascii: "/")
            || first == UInt8(ascii: "=")
        {
            return false
        }
        let before = value.byte(before: 1)
        let isQuoted = before == 34 || before == 39 || before == 96
        // `password_hash`, `passwordLength`.
        if SecretName.isHarmless(value) { return false }
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

    /// Whether it calls something or has a place in it for something else. In quotes brackets may be part of a password that has other signs
    /// and a digit besides.
    private static func isCode(_ value: borrowing MatchedValue) -> Bool {
        guard value.bytes.contains(where: { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: "{") }) else { return false }
        let quote = value.byte(before: 1)
        guard quote == 34 || quote == 39 || quote == 96, value.byte(after: 0) == quote else { return true }
        for sign in ["${", "{{", "()", "#{"] where Placeholder.contains(value.bytes, Array(sign.utf8)) { return true }
        let signs = value.bytes.count { !Analyzer.Scratch.isWord($0) && $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "}") }
        return signs == 0 || !value.bytes.contains { $0 >= 48 && $0 <= 57 }
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
