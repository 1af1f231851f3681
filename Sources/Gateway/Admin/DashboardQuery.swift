internal import Audit
internal import Pipeline

/// The query of a read, parsed strictly: an unknown name, a name given twice or a value that cannot be read refuses it.
struct DashboardQuery: Sendable {
    /// A stretch of time that the overview shows.
    enum Range: String, Sendable, CaseIterable {
        case hour = "1h"
        case day = "24h"
        case month = "30d"

        /// What one point of a chart stands for.
        var step: AuditDimension {
            switch self {
            case .hour: .minute
            case .day: .hour
            case .month: .day
            }
        }

        /// Microseconds of a step, and how many steps there are.
        var steps: (length: Int64, count: Int) {
            switch self {
            case .hour: (60_000_000, 60)
            case .day: (3_600_000_000, 24)
            case .month: (86_400_000_000, 30)
            }
        }
    }

    /// The names that the overview takes.
    static let overviewNames: Set<String> = ["range"]
    /// The names that the log takes.
    static let logNames = Set(AuditFilter.Name.allCases.map(\.rawValue)).union(["before"])
    /// Bytes of one value.
    private static let longestValue = 256

    private var values: [String: String] = [:]

    /// - Parameter names: what may be asked.
    init(_ query: String, names: Set<String>) throws(PipelineError) {
        for part in query.split(separator: "&") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2, let name = DashboardQuery.decoded(pair[0]), let value = DashboardQuery.decoded(pair[1]),
                names.contains(name), values[name] == nil, value.utf8.count <= DashboardQuery.longestValue
            else { throw .client(.malformed(.query)) }
            values[name] = value
        }
    }

    /// A value that is not empty.
    subscript(_ name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// The overview's stretch of time; an hour when none is given.
    func range() throws(PipelineError) -> Range {
        guard let text = self["range"] else { return .hour }
        guard let range = Range(rawValue: text) else { throw .client(.malformed(.query)) }
        return range
    }

    /// The filter of the log.
    func filter() throws(PipelineError) -> AuditFilter {
        var filter = AuditFilter()
        for name in AuditFilter.Name.allCases {
            guard let text = self[name.rawValue] else { continue }
            do throws(AuditFilter.Fault) {
                try filter.set(name, text, zone: .utc)
            } catch {
                throw .client(.malformed(.query))
            }
        }
        return filter
    }

    /// A piece of a form's query (WHATWG URL, application/x-www-form-urlencoded).
    private static func decoded(_ text: Substring) -> String? {
        PercentEncoding.decode(Substring(text.replacing("+", with: " ")))
    }
}
