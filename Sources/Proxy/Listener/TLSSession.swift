internal import CTLS
internal import Glibc

/// TLS on one connection's socket. The handshake runs inside the first reads.
final class TLSSession {
    private let ssl: OpaquePointer
    private var isBroken = false

    init?(_ context: OpaquePointer, _ fd: Int32) {
        guard let ssl = SSL_new(context) else { return nil }
        self.ssl = ssl
        guard SSL_set_fd(ssl, fd) == 1 else {
            SSL_free(ssl)
            return nil
        }
        SSL_set_accept_state(ssl)
    }

    deinit {
        SSL_free(ssl)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> SocketTransfer {
        ERR_clear_error()
        return result(SSL_read(ssl, buffer.baseAddress, Int32(clamping: buffer.count)))
    }

    func write(_ bytes: UnsafeRawBufferPointer) -> SocketTransfer {
        ERR_clear_error()
        return result(SSL_write(ssl, bytes.baseAddress, Int32(clamping: bytes.count)))
    }

    /// Says goodbye, if the socket takes it at once.
    func shutdown() {
        guard !isBroken, SSL_is_init_finished(ssl) == 1 else { return }
        ERR_clear_error()
        SSL_shutdown(ssl)
        isBroken = true
    }

    private func result(_ count: Int32) -> SocketTransfer {
        if count > 0 { return .bytes(Int(count)) }
        switch SSL_get_error(ssl, count) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .wouldBlock
        case SSL_ERROR_ZERO_RETURN: return .closed
        default:
            // After these no more may be asked of the session, a goodbye neither (SSL_shutdown(3)).
            isBroken = true
            return .closed
        }
    }
}
