internal import Audit
internal import Configuration
internal import Pipeline
internal import Proxy
internal import WireFormats

/// The dashboard's data: JSON for `/api/…`. Never holds prompt text, but for what the playground was just given.
final class DashboardData {
    private let running: Running
    private let desk: AuditDesk
    private let secret: [UInt8]

    init(running: Running, desk: AuditDesk, secret: [UInt8]) {
        self.running = running
        self.desk = desk
        self.secret = secret
    }

    /// Answers a read. Throws `pathUnknown`, `malformed(.query)`, `auditUnavailable`.
    func read(_ path: String, query: String) async throws(PipelineError) -> [UInt8] {
        var json = JSONWriter()
        switch path {
        case "hosts": writeHosts(&json)
        case "policies": writePolicies(&json)
        case "choices": writeChoices(&json)
        case "overview": return try await overview(try DashboardQuery(query, names: DashboardQuery.overviewNames))
        case "requests": return try await requests(try DashboardQuery(query, names: DashboardQuery.logNames))
        default:
            guard path.hasPrefix("requests/"), let id = PercentEncoding.decode(path.dropFirst(9)), !id.isEmpty, id.utf8.count <= 128 else {
                throw .client(.pathUnknown)
            }
            return try await request(id)
        }
        return json.bytes
    }

    // MARK: Overview

    private func overview(_ query: DashboardQuery) async throws(PipelineError) -> [UInt8] {
        let range = try query.range()
        let figures = try await desk.ask { (log) throws(DatabaseError) in try OverviewFigures(log, range, now: .now) }
        let hosts = running.balancer.snapshots()
        var json = JSONWriter()
        json.object { json in
            json.name("totals")
            json.object { json in
                figures.write(figures.totals, &json)
                json.name("entities")
                json.number(figures.entities)
            }
            json.name("hosts")
            json.number(hosts.count)
            json.name("hosts_up")
            json.number(hosts.count(where: \.isUp))
            json.name("in_flight")
            json.number(hosts.reduce(0) { $0 + $1.inFlight })
            figures.write(&json)
            json.name("fleet")
            running.history.write(range, now: WallClock.now(), &json)
        }
        return json.bytes
    }

    // MARK: The log

    /// Rows of a page of the log.
    private static let pageRows = 50

    private func requests(_ query: DashboardQuery) async throws(PipelineError) -> [UInt8] {
        var filter = try query.filter()
        filter.limit = DashboardData.pageRows
        let before = query["before"]
        let wanted = filter
        let rows = try await desk.ask { (log) throws(DatabaseError) -> [String] in
            var filter = wanted
            if let before {
                // An id that is gone ends the list: it was cut off by retention.
                guard let last = try log.show(before).first else { return [] }
                filter.beforeSeq = last.seq
            }
            return try log.list(filter).map { AuditJSON.line($0) }
        }
        var json = JSONWriter()
        json.object { json in
            json.name("rows")
            json.array { json in for row in rows { json.raw(Array(row.utf8)) } }
        }
        return json.bytes
    }

    private func request(_ id: String) async throws(PipelineError) -> [UInt8] {
        let key = AuditAccess.chainKey(secret)
        let found = try await desk.ask { (log) throws(DatabaseError) -> (line: String, isSound: Bool)? in
            guard let row = try log.show(id).first else { return nil }
            return (AuditJSON.line(row), try log.isSound(row, key: key))
        }
        guard let found, let members = JSONValue(parsing: Array(found.line.utf8))?.members else { throw .client(.pathUnknown) }
        var json = JSONWriter()
        json.object { json in
            for member in members {
                switch member.name {
                case "attempts", "stage_ms": continue
                case "tries": json.name("attempts")
                default: json.name(member.name)
                }
                json.value(member.value)
            }
            json.name("chain")
            json.string(found.isSound ? "as it was written" : "CHANGED after it was written")
            json.name("stages")
            json.array { json in
                let stages = members.first { $0.name == "stage_ms" }?.value.text.flatMap { JSONValue(parsing: Array($0.utf8)) }
                for stage in stages?.members ?? [] {
                    json.object { json in
                        json.name("stage")
                        json.string(stage.name)
                        json.name("ms")
                        json.value(stage.value)
                    }
                }
            }
        }
        return json.bytes
    }

    // MARK: The playground

    /// Answers the playground: `{text, policy, key, model}`, empty strings for none.
    func examine(_ bytes: [UInt8]) async throws(PipelineError) -> [UInt8] {
        guard let asked = JSONValue(parsing: bytes), let text = asked["text"]?.text else { throw .client(.malformed(.json)) }
        var question = ExplainQuestion(Array(text.utf8))
        func given(_ name: String) -> String? { asked[name]?.text.flatMap { $0.isEmpty ? nil : $0 } }
        question.policy = given("policy")
        question.key = given("key")
        question.model = given("model")
        let snapshot = running.snapshot
        let explainer = Explainer(
            snapshot: snapshot, balancer: running.balancer, hosts: running.balancer.snapshots().map(\.host), secret: secret,
            classifiers: Explainer.classifiers(snapshot.assembler.classifiers, snapshot.settings))
        return PlaygroundAnswer.json(await explainer.explain(question), question)
    }

    private func writeHosts(_ json: inout JSONWriter) {
        let catalog = running.directory.catalog(isUp: { _ in true })
        json.object { json in
            json.name("hosts")
            json.array { json in
                for host in running.balancer.snapshots() {
                    json.object { json in
                        json.name("id")
                        json.string(host.host.id)
                        json.name("url")
                        json.string(host.host.url.origin)
                        json.name("api")
                        json.string(host.host.api.rawValue)
                        json.name("trust")
                        json.string(host.host.trust.rawValue)
                        json.name("up")
                        json.bool(host.isUp)
                        json.name("in_flight")
                        json.number(host.inFlight)
                        json.name("first_byte_ms")
                        if let latency = host.latency { json.number(latency.milliseconds) } else { json.null() }
                        json.name("models")
                        json.array { json in
                            for entry in catalog.entries where entry.hosts.contains(host.host.id) { json.string(entry.name) }
                        }
                    }
                }
            }
        }
    }

    private func writePolicies(_ json: inout JSONWriter) {
        json.object { json in
            json.name("policies")
            json.array { json in
                let policies = running.snapshot.policies
                for (place, compiled) in policies.enumerated() {
                    let policy = compiled.policy
                    json.object { json in
                        json.name("name")
                        json.string(policy.name)
                        json.name("built_in")
                        json.bool(place >= policies.count - Snapshot.builtInPolicies)
                        json.name("match")
                        json.string(PolicySummary.match(policy))
                        json.name("mode")
                        json.string(policy.mode.rawValue)
                        json.name("chain")
                        json.array { json in for stage in policy.chain { json.string(stage.rawValue) } }
                        json.name("entities")
                        json.string(PolicySummary.entities(policy))
                    }
                }
            }
        }
    }

    private func writeChoices(_ json: inout JSONWriter) {
        let snapshot = running.snapshot
        json.object { json in
            json.name("policy")
            json.array { json in for compiled in snapshot.policies { json.string(compiled.policy.name) } }
            json.name("key")
            json.array { json in for key in snapshot.settings.keys { json.string(key.name) } }
            json.name("models")
            json.array { json in for entry in running.directory.catalog(isUp: { _ in true }).entries { json.string(entry.name) } }
        }
    }
}
