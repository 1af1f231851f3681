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

        func bind(_ statement: any Statement, first: Int = 1) {
            for (at, value) in values.enumerated() {
                switch value {
                case .integer(let number): statement.bind(first + at, number)
                case .text(let text): statement.bind(first + at, text)
                }
            }
        }
    }

    static func compare(_ column: String, _ value: String, _ dialect: Dialect) -> (sql: String, value: String) {
        value.contains("*") || value.contains("?") ? dialect.pattern(column, value) : ("\(column) = ?", value)
    }

    /// Conditions as they come, all to be fulfilled.
    private struct Conditions {
        let dialect: Dialect
        var parts: [String] = []
        var values: [Condition.Value] = []

        init(_ dialect: Dialect) {
            self.dialect = dialect
        }

        mutating func add(_ sql: String, _ value: Condition.Value...) {
            parts.append(sql)
            values += value
        }

        mutating func add(_ column: String, matches value: String?) {
            guard let value else { return }
            let (sql, bound) = AuditFilter.compare(column, value, dialect)
            add(sql, .text(bound))
        }

        var condition: Condition { Condition(sql: parts.isEmpty ? "true" : parts.joined(separator: " and "), values: values) }
    }

    /// What is said of a row's own values, in `requests` as in `labels`.
    private func addNames(to conditions: inout Conditions) {
        conditions.add("key", matches: key)
        conditions.add("team", matches: team)
        conditions.add("host", matches: host)
        conditions.add("policy", matches: policy)
        conditions.add("decision", matches: decision)
        conditions.add("api", matches: api)
        if let model {
            let (asked, bound) = Self.compare("model_asked", model, conditions.dialect)
            let (sent, _) = Self.compare("model_sent", model, conditions.dialect)
            conditions.add("(\(asked) or \(sent))", .text(bound), .text(bound))
        }
        switch status {
        case .exactly(let number): conditions.add("status = ?", .integer(Int64(number)))
        case .inClass(let hundreds):
            conditions.add("status between ? and ?", .integer(Int64(hundreds * 100)), .integer(Int64(hundreds * 100 + 99)))
        case nil: break
        }
    }

    /// What a row must fulfil.
    func rows(_ dialect: Dialect) -> Condition {
        var conditions = Conditions(dialect)
        if let since { conditions.add("time >= ?", .text(since.text)) }
        if let until { conditions.add("time < ?", .text(until.text)) }
        if let beforeSeq { conditions.add("seq < ?", .integer(beforeSeq)) }
        addNames(to: &conditions)
        if let entity {
            let (sql, bound) = Self.compare("e.type", entity, dialect)
            conditions.add("exists (select 1 from entities e where e.seq = requests.seq and \(sql))", .text(bound))
        }
        return conditions.condition
    }

    /// What a combination of values must fulfil; nil when every one does.
    func labels(_ dialect: Dialect) -> Condition? {
        var conditions = Conditions(dialect)
        addNames(to: &conditions)
        // A pattern may end at any comma, and then tells too much of one type, never too little.
        if let entity { conditions.add("entities", matches: "*,\(entity),*") }
        return conditions.parts.isEmpty ? nil : conditions.condition
    }

    /// What a block must fulfil to hold rows of the period.
    var blocks: Condition {
        var conditions = Conditions(.sqlite)
        if let since { conditions.add("last_time >= ?", .text(since.text)) }
        if let until { conditions.add("first_time < ?", .text(until.text)) }
        if let beforeSeq { conditions.add("block <= ?", .integer(beforeSeq >> BlockLabels.blockShift)) }
        return conditions.condition
    }
}
