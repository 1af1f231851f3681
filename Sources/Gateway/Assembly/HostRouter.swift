internal import Configuration
internal import Middleware
internal import Pipeline
internal import Proxy

/// Decides which hosts a request may reach: those of its model, within what its policy's `route:` allows.
struct HostRouter: Router {
    private let rule: Policy.RouteRule
    private let allowsFallback: Bool
    private let balancer: Balancer

    init(_ policy: Policy, balancer: Balancer) {
        rule = policy.route
        allowsFallback = policy.fallback == .allow
        self.balancer = balancer
    }

    func route(_ request: Request, _ context: RequestContext) throws(PipelineError) -> Route {
        guard rule.models.contains(where: { $0.matchesAll || $0.matches(request.body.model) }) else {
            throw .client(.routeForbidden)
        }
        let found: [RouteStep]
        switch balancer.directory.resolve(request.body.model, request.api.family) {
        case .steps(let steps): found = steps
        case .unknown: throw .client(.modelUnknown)
        case .apiUnavailable: throw .client(.apiUnavailable)
        }
        var steps = allowsFallback ? found : Array(found.prefix(1))
        if !rule.hosts.contains(where: \.matchesAll) {
            steps = keep(steps) { id, _ in rule.hosts.contains { $0.matches(id) } }
            guard !steps.isEmpty else { throw .client(.routeForbidden) }
        }
        if context.localOnly {
            steps = keep(steps) { _, trust in trust == .local }
            guard !steps.isEmpty else { throw .client(.noLocalHost) }
        }
        return Route(steps: steps)
    }

    private func keep(_ steps: [RouteStep], _ isKept: (String, Trust) -> Bool) -> [RouteStep] {
        steps.compactMap { step in
            let hosts = step.hosts.filter { slot in
                let host = balancer.host(at: slot)
                return isKept(host.id, host.trust)
            }
            return hosts.isEmpty ? nil : RouteStep(model: step.model, hosts: hosts)
        }
    }
}
