internal import Configuration
internal import Middleware
internal import Pipeline
internal import Synchronization
internal import WireFormats

/// Where stage names meet types: builds the chain of a policy, once for each pair of a policy and its counterpart.
final class ChainAssembler: Sendable {
    private struct Key: Hashable {
        let policy: ObjectIdentifier
        let counterpart: ObjectIdentifier
        let trust: Trust
    }

    private let secret: [UInt8]
    private let keys: any KeyRights
    private let rates: @Sendable (Policy) -> (any RateGate)?
    private let router: @Sendable (CompiledPolicy) -> any Router
    /// Which classifier a policy's `classify` stage asks.
    let classifiers: @Sendable (Policy) -> any Classifier
    private let sink: any AuditSink
    private let memory = FindingMemory()
    private let built = Mutex<[Key: MiddlewareChain]>([:])

    /// - Parameter rates: what counts the requests of a policy; nil where nothing is counted.
    init(
        secret: [UInt8], keys: any KeyRights, classifiers: @escaping @Sendable (Policy) -> any Classifier, sink: any AuditSink,
        rates: @escaping @Sendable (Policy) -> (any RateGate)? = { _ in nil }, router: @escaping @Sendable (CompiledPolicy) -> any Router
    ) {
        self.secret = secret
        self.keys = keys
        self.classifiers = classifiers
        self.sink = sink
        self.rates = rates
        self.router = router
    }

    /// The chain for requests of a trust that the policy was chosen for.
    ///
    /// - Parameter counterpart: the policy of the other trust, whose redaction holds for attempts that go there.
    func chain(_ chosen: CompiledPolicy, counterpart: CompiledPolicy, trust: Trust) -> MiddlewareChain {
        let key = Key(policy: ObjectIdentifier(chosen), counterpart: ObjectIdentifier(counterpart), trust: trust)
        return built.withLock { built in
            if let chain = built[key] { return chain }
            let chain = assemble(chosen, counterpart, trust)
            built[key] = chain
            return chain
        }
    }

    private func assemble(_ chosen: CompiledPolicy, _ counterpart: CompiledPolicy, _ trust: Trust) -> MiddlewareChain {
        let cloud = trust == .cloud ? chosen : counterpart
        let local = trust == .local ? chosen : counterpart
        let redact = RedactStage(
            cloud: cloud.redacts ? cloud.plan : nil, local: local.redacts ? local.plan : nil, secret: secret, memory: memory,
            formats: { WireFormats.format(for: $0) })
        var stages: [any Middleware] = []
        for stage in chosen.policy.chain {
            switch stage {
            case .auth: stages.append(AuthStage(keys: keys))
            case .limit: stages.append(LimitStage(maxBodyBytes: chosen.policy.limit.body, rate: rates(chosen.policy)))
            case .classify:
                stages.append(
                    ClassifyStage(
                        rules: rules(chosen.policy), classifier: classifiers(chosen.policy),
                        hint: chosen.policy.classify.when == .suspicious ? FindingHint(plan: chosen.plan) : nil,
                        formats: { WireFormats.format(for: $0) }))
            case .redact: stages.append(redact)
            case .route: stages.append(RouteStage(router: router(chosen)))
            case .audit: stages.append(AuditStage(sink: sink))
            }
        }
        // A chain that leaves redact out still needs what only that stage can make, for cloud hosts by the policy's own words, and for a
        // host of the other trust by its own policy's. It comes first after auth, so that nothing can go out before it.
        if !chosen.policy.chain.contains(.redact) {
            let at = stages.firstIndex { $0.name == "auth" }.map { $0 + 1 } ?? 0
            stages.insert(redact, at: at)
        }
        // A chain that leaves route out may reach every host of its model.
        if !chosen.policy.chain.contains(.route) { stages.append(RouteStage(router: router(chosen))) }
        return MiddlewareChain(stages)
    }

    /// The policy's chain for what nobody can examine. No stage of it can make a `RedactedBody`.
    func unexamined(_ chosen: CompiledPolicy, router: any Router) -> MiddlewareChain {
        var stages: [any Middleware] = []
        for stage in chosen.policy.chain {
            switch stage {
            case .auth: stages.append(AuthStage(keys: keys))
            case .limit: stages.append(LimitStage(maxBodyBytes: chosen.policy.limit.body, rate: rates(chosen.policy)))
            case .route: stages.append(RouteStage(router: router))
            case .audit: stages.append(AuditStage(sink: sink))
            case .classify, .redact: break
            }
        }
        if !chosen.policy.chain.contains(.route) { stages.append(RouteStage(router: router)) }
        return MiddlewareChain(stages)
    }

    private func rules(_ policy: Policy) -> VerdictRules {
        let sensitive: VerdictRules.Sensitive =
            switch policy.classify.sensitive {
            case .redact: .redact
            case .block: .block
            case .local: .local
            case .flag: .flag
            }
        return VerdictRules(
            threshold: Float(policy.classify.threshold), sensitive: sensitive, isOpenOnError: policy.classify.error == .open,
            isShadow: policy.mode == .shadow)
    }
}
