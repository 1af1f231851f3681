internal import CCurl

/// An easy handle of libcurl that keeps what was set on it: most requests differ from the one before in their fields and their body alone,
/// and setting thirty options and parsing a URL costs more than sending a small request.
final class CurlHandle {
    /// What stays the same from request to request to one place.
    final class Settings {
        let url: String
        let method: UpstreamRequest.Method
        let socketPath: String?
        let connect: Duration
        let tls: Host.TLS
        let acceptsCompressed: Bool
        let closes: Bool
        let connectsOnly: Bool
        let receiveBuffer: Int
        /// Whether the body is read from us piece by piece.
        let isLarge: Bool

        init(_ request: UpstreamRequest) {
            url = request.url
            method = request.method
            socketPath = request.socketPath
            connect = request.connect
            tls = request.tls
            acceptsCompressed = request.acceptsCompressed
            closes = request.closes
            connectsOnly = request.connectsOnly
            receiveBuffer = request.receiveBuffer
            isLarge = request.body.count > CurlTransfer.copied
        }

        /// Whether a request would set the same.
        func fits(_ request: UpstreamRequest) -> Bool {
            url == request.url && method == request.method && receiveBuffer == request.receiveBuffer && connect == request.connect
                && acceptsCompressed == request.acceptsCompressed && closes == request.closes && connectsOnly == request.connectsOnly
                && isLarge == (request.body.count > CurlTransfer.copied) && socketPath == request.socketPath && tls == request.tls
        }
    }

    let easy: UnsafeMutableRawPointer
    /// What is set on it; nil when it is as new.
    private(set) var settings: Settings?
    private var address: OpaquePointer?

    /// Nil without memory.
    init?() {
        guard let easy = curl_easy_init() else { return nil }
        self.easy = easy
    }

    deinit {
        curl_easy_cleanup(easy)
        if let address { curl_url_cleanup(address) }
    }

    /// Forgets what belongs to one request: its body must not outlive it.
    func forgetRequest() {
        // Setting it makes the request a POST.
        if settings?.method == .post { _ = hopguard_curl_set_bytes(easy, CURLOPT_POSTFIELDS, nil) }
        _ = hopguard_curl_set_list(easy, CURLOPT_HTTPHEADER, nil)
    }

    /// Notes what was set.
    func keep(_ settings: Settings) {
        self.settings = settings
    }

    /// Sets where requests go, parsed once. Answers whether it is a URL.
    func setAddress(_ url: String) -> Bool {
        guard let address = curl_url() else { return false }
        self.address = address
        return curl_url_set(address, CURLUPART_URL, url, 0) == CURLUE_OK && hopguard_curl_set_address(easy, address) == CURLE_OK
    }
}
