import Pipeline
import Testing

@testable import Gateway

/// An exposition in Prometheus' text format, read as strictly as its specification is.
struct Exposition {
    struct Sample {
        let name: String
        let labels: [String: String]
        let value: Double
    }

    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    private(set) var kinds: [String: String] = [:]
    private(set) var samples: [Sample] = []

    init(_ bytes: [UInt8]) throws {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Fault(description: "not UTF-8") }
        guard text.hasSuffix("\n") else { throw Fault(description: "the last line has no end") }
        var helped: Set<String> = []
        var closed: Set<String> = []
        var current = ""
        var seen: Set<String> = []
        for line in text.dropLast().split(separator: "\n", omittingEmptySubsequences: false) {
            func fault(_ why: String) -> Fault { Fault(description: "\(why): \(line)") }
            if line.hasPrefix("# HELP ") {
                let words = line.split(separator: " ", maxSplits: 3)
                guard words.count == 4, helped.insert(String(words[2])).inserted else { throw fault("a second or empty HELP") }
                continue
            }
            if line.hasPrefix("# TYPE ") {
                let words = line.split(separator: " ").map(String.init)
                guard words.count == 4, ["counter", "gauge", "histogram"].contains(words[3]), kinds[words[2]] == nil else {
                    throw fault("a second or faulty TYPE")
                }
                guard helped.contains(words[2]), closed.insert(words[2]).inserted else { throw fault("a TYPE without HELP before it") }
                kinds[words[2]] = words[3]
                current = words[2]
                continue
            }
            let sample = try Exposition.sample(line)
            let suffixes = kinds[current] == "histogram" ? ["_bucket", "_sum", "_count"] : [""]
            guard suffixes.contains(where: { sample.name == current + $0 }) else { throw fault("a sample outside of its family") }
            let name = sample.name + sample.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "\u{0}")
            guard seen.insert(name).inserted else { throw fault("the same sample twice") }
            samples.append(sample)
        }
        try checkHistograms()
    }

    /// The sum of the samples that carry the labels.
    func total(_ name: String, _ labels: [String: String] = [:]) -> Double {
        samples.filter { sample in sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value } }
            .reduce(0) { $0 + $1.value }
    }

    private func checkHistograms() throws {
        for (family, kind) in kinds where kind == "histogram" {
            let groups = Dictionary(grouping: samples.filter { $0.name.hasPrefix(family + "_") }) { sample in
                sample.labels.filter { $0.key != "le" }.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
            }
            for (labels, samples) in groups {
                func fault(_ why: String) -> Fault { Fault(description: "\(family){\(labels)}: \(why)") }
                let buckets = samples.filter { $0.name == family + "_bucket" }
                guard buckets.last?.labels["le"] == "+Inf" else { throw fault("no bucket without a bound at the end") }
                let bounds = try buckets.dropLast().map { bucket -> Double in
                    guard let bound = bucket.labels["le"].flatMap(Double.init) else { throw fault("a bound is no number") }
                    return bound
                }
                guard zip(bounds, bounds.dropFirst()).allSatisfy({ $0 * 2 == $1 }) else { throw fault("bounds are no powers of two") }
                guard zip(buckets, buckets.dropFirst()).allSatisfy({ $0.value <= $1.value }) else { throw fault("counts fall") }
                guard samples.filter({ $0.name == family + "_count" }).map(\.value) == [buckets.last?.value ?? -1],
                    samples.filter({ $0.name == family + "_sum" }).count == 1
                else { throw fault("count and the last bucket differ, or there is no sum") }
            }
        }
    }

    private static func sample(_ line: Substring) throws -> Sample {
        func fault(_ why: String) -> Fault { Fault(description: "\(why): \(line)") }
        var rest = line
        let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ":") }
        guard let first = name.first, !first.isNumber else { throw fault("no name") }
        rest = rest.dropFirst(name.count)
        var labels: [String: String] = [:]
        if rest.first == "{" {
            rest = rest.dropFirst()
            while rest.first != "}" {
                let label = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
                rest = rest.dropFirst(label.count)
                guard !label.isEmpty, rest.hasPrefix("=\"") else { throw fault("no label") }
                rest = rest.dropFirst(2)
                var value = ""
                while let next = rest.first, next != "\"" {
                    rest = rest.dropFirst()
                    guard next == "\\" else {
                        value.append(next)
                        continue
                    }
                    switch rest.popFirst() {
                    case "\\": value.append("\\")
                    case "\"": value.append("\"")
                    case "n": value.append("\n")
                    default: throw fault("no such escape")
                    }
                }
                guard rest.popFirst() == "\"", labels.updateValue(value, forKey: String(label)) == nil else {
                    throw fault("a broken label")
                }
                if rest.first == "," { rest = rest.dropFirst() } else if rest.first != "}" { throw fault("no end of the labels") }
            }
            rest = rest.dropFirst()
        }
        guard rest.popFirst() == " ", let value = Double(rest) else { throw fault("no value") }
        return Sample(name: String(name), labels: labels, value: value)
    }
}

@Suite struct MetricsTests {
    static func record(
        policy: String = "cloud", host: String = "far", model: String = "m1", status: Int = 200, milliseconds: Double = 12,
        decision: Decision = .forwarded, entities: [EntityRow] = []
    ) -> ExchangeRecord {
        let record = ExchangeRecord()
        record.admission.api = "chat"
        record.admission.policy = policy
        record.admission.modelAsked = model
        record.admission.entities = entities
        record.outcome.host = host
        record.outcome.status = status
        record.outcome.decision = decision
        record.outcome.totalMilliseconds = milliseconds
        record.outcome.firstByteMilliseconds = milliseconds / 2
        record.outcome.stages = [("auth", 0.001), ("redact", 0.4)]
        record.outcome.attempts = [AttemptRow(host: host, status: status, error: "", milliseconds: milliseconds)]
        record.outcome.promptTokens = 10
        record.outcome.completionTokens = 20
        return record
    }

