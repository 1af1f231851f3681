/// An entry of `models:`: a name that clients use.
public struct ModelAlias: Sendable {
    /// Money for a million tokens.
    public struct Price: Sendable, Equatable {
        public var prompt: Double
        public var completion: Double

        public init(prompt: Double, completion: Double) {
            self.prompt = prompt
            self.completion = completion
        }
    }

    public var name: String
    /// The name at the hosts; equal to `name` when only a price or a fallback is given.
    public var model: String
    /// Ids of hosts; nil for every host that serves the model.
    public var hosts: [Located<String>]?
    /// Names of models, aliases or not, in the order to try.
    public var fallback: [String]
    public var price: Price?
    /// Served, but not shown in lists.
    public var isUnlisted: Bool
    public var line: Int

    public init(
        name: String, model: String? = nil, hosts: [Located<String>]? = nil, fallback: [String] = [], price: Price? = nil,
        isUnlisted: Bool = false, line: Int = 0
    ) {
        self.name = name
        self.model = model ?? name
        self.hosts = hosts
        self.fallback = fallback
        self.price = price
        self.isUnlisted = isUnlisted
        self.line = line
    }
}
