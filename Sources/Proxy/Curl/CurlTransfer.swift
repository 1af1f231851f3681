internal import CCurl
internal import Glibc

/// One request on its way through libcurl. Touched on its loop's thread only.
final class CurlTransfer {
    /// What waits for its reader, at most, before libcurl is told to pause; so the host feels a slow client.
    static let watermark = 64 * 1024
    /// Bodies up to this length are handed to libcurl whole, which sends them in one segment with the head; longer ones are read from here.
    static let copied = 60 * 1024

    let handle: CurlHandle
    let easy: UnsafeMutableRawPointer
    let request: UpstreamRequest
    private let headers: HeaderList
    private unowned let client: CurlClient
    /// Place in the client's list.
    var index = 0

    private(set) var head = UpstreamHead()
    private var pending: [UInt8] = []
    private var sent = 0
    private var end: Result<Void, CurlError>?
    private var waiter: UnsafeContinuation<Void, Never>?
    /// Takes the body in the place of whoever waits.
    private var sink: (any BodySink)?
    /// What a callback found wrong; libcurl itself only knows that a callback failed.
    private var fault: CurlError?
    /// Whether a cancellation is seen to by whoever waits.
    private var isGuarded = false
    private(set) var isPaused = false
    private(set) var isRemoved = false
    /// Whether the connection stands that was all that was asked for.
    private var isConnected = false
    /// When it began, then when bytes of the body last came, as the sweep after them saw it: reading the clock for each piece would cost more.
    private(set) var activity = MonotonicTime.now
    private var hasNews = false
    /// Whether the body has begun. A head alone does not count as a first byte: servers send it before the model has read its prompt.
    private var hasBytes = false

    init(_ request: consuming UpstreamRequest, handle: CurlHandle, client: CurlClient) {
        headers = HeaderList(request.fields, isPlain: !request.acceptsCompressed)
        self.request = request
        self.handle = handle
        easy = handle.easy
        self.client = client
    }

    deinit {
        headers.free()
    }

    // MARK: Options

