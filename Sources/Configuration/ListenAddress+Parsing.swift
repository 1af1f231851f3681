extension ListenAddress {
    /// What is wrong with an address, for a message.
    public struct Fault: Error, Sendable {
        public let message: String
    }

    /// The longest path that `sockaddr_un` holds beside its final zero (unix(7)).
    static let longestPath = 107

    /// Reads `host:port`, `[v6]:port`, `:port` (every address) or `unix:/path`.
    /// - Parameters:
    ///   - folder: where a relative socket path begins.
    ///   - shown: what messages show instead, when the text came out of a reference.
    public init(parsing text: String, folder: String, shown: String? = nil) throws(Fault) {
        let quoted = (shown ?? text).quoted
        if text.hasPrefix("unix:") {
            let path = Paths.absolute(String(text.dropFirst(5)), in: folder)
            guard text.utf8.count > 5, !path.utf8.contains(0), path.utf8.count <= Self.longestPath else {
                throw Fault(message: "\(quoted) is no socket, expected unix:/path of at most \(Self.longestPath) bytes")
            }
            self = .unix(path: path)
            return
        }
        let fault = Fault(message: "\(quoted) is no address, expected host:port, [v6]:port or unix:/path")
        guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")) else { throw fault }
        let digits = text[text.utf8.index(after: colon)...]
        guard !digits.isEmpty, digits.utf8.count <= 5, digits.utf8.allSatisfy(\.isDigit), let port = Int(digits), port <= 65_535 else {
            throw fault
        }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = String(host.dropFirst().dropLast())
            guard host.utf8.contains(UInt8(ascii: ":")), AddressRange.address(host) != nil else { throw fault }
        } else {
            guard !host.utf8.contains(UInt8(ascii: ":")), host.isEmpty || host == "*" || HostURL.isName(host) else { throw fault }
            if host == "*" { host = "" }
        }
        self = .tcp(host: host, port: port)
    }
}
