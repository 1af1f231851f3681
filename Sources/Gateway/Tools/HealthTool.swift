internal import Configuration
internal import Pipeline
internal import Proxy

/// What `hopguard health` does: asks a running program on its admin address. For containers, which have no curl.
package enum HealthTool {
    /// How long the program may take to answer.
    private static let patience = Duration.seconds(5)
    /// Bytes of the answer that are shown.
    private static let maxAnswer = 256

    /// Asks, and answers what to print and whether all is well.
    ///
    /// - Parameters:
    ///   - config: the config file; says where the admin address is.
    ///   - admin: the admin address instead of the configuration's.
    ///   - asksReady: whether to ask for a healthy host too, not for the program alone.
    package static func run(config: String?, admin: String?, asksReady: Bool) -> (text: String, isWell: Bool) {
        let address: ListenAddress
        if let admin {
            do throws(ListenAddress.Fault) {
                address = try ListenAddress(parsing: admin, folder: Environment.workingDirectory())
            } catch {
                return (error.message, false)
            }
        } else {
            let options = Environment.options()
            let settings = ConfigurationLoader.load(ConfigurationLoader.locate(config, options), options).settings
            guard let configured = settings.admin else { return ("there is no admin address: `admin` is off in the configuration", false) }
            address = configured.value
        }
        let (base, socket) = target(address)
        let request = UpstreamRequest(
            method: .get, url: base + (asksReady ? "/readyz" : "/healthz"), socketPath: socket, connect: patience, firstByte: patience,
            idle: patience)
        return Errand.run { loop in await ask(request, CurlClient(loop: loop), "\(address)") }
    }

    /// Where to call: an address that stands for all is reached over loopback.
    static func target(_ address: ListenAddress) -> (base: String, socket: String?) {
        switch address {
        case .unix(let path): return ("http://localhost", path)
        case .tcp(let host, let port):
            let name = host.isEmpty || host == "0.0.0.0" || host == "*" ? "127.0.0.1" : host == "::" ? "::1" : host
            return ("http://\(ListenAddress.tcp(host: name, port: port))", nil)
        }
    }

    private static func ask(_ request: UpstreamRequest, _ client: CurlClient, _ address: String) async -> (String, Bool) {
        do throws(CurlError) {
            let reply = try await client.perform(request)
            var body: [UInt8] = []
            while body.count < maxAnswer, let piece = try await reply.next() { body += piece }
            while body.last == UInt8(ascii: "\n") { body.removeLast() }
            return (String(decoding: body.prefix(maxAnswer), as: UTF8.self), reply.status == 200)
        } catch {
            return ("nobody answers on the admin address \(address): is hopguard running?", false)
        }
    }
}
