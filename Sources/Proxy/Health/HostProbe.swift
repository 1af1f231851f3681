internal import Pipeline

/// What asking a host once gave.
public struct HostReport: Sendable {
    public let host: Host
    /// Whether it answered as a host that can work.
    public let isReached: Bool
    /// Why not, a word of a closed list; empty when it was reached.
    public let fault: String
    /// The status of its list of models; 0 when it gave none.
    public let status: Int
    /// The time until the first answer's head.
    public let latency: Duration
    /// What it lists; nil when it gave no list that could be read.
    public let listing: HostListing?
}

/// Asks a host, in its own API, whether it is there and what it has.
struct HostProbe {
    /// Bound on a list; OpenRouter's is about 1 MiB.
    static let maxBytes = 16 * 1024 * 1024
    /// Pages of Anthropic's list, a thousand models each.
    private static let maxPages = 10
    /// No check may take longer than this for its first byte, whatever a request may.
    private static let patience = Duration.seconds(10)
    /// Nor longer than this for its last: a host that dribbles would hold a place among the checks for ever.
    private static let wholePatience = Duration.seconds(20)

    let client: CurlClient

    func ask(_ host: Host) async -> HostReport {
        let began = MonotonicTime.now
        do throws(CurlError) {
            switch host.api {
            case .ollama: return try await ollama(host, began)
            case .openai: return try await list(host, "/v1/models", began)
            case .anthropic: return try await list(host, "/v1/models?limit=1000", began)
            }
        } catch {
            return HostReport(host: host, isReached: false, fault: error.word, status: 0, latency: MonotonicTime.now - began, listing: nil)
        }
    }

    private func ollama(_ host: Host, _ began: MonotonicTime) async throws(CurlError) -> HostReport {
        let tags = try await get(host, "/api/tags")
        guard tags.status == 200, let models = HostListing.ollamaModels(tags.body, sizeIsMemory: false) else {
            return verdict(host, tags, began, nil)
        }
        var listing = HostListing()
        listing.models = models
        let running = try await get(host, "/api/ps")
        if running.status == 200, let models = HostListing.ollamaModels(running.body, sizeIsMemory: true) { listing.running = models }
        return verdict(host, tags, began, listing)
    }

    private func list(_ host: Host, _ path: String, _ began: MonotonicTime) async throws(CurlError) -> HostReport {
        let first = try await get(host, path)
        guard first.status == 200, var models = HostListing.models(first.body) else { return verdict(host, first, began, nil) }
        var next = host.api == .anthropic ? HostListing.nextPage(first.body) : nil
        var pages = 1
        while let after = next, pages < Self.maxPages, after.utf8.allSatisfy({ UInt8.isLetterOrDigit($0) || "-._:/".utf8.contains($0) }) {
            let page = try await get(host, path + "&after_id=" + after)
            guard page.status == 200, let more = HostListing.models(page.body), !more.isEmpty else { break }
            models += more
            next = HostListing.nextPage(page.body)
            pages += 1
        }
        var listing = HostListing()
        listing.models = models
        return verdict(host, first, began, listing)
    }

    /// A list that cannot be had does not speak against a host whose models are configured: many servers have none, or ask another key
    /// for it. A gateway's 502, 503 and 504 do, and so does llama.cpp's 503 while it loads.
    private func verdict(
        _ host: Host, _ answer: (status: Int, body: [UInt8], latency: Duration), _ began: MonotonicTime, _ listing: HostListing?
    ) -> HostReport {
        let isGateway = (502...504).contains(answer.status)
        let isReached = !isGateway && (listing != nil || host.models != nil)
        let fault = isReached ? "" : (answer.status == 200 ? "invalid_list" : "status")
        return HostReport(host: host, isReached: isReached, fault: fault, status: answer.status, latency: answer.latency, listing: listing)
    }

    private func get(_ host: Host, _ path: String) async throws(CurlError) -> (status: Int, body: [UInt8], latency: Duration) {
        let began = MonotonicTime.now
        var fields = HTTPFields()
        fields.append("accept", "application/json")
        // The version is a date; Anthropic has had this one since 2023 and asks for it with every call.
        if host.api == .anthropic { fields.append("anthropic-version", "2023-06-01") }
        host.set(&fields)
        let reply = try await client.perform(
            UpstreamRequest(
                method: .get, url: host.target(path), socketPath: host.url.socketPath, fields: fields,
                connect: min(host.connect, Self.patience),
                firstByte: min(host.firstByte, Self.patience), idle: Self.patience, tls: host.tls, acceptsCompressed: host.trust == .cloud))
        let latency = MonotonicTime.now - began
        var body: [UInt8] = []
        while let bytes = try await reply.next() {
            guard body.count + bytes.count <= Self.maxBytes else { throw .malformed }
            guard MonotonicTime.now - began < Self.wholePatience else { throw .idleTimeout }
            body += bytes
        }
        return (reply.status, body, latency)
    }
}

extension Host {
    /// Sets the host's own fields, in the place of whatever came.
    func set(_ fields: inout HTTPFields) {
        for field in self.fields { fields.removeAll(field.name) }
        for field in self.fields { fields.append(field.name, field.value) }
    }
}
