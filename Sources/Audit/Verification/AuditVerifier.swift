internal import Cryptography
internal import Glibc

/// Checks the whole log: lays out every row again, with its entities and tries, and follows every chain to its end.
public enum AuditVerifier {
    /// Checks a database, beside a proxy that writes it if there is one.
    ///
    /// - Parameters:
    ///   - key: the key of the chain, as the store was given it.
    ///   - progress: told the rows checked so far and how many there are about, every 65,536 rows.
    public static func verify(
        _ location: AuditLocation, key: [UInt8], progress: (Int, Int) -> Void = { _, _ in }
    ) throws(AuditStoreError) -> AuditVerdict {
        try verify(location, key: key, sideBySide: manyRows, part: RowPart.size, progress: progress)
    }

    /// - Parameters:
    ///   - sideBySide: rows from which on several threads read a file.
    ///   - part: rows that one of them takes at a time.
    static func verify(
        _ location: AuditLocation, key: [UInt8], sideBySide: Int64, part: Int, progress: (Int, Int) -> Void = { _, _ in }
    ) throws(AuditStoreError) -> AuditVerdict {
        // The links outside are read before the snapshot is taken: a serving proxy can only have moved on since.
        let key = KeyedDigest(key: key)
        let heads: Heads
        switch location {
        case .file(let path):
            let kept = (1...Int64(WriterPlace.limit)).map { ($0, ChainHead.read(database: path, writer: $0, key: key)) }
            heads = Heads(kept: Dictionary(uniqueKeysWithValues: kept), areComplete: true)
        // Other machines keep the links of their own chains.
        case .server(_, let path): heads = Heads(kept: FleetFiles.heads(path, key: key), areComplete: false)
        }
        let connection = try AuditReader.open(location)
        do {
            try connection.beginReading()
            return try check(
                connection, rows: try checkedRows(connection, location, key, sideBySide, part), heads: heads, key: key, progress: progress)
        } catch {
            throw .database(error)
        }
    }

    /// Rows from which on a second thread is worth its beginning.
    private static let manyRows: Int64 = 50_000

    /// A file of many rows is read by as many threads as the machine runs at once, up to four.
    private static func checkedRows(
        _ connection: any Connection, _ location: AuditLocation, _ key: KeyedDigest, _ sideBySide: Int64, _ part: Int
    ) throws(DatabaseError) -> any CheckedRows {
        let count = min(4, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        if case .file(let path) = location, count > 1,
            try connection.integer("select max(seq) - min(seq) from requests") ?? 0 >= sideBySide,
            let rows = try RowsSideBySide(connection, path: path, key: key, threads: count, part: part)
        {
            return rows
        }
        return try RowsInTurn(connection, key: key)
    }

    /// The newest links that are kept outside the database.
    private struct Heads {
        let kept: [Int64: ChainHead.Contents]
        /// Whether there must be one for each chain.
        let areComplete: Bool

        func link(_ writer: Int64) -> ChainHead.Link? {
            if case .link(let link, _)? = kept[writer] { link } else { nil }
        }
    }

    private static func check(
        _ connection: any Connection, rows: consuming any CheckedRows, heads: Heads, key: KeyedDigest, progress: (Int, Int) -> Void
    ) throws(DatabaseError) -> AuditVerdict {
        var verdict = AuditVerdict()
        let (seals, dropped) = try readSeals(connection, key: key, &verdict)
        var walks: [Int64: ChainWalk] = [:]
        func walk(_ writer: Int64) -> ChainWalk {
            ChainWalk(writer: writer, seal: seals[writer], kept: heads.link(writer))
        }
        let about = Int(try connection.integer("select max(seq) - min(seq) + 1 from requests") ?? 0)
        var rows = rows
        while let part = try rows.next() {
            for row in part.rows {
                verdict.rows += 1
                if row.closed == nil { verdict.open += 1 }
                if verdict.rows & 0xffff == 0 { progress(verdict.rows, about) }
                for fault in row.faults { verdict.note(fault) }
                walks[row.writer, default: walk(row.writer)].pass(
                    opened: row.opened, closed: row.closed, admission: row.admission, previous: row.previous, hash: row.hash,
                    isSound: row.isSound, seq: row.seq, to: &verdict)
            }
            for fault in part.orphans { verdict.note(fault) }
        }
        let tips = try connection.prepare("select writer, link, hash from writers order by writer")
        var registered: Set<Int64> = []
        while try tips.step() {
            let writer = tips.integer(0)
            registered.insert(writer)
            var walk = walks[writer] ?? walk(writer)
            walk.finish(&verdict)
            finish(walk, tip: tips.integer(1), tips.hash(2), heads: heads, dropped: dropped[writer] ?? 0, &verdict)
        }
        for (writer, walk) in walks.sorted(by: { $0.key < $1.key }) where !registered.contains(writer) {
            verdict.note(AuditFault(.tipChanged, writer: writer, link: walk.next - 1))
        }
        for writer in heads.kept.keys.sorted() where !registered.contains(writer) {
            if let kept = heads.link(writer), kept.link > 0 {
                verdict.note(AuditFault(.cutOff(newest: Int(kept.link)), writer: writer, link: 1))
            }
        }
        return verdict
    }

    /// Compares a chain's end with what the database and the file beside it say.
    private static func finish(
        _ walk: ChainWalk, tip: Int64, _ tipHash: ChainHash?, heads: Heads, dropped: Int, _ verdict: inout AuditVerdict
    ) {
        let writer = walk.writer
        let newest = walk.next - 1
        var kept: Int64?
        switch heads.kept[writer] ?? .missing {
        case .missing:
            if heads.areComplete && (tip > 0 || newest > 0) { verdict.note(AuditFault(.headMissing, writer: writer)) }
        case .unreadable:
            verdict.note(AuditFault(.headUnreadable, writer: writer))
        case .link(let link, _):
            kept = link.link
            if link.link > newest { verdict.note(AuditFault(.cutOff(newest: Int(link.link)), writer: writer, link: newest + 1)) }
        }
        if tip > newest && (kept ?? 0) <= newest {
            verdict.note(AuditFault(.cutOff(newest: Int(tip)), writer: writer, link: newest + 1))
        } else if tip < newest || (tip == newest && walk.last != nil && tipHash != walk.last) {
            verdict.note(AuditFault(.tipChanged, writer: writer, link: newest))
        }
        verdict.chains.append(
            AuditVerdict.Chain(
                writer: Int(writer), link: Int(newest), hash: walk.last ?? .none, head: kept.map { Int($0) }, dropped: dropped))
    }

    /// The seals over dropped rows, each checked.
    static func readSeals(
        _ connection: any Connection, key: KeyedDigest, _ verdict: inout AuditVerdict
    ) throws(DatabaseError) -> (seals: [Int64: ChainHead.Link], dropped: [Int64: Int]) {
        let read = try connection.prepare("select writer, link, hash, rows, time, mac from seals")
        var seals: [Int64: ChainHead.Link] = [:]
        var dropped: [Int64: Int] = [:]
        while try read.step() {
            let writer = read.integer(0)
            guard let hash = read.hash(2), let mac = read.hash(5) else {
                verdict.note(AuditFault(.sealChanged, writer: writer))
                continue
            }
            let seal = ChainHead.Link(link: read.integer(1), hash: hash)
            guard mac == AuditPruner.mac(seal, writer: writer, rows: read.integer(3), time: read.text(4), key: key) else {
                verdict.note(AuditFault(.sealChanged, writer: writer, link: seal.link))
                continue
            }
            seals[writer] = seal
            dropped[writer] = Int(read.integer(3))
        }
        return (seals, dropped)
    }
}
