/// Private keys, tokens and credentials whose own structure tells.
enum KeyMaterial {
    static let recognizers: [Recognizer] = [
        Recognizer(
            "private-key", .privateKey,
            Pattern(
                #"-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\s\\:,.()-]{16,20000}?-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----"#,
                1, edges: .none),
            Pattern(#"-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\s\\]{64,20000}"#, 0.9, edges: .none),
            Pattern(
                #"---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----[A-Za-z0-9+/=\s\\:",.()@-]{16,20000}?---- END SSH2 ENCRYPTED PRIVATE KEY ----"#,
                1, edges: .none),
            Pattern(
                #"PuTTY-User-Key-File-[23]: [^\n]{1,60}\n(?:[^\n]{0,120}\n){3,200}?Private-(?:MAC|Hash): [0-9a-f]{40,64}"#, 1, edges: .left),
            source: "https://www.rfc-editor.org/rfc/rfc7468",
            finds: [
                "«-----BEGIN \("RSA")\(" PRIVATE KEY")-----\n\(SampleText.letters(64))\n\(SampleText.letters(40))==\n-----END RSA PRIVATE KEY-----»"
            ],
            ignores: ["-----BEGIN PUBLIC KEY-----", "-----BEGIN \("RSA") PRIVATE KEY----- is the header"]),
        Recognizer(
            "jwt", .jwt,
            Pattern(
                #"ey[A-Za-z0-9_-]{14,2000}\.(?:ey|[A-Za-z0-9_-])[A-Za-z0-9_-]{8,8000}\.(?:[A-Za-z0-9_-]{8,2000})?=?"#, 0.9, edges: .left),
            check: .rule { JSONWebToken.hasHeader($0.bytes) },
            source: "https://www.rfc-editor.org/rfc/rfc7519",
            finds: ["«\("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9").\("eyJzdWIiOiIxMjM0NTY3ODkwIn0").\(SampleText.letters(43))»"],
            ignores: ["eyJhbGciOiJIUzI1NiJ9", "eyxxxxxxxxxxxxxxxxx.yyyyyyyyyyyyyyy.zzzzzzzzzzzz"]),
        Recognizer(
            "url-credentials", .urlCredentials,
            Pattern(#"(?i:[a-z][a-z0-9+.-]{1,30})://[^\s/:@"'<>`]{0,80}:([^\s/@"'<>`]{2,120})@[A-Za-z0-9\[]"#, 0.9, group: 1, edges: .left),
            check: .notPlaceholder & .rule { Credentials.isPassword($0) || $0.count > 0 && !$0.bytes.contains(UInt8(ascii: "$")) },
            source: "https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1",
            finds: ["https://admin:«s3cr3tpw»@db.corp.example/x", "postgres://app:«hunter22»@10.0.0.5:5432/prod"],
            ignores: ["https://host:8080/path@x", "https://user:${PASSWORD}@host/", "http://example.com:80/a@b"]),
        Recognizer(
            "authorization-basic", .authHeader,
            Pattern(
                #"(?i:authorization|auth)[\"']?\s{0,3}[:=,]\s{0,3}[\"']?(?i:basic) ([A-Za-z0-9+/=_-]{8,400})"#, 0.85, group: 1, edges: .left
            ),
            check: .notPlaceholder,
            source: "https://www.rfc-editor.org/rfc/rfc7617", finds: ["Authorization: Basic «YWRtaW46czNjcjN0cHc=»"],
            ignores: ["Authorization: Basic xxxxxxxxxxxx"]),
        Recognizer(
            "authorization-bearer", .authHeader,
            Pattern(#"(?i:bearer) ([A-Za-z0-9._~+/-]{20,4000}={0,2})"#, 0.75, group: 1, edges: .left),
            check: .entropy(3) & .digits(atLeast: 1),
            source: "https://www.rfc-editor.org/rfc/rfc6750#section-2.1",
            finds: ["Authorization: Bearer «\(SampleText.letters(32))»"],
            ignores: ["Bearer xxxxxxxxxxxxxxxxxxxxxxxxx", "bearer of bad news and such"]),
    ]
}
