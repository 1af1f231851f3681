internal import Configuration
internal import Pipeline
internal import Proxy
internal import WireFormats

/// The dashboard's data: JSON for `/api/…`. Never holds prompt text, but for what the playground was just given.
final class DashboardData {
    private let running: Running
    private let secret: [UInt8]

    init(running: Running, secret: [UInt8]) {
        self.running = running
        self.secret = secret
    }

    /// Answers a read. Throws `pathUnknown`.
    func read(_ path: String, query: String) throws(PipelineError) -> [UInt8] {
        var json = JSONWriter()
        switch path {
        case "hosts": writeHosts(&json)
        case "policies": writePolicies(&json)
        case "choices": writeChoices(&json)
        default: throw .client(.pathUnknown)
        }
        return json.bytes
    }

    /// Answers the playground.
    func examine(_ bytes: [UInt8]) throws(PipelineError) -> [UInt8] {
        throw .client(.pathUnknown)
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
                for compiled in running.snapshot.policies {
                    let policy = compiled.policy
                    json.object { json in
                        json.name("name")
                        json.string(policy.name)
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
