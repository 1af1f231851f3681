internal import Audit
internal import Configuration

/// What `hopguard audit …` does.
package final class AuditTool {
    /// Why a command cannot be carried out.
    package enum Fault: Error {
        /// The command line is wrong.
        case usage(String)
        case failed(String)

        package var message: String {
            switch self {
            case .usage(let text), .failed(let text): text
            }
        }
    }

    /// How an answer is spelled.
    package enum Form: Sendable {
        case table
        case json
        case csv
    }

    /// What to look for; each as it was typed.
    package struct Wanted: Sendable {
        /// By the name of the filter.
        package var values: [String: String] = [:]
        package var limit: String?
        package var isLocalTime = false

        package init() {}
    }

    /// The filters there are.
    package static let filters = AuditFilter.Name.allCases.map(\.rawValue)

    /// Rows that `list` shows when nobody says how many.
    private static let listed = 100

    private let location: AuditLocation
    private let chainKey: [UInt8]

    /// Finds the log that the configuration names.
    package init(config: String?) throws(Fault) {
        let loaded = ConfigurationLoader.load(ConfigurationLoader.locate(config, Environment.options()), Environment.options())
        // The log is read also where another part of the configuration is faulty, as long as it says where the log is.
        location = AuditAccess.location(loaded.settings.audit)
        do throws(SurrogateKeyFile.Fault) {
            chainKey = AuditAccess.chainKey(try SurrogateKeyFile.bytes(loaded.settings.surrogates, isMade: false))
        } catch {
            throw .failed(error.message)
        }
    }

    /// Rows, the newest first.
    package func list(_ wanted: Wanted, _ form: Form, width: Int?) throws(Fault) -> String {
        var filter = try filter(wanted)
        let isCut = filter.limit == nil
        filter.limit = filter.limit ?? AuditTool.listed
        let wantedRows = filter
        let rows = try read { query throws in try query.list(wantedRows) }
        switch form {
        case .table:
            let table = AuditTable.list(rows, width: width, zone: zone(wanted))
            return isCut && rows.count == AuditTool.listed ? table + "The newest \(AuditTool.listed); --limit N shows more.\n" : table
        case .json: return AuditJSON.list(rows)
        case .csv: return AuditCSV.list(rows)
        }
    }

    /// One request with all that is known of it, by its own id or the client's; nil when there is none.
    package func show(_ id: String, _ form: Form, width: Int?, isLocalTime: Bool) throws(Fault) -> String? {
        let rows = try read { query throws in
            try query.show(id).map { row in (row, try query.isSound(row, key: chainKey)) }
        }
        guard !rows.isEmpty else { return nil }
        switch form {
        case .table:
            return rows.map { AuditTable.show($0.0, isSound: $0.1, width: width, zone: isLocalTime ? .local : .utc) }.joined(
                separator: "\n")
        case .json: return AuditJSON.list(rows.map(\.0))
        case .csv: return AuditCSV.list(rows.map(\.0))
        }
    }

    /// What is kept of a request's body.
    package func body(_ id: String) throws(Fault) -> [UInt8] {
        let found = try read { query throws -> (text: [UInt8]?, leftOut: String)? in
            for row in try query.show(id) { if let body = try query.body(of: row) { return body } }
            return nil
        }
        guard let found else {
            throw .failed("no body is kept of it: `audit.bodies` is `none`, its policy redacted nothing, or there is no such request")
        }
        guard let text = found.text else { throw .failed("its body is left out: \(found.leftOut)") }
        return text
    }

    /// Sums by a dimension: `key`, `team`, `model`, `host`, `policy`, `entity`, `day`.
    package func stats(_ wanted: Wanted, by name: String, _ form: Form, width: Int?) throws(Fault) -> String {
        guard let dimension = AuditDimension(rawValue: name) else {
            throw .usage("--by takes one of \(AuditDimension.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        let stats = try read { query throws in try query.stats(try filter(wanted), by: dimension, zone: zone(wanted)) }
        switch form {
        case .table: return AuditTable.stats(stats, width: width, zone: zone(wanted))
        case .json: return AuditJSON.stats(stats)
        case .csv: return AuditCSV.stats(stats)
        }
    }

    /// What policies in shadow mode would have done.
    package func shadow(_ wanted: Wanted, _ form: Form, width: Int?) throws(Fault) -> String {
        let filter = try filter(wanted)
        let shadow = try read { query throws in try query.shadow(filter) }
        switch form {
        case .table: return ShadowReport.table(shadow, width: width)
        case .json: return ShadowReport.json(shadow)
        case .csv: return ShadowReport.csv(shadow)
        }
    }

    /// Checks the whole log, or an exported file. Answers what was found, and whether all is sound.
    package func verify(file: String?, isJSON: Bool, progress: (Int, Int) -> Void) throws(Fault) -> (text: String, isSound: Bool) {
        let verdict: AuditVerdict
        if let file {
            guard let found = AuditExportVerifier.verify(file: file, key: chainKey) else { throw .failed("the file cannot be read") }
            verdict = found
        } else {
            do throws(AuditStoreError) {
                verdict = try AuditVerifier.verify(location, key: chainKey, progress: progress)
            } catch {
                throw .failed("the audit log cannot be read: \(error)")
            }
        }
        return (isJSON ? AuditJSON.verdict(verdict) : AuditTable.verdict(verdict), verdict.isSound)
    }

    /// Writes the rows of a period as they are read: JSON lines with the proof that `verify --file` checks, or CSV.
    ///
    /// - Parameter progress: told how many rows are written and how many there are about.
    package func export(
        _ wanted: Wanted, isCSV: Bool, progress: (Int, Int) -> Void, _ write: ([UInt8]) -> Void
    ) throws(Fault) {
        let filter = try filter(wanted)
        try read { query throws in
            let about = try query.estimate(filter)
            guard isCSV else { return try query.export(filter, key: chainKey, progress: { progress($0, about) }) { write($0) } }
            write(Array(AuditCSV.header.utf8))
            var count = 0
            try query.forEach(filter) { row in
                write(Array(AuditCSV.line(row).utf8))
                count += 1
                if count & 1023 == 0 { progress(count, about) }
            }
        }
    }

    /// Drops rows older than that, without breaking the chain. Answers how many.
    package func prune(olderThan text: String) throws(Fault) -> Int {
        guard let time = AuditTimeExpression.parse(text, now: .now, zone: .utc) else {
            throw .usage("--older-than takes a span such as 90d or a date such as 2026-01-31")
        }
        do throws(AuditStoreError) {
            return try AuditPruner.prune(location, key: chainKey, olderThan: time)
        } catch {
            throw .failed("the audit log cannot be pruned: \(error)")
        }
    }

    private func zone(_ wanted: Wanted) -> AuditTimeZone { wanted.isLocalTime ? .local : .utc }

    private func filter(_ wanted: Wanted) throws(Fault) -> AuditFilter {
        var filter = AuditFilter()
        for name in AuditFilter.Name.allCases {
            guard let text = wanted.values[name.rawValue] else { continue }
            do throws(AuditFilter.Fault) {
                try filter.set(name, text, zone: zone(wanted))
            } catch {
                throw .usage("--\(name.rawValue) takes \(name.takes)")
            }
        }
        if let text = wanted.limit {
            guard let limit = Int(text), limit > 0 else { throw .usage("--limit takes a number of rows") }
            filter.limit = limit
        }
        return filter
    }

    private func read<Value>(_ body: (AuditQuery) throws -> Value) throws(Fault) -> Value {
        do {
            return try body(try AuditQuery(location))
        } catch let fault as Fault {
            throw fault
        } catch {
            throw .failed("the audit log cannot be read: \(error)")
        }
    }
}
