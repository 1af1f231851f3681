internal import Pipeline

extension PipelineError {
    /// The word for the audit log's `reason`: of a closed list.
    var reason: String {
        switch kind {
        case .malformed(let reason):
            switch reason {
            case .http: "malformed_http"
            case .json: "malformed_json"
            case .utf8: "malformed_utf8"
            case .notAnObject: "not_an_object"
            case .nesting: "nested_too_deep"
            case .duplicateModel: "duplicate_model"
            case .noModel: "no_model"
            case .structuralFinding: "structural_finding"
            case .compression: "malformed_compression"
            case .query: "malformed_query"
            case .unexaminable: "unexaminable"
            }
        case .blocked: "entity_blocked"
        case .attachmentsBlocked: "attachment_blocked"
        case .sensitive: "sensitive"
        case .unauthorized: "unauthorized"
        case .ambiguousCredentials: "ambiguous_credentials"
        case .modelForbidden: "model_forbidden"
        case .routeForbidden: "route_forbidden"
        case .managementForbidden: "management_forbidden"
        case .noLocalHost: "no_local_host"
        case .modelUnknown: "model_unknown"
        case .apiUnavailable: "api_unavailable"
        case .pathUnknown: "path_unknown"
        case .methodNotAllowed: "method_not_allowed"
        case .bodyTooSlow: "body_too_slow"
        case .lengthRequired: "length_required"
        case .bodyTooLarge: "body_too_large"
        case .encodingUnsupported: "encoding_unsupported"
        case .rateExceeded: "rate_exceeded"
        case .budgetExceeded: "budget_exceeded"
        case .headTooLarge: "head_too_large"
        case .allHostsFailed: "all_hosts_failed"
        case .noHealthyHost: "no_healthy_host"
        case .queueFull: "queue_full"
        case .classifierUnavailable: "classifier_unavailable"
        case .auditUnavailable: "audit_unavailable"
        case .draining: "draining"
        case .hostTooSlow: "host_too_slow"
        case .hostReplyInvalid: "host_reply_invalid"
        case .clientGone: "client_gone"
        case .originForbidden: "origin_forbidden"
        case .realtimeRefused: "realtime_refused"
        case .upgradeRequired: "upgrade_required"
        case .internalFault: "internal_fault"
        }
    }

    /// What the audit log says became of the request.
    var decision: Decision {
        switch kind {
        case .blocked, .attachmentsBlocked, .sensitive: .blocked
        case .allHostsFailed, .noHealthyHost, .queueFull, .classifierUnavailable, .auditUnavailable, .hostTooSlow, .hostReplyInvalid,
            .clientGone, .internalFault, .draining:
            .failed
        case .malformed, .unauthorized, .ambiguousCredentials, .modelForbidden, .routeForbidden, .managementForbidden, .noLocalHost,
            .modelUnknown, .apiUnavailable, .pathUnknown, .methodNotAllowed, .bodyTooSlow, .lengthRequired, .bodyTooLarge,
            .encodingUnsupported, .rateExceeded, .budgetExceeded, .headTooLarge, .originForbidden, .realtimeRefused,
            .upgradeRequired:
            .refused
        }
    }
}