    func configure() -> Bool {
        if handle.settings == nil {
            guard setUp() else { return false }
            handle.keep(CurlHandle.Settings(request))
        }
        let me = Unmanaged.passUnretained(self).toOpaque()
        var isFine = true
        isFine = hopguard_curl_set_list(easy, CURLOPT_HTTPHEADER, headers.first) == CURLE_OK && isFine
        isFine = hopguard_curl_set_pointer(easy, CURLOPT_PRIVATE, me) == CURLE_OK && isFine
        isFine = hopguard_curl_set_pointer(easy, CURLOPT_WRITEDATA, me) == CURLE_OK && isFine
        isFine = hopguard_curl_set_pointer(easy, CURLOPT_HEADERDATA, me) == CURLE_OK && isFine
        guard request.method == .post else { return isFine }
        isFine = hopguard_curl_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count)) == CURLE_OK && isFine
        if request.body.count <= Self.copied {
            isFine =
                request.body.withUnsafeBytes { bytes in
                    hopguard_curl_set_bytes(easy, CURLOPT_COPYPOSTFIELDS, bytes.baseAddress ?? UnsafeRawPointer(headers.first))
                } == CURLE_OK && isFine
        } else {
            isFine = hopguard_curl_set_pointer(easy, CURLOPT_READDATA, me) == CURLE_OK && isFine
            isFine = hopguard_curl_set_pointer(easy, CURLOPT_SEEKDATA, me) == CURLE_OK && isFine
        }
        return isFine
    }

    /// Sets what stays the same from request to request to one place.
    private func setUp() -> Bool {
        var isFine = handle.setAddress(request.url)
        func set(_ option: CURLoption, _ value: Int) { isFine = hopguard_curl_set_long(easy, option, value) == CURLE_OK && isFine }
        func set(_ option: CURLoption, _ value: String) { isFine = hopguard_curl_set_string(easy, option, value) == CURLE_OK && isFine }
        // Nothing of the environment, nothing beyond HTTP, nowhere but where we were told to go.
        set(CURLOPT_PROXY, "")
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_NOSIGNAL, 1)
        // A transfer that ends while its name is still being looked up does not wait for the thread that looks: the loop would wait with it.
        set(CURLOPT_QUICK_EXIT, 1)
        set(CURLOPT_TCP_NODELAY, 1)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_BUFFERSIZE, request.receiveBuffer)
        set(CURLOPT_UPLOAD_BUFFERSIZE, request.body.count > Self.copied ? 64 * 1024 : 16 * 1024)
        set(CURLOPT_CONNECTTIMEOUT_MS, max(1, Int(request.connect.wholeNanoseconds / 1_000_000)))
        set(
            CURLOPT_HTTP_VERSION,
            CurlLibrary.isHTTP2Sound && request.url.hasPrefix("https:") ? Int(CURL_HTTP_VERSION_2TLS) : Int(CURL_HTTP_VERSION_1_1))
        // A value makes libcurl decode whatever comes; an empty one offers all that it can.
        set(CURLOPT_ACCEPT_ENCODING, request.acceptsCompressed ? "" : "identity")
        if let path = request.socketPath { set(CURLOPT_UNIX_SOCKET_PATH, path) }
        if let authorities = request.tls.authorities { set(CURLOPT_CAINFO, authorities) }
        if let certificate = request.tls.certificate { set(CURLOPT_SSLCERT, certificate) }
        if let key = request.tls.key { set(CURLOPT_SSLKEY, key) }
        set(CURLOPT_SSL_VERIFYPEER, request.tls.verifies ? 1 : 0)
        set(CURLOPT_SSL_VERIFYHOST, request.tls.verifies ? 2 : 0)
        if request.closes { set(CURLOPT_FORBID_REUSE, 1) }
        if request.connectsOnly {
            set(CURLOPT_CONNECT_ONLY, 1)
            set(CURLOPT_FRESH_CONNECT, 1)
            set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        }
        isFine = hopguard_curl_set_data_callback(easy, CURLOPT_WRITEFUNCTION, onBody) == CURLE_OK && isFine
        isFine = hopguard_curl_set_data_callback(easy, CURLOPT_HEADERFUNCTION, onHeader) == CURLE_OK && isFine
        isFine = hopguard_curl_set_pointer(easy, CURLOPT_CLOSESOCKETDATA, client.pointer) == CURLE_OK && isFine
        isFine = hopguard_curl_set_close_callback(easy, onClose) == CURLE_OK && isFine
        switch request.method {
        case .get: set(CURLOPT_HTTPGET, 1)
        case .post:
            set(CURLOPT_POST, 1)
            if request.body.count > Self.copied {
                isFine = hopguard_curl_set_data_callback(easy, CURLOPT_READFUNCTION, onRead) == CURLE_OK && isFine
                isFine = hopguard_curl_set_seek_callback(easy, onSeek) == CURLE_OK && isFine
            }
        }
        return isFine
    }

    // MARK: Within libcurl's callbacks

    fileprivate func took(line: UnsafeBufferPointer<UInt8>) -> Bool {
        do throws(CurlError) {
            try head.take(line)
        } catch {
            fault = error
            return false
        }
        if head.isComplete { wake() }
        return true
    }

    fileprivate func took(body: UnsafeBufferPointer<UInt8>) -> Int {
        guard fault == nil, !isRemoved else { return 0 }
        if pending.count >= Self.watermark {
            isPaused = true
            return hopguard_curl_write_pause()
        }
        hasBytes = true
        hasNews = true
        if let sink, waiter != nil, pending.isEmpty {
            if !sink.take(body) { wake() }
            return body.count
        }
        pending.append(contentsOf: body)
        wake()
        return body.count
    }

    fileprivate func give(_ room: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(room.count, request.body.count - sent)
        request.body.withUnsafeBytes { bytes in room.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[sent..<sent + count])) }
        sent += count
        return count
    }

    /// libcurl begins the body again, on a fresh connection, when a kept one turned out to be closed before anything came back.
    fileprivate func seek(_ offset: Int) -> Bool {
        guard offset >= 0, offset <= request.body.count else { return false }
        sent = offset
        return true
    }

    // MARK: Outside of them

    func forgetFields() {
        head.forgetFields()
    }

    /// What its timers say at that time.
    func overdue(_ now: MonotonicTime) -> CurlError? {
        if hasNews {
            hasNews = false
            activity = now
        }
        if let until = request.until, now >= until { return .totalTimeout }
        if isPaused || !pending.isEmpty || isConnected { return nil }
        if hasBytes { return now >= activity + request.idle ? .idleTimeout : nil }
        return now >= activity + request.firstByte ? .firstByteTimeout : nil
    }

    /// libcurl is done with it.
    func finish(_ code: CURLcode) {
        isRemoved = true
        guard end == nil else { return }
        if let fault {
            end = .failure(fault)
        } else if code != CURLE_OK {
            end = .failure(CurlError(code, hasHead: head.isComplete))
        } else {
            end = head.isComplete ? .success(()) : .failure(.malformed)
        }
        wake()
    }

    /// libcurl has connected; the connection is ours.
    func connected() {
        isConnected = true
        wake()
    }

    /// Ends it from our side. What had come is dropped.
    func abort(_ error: CurlError) {
        guard !isRemoved else { return }
        isRemoved = true
        if end == nil { end = .failure(error) }
        client.remove(self)
        wake()
    }

    private func wake() {
        guard let waiter else { return }
        self.waiter = nil
        waiter.resume()
    }

    /// Has the caller see to it that a cancellation of its task ends the transfer: once for all of its waits.
    func takeOverCancellation() -> CancellationHandle {
        isGuarded = true
        return CancellationHandle(self, client.loop)
    }

    /// Suspends until something has come; ends the transfer when the task is cancelled.
    func suspend() async {
        if isGuarded {
            await withUnsafeContinuation { waiter = $0 }
            return
        }
        let handle = CancellationHandle(self, client.loop)
        await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                waiter = continuation
            }
        } onCancel: {
            handle.cancel()
        }
    }

    /// Suspends as `suspend` does, while a sink takes what comes: until it asks for a pause, or the body has ended.
    func suspend(_ sink: any BodySink) async {
        self.sink = sink
        await suspend()
        self.sink = nil
    }

    func waitForHead() async throws(CurlError) {
        while !head.isComplete {
            if case .failure(let error) = end { throw error }
            await suspend()
        }
        // Refused at the very end of the head.
        if let fault { throw fault }
    }

    func waitForConnection() async throws(CurlError) {
        while !isConnected {
            if case .failure(let error) = end { throw error }
            await suspend()
        }
        if case .failure(let error) = end { throw error }
    }

    /// What has come of the body since the last time.
    func poll() throws(CurlError) -> UpstreamReply.Piece {
        if !pending.isEmpty {
            let taken = pending
            pending = []
            if isPaused {
                isPaused = false
                hasNews = true
                client.resume(self)
            }
            return .bytes(taken)
        }
        switch end {
        case .success: return .end
        case .failure(let error): throw error
        case nil: return .nothing
        }
    }
}

