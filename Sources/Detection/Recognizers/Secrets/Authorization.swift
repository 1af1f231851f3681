/// Credentials in HTTP headers and on the command line of curl.
enum Authorization {
    static let recognizers: [Recognizer] = [
        Recognizer(
            "authorization-header", .authHeader,
            Pattern(
                #"(?i:(?:proxy-)?authorization|auth)\\?["']?\s{0,3}[:=,]\s{0,3}\\?["']?(?i:basic|bearer|token|apikey|digest|negotiate|key|splunk|ssws)[ :=]{1,3}([A-Za-z0-9._~+/%-]{8,4000}(?<!%)={0,3})"#,
                0.9, group: 1, edges: .left),
            Pattern(
                #"(?i:authorization)\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?([A-Za-z0-9_][A-Za-z0-9._~+/%-]{19,4000}={0,3})"#, 0.85, group: 1,
                edges: .left),
            check: .rule { isCredential($0) },
            source: "https://www.rfc-editor.org/rfc/rfc9110#section-11.6.2",
            finds: [
                "Authorization: Basic «YWRtaW46czNjcjN0cHc=»", "-H \"Authorization: Bearer «\(SampleText.letters(32))»\"",
                "-H 'authorization: «\(KeyShape.uuidSample)»'",
            ],
            ignores: [
                "Authorization: Basic xxxxxxxxxxxx", "Authorization: Bearer <your api token>", "Authorization: Bearer ${TOKEN}",
                "authorization: required-for-all-requests", "Authorization: Bearer XXXXXXXXXXXX",
            ]),
        Recognizer(
            "bearer-token", .authHeader, Pattern(#"(?i:bearer) ([A-Za-z0-9._~+/-]{20,4000}={0,3})"#, 0.75, group: 1, edges: .left),
            check: .entropy(3) & .digits(atLeast: 1) & .rule { isCredential($0) },
            source: "https://www.rfc-editor.org/rfc/rfc6750#section-2.1",
            finds: ["send it as Bearer «\(SampleText.letters(32))»"],
            ignores: ["Bearer xxxxxxxxxxxxxxxxxxxxxxxxx", "bearer of bad news and such"]),
        Recognizer(
            "api-key-header", .authHeader,
            Pattern(
                #"(?i:x-[a-z0-9-]{0,30}(?:api-?key|token|auth|auth-key|access-key|secret)|api-?key|private-token|circle-token)\\?["']?: {0,2}\\?["']?([A-Za-z0-9_][A-Za-z0-9._~+/-]{15,400}={0,3})"#,
                0.85, group: 1, edges: .left),
            check: .rule { isCredential($0) }, source: "https://swagger.io/docs/specification/v3_0/authentication/api-keys/",
            finds: ["-H \"X-Octopus-ApiKey: «\(KeyShape.uuidSample)»\""],
            ignores: ["X-Api-Key: your-api-key-goes-here", "X-CSRF-Token: csrf.token.value.from.page"]),
        // Sure enough to win over the e-mail address that the user's name may be.
        Recognizer(
            "curl-auth-user", .authHeader,
            Pattern(
                #"curl(?:\s(?:[^\n\\]|\\[^\n]|\\\r?\n){0,400}?)??\s(?:-u|--user|--proxy-user|-U)[ =]{0,3}("[^"\n:]{1,80}":"[^"\n]{1,120}")"#,
                0.9,
                group: 1, edges: .left),
            Pattern(
                #"curl(?:\s(?:[^\n\\]|\\[^\n]|\\\r?\n){0,400}?)??\s(?:-u|--user|--proxy-user|-U)[ =]{0,3}["']([^"'\n: ]{1,80}:[^"'\n]{3,120}|:[^"'\n]{6,120}|[^"'\n: ]{6,80}:)["']"#,
                1, group: 1, edges: .left),
            Pattern(
                #"curl(?:\s(?:[^\n\\]|\\[^\n]|\\\r?\n){0,400}?)??\s(?:-u|--user|--proxy-user|-U)[ =]{0,3}([^\s"':]{1,80}:(?:"[^"\n]{1,120}"|'[^'\n]{1,120}'|[^\s"']{3,120}))"#,
                1, group: 1, edges: .left),
            check: .rule { isUserAndPassword($0) }, source: "https://curl.se/docs/manpage.html#-u",
            finds: [
                "curl -u '«d2LkV78zLx!t:»' https://db.example", "curl --cacert ca.crt -u «elastic:W@k7qc2v$5» https://localhost:9200",
                "curl -X POST --user «\"{a1}\":\"{Zf9qQ2aDl7}\"» -H x",
            ],
            ignores: [
                "curl -u \"$USER:$PASSWORD\" x", "curl --user \"xxx:yyy\"", "curl --user neo4j:[PASSWORD] http://db/",
                "curl -u \"ci:${APPID}\"",
                "curl --user \"{{ .user }}:{{ .password }}\" x", "curl -d u:12345 http://db/serve", "curl -u user:<password> x",
            ]),
    ]

    /// Whether a header's value is a credential and not the description of one.
    private static func isCredential(_ value: borrowing MatchedValue) -> Bool {
        if Placeholder.isOne(value.bytes) { return false }
        let after = value.byte(after: 0)
        if after == UInt8(ascii: "(") || after == UInt8(ascii: "[") || after == UInt8(ascii: "{") { return false }
        if RandomValue.isLikely(value.bytes) { return true }
        // Base64 of a short user and password may have no digit in it.
        return value.bytes.last == UInt8(ascii: "=") && Check.shannonEntropy(value.bytes) >= 3
    }

    private static func isUserAndPassword(_ value: borrowing MatchedValue) -> Bool {
        guard let colon = value.bytes.firstIndex(of: UInt8(ascii: ":")) else { return false }
        var start = colon + 1
        var end = value.bytes.count
        while start < end, value.bytes[start] == 34 || value.bytes[start] == 39 { start += 1 }
        while end > start, value.bytes[end - 1] == 34 || value.bytes[end - 1] == 39 { end -= 1 }
        // Nothing after the colon: the key stands before it.
        if start == end { (start, end) = (0, colon) }
        let password = UnsafeBufferPointer(rebasing: value.bytes[start..<end])
        guard password.count >= 3, !Placeholder.isOne(password), let first = password.first, first != UInt8(ascii: "["),
            value.bytes[0] != UInt8(ascii: "$")
        else {
            return false
        }
        for byte in password where byte == UInt8(ascii: "<") { return false }
        if first == UInt8(ascii: "{"), !password.contains(where: { $0 >= 48 && $0 <= 57 }) { return false }
        for word in placeholders where password.count == word.count && Placeholder.contains(password, word) { return false }
        return !Placeholder.contains(password, Array("{{".utf8)) && !Placeholder.contains(password, Array("${".utf8))
    }

    private static let placeholders: [[UInt8]] = ["pass", "password", "passwd", "secret", "token", "api_token", "apikey", "pwd"].map {
        Array($0.utf8)
    }
}
