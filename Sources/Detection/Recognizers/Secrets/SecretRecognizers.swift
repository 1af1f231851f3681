/// The tables of credentials, in the order in which equal findings are decided.
enum SecretRecognizers {
    static let all: [Recognizer] =
        ProviderKeysAtoB.recognizers + ProviderKeysCtoD.recognizers + ProviderKeysEtoG.recognizers + ProviderKeysHtoM.recognizers
        + ProviderKeysNtoR.recognizers + ProviderKeysS.recognizers + ProviderKeysTtoZ.recognizers + KeyMaterial.recognizers
        + Authorization.recognizers + ConnectionStrings.recognizers + GenericSecrets.recognizers + GenericSecrets.passwords
}
