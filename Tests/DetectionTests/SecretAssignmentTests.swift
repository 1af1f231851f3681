import Testing

@testable import Detection

/// Secrets in the syntaxes in which people paste them, with the whole catalogue.
struct SecretAssignmentTests {
    private static let analyzer = Analyzer()
    private static let token = SampleText.letters(32)
    private static let secrets: Set<String> = [
        "API_KEY", "PASSWORD", "PRIVATE_KEY", "JWT", "URL_CREDENTIALS", "AUTH_HEADER", "CONNECTION_STRING", "GENERIC_SECRET",
    ]

    private static func found(_ text: String) throws -> [Finding] {
        try analyzer.analyze(Array(text.utf8)).filter { secrets.contains($0.type.name) }
    }

    @Test(
        arguments: [
            "ACME_TOKEN=«@»", "export ACME_TOKEN=\"«@»\"", "acme_token: «@»", "acme_token: '«@»'", "\"acmeToken\": \"«@»\"",
            "{\\\"acmeToken\\\": \\\"«@»\\\"}", "let acmeToken = \"«@»\";", "const acmeToken: string = \"«@»\"",
            "var acmeToken string = \"«@»\"",
            "acmeToken := `«@»`", "'acme_token' => '«@»',", "<acmeToken>«@»</acmeToken>", "<acmeToken>\n    «@»\n</acmeToken>",
            "System.setProperty(\"ACME_TOKEN\", \"«@»\")", "ACME_TOKEN ?= \"«@»\"", "--acme-token «@»", "--acme-token=«@»",
            "if (acmeToken == \"«@»\") {", "NSString *acmeToken = @\"«@»\";", "char acme_secret[33] = \"«@»\";",
            "$env:ACME_SECRET = \"«@»\"",
            "os.environ[\"ACME_SECRET\"] = \"«@»\"", "acme.client-secret=«@»", "set ACME_API_KEY=«@»", "My acme api key is «@».",
            "ENV ACME_API_KEY «@»",
        ])
    func `a random value is found in every syntax of assignment`(template: String) throws {
        let marked = Marked(template.replacing("«@»", with: "«\(Self.token)»"))
        let found = try Self.found(marked.text)
        #expect(found.contains { $0.span == marked.span }, "\(marked.text): \(found.map { ($0.recognizer, $0.span) })")
    }

    @Test(
        arguments: [
            "commit 3f786850e387550fdab836ed7e6dc881de23001b", "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "id: 9f0c6b1e-3c4d-4f5a-8b6c-7d8e9f0a1b2c",
            "\"integrity\": \"sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP==\"",
            "token = os.environ[\"ACME_TOKEN\"]", "API_KEY=${API_KEY}", "API_KEY=<your-api-key>",
            "api_key = \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
            "api_key: your_api_key_goes_here_1234", "token: Token = parser.nextToken2()", "secretName: my-database-credentials-v2",
            "public_key = \"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE7\"", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGV4YW1wbGVrZXk user@host",
            "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----",
            "The token is passed to the next function, which checks the secret.", "keyCode = KeyEvent.VK_F12",
            "Authorization: Bearer $TOKEN",
            "primary_key = customer_order_line_2024", "password: str = Field(min_length=8)", "github_repository = acme/hopguard-deploy",
            "etag: \"33a64df551425fcc55e4d42a148795d9f25f89d4\"", "cache_key = \"d41d8cd98f00b204e9800998ecf8427e\"",
        ])
    func `hashes, identifiers, placeholders and code are left alone`(text: String) throws {
        #expect(try Self.found(text).map { "\($0.recognizer) \($0.span)" } == [])
    }

    @Test func `the password of a curl call is found though its user is an address`() throws {
        let marked = Marked("curl --user «anna@corp.example:\(SampleText.letters(10))» https://api.corp.example/")
        #expect(try Self.found(marked.text).contains { $0.span == marked.span })
    }

    @Test func `every value of a Kubernetes secret is found`() throws {
        let values = [24, 28, 32].map { SampleText.letters($0) }
        let text =
            "apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ndata:\n  user: \(values[0])\n  a.b: \(values[1])\n  c: \(values[2])\n"
        let found = try Self.found(text).map { String(decoding: Array(text.utf8)[$0.span], as: UTF8.self) }
        #expect(found == values)
    }

    @Test func `a private key is found inside a JSON string`() throws {
        let body = "-----BEGIN \("PRIVATE KEY")-----\\n\(SampleText.letters(64))\\n\(SampleText.letters(64))\\n-----END PRIVATE KEY-----\\n"
        let text = "{\"type\": \"service_account\", \"private_key\": \"\(body)\"}"
        let found = try Self.found(text)
        #expect(found.contains { $0.type == .privateKey && $0.span.count >= body.utf8.count - 2 })
    }

    @Test func `no two recognizers of secrets have the same name`() {
        let names = SecretRecognizers.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.count >= 290)
    }
}
