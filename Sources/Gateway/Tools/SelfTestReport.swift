/// What a self-test showed.
package struct SelfTestReport: Sendable {
    /// One policy on one API.
    package struct Row: Sendable {
        package let policy: String
        package let trust: String
        package let api: String
        package var positions = 0
        /// Values that were planted, each position and form of answer by itself.
        package var values = 0
        package var leaked = 0
        package var unrestored = 0
        /// Requests that were refused for another reason than the value: they prove nothing.
        package var unproved = 0
        /// Why nothing was tried, or what stood in the way; empty when all went well.
        package var note = ""
    }

    /// One planted value that was seen where it must not be, or did not come back.
    package struct Fault: Sendable, Hashable, CustomStringConvertible {
        /// What went wrong.
        package enum Kind: String, Sendable {
            case leaked
            case unrestored
        }

        package let kind: Kind
        package let policy: String
        package let api: String
        package let type: String
        /// Where in the body; empty when it is not known.
        package let place: String

        package var description: String {
            let at = place.isEmpty ? "" : " at \(place)"
            return switch kind {
            case .leaked: "policy '\(policy)', \(api): a planted \(type)\(at) got through"
            case .unrestored: "policy '\(policy)', \(api): a planted \(type)\(at) did not come back"
            }
        }
    }

    /// Faults that are listed at most; all are counted.
    static let mostFaults = 200

    package var rows: [Row] = []
    package var faults: [Fault] = []
    /// Types for which no value was planted, by policy.
    package var missing: [(policy: String, types: [String])] = []
    /// Policies that claim nothing, and why.
    package var silent: [(policy: String, why: String)] = []
    /// What kept the test from running at all.
    package var problems: [String] = []

    package init() {}

    /// Whether every claim held.
    package var isWell: Bool {
        problems.isEmpty && faults.isEmpty && rows.allSatisfy { $0.leaked == 0 && $0.unrestored == 0 && $0.unproved == 0 }
    }

    mutating func add(_ fault: Fault) {
        if faults.count < SelfTestReport.mostFaults, !faults.contains(fault) { faults.append(fault) }
    }

    /// The report for a terminal.
    package var text: String {
        var out = TextColumns.table(
            ["POLICY", "TRUST", "API", "POSITIONS", "VALUES", "LEAKED", "UNRESTORED", ""],
            rows.map { row in
                [
                    row.policy, row.trust, row.api, "\(row.positions)", "\(row.values)", "\(row.leaked)", "\(row.unrestored)",
                    row.note.isEmpty ? (row.leaked + row.unrestored == 0 ? "well" : "FAILED") : row.note,
                ]
            })
        for (policy, why) in silent { out += "policy '\(policy)' claims nothing: \(why)\n" }
        for (policy, types) in missing where !types.isEmpty {
            out += "policy '\(policy)': no value is known to plant for \(types.joined(separator: ", "))\n"
        }
        if !rows.isEmpty { out += "what only a classifier finds, such as PERSON, is not planted\n" }
        for fault in faults { out += "\(fault)\n" }
        let values = rows.reduce(0) { $0 + $1.values }
        out += isWell ? "\(values) values planted, none leaked, all came back\n" : "FAILED\n"
        return out
    }
}
