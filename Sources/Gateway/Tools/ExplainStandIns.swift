internal import Middleware
internal import Pipeline
internal import Proxy

/// A log that keeps nothing: what is only explained or tried out leaves no row.
final class UnkeptAudit: AuditSink {
    func admit(_ row: AdmissionRow, keeping body: KeptBody?) async throws(PipelineError) {}
    func close(_ admission: AdmissionRow?, _ row: OutcomeRow) async throws(PipelineError) {}
}

/// The rights of keys, without counting: a trial uses up nobody's rate or budget.
struct UncountedRights: KeyRights {
    /// Nil lets every key call every model.
    let keyring: Keyring?

    func mayCall(_ model: String, _ principal: Principal) -> Bool { keyring?.mayCall([model], principal) ?? true }
    func begin(_ principal: Principal) throws(PipelineError) {}
    func end(_ principal: Principal, prompt: Int, completion: Int) {}
}

/// Finds nothing, so that what the recognizers do is seen by itself.
struct SilentClassifier: Classifier {
    let engine = "silent"
    func classify(_ texts: [ClassifierText]) async throws(ClassifierFailure) -> Classification { Classification() }
}

/// A client that keeps the answer.
final class KeptReply: ReplyWriter {
    private(set) var head: ResponseHead?
    private(set) var bytes: [UInt8] = []
    private(set) var end: StreamEnd?

    var hasBegun: Bool { head != nil }
    func begin(_ head: ResponseHead) async throws(PipelineError) { self.head = head }
    func put(_ piece: [UInt8]) throws(PipelineError) -> Bool {
        bytes += piece
        return true
    }
    func waitForRoom() async throws(PipelineError) {}
    func finish(_ end: StreamEnd) async throws(PipelineError) { self.end = end }
}

/// Stands at the end of a chain in the place of every host: keeps what each would be sent, and answers in the place of one.
final class RecordingHosts: Terminal {
    /// What a host would be sent.
    struct Sent {
        let host: Host
        let api: ClientAPI
        let model: String
        let body: [UInt8]
        let fields: HTTPFields
        let query: String
    }

    /// The pieces of an answer, as they come from the network.
    struct Answer {
        let contentType: String
        let isStream: Bool
        let pieces: [[UInt8]]
    }

    private(set) var sent: [Sent] = []
    private let balancer: Balancer
    private let answers: Trust
    private let answer: (Sent) -> Answer?

    /// - Parameters:
    ///   - answers: the trust of the host that answers, where one of it is in reach.
    ///   - answer: what it says; nil for an empty answer.
    init(_ balancer: Balancer, answers: Trust, answer: @escaping (Sent) -> Answer?) {
        self.balancer = balancer
        self.answers = answers
        self.answer = answer
    }

    func send(_ request: Request, context: RequestContext, reply: any ReplyWriter) async throws(PipelineError) {
        guard let route = context.route else { throw .proxy(.internalFault) }
        for step in route.steps {
            for slot in step.hosts {
                let host = balancer.host(at: slot)
                let body: OutboundBody
                switch host.trust {
                case .cloud:
                    guard !context.localOnly else { continue }
                    guard let cloud = request.cloudBody else { throw .proxy(.internalFault) }
                    body = cloud.body
                case .local: body = request.localBody
                }
                sent.append(
                    Sent(
                        host: host, api: request.api, model: step.model, body: body.bytes(model: step.model),
                        fields: request.forwardedFields,
                        query: request.forwardedQuery))
            }
        }
        guard let first = sent.first(where: { $0.host.trust == answers }) ?? sent.first else { throw .proxy(.noLocalHost) }
        guard let answer = answer(first) else { return }
        var fields = HTTPFields()
        fields.append("content-type", answer.contentType)
        try await reply.begin(
            ResponseHead(
                status: 200, fields: fields, origin: .host(id: first.host.id, trust: first.host.trust), isStream: answer.isStream))
        for piece in answer.pieces { try await reply.send(piece) }
        try await reply.finish(.complete)
    }
}

/// Keeps what a chain knows of a request just before a stage.
final class Watchpoint: Middleware, @unchecked Sendable {
    let name = "watch"
    /// Unchecked: written and read by the one task that runs the chain.
    private(set) var classification: Classification?

    func handle(_ request: Request, context: RequestContext, reply: any ReplyWriter, next: Next) async throws(PipelineError) {
        classification = context.classification
        try await next(request, context, reply)
    }

    /// The chain with this before its redact stage.
    func inserted(in chain: MiddlewareChain) -> MiddlewareChain {
        var stages = chain.stages
        stages.insert(self, at: stages.firstIndex { $0 is RedactStage } ?? stages.endIndex)
        return MiddlewareChain(stages)
    }
}
