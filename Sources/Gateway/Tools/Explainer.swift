internal import Configuration
internal import Detection
internal import Middleware
internal import Pipeline
internal import Proxy
internal import WireFormats

/// Finds out what the proxy would do with a request: runs it through the chain that a client's request would run through, with stand-ins
/// where the hosts and the log would be.
struct Explainer: Sendable {
    let snapshot: Snapshot
    let balancer: Balancer
    let hosts: [Host]
    let secret: [UInt8]
    let classifiers: @Sendable (Policy) -> any Classifier

    /// The classifiers of an explanation: the embedded ones as they are, none that lies outside, because nothing is sent.
    static func classifiers(
        _ own: @escaping @Sendable (Policy) -> any Classifier, _ settings: Settings
    ) -> @Sendable (Policy) -> any Classifier {
        if settings.classifiers.allSatisfy({ $0.engine == .embedded }) { return own }
        return { _ in SilentClassifier() }
    }

    /// Explains a request. What is wrong with the question itself is the explanation's refusal.
    func explain(_ question: ExplainQuestion) async -> Explanation {
        var out = Explanation()
        let api = question.chosenAPI
        out.api = api.rawValue
        let bytes = question.body(model: question.model ?? defaultModel(api))
        let body: RequestBody
        do throws(WireFormatError) {
            body = try WireFormats.format(for: api).outline(bytes)
        } catch {
            if case .malformed(let reason) = error {
                refuse(.client(.malformed(reason)), &out)
            } else {
                refuse(.client(.malformed(.json)), &out)
            }
            return out
        }
        out.model = body.model

        guard let principal = principalNamed(question.key) else {
            out.refusal = "there is no key '\(question.key ?? "")'"
            return out
        }
        out.key = principal.key
        if question.key == nil && !snapshot.settings.keys.isEmpty {
            out.notes.append("No key was named: rules for keys and teams are as for none. A client needs one.")
        }

        var reach = reach(body.model, api, &out)
        var trust: Trust = reach.steps.contains { reach.balancer.reachesCloud($0.hosts) } ? .cloud : .local
        let chosen: CompiledPolicy
        if let name = question.policy {
            guard let named = snapshot.policy(named: name) else {
                out.refusal = "there is no policy '\(name)'; there are \(snapshot.policies.map(\.policy.name).joined(separator: ", "))"
                return out
            }
            chosen = named
            out.why.append("The policy '\(name)' was named; which one would match was not asked.")
            if let wanted = named.policy.match.trust, (wanted == .cloud) != (trust == .cloud) {
                // A policy for hosts of the other trust is shown as it would act there.
                trust = trust.counterpart
                reach = standIn([Host.standIn(id: "none", trust: trust)], body.model, api, isReal: false)
                out.notes.append("The model's hosts are of the other trust: explained as for a host of trust \(trust.rawValue).")
            }
        } else {
            chosen = snapshot.policy(trust: trust, path: api.path, model: body.model, principal) { _ in nil }
            tellWhy(chosen, trust, api, body.model, principal, reach, &out)
        }
        let other = snapshot.policy(trust: trust.counterpart, path: api.path, model: body.model, principal) { _ in nil }
        out.trust = trust.rawValue
        out.policy = chosen.policy.name
        out.policyFile = chosen.policy.file
        out.chain = PolicySummary.chain(chosen.policy)
        if chosen.isShadow { out.notes.append("The policy is in shadow mode: it records what it would do and changes nothing.") }

        if chosen.policy.chain.contains(.classify), !snapshot.settings.classifiers.allSatisfy({ $0.engine == .embedded }) {
            out.notes.append("The classifier is not on board, so it was not asked: a request may be judged more sensitive than this.")
        }

        await run(body, api, principal, chosen, other, trust, reach, &out)
        return out
    }

    // MARK: The chain

