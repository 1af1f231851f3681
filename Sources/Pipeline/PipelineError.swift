/// An entity type and how often it was found; never the text.
public struct EntityCount: Sendable, Equatable {
    public let type: String
    public let count: Int

    public init(type: String, count: Int) {
        self.type = type
        self.count = count
    }
}

/// Why an exchange could not go on. One switch (`status`) gives the HTTP status; the wire format gives it its shape.
///
/// Nothing in here can hold message text or secrets: details are static strings, numbers, and names from the configuration.
public struct PipelineError: Error, Sendable {
    /// What went wrong.
    public enum Kind: Sendable, Equatable {
        case malformed(MalformedReason)
        case blocked([EntityCount])
        case attachmentsBlocked(Attachments)
        case sensitive
        case unauthorized
        case ambiguousCredentials
        case modelForbidden
        case routeForbidden
        case managementForbidden
        case noLocalHost
        case modelUnknown
        case apiUnavailable
        case pathUnknown
        case methodNotAllowed
        case bodyTooSlow
        case lengthRequired
        case bodyTooLarge(limit: Int)
        case encodingUnsupported
        case rateExceeded
        case budgetExceeded
        case headTooLarge
        case allHostsFailed
        case noHealthyHost
        case queueFull
        case classifierUnavailable
        case auditUnavailable
        case draining
        case hostTooSlow
        case hostReplyInvalid
        case clientGone
        case originForbidden
        case realtimeRefused
        case upgradeRequired
        case internalFault
    }

    /// Whose fault it is.
    public enum Origin: String, Sendable {
        case client
        case proxy
        case host
    }

    public let kind: Kind
    public let origin: Origin
    /// When the client may try again.
    public let retryAfter: Duration?

    public init(_ kind: Kind, origin: Origin, retryAfter: Duration? = nil) {
        self.kind = kind
        self.origin = origin
        self.retryAfter = retryAfter
    }

    public static func client(_ kind: Kind, retryAfter: Duration? = nil) -> PipelineError {
        PipelineError(kind, origin: .client, retryAfter: retryAfter)
    }

    public static func proxy(_ kind: Kind, retryAfter: Duration? = nil) -> PipelineError {
        PipelineError(kind, origin: .proxy, retryAfter: retryAfter)
    }

    public static func host(_ kind: Kind, retryAfter: Duration? = nil) -> PipelineError {
        PipelineError(kind, origin: .host, retryAfter: retryAfter)
    }
}

/// What is wrong with a request's bytes.
public enum MalformedReason: String, Sendable, Equatable {
    case http = "the request is not valid HTTP/1.1"
    case json = "the body is not valid JSON"
    case utf8 = "the body is not valid UTF-8"
    case notAnObject = "the body must be a JSON object"
    case nesting = "the body is nested more than 512 levels deep"
    case duplicateModel = "the body has more than one model"
    case noModel = "the body names no model"
    case structuralFinding = "a structural field holds personal data or a credential"
    case compression = "the compressed body cannot be decoded"
    case query = "the query is not valid"
    case unexaminable = "the text could not be examined within its bounds; send it in smaller parts"
}

extension PipelineError {
    /// The HTTP status, in one switch without a default: a new kind does not compile until it has one.
    public var status: Int {
        switch kind {
        case .malformed, .blocked, .attachmentsBlocked, .sensitive, .ambiguousCredentials: 400
        case .unauthorized: 401
        case .modelForbidden, .routeForbidden, .managementForbidden, .noLocalHost, .originForbidden, .realtimeRefused: 403
        case .modelUnknown, .apiUnavailable, .pathUnknown: 404
        case .methodNotAllowed: 405
        case .bodyTooSlow: 408
        case .lengthRequired: 411
        case .bodyTooLarge: 413
        case .encodingUnsupported: 415
        case .rateExceeded, .budgetExceeded: 429
        case .upgradeRequired: 426
        case .headTooLarge: 431
        case .clientGone: 499
        case .internalFault: 500
        case .allHostsFailed, .hostReplyInvalid: 502
        case .noHealthyHost, .queueFull, .classifierUnavailable, .auditUnavailable, .draining: 503
        case .hostTooSlow: 504
        }
    }

