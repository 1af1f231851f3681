/// What a rate or a budget counts.
public enum Meter: String, Sendable, CaseIterable {
    case requests
    /// Of prompt and answer together.
    case tokens
    case promptTokens = "prompt_tokens"
    case completionTokens = "completion_tokens"
}

/// How much is allowed in a window that slides: `60/m`, `90000 tokens/m`.
public struct Rate: Sendable, Equatable {
    public let amount: Int
    public let meter: Meter
    public let window: Duration

    public init(amount: Int, meter: Meter = .requests, window: Duration) {
        self.amount = amount
        self.meter = meter
        self.window = window
    }
}

/// How much is allowed in a calendar period (UTC): `2000000 tokens/d`.
public struct Budget: Sendable, Equatable {
    public enum Period: String, Sendable, CaseIterable {
        case hour = "h"
        case day = "d"
        case week = "w"
        case month
    }

    public let amount: Int
    public let meter: Meter
    public let period: Period

    public init(amount: Int, meter: Meter = .tokens, period: Period) {
        self.amount = amount
        self.meter = meter
        self.period = period
    }
}
