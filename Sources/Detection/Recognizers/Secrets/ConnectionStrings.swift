/// Passwords in URLs and in the connection strings of databases and brokers.
enum ConnectionStrings {
    static let recognizers: [Recognizer] = [
        Recognizer(
            "url-credentials", .urlCredentials,
            Pattern(
                #"[^\s"'<>`@]{0,220}?(?i:[a-z][a-z0-9+.-]{1,30})://[^\s/:@"'<>`]{0,80}:([^\s/@"'<>`]{2,120})@[A-Za-z0-9\[]"#, 0.95,
                group: 1,
                edges: .none,
                pivot: Recognizer.Pivot("@", over: beforeAt, reach: 240)),
            check: .rule { isPassword($0) },
            source: "https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1",
            finds: ["https://admin:«s3cr3tpw»@db.corp.example/x", "postgres://app:«hunter22»@10.0.0.5:5432/prod"],
            ignores: ["https://host:8080/path@x", "https://user:${PASSWORD}@host/", "http://example.com:80/a@b"]),
        Recognizer(
            "connection-string", .connectionString,
            Pattern(
                #"(?i:server|data source|host|hostname|addr|address|endpoint|driver|dsn|user id|uid|user|username|initial catalog|database)\s?=\s?[^;=\n"']{1,120};(?:[^;=\n"']{1,40}=[^;\n"']{0,120};){0,10}?\s?(?i:password|pwd)\s?=\s?([^;\n"']{2,120})"#,
                0.9, group: 1, edges: .left),
            Pattern(
                #"(?i:host|hostaddr|dbname|user)=[^\s=]{1,80}(?: [a-z_]{2,20}=[^\s=]{1,80}){0,8}? password=([^\s"']{2,120})"#, 0.9,
                group: 1, edges: .left),
            Pattern(#"(?i:jdbc:[a-z0-9:]{2,30})//[^\s"']{1,200}[?&;](?i:password|pwd)=([^\s&;"']{2,120})"#, 0.95, group: 1, edges: .left),
            Pattern(
                #"(?i:Endpoint=sb)://[^\s;"']{1,200};SharedAccessKeyName=[^\s;"']{1,120};SharedAccessKey=([^\s;"']{20,120})"#, 0.95,
                group: 1, edges: .left),
            check: .rule { isPassword($0) },
            source: "https://learn.microsoft.com/dotnet/framework/data/adonet/connection-string-syntax",
            finds: [
                "Server=db1;Database=crm;User Id=app;Password=«t0p-s3cret»;Encrypt=true",
                "host=db1 user=app password=«t0p-s3cret» dbname=crm",
                "jdbc:mysql://db1:3306/crm?user=app&password=«t0p-s3cret»",
            ],
            ignores: ["Server=db1;Password=${DB_PASSWORD};", "host=db1 user=app password=$PGPASSWORD", "Server=db1;Password=;"]),
    ]

    /// What a URL can have before its `@`: no space, quote or angle bracket.
    private static let beforeAt = ByteSet(33...33).union(ByteSet(35...38)).union(ByteSet(40...59)).union(ByteSet(61...61)).union(
        ByteSet(63...63)
    )
    .union(ByteSet(65...95)).union(ByteSet(97...255))

    private static func isPassword(_ value: borrowing MatchedValue) -> Bool {
        if Placeholder.isOne(value.bytes) { return false }
        for byte in value.bytes
        where byte == UInt8(ascii: "$") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "<") {
            return Credentials.isPassword(value)
        }
        return true
    }
}
