import Pipeline

/// Invented rows, as many unlike ones as a team's.
enum Rows {
    private static let keys = (0..<20).map { "key-\($0)" }
    private static let models = ["gpt-4o", "gpt-4o-mini", "claude-sonnet-4", "llama3.2:3b", "qwen2.5-coder:7b"]
    private static let hosts = ["host-0", "host-1", "host-2"]

    static func admission(_ number: Int, time: Int64) -> AdmissionRow {
        var row = AdmissionRow()
        row.time = time
        row.id = id(number, time)
        row.requestID = row.id
        let key = number &* 7919 % 20
        row.key = keys[key]
        row.team = key < 10 ? "research" : "build"
        row.clientAddress = "10.20.3.44"
        row.api = number % 7 == 0 ? "ollama" : "openai"
        row.path = "/v1/chat/completions"
        row.modelAsked = models[number % 5]
        row.policy = number % 4 == 0 ? "local" : "cloud"
        row.stream = number % 2 == 0
        row.requestBytes = 1900
        row.generation = 3
        if number % 10 < 6 { row.entities = [EntityRow(type: "EMAIL_ADDRESS", action: "surrogate", recognizer: "email", count: 2)] }
        if number % 50_000 == 17 { row.entities.append(EntityRow(type: "US_SSN", action: "block", recognizer: "us_ssn", count: 1)) }
        return row
    }

    static func outcome(_ admission: AdmissionRow, _ number: Int) -> OutcomeRow {
        let isBlocked = number % 50_000 == 17
        var row = OutcomeRow()
        row.id = admission.id
        row.decision = isBlocked ? .blocked : .forwarded
        row.modelSent = admission.modelAsked
        row.host = hosts[number % 3]
        row.status = isBlocked ? 400 : 200
        row.attempts = [AttemptRow(host: row.host, status: 200, error: "", milliseconds: 420.5)]
        row.responseBytes = 3100
        row.promptTokens = 300
        row.completionTokens = 210
        row.cost = 2850
        row.firstByteMilliseconds = 112.25
        row.totalMilliseconds = 430.125 + Double(number % 400)
        row.stages = [("auth", 0.004), ("limit", 0.002), ("redact", 0.091), ("route", 0.003), ("audit", 0.8)]
        return row
    }

    /// A UUIDv7 of its time.
    private static func id(_ number: Int, _ time: Int64) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var random = UInt64(truncatingIfNeeded: number) &* 0x9e37_79b9_7f4a_7c15
        random ^= random >> 29
        // The last sixteen digits first, then the sixteen before them.
        let head = UInt64(bitPattern: time / 1000) << 16 | 0x7000 | random & 0xfff
        var bits = 0x8000_0000_0000_0000 | random >> 2
        return String(unsafeUninitializedCapacity: 36) { out in
            for at in (0..<36).reversed() {
                if at == 18 { bits = head }
                if at == 8 || at == 13 || at == 18 || at == 23 {
                    out[at] = UInt8(ascii: "-")
                } else {
                    out[at] = digits[Int(bits & 15)]
                    bits >>= 4
                }
            }
            return 36
        }
    }
}
