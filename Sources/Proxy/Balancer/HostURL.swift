/// Why a host's URL cannot be used.
public enum HostURLError: Error, Sendable, Equatable {
    case scheme
    case credentials
    case queryOrFragment
    case host
    case port
    case path

    /// What is expected, for the configuration's error.
    public var message: String {
        switch self {
        case .scheme: "expected a URL that begins with http://, https:// or unix://"
        case .credentials: "a URL must not hold credentials; put them into the host's headers"
        case .queryOrFragment: "a host's URL has no query and no fragment"
        case .host: "the URL names no valid host"
        case .port: "the URL's port must be 1 to 65535"
        case .path: "the URL's path must hold visible ASCII characters only, and a unix:// URL needs an absolute path of at most 107 bytes"
        }
    }
}

/// Where a host listens: the origin, and what stands before the API's paths.
public struct HostURL: Sendable, Equatable {
    /// `http://name:port` or `https://name:port`; `http://localhost` over a Unix socket.
    public let origin: String
    /// The host's name or address without brackets; empty over a Unix socket.
    public let name: String
    public let isTLS: Bool
    /// The path of the Unix socket, when that is what it listens on.
    public let socketPath: String?
    /// The URL's path without a final slash; empty for a bare origin.
    public let basePath: String

    /// Reads a URL. Strict: what could be understood in two ways is refused.
    public init(_ text: String) throws(HostURLError) {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw .path }
        if text.hasPrefix("unix:") {
            var path = text.dropFirst(5)
            if path.hasPrefix("//") { path = path.dropFirst(2) }
            while path.hasSuffix("/") { path = path.dropLast() }
            // sun_path holds 108 bytes with its final zero (unix(7)).
            guard path.hasPrefix("/"), path.utf8.count <= 107 else { throw .path }
            origin = "http://localhost"
            name = ""
            isTLS = false
            socketPath = String(path)
            basePath = ""
            return
        }
        guard let separator = text.firstRange(of: "://") else { throw .scheme }
        let scheme = text[..<separator.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else { throw .scheme }
        let rest = text[separator.upperBound...]
        guard !rest.contains("?"), !rest.contains("#") else { throw .queryOrFragment }
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        let authority = rest[..<slash]
        guard !authority.contains("@") else { throw .credentials }
        var hostPart = authority
        var port: Substring?
        if authority.hasPrefix("[") {
            guard let close = authority.firstIndex(of: "]") else { throw .host }
            hostPart = authority[authority.index(after: authority.startIndex)..<close]
            let after = authority[authority.index(after: close)...]
            if !after.isEmpty {
                guard after.hasPrefix(":") else { throw .host }
                port = after.dropFirst()
            }
            guard hostPart.utf8.allSatisfy({ $0 == 0x3A || $0 == 0x2E || UInt8.isHexDigit($0) }), hostPart.contains(":") else {
                throw .host
            }
        } else {
            if let colon = authority.firstIndex(of: ":") {
                hostPart = authority[..<colon]
                port = authority[authority.index(after: colon)...]
            }
            let isName = hostPart.utf8.allSatisfy { UInt8.isLetterOrDigit($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }
            guard !hostPart.isEmpty, isName else { throw .host }
        }
        if let port {
            guard port.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = UInt16(port), number > 0 else { throw .port }
        }
        var path = rest[slash...]
        while path.hasSuffix("/") { path = path.dropLast() }
        guard !path.contains("/.."), !path.contains("//") else { throw .path }
        origin = scheme + "://" + authority
        name = String(hostPart)
        isTLS = scheme == "https"
        socketPath = nil
        basePath = String(path)
    }

    /// The default of a host's trust: machines of one's own are on loopback, on private or link-local addresses, behind a Unix socket, or
    /// have a name of one label.
    public var isLocal: Bool {
        if socketPath != nil { return true }
        if name.contains(":") {
            let lower = name.lowercased()
            // RFC 4291 (loopback, link-local fe80::/10), RFC 4193 (unique local fc00::/7).
            return lower == "::1" || lower.hasPrefix("fc") || lower.hasPrefix("fd")
                || ["fe8", "fe9", "fea", "feb"].contains { lower.hasPrefix($0) }
        }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        let octets = parts.compactMap { part in part.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? UInt8(part) : nil }
        if octets.count == 4 && parts.count == 4 {
            // RFC 1918, RFC 6890 (127/8, 169.254/16).
            switch (octets[0], octets[1]) {
            case (127, _), (10, _), (192, 168), (169, 254): return true
            case (172, let second): return second >= 16 && second <= 31
            default: return false
            }
        }
        return parts.count == 1 && parts[0].utf8.contains { $0 < 0x30 || $0 > 0x39 }
    }
}

extension UInt8 {
    static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
    }

    static func isHexDigit(_ byte: UInt8) -> Bool {
        (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66)
    }
}
