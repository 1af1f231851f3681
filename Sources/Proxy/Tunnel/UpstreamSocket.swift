internal import CCurl
internal import Glibc

/// A connection to a host whose bytes are ours to write and to read: libcurl resolves, connects and does TLS, nothing more.
///
/// Holds no bytes: what is not asked for stays in the socket, so each side feels how slow the other is. Touched on its loop's thread only.
final class UpstreamSocket: EventHandler {
    /// Bytes read at a time.
    private static let portion = 16 * 1024

    private let transfer: CurlTransfer
    private let client: CurlClient
    private var fd: Int32 = -1
    private var isOpen = true
    private var reader: UnsafeContinuation<Void, Never>?
    private var writer: UnsafeContinuation<Void, Never>?

    fileprivate init(_ transfer: CurlTransfer, _ client: CurlClient) {
        self.transfer = transfer
        self.client = client
    }

    deinit {
        // A registered socket is kept by its loop: what was never opened has only its transfer to end.
        if fd < 0 { transfer.abort(.cancelled) }
    }

    /// Takes the socket over from libcurl's watch.
    fileprivate func open() throws(CurlError) {
        guard hopguard_curl_get_socket(transfer.easy, CURLINFO_ACTIVESOCKET, &fd) == CURLE_OK, fd >= 0 else {
            fd = -1
            throw .connect
        }
        client.unwatch(fd)
        client.loop.register(fd, [.read, .write, .edge], self)
    }

    func ready(_ events: ReadyEvents) {
        if !events.isDisjoint(with: [.readable, .readHangup, .hangup, .error]), let reader {
            self.reader = nil
            reader.resume()
        }
        if !events.isDisjoint(with: [.writable, .hangup, .error]), let writer {
            self.writer = nil
            writer.resume()
        }
    }

    /// The next bytes; nil when the host sends nothing more, or after `close`.
    func receive() async -> [UInt8]? {
        while isOpen {
            var count = 0
            var result = CURLE_OK
            let bytes = [UInt8](unsafeUninitializedCapacity: Self.portion) { buffer, initialized in
                result = curl_easy_recv(transfer.easy, buffer.baseAddress, buffer.count, &count)
                initialized = result == CURLE_OK ? count : 0
            }
            if result == CURLE_OK { return bytes.isEmpty ? nil : bytes }
            guard result == CURLE_AGAIN else { return nil }
            await withUnsafeContinuation { reader = $0 }
        }
        return nil
    }

    /// Sends all of it; suspends while the host is slow. False when the host takes nothing more, or after `close`.
    func send(_ bytes: [UInt8]) async -> Bool {
        var sent = 0
        while isOpen {
            guard sent < bytes.count else { return true }
            var count = 0
            let result = bytes.withUnsafeBytes { curl_easy_send(transfer.easy, $0.baseAddress! + sent, $0.count - sent, &count) }
            switch result {
            case CURLE_OK: sent += count
            case CURLE_AGAIN: await withUnsafeContinuation { writer = $0 }
            default: return false
            }
        }
        return false
    }

    /// Ends the connection; whoever waits on it goes on.
    func close() {
        guard isOpen else { return }
        isOpen = false
        if fd >= 0 { client.loop.deregister(fd) }
        transfer.abort(.cancelled)
        ready([.readable, .writable])
    }
}

extension CurlClient {
    /// Connects to a request's host, without sending anything of the request. The caller closes what it gets.
    func connect(_ request: UpstreamRequest) async throws(CurlError) -> UpstreamSocket {
        loop.preconditionCurrent()
        guard !Task.isCancelled else { throw .cancelled }
        var request = request
        request.connectsOnly = true
        let transfer = try start(request)
        let socket = UpstreamSocket(transfer, self)
        try await transfer.waitForConnection()
        try socket.open()
        return socket
    }
}
