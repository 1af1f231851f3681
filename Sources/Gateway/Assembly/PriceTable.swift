internal import Configuration
internal import Pipeline

/// What models cost.
struct PriceTable: Sendable {
    /// By the name at the hosts and by the name that clients use.
    private let prices: [String: ModelAlias.Price]

    init(_ models: [ModelAlias]) {
        var prices: [String: ModelAlias.Price] = [:]
        for alias in models {
            guard let price = alias.price else { continue }
            prices[alias.name] = price
            if prices[alias.model] == nil { prices[alias.model] = price }
        }
        self.prices = prices
    }

    /// What an exchange cost, in millionths of the prices' currency: a price is for a million tokens, so tokens times price is just that.
    /// Nil when the model has no price or no host answered.
    func cost(_ outcome: OutcomeRow) -> Int64? {
        guard !prices.isEmpty, outcome.promptTokens != nil || outcome.completionTokens != nil, let price = prices[outcome.modelSent] else {
            return nil
        }
        let cost = Double(outcome.promptTokens ?? 0) * price.prompt + Double(outcome.completionTokens ?? 0) * price.completion
        // Hosts count what they like; past this, a sum would no longer be one.
        return cost.isFinite && cost < 1e15 ? Int64(cost.rounded()) : nil
    }
}
