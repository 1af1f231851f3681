/// One step of the schema. Steps are numbered and only ever appended: one that has shipped is never edited.
struct Migration: Sendable {
    /// The schema's version once the step is done.
    let version: Int64
    /// Written for SQLite; PostgreSQL's is made from it.
    let sql: String
    /// What SQLite runs besides, to fill new tables from rows that are there; PostgreSQL began with a later schema.
    var backfill = ""

    /// Every step, in order.
    static let all = [firstSchema, costsAndLabels, rowsInLabels, estimatedTokens, keptBodies]

    /// The schema this program writes.
    static var newest: Int64 { all.last?.version ?? 0 }

    /// The oldest schema that has every column that is read.
    static var oldestReadable: Int64 { estimatedTokens.version }

    /// `pragma application_id` of an audit database: "HGAL".
    static let applicationID: Int64 = 0x4847_414c

    /// Brings the schema up to this program's. A database of a newer program, or of another one, is refused untouched.
    static func apply(to connection: any Connection) throws(AuditStoreError) {
        do {
            // Most starts find the schema in place, and then nothing is written.
            guard try check(connection) < newest else { return }
            try connection.beginWriting()
            let found = try version(connection)
            for step in all where step.version > found { try step.run(connection) }
            if connection.dialect == .sqlite { try connection.execute("pragma application_id = \(applicationID)") }
            try connection.execute("commit")
        } catch let error as DatabaseError {
            connection.rollBack()
            throw .database(error)
        } catch let error as AuditStoreError {
            throw error
        } catch {
            preconditionFailure("a call above throws an error of another type")
        }
    }

    private func run(_ connection: any Connection) throws(DatabaseError) {
        switch connection.dialect {
        case .sqlite: try connection.execute(sql + backfill + "; pragma user_version = \(version)")
        case .postgres:
            if version == 1 { try connection.execute("create sequence requests_seq; create table audit_schema (version bigint not null)") }
            try connection.execute(Self.postgres(sql) + "; delete from audit_schema; insert into audit_schema values (\(version))")
        }
    }

    /// The same tables in PostgreSQL. Text is compared by its bytes, as everywhere in the log.
    private static func postgres(_ sql: String) -> String {
        sql.replacing(" integer", with: " bigint").replacing(" real", with: " double precision").replacing(" blob", with: " bytea")
            .replacing(" text", with: " text collate \"C\"").replacing(" without rowid", with: "")
    }

    private static func version(_ connection: any Connection) throws(DatabaseError) -> Int64 {
        switch connection.dialect {
        case .sqlite: return try connection.integer("pragma user_version") ?? 0
        case .postgres:
            guard try connection.integer("select cast(to_regclass('audit_schema') is not null as int)") == 1 else { return 0 }
            return try connection.integer("select version from audit_schema") ?? 0
        }
    }

    /// Refuses what is not an audit database that this program can read. Returns its version; 0 when it is empty.
    @discardableResult
    static func check(_ connection: any Connection) throws(AuditStoreError) -> Int64 {
        let found: Int64
        let isForeign: Bool
        do {
            found = try version(connection)
            switch connection.dialect {
            case .sqlite:
                let tables = try connection.integer("select count(*) from sqlite_master")
                let application = try connection.integer("pragma application_id")
                isForeign = tables != 0 && application != applicationID
            case .postgres:
                // A database may hold other tables beside these, but not others of these names.
                let tables = try connection.integer("select cast(to_regclass('requests') is not null as int)")
                isForeign = found == 0 && tables == 1
            }
        } catch {
            throw .database(error)
        }
        if isForeign { throw .foreignDatabase }
        if found > newest { throw .newerSchema(found: Int(found), known: Int(newest)) }
        return found
    }
}