    /// The machine-readable code, as OpenAI's `error.code`; nil where OpenAI gives none.
    public var code: String? {
        switch kind {
        case .blocked, .attachmentsBlocked, .sensitive: "content_policy_violation"
        case .unauthorized: "invalid_api_key"
        case .noLocalHost: "no_local_host"
        case .modelUnknown, .apiUnavailable: "model_not_found"
        case .modelForbidden: "model_not_allowed"
        case .routeForbidden: "route_not_allowed"
        case .managementForbidden: "management_not_allowed"
        case .rateExceeded: "rate_limit_exceeded"
        case .budgetExceeded: "budget_exceeded"
        case .classifierUnavailable: "classifier_unavailable"
        case .auditUnavailable: "audit_unavailable"
        case .noHealthyHost: "no_healthy_host"
        case .queueFull: "queue_full"
        case .realtimeRefused: "realtime_refused"
        case .malformed, .ambiguousCredentials, .pathUnknown, .methodNotAllowed, .bodyTooSlow, .lengthRequired, .bodyTooLarge,
            .encodingUnsupported, .headTooLarge, .allHostsFailed, .hostReplyInvalid, .draining, .hostTooSlow, .clientGone,
            .originForbidden, .upgradeRequired, .internalFault:
            nil
        }
    }

    /// What went wrong and what to do next, in one sentence for the client.
    public var message: String {
        switch kind {
        case .malformed(let reason): "The request was refused: \(reason.rawValue)."
        case .blocked(let counts):
            "The request was blocked by policy: it holds "
                + counts.map { "\($0.type) (\($0.count))" }.joined(separator: ", ") + ". Remove these and send it again."
        case .attachmentsBlocked(let a):
            "The request was blocked by policy: it holds parts that cannot be examined (images \(a.images), audio \(a.audio), files \(a.files))."
        case .sensitive: "The request was blocked by policy: a classifier judged it sensitive."
        case .unauthorized: "The API key is missing or wrong. Send it as 'Authorization: Bearer', 'x-api-key' or 'api-key'."
        case .ambiguousCredentials: "Two different API keys were sent. Send one."
        case .modelForbidden: "This key may not use this model."
        case .routeForbidden: "The policy does not allow this model or its hosts."
        case .managementForbidden: "Managing models is not allowed through this proxy."
        case .noLocalHost: "The policy allows only local hosts for this request, and no local host serves the model."
        case .modelUnknown: "The model does not exist or no host serves it."
        case .apiUnavailable: "The model exists, but on no host that speaks this API."
        case .pathUnknown: "There is nothing at this path."
        case .methodNotAllowed: "This method is not allowed here."
        case .bodyTooSlow: "The request body came too slowly."
        case .lengthRequired: "A request with a body needs 'Content-Length' or chunked transfer encoding."
        case .bodyTooLarge(let limit): "The request body is larger than the limit of \(limit) bytes."
        case .encodingUnsupported: "The content encoding is not supported. Use gzip, deflate, br, zstd or none."
        case .rateExceeded: "The rate limit is exceeded. Try again later."
        case .budgetExceeded: "The token budget is used up. Try again later."
        case .headTooLarge: "The request head is too large."
        case .allHostsFailed: "Every host that was tried failed."
        case .noHealthyHost: "No healthy host serves this model at the moment. Try again later."
        case .queueFull: "Every host of this model is busy and the queue is full. Try again later."
        case .classifierUnavailable: "The classifier could not answer, and the policy refuses what is not classified."
        case .auditUnavailable: "The audit log cannot be written, and nothing goes out unrecorded. Try again later."
        case .draining: "The proxy is shutting down."
        case .hostTooSlow: "The host did not answer in time."
        case .hostReplyInvalid: "The host's answer could not be understood."
        case .clientGone: "The client closed the connection."
        case .originForbidden: "Browser requests from this origin are not allowed. Add it to 'origins'."
        case .realtimeRefused: "Realtime connections are only allowed to local hosts, unless the policy says 'realtime: unguarded'."
        case .upgradeRequired: "This path is a WebSocket: ask for it with 'Connection: Upgrade', 'Upgrade: websocket' and version 13."
        case .internalFault: "The proxy met an internal fault."
        }
    }
}
