extension Migration {
    /// What is kept of bodies where `audit.bodies` says so: a table of its own, so that no other has room for text. Empty on a server.
    static let keptBodies = Migration(
        version: 5,
        sql: """
            create table bodies (
              seq integer primary key,
              request_id text not null,
              bytes integer not null,
              left_out text not null,
              body text
            )
            """)
}
