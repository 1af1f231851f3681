import Testing

@testable import Configuration

@Suite struct SecretReferenceTests {
    let work = Workspace()

    private func expand(_ text: String, _ environment: [String: String] = [:]) -> String? {
        try? SecretReference(environment: environment, folder: work.folder).expand(text)
    }

    @Test(arguments: [
        ("plain", "plain"), ("$NAME", "value"), ("${env:NAME}", "value"), ("Bearer ${env:NAME}!", "Bearer value!"),
        ("${env:NAME}${env:NAME}", "valuevalue"), ("costs $5", "costs $5"), ("a$NAME", "a$NAME"), ("$NAME b", "$NAME b"),
        ("$${env:NAME}", "${env:NAME}"),
        ("$$NAME", "$NAME"), ("$", "$"), ("$$", "$$"), ("${env:EMPTY}x", "x"),
    ])
    func `references are resolved where they stand`(text: String, expected: String) {
        #expect(expand(text, ["NAME": "value", "EMPTY": ""]) == expected)
    }

    @Test(arguments: [
        "$ABSENT", "${env:ABSENT}", "${env:NAME", "${NAME}", "${vault:x}", "${env:}", "${env:A B}", "${file:absent}", "${file:}",
        "${file:.}",
    ])
    func `what cannot be resolved is a fault`(text: String) {
        #expect(expand(text, ["NAME": "value"]) == nil)
    }

    @Test(arguments: [
        ("secret\n", "secret"), ("secret", "secret"), ("secret\r\n", "secret"), ("secret\n\n", "secret\n"), (" secret ", " secret "),
        ("", ""),
    ])
    func `one trailing newline of a file is trimmed`(contents: String, expected: String) {
        work.write("token", contents)
        #expect(expand("${file:token}") == expected)
        #expect(expand("${file:\(work.folder)/token}") == expected)
    }

    @Test func `relative files are in the credentials directory where there is one`() {
        work.write("token", "beside the config").write("credentials/token", "from systemd")
        #expect(expand("${file:token}", ["CREDENTIALS_DIRECTORY": work.folder + "/credentials"]) == "from systemd")
        #expect(expand("${file:token}", ["CREDENTIALS_DIRECTORY": work.folder + "/absent"]) == nil)
        #expect(expand("${file:token}", ["CREDENTIALS_DIRECTORY": ""]) == "beside the config")
    }

    @Test func `a secret prints as nothing`() {
        let key = ClientKey(name: "a", line: 1, proof: .token(Secret("synthetic-word")))
        var shown = "\(key) \(Secret("synthetic-word")) \(String(reflecting: key))"
        dump(key, to: &shown)
        #expect(!shown.contains("synthetic-word"))
    }

    @Test func `a surrogate secret that is there is read and one that is not is made`() {
        let long = String(repeating: "5f", count: 32)
        let work = Workspace()
        guard case .toBeCreated(work.folder + "/k") = work.load("surrogates: { secret: '${file:k}' }").settings.surrogates else {
            return #expect(Bool(false), "it is to be made")
        }
        work.write("k", long + "\n")
        guard case .given(let secret) = work.load("surrogates: { secret: '${file:k}' }").settings.surrogates else {
            return #expect(Bool(false), "it is there")
        }
        #expect(secret.reveal() == long)
        let credentials = ["CREDENTIALS_DIRECTORY": work.folder + "/c", "STATE_DIRECTORY": work.folder + "/state"]
        guard
            case .toBeCreated(work.folder + "/state/other") = work.load("surrogates: { secret: '${file:other}' }", credentials).settings
                .surrogates
        else { return #expect(Bool(false), "credentials cannot be written") }
        work.write("c/other", long)
        guard case .given = work.load("surrogates: { secret: '${file:other}' }", credentials).settings.surrogates else {
            return #expect(Bool(false), "it is a credential")
        }
        #expect(work.load("surrogates: { secret: '${env:ABSENT}' }").problems.count == 1)
        #expect(work.load("surrogates: { secret: '${file:/}' }").problems.count == 1)
    }

    @Test func `a surrogate secret that others can read is warned about`() {
        let work = Workspace()
        work.write("k", String(repeating: "5f", count: 32), mode: 0o644)
        #expect(work.load("surrogates: { secret: '${file:k}' }").warnings.count == 1)
    }
}
