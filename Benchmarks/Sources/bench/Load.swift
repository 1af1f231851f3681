import Foundation

/// What the load generator measured.
struct Load: Decodable {
    let done: Int
    let errors: Int
    let seconds: Double
    let events: Int
    let bytes: Int
    let p50: Double
    let p99: Double
    let first_p50: Double
    let open: Int
}

/// One kind of traffic.
struct Workload {
    let name: String
    let arguments: [String]
    let countsEvents: Bool
    /// Shares of nginx's work per CPU-second that are asked for: nothing redacted, and redacted.
    let wanted: (plain: Double, redacted: Double)

    static let all = [
        Workload(
            name: "300 B chat", arguments: ["--connections", "32", "--model", "json-1500", "--prompt-bytes", "300"], countsEvents: false,
            wanted: (0.55, 0.40)),
        Workload(
            name: "32 KB", arguments: ["--connections", "32", "--model", "json-1500", "--prompt-bytes", "32768"], countsEvents: false,
            wanted: (0.45, 0.15)),
        Workload(
            name: "1 MB", arguments: ["--connections", "8", "--model", "json-1500", "--prompt-bytes", "1000000"], countsEvents: false,
            wanted: (0.50, 0.15)),
        Workload(
            name: "stream burst", arguments: ["--connections", "16", "--model", "sse-400-0", "--prompt-bytes", "300"], countsEvents: true,
            wanted: (0.75, 0.60)),
        Workload(
            name: "paced streams", arguments: ["--connections", "500", "--model", "sse-40-20000", "--prompt-bytes", "300"],
            countsEvents: true, wanted: (0.75, 0.60)),
        Workload(
            name: "new connections", arguments: ["--connections", "32", "--model", "json-1500", "--prompt-bytes", "300", "--churn"],
            countsEvents: false, wanted: (0.40, 0.40)),
    ]
}