    private func run(
        _ body: RequestBody, _ api: ClientAPI, _ principal: Principal, _ chosen: CompiledPolicy, _ other: CompiledPolicy, _ trust: Trust,
        _ reach: Reachable, _ out: inout Explanation
    ) async {
        let assembler = ChainAssembler(
            secret: secret, keys: UncountedRights(keyring: snapshot.keyring), classifiers: classifiers, sink: UnkeptAudit(),
            router: { [balancer = reach.balancer] in HostRouter($0.policy, balancer: balancer) })
        let watch = Watchpoint()
        let chain = watch.inserted(in: assembler.chain(chosen, counterpart: other, trust: trust))
        var fields = HTTPFields()
        fields.append("content-type", "application/json")
        let head = RequestHead(
            method: "POST", path: api.path, query: "", fields: fields, contentLength: body.bytes.count, hasBody: true)
        let record = ExchangeRecord()
        let request = Request(api: api, head: head, body: body, forwardedFields: fields)
        let context = RequestContext(
            exchangeID: "explain", requestID: "explain", principal: principal, clientAddress: "", policy: chosen.policy.name, trust: trust,
            generation: snapshot.generation, record: record)
        let terminal = RecordingHosts(reach.balancer, answers: trust) { sent in
            guard let mirror = MirrorReply(api: api, body: sent.body, seconds: 0, id: "explain") else { return nil }
            return RecordingHosts.Answer(contentType: mirror.contentType, isStream: mirror.pieces.count > 1, pieces: mirror.pieces)
        }
        let reply = KeptReply()
        do throws(PipelineError) {
            try await chain.run(request, context: context, reply: reply, terminal: terminal)
        } catch {
            refuse(error, &out)
        }
        note(record, &out)
        if out.refusal == nil {
            out.cloudBody = terminal.sent.first { $0.host.trust == .cloud }?.body
            out.localBody = terminal.sent.first { $0.host.trust == .local }?.body
            if reach.isReal {
                for sent in terminal.sent {
                    out.hosts.append(
                        Explanation.Reach(
                            id: sent.host.id, api: sent.host.api.rawValue, trust: sent.host.trust.rawValue, url: sent.host.url.origin,
                            model: sent.model))
                }
            }
            out.isLocalOnly = trust == .cloud && out.cloudBody == nil && out.localBody != nil
            if let leaving = trust == .cloud ? out.cloudBody ?? out.localBody : out.localBody {
                out.leaving = MirrorReply(api: api, body: leaving, seconds: 0, id: "explain")?.received ?? ""
            }
            out.returning = EchoText.read(reply.bytes).max { $0.utf8.count < $1.utf8.count } ?? ""
        }
        if let stage = chain.stages.lazy.compactMap({ $0 as? RedactStage }).first {
            addFindings(body, api, chosen, trust, stage, watch.classification, &out)
        }
    }

    private func note(_ record: ExchangeRecord, _ out: inout Explanation) {
        for entity in record.admission.entities where entity.type == "CLASSIFIER_ERROR" {
            out.notes.append("The classifier '\(entity.recognizer)' gave no verdict here.")
        }
        for word in record.unexamined { out.notes.append("Let through unexamined, by the policy's own words: \(word).") }
    }

    private func refuse(_ error: PipelineError, _ out: inout Explanation) {
        out.refusal = error.message
        out.refusalStatus = error.status
    }

    // MARK: Findings

    private func addFindings(
        _ body: RequestBody, _ api: ClientAPI, _ chosen: CompiledPolicy, _ trust: Trust, _ stage: RedactStage,
        _ classification: Classification?, _ out: inout Explanation
    ) {
        let format = WireFormats.format(for: api)
        let places = JSONPlaces.find(body.slots.map(\.range.lowerBound), in: body.bytes)
        let acting: [[Finding]]?
        do throws(AnalysisError) {
            acting = try stage.findings(in: body, api: api, for: trust, classification)
        } catch {
            out.notes.append("The text could not be examined to its end.")
            return
        }
        // What the policy keeps is found by an analyzer that keeps nothing back, and told beside.
        let reporting = PolicyCompiler.reportingAnalyzer(chosen.policy, minScore: nil)
        for (index, slot) in body.slots.enumerated() {
            let text = format.withText(of: slot, in: body) { Array($0) }
            let name = format.withName(of: slot, in: body) { Array($0) }
            var found = (acting?[index] ?? []).map { ($0, chosen.plan.actions.action(for: $0).rawValue) }
            if slot.use == .structural {
                found = found.map { ($0.0, $0.1 == Action.keep.rawValue || $0.1 == Action.local.rawValue ? $0.1 : "refuse") }
            }
            // Only adds what the policy keeps: that the text can be examined was found out above.
            if slot.use == .text, let kept = try? reporting.analyze(text, name: name) {
                for finding in kept where !found.contains(where: { $0.0.span.overlaps(finding.span) }) {
                    found.append((finding, Action.keep.rawValue))
                }
            }
            guard !found.isEmpty else { continue }
            found.sort { $0.0.span.lowerBound < $1.0.span.lowerBound }
            var offsets = ScalarOffsets(text)
            out.places.append(Explanation.Place(name: places[index], text: String(decoding: text, as: UTF8.self)))
            for (finding, action) in found {
                out.findings.append(
                    Explanation.Found(
                        place: places[index], role: slot.use == .text ? slot.role.rawValue : "structural",
                        scalars: offsets.scalars(of: finding.span), text: String(decoding: text[finding.span], as: UTF8.self),
                        type: finding.type.name, recognizer: finding.recognizer, score: finding.score,
                        action: chosen.isShadow && action != Action.keep.rawValue ? "shadow: " + action : action))
            }
        }
    }

