internal import CTLS

/// A certificate with its key, ready to serve TLS 1.2 and 1.3. Immutable: a reload makes another one.
///
/// Unchecked: the context it holds is counted and locked by OpenSSL, and is not changed after `init`.
public final class TLSIdentity: @unchecked Sendable {
    private let context: OpaquePointer

    /// When the first certificate of the chain expires, in seconds since 1970.
    public var expiry: Int { hopguard_ctx_expiry(context) }

    /// Reads a certificate chain and its private key, both in PEM.
    public init(certificate: String, key: String) throws(ListenError) {
        guard let context = SSL_CTX_new(TLS_server_method()) else { throw .tlsUnavailable }
        self.context = context
        hopguard_ctx_modes(context)
        ERR_clear_error()
        guard hopguard_ctx_tls12(context) == 1 else { throw .tlsUnavailable }
        guard SSL_CTX_use_certificate_chain_file(context, certificate) == 1 else { throw .certificateUnreadable(path: certificate) }
        guard SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) == 1 else {
            // OpenSSL compares the two as it reads the key; only a key that can be read can be the wrong one.
            let reason = ERR_GET_REASON(ERR_peek_last_error())
            if reason == X509_R_KEY_VALUES_MISMATCH || reason == X509_R_KEY_TYPE_MISMATCH {
                throw .keyDoesNotMatch(certificate: certificate, key: key)
            }
            throw .keyUnreadable(path: key)
        }
        guard SSL_CTX_check_private_key(context) == 1 else { throw .keyDoesNotMatch(certificate: certificate, key: key) }
        SSL_CTX_set_alpn_select_cb(
            context,
            { _, out, outLength, offered, offeredLength, _ in
                // RFC 7301: a list of names, each behind its length.
                var at = 0
                while at < Int(offeredLength), let offered {
                    let length = Int(offered[at])
                    guard at + 1 + length <= Int(offeredLength) else { break }
                    let name = UnsafeBufferPointer(start: offered + at + 1, count: length)
                    if name.elementsEqual("http/1.1".utf8) {
                        out?.pointee = offered + at + 1
                        outLength?.pointee = UInt8(length)
                        return SSL_TLSEXT_ERR_OK
                    }
                    at += 1 + length
                }
                return SSL_TLSEXT_ERR_ALERT_FATAL
            }, nil)
    }

    deinit {
        SSL_CTX_free(context)
    }

    func session(_ fd: Int32) -> TLSSession? {
        TLSSession(context, fd)
    }
}
