internal import Pipeline

extension AuditFilter {
    /// What may be asked for by name, on the command line and by the dashboard.
    public enum Name: String, Sendable, CaseIterable {
        case since
        case until
        case key
        case team
        case model
        case host
        case policy
        case status
        case entity
        case decision
        case api

        /// What it takes, for who gave something else.
        public var takes: String {
            switch self {
            case .since, .until: "a span such as 2h or 7d, 'today', or a date such as 2026-01-31 or 2026-01-31T13:05"
            case .status: "a status such as 200, or a class such as 4xx"
            case .decision: "forwarded, blocked, refused or failed"
            case .key, .team, .model, .host, .policy, .entity, .api: "a name, in which * stands for any characters"
            }
        }
    }

    /// A value that cannot be read.
    public struct Fault: Error {
        public let name: Name
    }

    /// Takes a value as it was typed.
    public mutating func set(_ name: Name, _ text: String, now: UTCTime = .now, zone: AuditTimeZone) throws(Fault) {
        switch name {
        case .since, .until:
            guard let time = AuditTimeExpression.parse(text, now: now, zone: zone) else { throw Fault(name: name) }
            if name == .since { since = time } else { until = time }
        case .status:
            guard let status = Status(text) else { throw Fault(name: name) }
            self.status = status
        case .decision:
            guard Decision(rawValue: text) != nil else { throw Fault(name: name) }
            decision = text
        case .key: key = text
        case .team: team = text
        case .model: model = text
        case .host: host = text
        case .policy: policy = text
        case .entity: entity = text
        case .api: api = text
        }
    }
}