    // MARK: Where it may go

    /// Hosts for a model, and a balancer that knows them.
    private struct Reachable {
        var steps: [RouteStep]
        var balancer: Balancer
        /// Whether the hosts are the configuration's.
        var isReal = true
    }

    private func reach(_ model: String, _ api: ClientAPI, _ out: inout Explanation) -> Reachable {
        switch balancer.directory.resolve(model, api.family) {
        case .steps(let steps): return Reachable(steps: steps, balancer: balancer)
        case .apiUnavailable: out.notes.append("The model exists, but on no host that speaks this API: a client would get 404.")
        case .unknown:
            let discovering = hosts.filter { $0.models == nil && $0.api.serves(api.family) }
            if !discovering.isEmpty {
                out.notes.append(
                    "The model's hosts are not known here, because \(discovering.map { "'\($0.id)'" }.joined(separator: ", ")) "
                        + "\(discovering.count == 1 ? "tells its models itself" : "tell their models themselves"): taken as if it were there."
                )
                return standIn(discovering.map { $0.serving([ModelGlob(model)]) }, model, api, isReal: true)
            }
            out.notes.append("No host serves the model: a client would get 404. Explained as for a host of trust cloud.")
        }
        return standIn([Host.standIn(id: "none", trust: .cloud)], model, api, isReal: false)
    }

    private func standIn(_ hosts: [Host], _ model: String, _ api: ClientAPI, isReal: Bool) -> Reachable {
        let balancer = Balancer(HostAssembly.balance(snapshot.settings.balance), seed: 1)
        balancer.configure(hosts, HostAssembly.balance(snapshot.settings.balance))
        guard case .steps(let steps) = balancer.directory.resolve(model, api.family) else {
            preconditionFailure("a stand-in serves the model it was made for")
        }
        return Reachable(steps: steps, balancer: balancer, isReal: isReal)
    }

    private func tellWhy(
        _ chosen: CompiledPolicy, _ trust: Trust, _ api: ClientAPI, _ model: String, _ principal: Principal, _ reach: Reachable,
        _ out: inout Explanation
    ) {
        let ids = reach.steps.flatMap(\.hosts).map { reach.balancer.host(at: $0) }.filter { $0.trust == trust }.map { "'\($0.id)'" }
        if reach.isReal {
            let all = ids.joined(separator: ", ")
            out.why.append(
                trust == .cloud
                    ? "Trust is cloud, because the request may reach \(all)." : "Trust is local: \(all) is all that it may reach.")
        }
        let place = snapshot.policies.firstIndex { $0 === chosen } ?? 0
        let match = PolicySummary.match(chosen.policy)
        if place >= snapshot.policies.count - 2 {
            out.why.append("No policy of the configuration matches: the built-in rules for trust \(trust.rawValue) hold.")
        } else {
            out.why.append(
                "Of \(snapshot.policies.count - 2) policies '\(chosen.policy.name)' is the first that matches: "
                    + "\(match.isEmpty ? "it is for every request" : match).")
        }
        for passed in snapshot.policies.prefix(min(place, 8)) {
            let match = PolicySummary.match(passed.policy)
            out.why.append("'\(passed.policy.name)' does not match: it wants \(match).")
        }
    }

    private func principalNamed(_ name: String?) -> Principal? {
        guard let name, !name.isEmpty else { return .anonymous }
        guard let key = snapshot.settings.keys.first(where: { $0.name == name }) else { return nil }
        return Principal(key: key.name, team: key.team, isAdmin: key.isAdmin)
    }

    /// A model to speak of where none was named: the first that a host of the API is known to have.
    private func defaultModel(_ api: ClientAPI) -> String {
        if let listed = balancer.directory.catalog(isUp: { _ in true }).entries.first(where: { $0.api.serves(api.family) }) {
            return listed.name
        }
        let named = hosts.lazy.filter { $0.api.serves(api.family) }.flatMap { $0.models ?? [] }.map(\.pattern).first
        return named.map { $0.replacing("*", with: "x").replacing("?", with: "x") } ?? "model"
    }
}

extension Host {
    /// The same host with other models.
    func serving(_ models: [ModelGlob]) -> Host {
        Host(id: id, url: url, api: api, trust: trust, models: models)
    }

    /// A host that is not there, of a kind that serves every API and every model.
    static func standIn(id: String, trust: Trust) -> Host {
        do throws(HostURLError) {
            return Host(id: id, url: try HostURL("http://127.0.0.1:9"), api: .ollama, trust: trust, models: [ModelGlob("*")])
        } catch {
            preconditionFailure("the address is a URL's")
        }
    }
}
