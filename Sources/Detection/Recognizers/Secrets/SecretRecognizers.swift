/// The tables of credentials, in the order in which equal findings are decided.
enum SecretRecognizers {
    static let all: [Recognizer] = CommonProviderKeys.recognizers + KeyMaterial.recognizers
}
