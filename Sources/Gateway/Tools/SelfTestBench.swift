internal import Configuration
internal import Middleware
internal import Pipeline
internal import Proxy
internal import WireFormats

/// A policy's chain with recording hosts at its end, one for each configured host, and one more that speaks every API.
struct SelfTestBench {
    /// What came of one request.
    struct Trial {
        var sent: [RecordingHosts.Sent] = []
        var refusal: PipelineError?
        var reply: [UInt8] = []
        /// The texts of the request that an answer may be restored to, decoded.
        var echoable: [[UInt8]] = []
    }

    let policy: CompiledPolicy
    let trust: Trust
    /// A model that the policy's route lets through.
    let model: String
    let balancer: Balancer
    private let chain: MiddlewareChain

    /// - Parameters:
    ///   - trust: the trust of the hosts that the request is for.
    ///   - hosts: the hosts to send to; nil for a stand-in of each configured one, and one more that speaks every API.
    init(_ policy: CompiledPolicy, trust: Trust, _ assembly: Assembly, secret: [UInt8], hosts: [Host]? = nil) {
        self.policy = policy
        self.trust = trust
        let settings = HostAssembly.balance(assembly.loaded.settings.balance)
        let glob = policy.policy.route.models.first ?? Glob("*")
        model = glob.matchesAll ? "selftest" : glob.pattern.replacing("*", with: "x").replacing("?", with: "x")
        let balancer = Balancer(settings, seed: 1)
        let standIns = assembly.hosts.map { $0.serving([ModelGlob("*")]) } + [Host.standIn(id: "selftest-\(trust.rawValue)", trust: trust)]
        balancer.configure(hosts ?? standIns, settings)
        self.balancer = balancer
        // The policy of the other trust says what an attempt there gets, as for a real request.
        let others = assembly.policies.first { candidate in
            candidate.policy.match.matches(
                trust: trust == .cloud ? .local : .cloud, path: "", model: "selftest", key: "", team: "", header: { _ in nil })
        }
        let other = others ?? (trust == .cloud ? assembly.builtInLocal : assembly.builtInCloud)
        let assembler = ChainAssembler(
            secret: secret, keys: UncountedRights(keyring: nil), classifiers: { _ in SilentClassifier() }, sink: UnkeptAudit(),
            router: { HostRouter($0.policy, balancer: balancer) })
        chain = assembler.chain(policy, counterpart: other, trust: trust)
    }

    /// Whether the policy's route has a host of its trust that speaks the API.
    func reaches(_ api: ClientAPI) -> Bool {
        guard case .steps(let steps) = balancer.directory.resolve(model, api.family) else { return false }
        return steps.flatMap(\.hosts).map { balancer.host(at: $0) }.contains { host in
            host.trust == trust && policy.policy.route.hosts.contains { $0.matches(host.id) }
        }
    }

    /// Sends a body through the chain.
    ///
    /// - Parameter echoes: whether the host answers with the texts that it was sent.
    func send(_ bytes: [UInt8], _ api: ClientAPI, isStream: Bool, echoes: Bool) async -> Trial {
        let hosts = RecordingHosts(balancer, answers: trust) { sent in echoes ? echo(sent.body, api, isStream: isStream) : nil }
        var trial = await send(bytes, api, to: hosts)
        trial.sent = hosts.sent
        return trial
    }

    /// Sends a body through the chain to what stands at its end.
    func send(_ bytes: [UInt8], _ api: ClientAPI, to terminal: any Terminal) async -> Trial {
        var trial = Trial()
        let format = WireFormats.format(for: api)
        let body: RequestBody
        do throws(WireFormatError) {
            body = try format.outline(bytes)
        } catch {
            trial.refusal = .client(.malformed(.json))
            return trial
        }
        trial.echoable = echoable(body, format)
        var fields = HTTPFields()
        fields.append("content-type", "application/json")
        let head = RequestHead(method: "POST", path: api.path, query: "", fields: fields, contentLength: bytes.count, hasBody: true)
        let request = Request(api: api, head: head, body: body, forwardedFields: fields)
        let context = RequestContext(
            exchangeID: "selftest", requestID: "selftest", principal: Principal(key: "selftest", team: ""), clientAddress: "",
            policy: policy.policy.name, trust: trust, generation: 1, record: ExchangeRecord())
        let reply = KeptReply()
        do throws(PipelineError) {
            try await chain.run(request, context: context, reply: reply, terminal: terminal)
        } catch {
            trial.refusal = error
        }
        trial.reply = reply.bytes
        return trial
    }

    /// The texts of a body whose values the policy restores in an answer.
    private func echoable(_ body: RequestBody, _ format: any WireFormat) -> [[UInt8]] {
        body.slots.filter { $0.use == .text && ($0.role == .other || policy.plan.restoredRoles.contains($0.role)) }.map { slot in
            format.withText(of: slot, in: body) { Array($0) }
        }
    }

    /// Answers with every text that was received, cut where networks cut: anywhere.
    func echo(_ received: [UInt8], _ api: ClientAPI, isStream: Bool) -> RecordingHosts.Answer? {
        let format = WireFormats.format(for: api)
        // A body that cannot be read is told as one that was not answered.
        guard let body = try? format.outline(received) else { return nil }
        let text = String(decoding: Array(echoable(body, format).joined(separator: [0x0A])), as: UTF8.self)
        var question = JSONWriter()
        question.object { json in
            json.name("model")
            json.string(model)
            json.name("stream")
            json.bool(isStream)
            switch api {
            case .chat, .messages, .ollamaChat:
                json.name("messages")
                json.raw(SelfTestBench.messages(text))
            case .responses:
                json.name("input")
                json.string(text)
            default:
                json.name("prompt")
                json.string(text)
            }
        }
        guard let mirror = MirrorReply(api: api, body: question.bytes, seconds: 0, id: "selftest") else { return nil }
        let whole = Array(mirror.pieces.joined())
        var pieces: [[UInt8]] = []
        var at = 0
        // Primes, so that the cuts move through everything that repeats.
        let sizes = [1, 2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37]
        while at < whole.count {
            let end = min(whole.count, at + sizes[pieces.count % sizes.count])
            pieces.append(Array(whole[at..<end]))
            at = end
        }
        return RecordingHosts.Answer(contentType: mirror.contentType, isStream: mirror.pieces.count > 1, pieces: pieces)
    }

    private static func messages(_ text: String) -> [UInt8] {
        var json = JSONWriter()
        json.array { json in
            json.object { json in
                json.name("role")
                json.string("user")
                json.name("content")
                json.string(text)
            }
        }
        return json.bytes
    }

    /// Where in a body a value stands.
    func places(of value: String, in bytes: [UInt8], _ api: ClientAPI) -> [String] {
        let format = WireFormats.format(for: api)
        // Names the places for the report; the leak itself is found in the bytes.
        guard let body = try? format.outline(bytes) else { return [] }
        let wanted = Array(value.utf8)
        let slots = body.slots.filter { slot in
            format.withText(of: slot, in: body) { SelfTestTrace.count(wanted, in: Array($0)) > 0 }
        }
        // Keys may hold planted values themselves.
        return JSONPlaces.find(slots.map(\.range.lowerBound), in: bytes, hidesText: true)
    }
}
