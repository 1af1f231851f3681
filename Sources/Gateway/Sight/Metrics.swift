internal import Glibc
internal import Pipeline
internal import Synchronization

/// The counters and histograms behind `/metrics`, in Prometheus' text format.
///
/// One lock, taken once an exchange: about a microsecond against some thirty of proxying. Labels are bounded: models that the
/// configuration and the hosts do not know count as `other`.
final class Metrics: Sendable {
    private struct RequestLabels: Hashable {
        var api: String
        var policy: String
        var model: String
        var host: String
        var status: Int
    }

    private struct Pair: Hashable {
        var a: String
        var b: String
    }

    private struct TokenLabels: Hashable {
        var isPrompt: Bool
        var model: String
        var host: String
    }

    struct Histogram: Sendable {
        /// Seconds; four a decade, so that percentiles read off them are within a third.
        static let bounds: [Double] = [
            0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300,
        ]
        var counts = [Int](repeating: 0, count: bounds.count + 1)
        var sum = 0.0
        var count = 0

        mutating func add(_ seconds: Double) {
            let at = Histogram.bounds.firstIndex { seconds <= $0 } ?? Histogram.bounds.count
            counts[at] += 1
            sum += seconds
            count += 1
        }
    }

    private struct State {
        var requests: [RequestLabels: Int] = [:]
        var requestSeconds: [String: Histogram] = [:]
        var firstByteSeconds: [String: Histogram] = [:]
        var stageSeconds: [String: Histogram] = [:]
        var entities: [Pair: Int] = [:]
        var blocked: [Pair: Int] = [:]
        var tokens: [TokenLabels: Int] = [:]
        var unrestored = 0
        var openExchanges = 0
    }

    private let state = Mutex(State())
    /// Distinct label sets kept for one metric; past it new ones count as `other`.
    private static let maxSeries = 5000

    /// Counts an exchange that has ended.
    func count(_ record: ExchangeRecord, model: String) {
        let outcome = record.outcome
        let admission = record.admission
        state.withLock { state in
            var labels = RequestLabels(
                api: admission.api, policy: admission.policy, model: model, host: outcome.host, status: outcome.status)
            if state.requests.count >= Metrics.maxSeries && state.requests[labels] == nil {
                labels = RequestLabels(api: admission.api, policy: "other", model: "other", host: outcome.host, status: outcome.status)
            }
            state.requests[labels, default: 0] += 1
            state.requestSeconds[admission.api, default: Histogram()].add(outcome.totalMilliseconds / 1000)
            if let first = outcome.firstByteMilliseconds, !outcome.host.isEmpty {
                state.firstByteSeconds[outcome.host, default: Histogram()].add(first / 1000)
            }
            for stage in outcome.stages {
                state.stageSeconds[stage.name, default: Histogram()].add(stage.milliseconds / 1000)
            }
            for entity in admission.entities {
                state.entities[Pair(a: entity.type, b: entity.action), default: 0] += entity.count
                if entity.action == "block" && outcome.decision == .blocked {
                    state.blocked[Pair(a: admission.policy, b: entity.type), default: 0] += entity.count
                }
            }
            if !outcome.host.isEmpty {
                if let tokens = outcome.promptTokens {
                    state.tokens[TokenLabels(isPrompt: true, model: model, host: outcome.host), default: 0] += Int(tokens)
                }
                if let tokens = outcome.completionTokens {
                    state.tokens[TokenLabels(isPrompt: false, model: model, host: outcome.host), default: 0] += Int(tokens)
                }
            }
            state.unrestored += outcome.unrestored
        }
    }

    /// Counts exchanges that run.
    func exchangeBegan() { state.withLock { $0.openExchanges += 1 } }
    func exchangeEnded() { state.withLock { $0.openExchanges -= 1 } }

