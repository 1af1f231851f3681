extension Migration {
    /// `blocks.labels` may say in which row of the block a combination stands, as `BlockLabels` has it. What is there stays as it is, and holds;
    /// the version is raised because an older program would read past what is new.
    static let rowsInLabels = Migration(version: 3, sql: "select 1")
}
