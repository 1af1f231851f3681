internal import CCurl
internal import Glibc

/// The linked libcurl.
enum CurlLibrary {
    /// Whether it could be initialised. Once a process, before its first use (curl_global_init(3)).
    static let isReady: Bool = {
        // With CURLOPT_NOSIGNAL libcurl leaves the signal alone, and OpenSSL writes to closed connections.
        signal(SIGPIPE, SIG_IGN)
        return curl_global_init(hopguard_curl_global_all()) == CURLE_OK
    }()

    /// Whether its HTTP/2 holds under load. 7.88.1 fails requests with errors 16 and 92 (measured: 66 of 15,846); 8.14.1 did not. 8.10
    /// rewrote the filter in question.
    static let isHTTP2Sound: Bool = {
        guard let info = hopguard_curl_version() else { return false }
        return isHTTP2Sound(version: info.pointee.version_num, features: info.pointee.features)
    }()

    /// The same for a library of that version, as `LIBCURL_VERSION_NUM` has it, with those features (curl_version_info(3)).
    static func isHTTP2Sound(version: UInt32, features: Int32) -> Bool {
        version >= 0x080A00 && features & CURL_VERSION_HTTP2 != 0
    }
}