    private func exposition(_ metrics: Metrics) throws -> Exposition {
        var text = MetricsText()
        metrics.write(into: &text)
        return try Exposition(text.bytes)
    }

    @Test func `what several loops counted is added up`() throws {
        let metrics = Metrics()
        let loops = (0..<3).map { _ in MetricShard(metrics) }
        for (at, loop) in loops.enumerated() {
            loop.exchangeBegan()
            for _ in 0...at { loop.count(Self.record(), model: "m1") }
        }
        loops[0].exchangeEnded()
        let told = try exposition(metrics)
        #expect(
            told.total(
                "hopguard_requests_total", ["api": "chat", "policy": "cloud", "model": "m1", "host": "far", "status": "200"]) == 6)
        #expect(told.total("hopguard_exchanges") == 2)
        #expect(told.total("hopguard_tokens_total", ["direction": "completion"]) == 120)
        #expect(told.total("hopguard_stage_seconds_count", ["stage": "redact"]) == 6)
        #expect(told.total("hopguard_first_byte_seconds_count", ["host": "far"]) == 6)
        #expect(told.total("hopguard_host_seconds_count", ["host": "far"]) == 6)
        #expect(told.total("hopguard_queue_seconds_count") == 0)
        let waited = Self.record()
        waited.outcome.queueMilliseconds = 250
        loops[1].count(waited, model: "m1")
        #expect(try exposition(metrics).total("hopguard_queue_seconds_sum") == 0.25)
        #expect(abs(told.total("hopguard_request_seconds_sum") - 0.072) < 1e-9)
    }

    @Test func `a blocked request counts its types under its policy`() throws {
        let metrics = Metrics()
        let loop = MetricShard(metrics)
        let entities = [
            EntityRow(type: "US_SSN", action: "block", recognizer: "us_ssn", count: 2),
            EntityRow(type: "EMAIL_ADDRESS", action: "surrogate", recognizer: "email", count: 3),
            EntityRow(type: "CLASSIFIER_ERROR", action: "flag", recognizer: "openai", count: 1),
        ]
        loop.count(Self.record(decision: .blocked, entities: entities), model: "m1")
        loop.count(Self.record(decision: .forwarded, entities: entities), model: "m1")
        let told = try exposition(metrics)
        #expect(told.total("hopguard_blocked_total", ["policy": "cloud", "type": "US_SSN"]) == 2)
        #expect(told.total("hopguard_blocked_total") == 2)
        #expect(told.total("hopguard_entities_total", ["type": "EMAIL_ADDRESS", "action": "surrogate"]) == 6)
        #expect(told.total("hopguard_entities_total", ["type": "CLASSIFIER_ERROR"]) == 0)
        #expect(told.total("hopguard_classifier_errors_total", ["engine": "openai"]) == 2)
    }

    @Test(arguments: [
        (0.0, 0), (Double.nan, 0), (-5, 0), (0.0610351562, 0), (0.0610351563, 1), (1000, 14), (1000.001, 15), (512_000, 23), (512_001, 24),
        (1e300, 0),
    ])
    func `a time counts in the bucket whose bound it does not exceed`(milliseconds: Double, bucket: Int) {
        let cells = MetricCells(count: MetricBuckets.requests.count + 2)
        cells.observe(milliseconds: milliseconds, .requests)
        #expect((0..<25).filter { cells.value($0) == 1 } == [bucket])
    }

    @Test func `bounds are powers of two of a second`() {
        for buckets in [MetricBuckets.requests, .stages] {
            for at in 0..<buckets.count {
                let bound = buckets.bound(at)
                #expect(bound.significand == 1)
                #expect(buckets.index(bound) == at)
                #expect(buckets.index(bound.nextUp) == at + 1)
            }
        }
        #expect(MetricBuckets.requests.bound(23) == 512 && MetricBuckets.stages.bound(26) == 64)
    }

    @Test func `hostile names are escaped`() throws {
        let metrics = Metrics()
        let loop = MetricShard(metrics)
        let name = "a\"b\\c\nd{e=\"f\"} 1\n# TYPE x counter"
        loop.count(Self.record(policy: name), model: name)
        let told = try exposition(metrics)
        #expect(told.total("hopguard_requests_total", ["policy": name, "model": name]) == 1)
    }

    @Test func `past the bound new labels count as other and no figure is lost`() throws {
        let metrics = Metrics()
        let loop = MetricShard(metrics)
        for n in 0..<5000 { loop.count(Self.record(policy: "p\(n)"), model: "m\(n)") }
        let told = try exposition(metrics)
        #expect(told.total("hopguard_requests_total") == 5000)
        #expect(told.samples.filter { $0.name == "hopguard_requests_total" }.count <= 4001)
        #expect(told.total("hopguard_requests_total", ["policy": "other", "model": "other"]) >= 900)
        #expect(
            told.total("hopguard_tokens_total", ["direction": "prompt"]) + told.total("hopguard_tokens_total", ["direction": "other"])
                >= 50_000)
    }

    @Test func `every family is in the catalogue once, and those that loops count come first`() {
        #expect(Set(MetricFamily.all.map(\.name)).count == MetricFamily.all.count)
        #expect(MetricFamily.all.starts(with: MetricFamily.counted))
        for family in MetricFamily.all {
            #expect(family.name.hasSuffix("_total") == (family.kind == .counter), "\(family.name)")
            #expect(family.kind != .histogram || family.name.hasSuffix("_seconds"), "\(family.name)")
            #expect(!family.help.isEmpty && !family.help.contains("\n") && !family.help.contains("\\"))
        }
    }
}
