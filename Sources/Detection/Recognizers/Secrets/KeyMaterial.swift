/// Private keys and tokens whose own structure tells.
enum KeyMaterial {
    static let recognizers: [Recognizer] = [
        Recognizer(
            "private-key", .privateKey,
            Pattern(
                #"-----BEGIN[ A-Z0-9_-]{0,40}PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\s\\:,.()_@-]{16,20000}?-----END[ A-Z0-9_-]{0,40}PRIVATE KEY(?: BLOCK)?-----"#,
                1, edges: .left),
            Pattern(#"-----BEGIN[ A-Z0-9_-]{0,40}PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\s\\]{64,20000}"#, 0.9, edges: .left),
            Pattern(
                #"---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----[A-Za-z0-9+/=\s\\:",.()@-]{16,20000}?---- END SSH2 ENCRYPTED PRIVATE KEY ----"#,
                1, edges: .left),
            Pattern(
                #"PuTTY-User-Key-File-[23]: [^\n]{1,60}\n(?:[^\n]{0,120}\n){3,200}?Private-(?:MAC|Hash): [0-9a-f]{40,64}"#, 1, edges: .left),
            source: "https://www.rfc-editor.org/rfc/rfc7468",
            finds: [
                "«-----BEGIN \("RSA")\(" PRIVATE KEY")-----\n\(SampleText.letters(64))\n\(SampleText.letters(40))==\n-----END RSA PRIVATE KEY-----»",
                "«-----BEGIN \("OPENSSH")\(" PRIVATE KEY")-----\\n\(SampleText.letters(64))\\n-----END OPENSSH PRIVATE KEY-----»",
            ],
            ignores: [
                "-----BEGIN PUBLIC KEY-----", "-----BEGIN \("RSA") PRIVATE KEY----- is the header",
                "-----BEGIN \("PRIVATE KEY")-----\nanything\n-----END PRIVATE KEY-----",
            ]),
        Recognizer(
            "private-key-base64", .privateKey,
            Pattern(
                #"LS0tLS1CRUdJTi[A-Za-z0-9+/]{0,40}(?:UFJJVkFURSBLRVk|BSSVZBVEUgS0VZ|QUklWQVRFIEtFW)[A-Za-z0-9+/]{40,20000}={0,2}"#, 1,
                edges: .left),
            source: "https://www.rfc-editor.org/rfc/rfc4648#section-4",
            finds: ["key: «\("LS0tLS1CRUdJTiBSU0Eg")\("UFJJVkFURSBLRVktLS0tLQ")\(SampleText.letters(80))»"],
            ignores: ["LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t"]),
        Recognizer(
            "private-key-jwk", .privateKey,
            Pattern(#""d"\s{0,4}:\s{0,4}"([A-Za-z0-9_-]{42,700})""#, 0.9, group: 1, edges: .left), check: .entropy(4),
            requires: .nearby(["\"kty\"", "\"crv\"", "\"n\"", "\"x\"", "\"e\""]), source: "https://www.rfc-editor.org/rfc/rfc7517",
            finds: ["{\"kty\":\"OKP\",\"d\":\"«\(SampleText.token(43))»\"}"], ignores: ["{\"d\":\"\(SampleText.token(43))\"}"]),
        Recognizer(
            "jwt", .jwt,
            Pattern(
                #"ey[A-Za-z0-9_-]{14,2000}\.(?:ey|[A-Za-z0-9_-])[A-Za-z0-9_-]{8,8000}(?:\.(?:[A-Za-z0-9_-]{4,8000}(?:\.[A-Za-z0-9_-]{4,8000}){0,2})?)?={0,2}"#,
                0.94, edges: .left),
            check: .rule { JSONWebToken.hasHeader($0.bytes) },
            source: "https://www.rfc-editor.org/rfc/rfc7519",
            finds: ["«\("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9").\("eyJzdWIiOiIxMjM0NTY3ODkwIn0").\(SampleText.letters(43))»"],
            ignores: ["eyJhbGciOiJIUzI1NiJ9", "eyxxxxxxxxxxxxxxxxx.yyyyyyyyyyyyyyy.zzzzzzzzzzzz"]),
        Recognizer(
            "jwt-base64", .jwt, Pattern(#"ZXlK[A-Za-z0-9+/\\_-]{40,8000}={0,2}"#, 0.9, edges: .left), check: .entropy(3),
            source: "https://www.rfc-editor.org/rfc/rfc7519", finds: ["«\("ZXlKaGJHY2lPaU")\(SampleText.letters(80))»"],
            ignores: ["ZXlKaGJHY2lPaU"]),
        Recognizer(
            "kubernetes-secret-yaml", .genericSecret,
            patterns: kubernetes,
            check: .notPlaceholder, source: "https://kubernetes.io/docs/concepts/configuration/secret/",
            finds: ["kind: Secret\nmetadata:\n  name: db\ndata:\n  password: «\(SampleText.letters(24))»\n"],
            ignores: ["kind: Secret\nmetadata:\n  name: db\ndata:\n  password: ${PASSWORD}\n", "kind: ConfigMap\ndata:\n  a: bcdefghijk\n"]),
    ]

    /// One pattern for each place that a value can have in the map, since a pattern has one value: six deep, with the kind before or after the
    /// data, in YAML and in JSON.
    private static let kubernetes: [Pattern] = (0..<6).flatMap { skipped in
        let value = #"["']?([A-Za-z0-9+/][A-Za-z0-9+/=_.-]{7,4000})"#
        let entries = #"[ \t]*\r?\n(?:[ \t]+[^\s:]{1,120}:[ \t]{0,4}[^\n]{1,4000}\n){"# + "\(skipped)" + #"}[ \t]+[^\s:]{1,120}:[ \t]{0,4}"#
        return [
            Pattern(
                #"kind:[ \t]{0,8}["']?[Ss]ecret["']?[ \t]*\r?\n(?:(?!---)[^\n]{0,200}\n){0,30}?(?:data|stringData):"# + entries + value,
                0.85, group: 1,
                edges: .left),
            Pattern(
                "(?:data|stringData):" + entries + value
                    + #"(?=[^\n]*\n(?:(?!---)[^\n]{0,400}\n){0,30}?kind:[ \t]{0,8}["']?[Ss]ecret["']?\s)"#, 0.85,
                group: 1, edges: .left),
            Pattern(
                #"kind\\?"\s{0,4}:\s{0,4}\\?"Secret\\?"[^{}]{0,200}(?:\{[^{}]{0,400}\}[^{}]{0,100}){0,4}?"data\\?"\s{0,4}:\s{0,4}\{\s{0,80}(?:\\?"[^"\n]{1,80}"\s{0,4}:\s{0,4}\\?"[^"\n]{0,4000}",?\s{0,80}){"#
                    + "\(skipped)" + #"}\\?"[^"\n]{1,80}"\s{0,4}:\s{0,4}\\?"([A-Za-z0-9+/]{8,4000}={0,2})"#, 0.85, group: 1, edges: .left),
        ]
    }
}