    /// Appends everything in Prometheus' text format.
    func write(into out: inout MetricsText) {
        let state = state.withLock { $0 }
        out.family("hopguard_requests_total", "counter", "Requests that ended, by their labels.")
        for (labels, count) in state.requests {
            out.sample(
                "hopguard_requests_total",
                [
                    ("api", labels.api), ("policy", labels.policy), ("model", labels.model), ("host", labels.host),
                    ("status", String(labels.status)),
                ], Double(count))
        }
        out.histograms("hopguard_request_seconds", "From the request's head to the end of its answer.", "api", state.requestSeconds)
        out.histograms(
            "hopguard_first_byte_seconds", "From the request's head to the first byte of a host's answer.", "host", state.firstByteSeconds)
        out.histograms("hopguard_stage_seconds", "What a stage took of its own, inner stages left out.", "stage", state.stageSeconds)
        out.family("hopguard_entities_total", "counter", "Findings, by type and by what was done.")
        for (pair, count) in state.entities {
            out.sample("hopguard_entities_total", [("type", pair.a), ("action", pair.b)], Double(count))
        }
        out.family("hopguard_blocked_total", "counter", "Findings that blocked a request.")
        for (pair, count) in state.blocked {
            out.sample("hopguard_blocked_total", [("policy", pair.a), ("type", pair.b)], Double(count))
        }
        out.family("hopguard_tokens_total", "counter", "Tokens, as the hosts count them.")
        for (labels, count) in state.tokens {
            out.sample(
                "hopguard_tokens_total",
                [("direction", labels.isPrompt ? "prompt" : "completion"), ("model", labels.model), ("host", labels.host)], Double(count))
        }
        out.family("hopguard_unrestored_total", "counter", "Surrogates in answers, changed beyond what could be restored surely.")
        out.sample("hopguard_unrestored_total", [], Double(state.unrestored))
        out.family("hopguard_exchanges", "gauge", "Exchanges that run.")
        out.sample("hopguard_exchanges", [], Double(state.openExchanges))
    }
}

/// Writes Prometheus' text format, version 0.0.4.
struct MetricsText {
    private(set) var bytes: [UInt8] = []

    mutating func family(_ name: String, _ kind: String, _ help: String) {
        bytes += Array("# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n".utf8)
    }

    mutating func sample(_ name: String, _ labels: [(String, String)], _ value: Double) {
        bytes += Array(name.utf8)
        if !labels.isEmpty {
            bytes.append(UInt8(ascii: "{"))
            for (i, label) in labels.enumerated() {
                if i > 0 { bytes.append(UInt8(ascii: ",")) }
                bytes += Array("\(label.0)=\"".utf8)
                for byte in label.1.utf8 {
                    switch byte {
                    case UInt8(ascii: "\\"): bytes += Array("\\\\".utf8)
                    case UInt8(ascii: "\""): bytes += Array("\\\"".utf8)
                    case UInt8(ascii: "\n"): bytes += Array("\\n".utf8)
                    default: bytes.append(byte)
                    }
                }
                bytes.append(UInt8(ascii: "\""))
            }
            bytes.append(UInt8(ascii: "}"))
        }
        let spelled = value == value.rounded() && abs(value) < 9e15 ? String(Int64(value)) : "\(value)"
        bytes += Array(" \(spelled)\n".utf8)
    }

    mutating func histograms(_ name: String, _ help: String, _ label: String, _ all: [String: Metrics.Histogram]) {
        family(name, "histogram", help)
        for (value, histogram) in all.sorted(by: { $0.key < $1.key }) {
            var running = 0
            for (bound, count) in zip(Metrics.Histogram.bounds, histogram.counts) {
                running += count
                sample(name + "_bucket", [(label, value), ("le", "\(bound)")], Double(running))
            }
            sample(name + "_bucket", [(label, value), ("le", "+Inf")], Double(histogram.count))
            sample(name + "_sum", [(label, value)], histogram.sum)
            sample(name + "_count", [(label, value)], Double(histogram.count))
        }
    }
}
