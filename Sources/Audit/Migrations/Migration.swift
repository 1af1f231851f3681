/// One step of the schema. Steps are numbered and only ever appended: one that has shipped is never edited.
struct Migration: Sendable {
    /// `pragma user_version` once the step is done.
    let version: Int64
    let sql: String

    /// Every step, in order.
    static let all = [firstSchema]

    /// The schema this program writes.
    static var newest: Int64 { all.last?.version ?? 0 }

    /// `pragma application_id` of an audit database: "HGAL".
    static let applicationID: Int64 = 0x4847_414c

    /// Brings the schema up to this program's. A database of a newer program, or of another one, is refused untouched.
    static func apply(to connection: Connection) throws(AuditStoreError) {
        do {
            try check(connection)
            // Most starts find the schema in place, and then nothing is written.
            guard try connection.integer("pragma user_version") ?? 0 < newest else { return }
            try connection.execute("begin immediate")
            let found = try connection.integer("pragma user_version") ?? 0
            for step in all where step.version > found {
                try connection.execute(step.sql)
                try connection.execute("pragma user_version = \(step.version)")
            }
            try connection.execute("pragma application_id = \(applicationID)")
            try connection.execute("commit")
        } catch let error as SQLiteError {
            connection.rollBack()
            throw .database(error)
        } catch let error as AuditStoreError {
            throw error
        } catch {
            preconditionFailure("a call above throws an error of another type")
        }
    }

    /// Refuses what is not an audit database that this program can read.
    static func check(_ connection: Connection) throws(AuditStoreError) {
        let found: Int64
        let tables: Int64
        let application: Int64
        do {
            found = try connection.integer("pragma user_version") ?? 0
            application = try connection.integer("pragma application_id") ?? 0
            tables = try connection.integer("select count(*) from sqlite_master") ?? 0
        } catch {
            throw .database(error)
        }
        if tables > 0 && application != applicationID { throw .foreignDatabase }
        if found > newest { throw .newerSchema(found: Int(found), known: Int(newest)) }
    }
}
