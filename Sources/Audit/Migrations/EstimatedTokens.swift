extension Migration {
    /// Whether a row's tokens are estimated.
    static let estimatedTokens = Migration(version: 4, sql: "alter table requests add column estimated integer")
}
