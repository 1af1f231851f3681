internal import Pipeline

/// The tokens that a request cost: as its host counts them, else by estimate.
struct TokenUse {
    let prompt: Int
    let completion: Int

    /// Four bytes of prompt a token, a piece of a stream a token, four bytes of a whole answer a token. What no host answered costs nothing,
    /// and neither does what none could tell: the bytes of an embedding are no tokens.
    init(_ request: Request, _ record: ExchangeRecord) {
        let outcome = record.outcome
        guard !outcome.host.isEmpty, (200..<300).contains(outcome.status) else {
            prompt = 0
            completion = 0
            return
        }
        prompt = outcome.promptTokens.map(Int.init) ?? request.body.estimatedTokens
        if let told = outcome.completionTokens {
            completion = Int(told)
        } else if !request.api.isGenerating {
            completion = 0
        } else {
            completion = request.body.streams ? record.streamedPieces : Int(outcome.responseBytes / 4)
        }
    }
}