/// Carries a cancellation, which can come from any thread, to the transfer's loop.
///
/// Unchecked: the transfer is only touched within `submit`, on the thread that owns it, and is kept until then.
struct CancellationHandle: @unchecked Sendable {
    private let transfer: CurlTransfer
    private let loop: EventLoop

    fileprivate init(_ transfer: CurlTransfer, _ loop: EventLoop) {
        self.transfer = transfer
        self.loop = loop
    }

    func cancel() {
        loop.submit { [self] in transfer.abort(.cancelled) }
    }
}

extension CurlError {
    /// What a result of libcurl means here (libcurl-errors(3)).
    init(_ code: CURLcode, hasHead: Bool) {
        self =
            switch code {
            case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT: .connect
            // The other times are our own.
            case CURLE_OPERATION_TIMEDOUT: .connectTimeout
            case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE,
                CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CRL_BADFILE, CURLE_SSL_INVALIDCERTSTATUS,
                CURLE_SSL_PINNEDPUBKEYNOTMATCH:
                .tls
            case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_SEND_FAIL_REWIND: .reset
            case CURLE_RECV_ERROR, CURLE_HTTP2, CURLE_HTTP2_STREAM, CURLE_SSL_SHUTDOWN_FAILED: hasHead ? .truncated : .reset
            case CURLE_PARTIAL_FILE: .truncated
            case CURLE_BAD_CONTENT_ENCODING: .encoding
            case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL: .malformed
            default: .other(code: Int(code.rawValue))
            }
    }
}

/// Calls with the transfer of a callback, which its client keeps: callbacks are many, and each would count a reference up and down.
private func with<R>(_ user: UnsafeMutableRawPointer?, _ call: (CurlTransfer) -> R) -> R {
    Unmanaged<CurlTransfer>.fromOpaque(user!)._withUnsafeGuaranteedRef(call)
}

private func bytes(_ start: UnsafeMutablePointer<CChar>?, _ count: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: UnsafeRawPointer(start)?.assumingMemoryBound(to: UInt8.self), count: count)
}

private let onBody: hopguard_curl_data_callback = { start, size, count, user in
    with(user) { $0.took(body: bytes(start, size * count)) }
}

private let onHeader: hopguard_curl_data_callback = { start, size, count, user in
    with(user) { $0.took(line: bytes(start, size * count)) } ? size * count : 0
}

private let onRead: hopguard_curl_data_callback = { start, size, count, user in
    with(user) { $0.give(UnsafeMutableRawBufferPointer(start: start, count: size * count)) }
}

private let onSeek: hopguard_curl_seek_callback = { user, offset, origin in
    origin == SEEK_SET && with(user) { $0.seek(Int(offset)) } ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL
}

private let onClose: hopguard_curl_close_callback = { user, socket in
    Unmanaged<CurlClient>.fromOpaque(user!).takeUnretainedValue().closed(socket)
    return close(socket)
}
