internal import Cryptography

/// Where a log is.
public enum AuditLocation: Sendable {
    /// An SQLite file.
    case file(String)
    /// A PostgreSQL server by its URL, which is a secret; and the path beside which this machine keeps its newest links and its spool.
    case server(String, beside: String)
}

/// The files that a proxy keeps beside `audit.path` when its log is on a server.
enum FleetFiles {
    static func head(_ path: String, place: Int) -> String { base(path, place) + ".postgres.head" }
    static func spool(_ path: String, place: Int) -> String { base(path, place) + ".spool" }

    private static func base(_ path: String, _ place: Int) -> String { place == 1 ? path : "\(path).\(place)" }

    /// The newest links that this machine keeps of chains on a server, and which of them a spool goes on with.
    static func heads(_ path: String, key: KeyedDigest) -> [Int64: ChainHead.Contents] {
        var heads: [Int64: ChainHead.Contents] = [:]
        for place in 1...WriterPlace.limit {
            let found = ChainHead.read(path: head(path, place: place), writer: nil, key: key, width: .fleet)
            guard found.contents != .missing else { continue }
            // What waits in a spool is not missing on the server.
            // A spool that cannot be read excuses nothing: what is missing is then told as missing.
            let spool = try? Spool.open(FleetFiles.spool(path, place: place), writer: found.writer)
            let waits = (try? spool?.count).map { $0 > 0 } ?? false
            if !waits { heads[found.writer] = found.contents }
        }
        return heads
    }
}
