/// One step of a route: a model, and the hosts that may be asked for it.
public struct RouteStep: Sendable, Equatable {
    /// The model's name as these hosts know it.
    public let model: String
    /// Indices into the configuration's list of hosts.
    public let hosts: [Int]

    public init(model: String, hosts: [Int]) {
        self.model = model
        self.hosts = hosts
    }
}

/// Which model and which hosts a request may reach: its own first, then its fallbacks in order.
public struct Route: Sendable, Equatable {
    public let steps: [RouteStep]

    public init(steps: [RouteStep]) {
        self.steps = steps
    }
}
