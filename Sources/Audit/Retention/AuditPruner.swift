internal import Cryptography

/// Drops the oldest rows without breaking the chain.
///
/// A seal takes the place of what was dropped: the last dropped link and its hash, checked with the chain's key. A check begins there. Rows
/// are dropped in the order they were written, and a row whose outcome lies behind the seal stays until the next step.
public enum AuditPruner {
    /// Drops every row that was written before `olderThan`, in small transactions, so that a serving proxy goes on.
    ///
    /// - Parameter progress: told the rows dropped so far, after each step.
    /// - Returns: the rows dropped.
    public static func prune(
        _ location: AuditLocation, key: [UInt8], olderThan: UTCTime, progress: (Int) -> Void = { _ in }
    ) throws(AuditStoreError) -> Int {
        let key = KeyedDigest(key: key)
        let connection = try AuditReader.open(location, access: .readWrite)
        var total = 0
        do {
            try AuditOpening.overwriteDropped(connection)
            while true {
                let dropped = try step(connection, key: key, olderThan: olderThan, rows: 5000)
                if dropped == 0 { break }
                total += dropped
                progress(total)
            }
        } catch {
            throw .database(error)
        }
        return total
    }

    private struct Candidate {
        var seq: Int64
        var writer: Int64
        var opened: Int64?
        var closed: Int64?
        var hash: ChainHash
        var admission: ChainHash?

        var firstLink: Int64 { opened ?? closed ?? 0 }
        var lastLink: Int64 { closed ?? opened ?? 0 }
    }

    /// Drops up to `rows` rows in one transaction. Returns how many.
    static func step(_ connection: any Connection, key: KeyedDigest, olderThan: UTCTime, rows: Int) throws(DatabaseError) -> Int {
        try connection.transaction { () throws(DatabaseError) -> Int in
            let (candidates, boundary, isEnd) = try read(connection, olderThan: olderThan, rows: rows)
            if candidates.isEmpty { return 0 }
            var dropped = 0
            for writer in Set(candidates.map(\.writer)).sorted() {
                let own = candidates.filter { $0.writer == writer }
                let seal: ChainHead.Link?
                if let boundary, boundary.writer == writer {
                    seal = link(boundary.firstLink - 1, in: own)
                } else if isEnd {
                    seal = try AuditOpening.read(connection, writer: writer)
                } else if let last = own.last {
                    seal = link(last.firstLink - 1, in: own)
                } else {
                    seal = nil
                }
                guard let seal else { continue }
                let gone = own.filter { $0.lastLink <= seal.link }
                if gone.isEmpty { continue }
                try delete(connection, gone.map(\.seq))
                try write(seal, writer: writer, rows: gone.count, key: key, connection)
                dropped += gone.count
            }
            if dropped < rows { try tidy(connection, olderThan: olderThan) }
            return dropped
        }
    }

    private static func read(
        _ connection: any Connection, olderThan: UTCTime, rows: Int
    ) throws(DatabaseError) -> (rows: [Candidate], boundary: Candidate?, isEnd: Bool) {
        let select = try connection.prepare(
            "select seq, writer, opened, closed, hash, admission_hash, time from requests order by seq limit ?")
        select.bind(1, Int64(rows + 1))
        let cutoff = olderThan.text
        // A clock that ran ahead must not keep what lies behind it: such a row counts as old once an old one follows it.
        let future = UTCTime(microseconds: max(UTCTime.now.microseconds, olderThan.microseconds) + 3_600_000_000).text
        var found: [Candidate] = []
        var ahead: [Candidate] = []
        while try select.step() {
            guard let hash = select.hash(4) else { throw DatabaseError.damaged }
            let row = Candidate(
                seq: select.integer(0), writer: select.integer(1), opened: select.isNull(2) ? nil : select.integer(2),
                closed: select.isNull(3) ? nil : select.integer(3), hash: hash, admission: select.hash(5))
            let time = select.text(6)
            if time > future && found.count + ahead.count < rows {
                ahead.append(row)
                continue
            }
            if found.count + ahead.count >= rows || time >= cutoff { return (found, ahead.first ?? row, false) }
            found += ahead
            ahead = []
            found.append(row)
        }
        return (found, ahead.first, ahead.isEmpty)
    }

    /// The hash of a link among some rows.
    private static func link(_ number: Int64, in rows: [Candidate]) -> ChainHead.Link? {
        for row in rows.reversed() {
            if row.lastLink == number { return ChainHead.Link(link: number, hash: row.hash) }
            if row.opened == number, let hash = row.admission { return ChainHead.Link(link: number, hash: hash) }
        }
        return nil
    }

    private static func delete(_ connection: any Connection, _ seqs: [Int64]) throws(DatabaseError) {
        for table in ["entities", "attempts", "bodies", "requests"] {
            let delete = try connection.prepare("delete from \(table) where seq = ?")
            for seq in seqs {
                delete.bind(1, seq)
                try delete.run()
            }
        }
        try connection.settle()
    }

    private static func write(
        _ seal: ChainHead.Link, writer: Int64, rows: Int, key: KeyedDigest, _ connection: any Connection
    ) throws(DatabaseError) {
        let before = try connection.integer("select rows from seals where writer = \(writer)") ?? 0
        let time = UTCTime.now.text
        let statement = try connection.prepare(
            """
            insert into seals (writer, link, hash, rows, time, mac) values (?, ?, ?, ?, ?, ?)
            on conflict (writer) do update
            set link = excluded.link, hash = excluded.hash, rows = excluded.rows, time = excluded.time, mac = excluded.mac
            """)
        statement.bind(1, writer)
        statement.bind(2, seal.link)
        statement.bind(3, seal.hash)
        statement.bind(4, before + Int64(rows))
        statement.bind(5, time)
        statement.bind(6, mac(seal, writer: writer, rows: before + Int64(rows), time: time, key: key))
        try statement.run()
    }

    /// The check over a seal.
    static func mac(_ seal: ChainHead.Link, writer: Int64, rows: Int64, time: String, key: KeyedDigest) -> ChainHash {
        let encoder = EventEncoder()
        encoder.begin(.seal, writer: writer, link: seal.link, previous: seal.hash)
        encoder.integer(rows)
        encoder.text(time)
        return encoder.link(key)
    }

    /// Drops what told of dropped rows.
    private static func tidy(_ connection: any Connection, olderThan: UTCTime) throws(DatabaseError) {
        let first = try connection.integer("select min(seq) from requests") ?? Int64.max
        try connection.execute("delete from blocks where block < \(BlockLabels.block(of: first))")
        let hour = String(olderThan.text.prefix(13))
        try connection.execute("delete from hourly where hour < '\(hour)'; delete from hourly_entities where hour < '\(hour)'")
        let day = String(olderThan.text.prefix(10))
        try connection.execute("delete from daily where day < '\(day)'; delete from daily_entities where day < '\(day)'")
    }
}
