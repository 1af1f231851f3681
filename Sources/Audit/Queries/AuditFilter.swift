/// Which rows are asked for. Everything given must hold.
///
/// Names match exactly; `*` and `?` in a name stand for any run of characters and any one.
public struct AuditFilter: Sendable, Equatable {
    /// An HTTP status, or a class of them.
    public enum Status: Sendable, Equatable {
        case exactly(Int)
        /// 5 for 500 to 599.
        case inClass(Int)

        /// Reads `503` or `5xx`.
        public init?(_ text: String) {
            let bytes = Array(text.lowercased().utf8)
            guard bytes.count == 3, (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(bytes[0]) else { return nil }
            if bytes[1] == UInt8(ascii: "x") && bytes[2] == UInt8(ascii: "x") {
                self = .inClass(Int(bytes[0] - UInt8(ascii: "0")))
            } else if let number = Int(text) {
                self = .exactly(number)
            } else {
                return nil
            }
        }
    }

    /// Rows of this time and later.
    public var since: UTCTime?
    /// Rows before this time.
    public var until: UTCTime?
    public var key: String?
    public var team: String?
    /// The model asked for or the model sent.
    public var model: String?
    public var host: String?
    public var policy: String?
    public var status: Status?
    /// Rows with a finding of this type.
    public var entity: String?
    public var decision: String?
    public var api: String?
    /// Rows written before the one of this number.
    public var beforeSeq: Int64?
    /// As many rows as are returned at most; nil for all.
    public var limit: Int?

    public init() {}

    /// Whether hourly counts can answer: only what they are counted by is asked for.
    var fitsHourlyCounts: Bool { status == nil && entity == nil && api == nil && beforeSeq == nil }

    /// A piece of SQL and the values of its parameters, in order.
    struct Condition {
        enum Value {
            case integer(Int64)
            case text(String)
        }

        var sql: String
        var values: [Value]

        func bind(_ statement: Statement, first: Int = 1) {
            for (at, value) in values.enumerated() {
                switch value {
                case .integer(let number): statement.bind(first + at, number)
                case .text(let text): statement.bind(first + at, text)
                }
            }
        }
    }

    static func compare(_ column: String, _ value: String) -> (sql: String, value: String) {
        guard value.contains("*") || value.contains("?") else { return ("\(column) = ?", value) }
        // SQLite's GLOB also knows `[…]`, which here is no pattern.
        return ("\(column) glob ?", value.replacingEach("[", with: "[[]"))
    }

    /// What a row must fulfil.
    var rows: Condition {
        var parts: [String] = []
        var values: [Condition.Value] = []
        func add(_ column: String, _ value: String?) {
            guard let value else { return }
            let (sql, bound) = Self.compare(column, value)
            parts.append(sql)
            values.append(.text(bound))
        }
        if let since {
            parts.append("time >= ?")
            values.append(.text(since.text))
        }
        if let until {
            parts.append("time < ?")
            values.append(.text(until.text))
        }
        if let beforeSeq {
            parts.append("seq < ?")
            values.append(.integer(beforeSeq))
        }
        add("key", key)
        add("team", team)
        add("host", host)
        add("policy", policy)
        add("decision", decision)
        add("api", api)
        if let model {
            let (asked, bound) = Self.compare("model_asked", model)
            let (sent, _) = Self.compare("model_sent", model)
            parts.append("(\(asked) or \(sent))")
            values += [.text(bound), .text(bound)]
        }
        switch status {
        case .exactly(let number):
            parts.append("status = ?")
            values.append(.integer(Int64(number)))
        case .inClass(let hundreds):
            parts.append("status between ? and ?")
            values += [.integer(Int64(hundreds * 100)), .integer(Int64(hundreds * 100 + 99))]
        case nil: break
        }
        if let entity {
            let (sql, bound) = Self.compare("e.type", entity)
            parts.append("exists (select 1 from entities e where e.seq = requests.seq and \(sql))")
            values.append(.text(bound))
        }
        return Condition(sql: parts.isEmpty ? "1" : parts.joined(separator: " and "), values: values)
    }

    /// What a block of rows must fulfil to hold a match.
    var blocks: Condition {
        var parts: [String] = []
        var values: [Condition.Value] = []
        func add(_ name: BlockLabels.Name, _ value: String?) {
            guard let value else { return }
            let (sql, bound) = Self.compare("value", value)
            parts.append("block in (select block from labels where name = '\(name.rawValue)' and \(sql))")
            values.append(.text(bound))
        }
        if let since {
            parts.append("last_time >= ?")
            values.append(.text(since.text))
        }
        if let until {
            parts.append("first_time < ?")
            values.append(.text(until.text))
        }
        if let beforeSeq {
            parts.append("block <= ?")
            values.append(.integer(beforeSeq >> BlockLabels.blockShift))
        }
        add(.key, key)
        add(.team, team)
        add(.model, model)
        add(.host, host)
        add(.policy, policy)
        add(.decision, decision)
        add(.api, api)
        add(.entity, entity)
        switch status {
        case .exactly(let number): add(.status, String(number))
        case .inClass(let hundreds): add(.status, "\(hundreds)??")
        case nil: break
        }
        return Condition(sql: parts.isEmpty ? "1" : parts.joined(separator: " and "), values: values)
    }
}

extension String {
    fileprivate func replacingEach(_ character: Character, with text: String) -> String {
        var out = ""
        for own in self {
            if own == character { out += text } else { out.append(own) }
        }
        return out
    }
}
