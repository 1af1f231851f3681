internal import Cryptography

/// A period of the log as JSON lines that prove themselves without the database.
///
/// The first line says what was asked for, each further one holds a row with its own keyed hash, and the last one holds a keyed digest over
/// all lines before it, in their order. With the chain's key, `AuditExportVerifier` sees a line changed, left out, added or moved.
public struct AuditExport {
    private let key: KeyedDigest
    private let encoder = EventEncoder()
    private var digest = ChainHash.none
    private var lines: Int64 = 0
    private var rows: Int64 = 0

    /// - Parameter key: the key of the chain.
    public init(key: [UInt8]) {
        self.key = KeyedDigest(key: key)
    }

    /// The format's version, in the first line.
    static let version: Int64 = 1

    /// The first line, with its line end.
    public mutating func begin(_ filter: AuditFilter, now: UTCTime = .now) -> [UInt8] {
        var out: [UInt8] = []
        var object = AuditJSON.Object()
        object.begin(&out)
        object.number("audit_export", Self.version, &out)
        object.text("made", now.text, &out)
        object.text("since", filter.since?.text, &out)
        object.text("until", filter.until?.text, &out)
        for (name, value) in [
            ("key", filter.key), ("team", filter.team), ("model", filter.model), ("host", filter.host), ("policy", filter.policy),
            ("entity", filter.entity), ("decision", filter.decision), ("api", filter.api),
        ] where value != nil {
            object.text(name, value, &out)
        }
        switch filter.status {
        case .exactly(let status): object.text("status", String(status), &out)
        case .inClass(let hundreds): object.text("status", "\(hundreds)xx", &out)
        case nil: break
        }
        out.append(UInt8(ascii: "}"))
        return seal(out)
    }

    /// A row's line, with its line end.
    public mutating func line(_ row: AuditRow) -> [UInt8] {
        rows += 1
        var out: [UInt8] = []
        AuditJSON.write(row, to: &out)
        return seal(out)
    }

    /// The last line, with its line end.
    public mutating func end() -> [UInt8] {
        var out: [UInt8] = []
        var object = AuditJSON.Object()
        object.begin(&out)
        object.number("rows", rows, &out)
        object.text("proof", digest.description, &out)
        out += Array("}\n".utf8)
        return out
    }

    private mutating func seal(_ line: [UInt8]) -> [UInt8] {
        digest = Self.next(digest, lines, line, key, encoder)
        lines += 1
        return line + [UInt8(ascii: "\n")]
    }

    /// The digest over the lines so far.
    static func next(_ digest: ChainHash, _ number: Int64, _ line: [UInt8], _ key: KeyedDigest, _ encoder: EventEncoder) -> ChainHash {
        encoder.begin(.export, writer: 0, link: number, previous: digest)
        line.withUnsafeBytes { encoder.text($0) }
        return encoder.link(key)
    }
}

extension AuditQuery {
    /// Exports every row that matches, the oldest first, in bounded memory.
    ///
    /// - Parameters:
    ///   - write: takes each line with its line end.
    ///   - progress: told the rows so far, every 1,024 rows.
    public func export(
        _ filter: AuditFilter, key: [UInt8], progress: (Int) -> Void = { _ in }, write: ([UInt8]) throws -> Void
    ) throws {
        var export = AuditExport(key: key)
        try write(export.begin(filter))
        var count = 0
        try forEach(filter) { row in
            try write(export.line(row))
            count += 1
            if count & 1023 == 0 { progress(count) }
        }
        try write(export.end())
        progress(count)
    }

    /// About how many rows match, for a progress bar: whole blocks are counted.
    public func estimate(_ filter: AuditFilter) throws(DatabaseError) -> Int {
        let rows = try blockCount(filter) << Int(BlockLabels.blockShift)
        return min(rows, filter.limit ?? .max)
    }
}
