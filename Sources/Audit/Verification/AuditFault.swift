/// Something that shows that the log is not as it was written.
public struct AuditFault: Sendable, Equatable {
    /// What was done to it.
    public enum Kind: Sendable, Equatable {
        /// The row, or one of its entities or tries, is not what was written.
        case changed
        /// Links that were written are not there any more: rows were removed.
        case removed(from: Int, to: Int)
        /// Rows stand in another order than they were written in, or one stands there twice.
        case reordered
        /// An entity or a try of a request that is not there.
        case orphaned
        /// The row does not follow the one before it.
        case unlinked
        /// The end is gone: links up to this one were written.
        case cutOff(newest: Int)
        /// The table of writers tells another end than the rows.
        case tipChanged
        /// The seal over rows dropped by retention is not what was written.
        case sealChanged
        /// The file beside the database that holds the newest link is gone.
        case headMissing
        /// That file is damaged, or was written under another secret.
        case headUnreadable
        /// That file holds another hash for its link than the database.
        case headDiffers
        /// A line of an export is not as it was written.
        case lineChanged(line: Int)
        /// An export does not end as it was written.
        case exportCutOff
    }

    public let kind: Kind
    /// The chain it is in.
    public let writer: Int
    /// The link from which on the chain does not hold; nil where no link can be named.
    public let link: Int?
    /// The row, where there is one.
    public let seq: Int?
    public let id: String?
    public let time: String?

    init(_ kind: Kind, writer: Int64, link: Int64? = nil, seq: Int64? = nil, id: String? = nil, time: String? = nil) {
        self.kind = kind
        self.writer = Int(writer)
        self.link = link.map { Int($0) }
        self.seq = seq.map { Int($0) }
        self.id = id
        self.time = time
    }
}

extension AuditFault: CustomStringConvertible {
    /// One line, safe for a terminal.
    public var description: String {
        var what: String
        switch kind {
        case .changed: what = "changed: a row is not what was written"
        case .removed(let from, let to):
            what = from == to ? "removed: link \(from) is gone" : "removed: links \(from) to \(to) are gone"
        case .reordered: what = "reordered: a row stands in another place than it was written in"
        case .orphaned: what = "changed: an entity or an attempt belongs to no request"
        case .unlinked: what = "changed: a row does not follow the one before it"
        case .cutOff(let newest): what = "cut off: the log was written up to link \(newest)"
        case .tipChanged: what = "changed: the table of writers tells another end than the rows"
        case .sealChanged: what = "changed: the seal over dropped rows is not what was written"
        case .headMissing: what = "cut off: the .head file is gone, so a cut-off end would not show"
        case .headUnreadable: what = "the .head file is damaged or was written under another secret"
        case .headDiffers: what = "changed: the .head file holds another hash for its link"
        case .lineChanged(let line): what = "changed: line \(line) is not what was exported"
        case .exportCutOff: what = "cut off: the export does not end as it was written"
        }
        if let link { what += ", from link \(link)" }
        if let seq { what += ", row \(seq)" }
        if let id { what += ", id \(TerminalText.escape(id))" }
        if let time { what += ", \(TerminalText.escape(time))" }
        if writer != 1 { what += ", writer \(writer)" }
        return what
    }
}

/// What a check of the log found.
public struct AuditVerdict: Sendable {
    /// The end of one chain.
    public struct Chain: Sendable, Equatable {
        public let writer: Int
        /// The newest link.
        public let link: Int
        public let hash: ChainHash
        /// The link that the file beside the database holds; less than `link` after a crash.
        public let head: Int?
        /// Rows that retention has dropped.
        public let dropped: Int
    }

    /// Rows checked.
    public var rows = 0
    /// Links checked.
    public var links = 0
    /// Rows without an outcome: requests in flight, or the program was killed.
    public var open = 0
    public var chains: [Chain] = []
    /// What is wrong, the oldest first; at most `mostFaults`.
    public var faults: [AuditFault] = []
    /// Whether there were more faults than are listed.
    public var hasMore = false

    /// As many faults as tell a person where to look.
    public static let mostFaults = 100

    /// Whether the log is as it was written.
    public var isSound: Bool { faults.isEmpty }

    mutating func note(_ fault: AuditFault) {
        if faults.count < Self.mostFaults { faults.append(fault) } else { hasMore = true }
    }
}
