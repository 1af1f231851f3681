internal import CLinux
internal import Glibc

/// Opens listening sockets.
enum ListeningSocket {
    /// Connections that wait to be accepted; the kernel cuts it to net.core.somaxconn.
    private static let backlog: Int32 = 4096

    /// Opens as many sockets as there are loops on a TCP address, so that the kernel spreads connections over them, or one on a path.
    /// Answers the descriptors and the address with its actual port.
    static func open(_ address: ListenerAddress, count: Int) throws(ListenError) -> (sockets: [Int32], address: ListenerAddress) {
        switch address {
        case .unix(let path): return ([try openUnix(path, address)], address)
        case .tcp(let host, let port):
            var resolved = try resolve(host, port, address)
            // SO_REUSEPORT would let two programs of one user share the port unawares: a first try without it tells.
            if port != 0 { close(try openTCP(&resolved, isShared: false, address)) }
            var sockets: [Int32] = []
            do throws(ListenError) {
                for _ in 0..<count { sockets.append(try openTCP(&resolved, isShared: true, address)) }
            } catch {
                for socket in sockets { close(socket) }
                throw error
            }
            return (sockets, .tcp(host: host, port: resolved.port))
        }
    }

    private struct Resolved {
        var storage = sockaddr_storage()
        var length: socklen_t = 0

        /// IPv4 and IPv6 have the port in the same place.
        var port: UInt16 {
            get { withUnsafeBytes(of: storage) { UInt16(bigEndian: $0.loadUnaligned(fromByteOffset: 2, as: UInt16.self)) } }
            set { withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: newValue.bigEndian, toByteOffset: 2, as: UInt16.self) } }
        }
    }

    private static func resolve(_ host: String, _ port: UInt16, _ address: ListenerAddress) throws(ListenError) -> Resolved {
        var resolved = Resolved()
        if host.isEmpty {
            // Every address of both families.
            withUnsafeMutableBytes(of: &resolved.storage) { raw in
                raw.baseAddress!.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { $0.pointee.sin6_family = sa_family_t(AF_INET6) }
            }
            resolved.length = socklen_t(MemoryLayout<sockaddr_in6>.size)
            resolved.port = port
            return resolved
        }
        var hints = addrinfo()
        hints.ai_family = host == "localhost" ? AF_INET : AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &found) == 0, let first = found else { throw .nameUnknown(address) }
        defer { freeaddrinfo(found) }
        resolved.length = first.pointee.ai_addrlen
        withUnsafeMutableBytes(of: &resolved.storage) { raw in
            raw.copyMemory(from: UnsafeRawBufferPointer(start: first.pointee.ai_addr, count: Int(first.pointee.ai_addrlen)))
        }
        resolved.port = port
        return resolved
    }

    private static func openTCP(_ resolved: inout Resolved, isShared: Bool, _ address: ListenerAddress) throws(ListenError) -> Int32 {
        let family = Int32(resolved.storage.ss_family)
        var fd = socket(family, streamType, 0)
        if fd < 0 && errno == EAFNOSUPPORT, case .tcp("", let port) = address {
            // A machine without IPv6.
            var any = Resolved()
            any.storage.ss_family = sa_family_t(AF_INET)
            any.length = socklen_t(MemoryLayout<sockaddr_in>.size)
            any.port = port
            resolved = any
            fd = socket(AF_INET, streamType, 0)
        }
        guard fd >= 0 else { throw .system(address, errno: errno) }
        set(fd, SOL_SOCKET, SO_REUSEADDR, 1)
        if isShared { set(fd, SOL_SOCKET, SO_REUSEPORT, 1) }
        // Accepted sockets inherit it: deltas are not held back for an acknowledgement.
        set(fd, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
        if Int32(resolved.storage.ss_family) == AF_INET6, case .tcp(let host, _) = address {
            set(fd, Int32(IPPROTO_IPV6), IPV6_V6ONLY, host.isEmpty ? 0 : 1)
        }
        let length = resolved.length
        let status = withUnsafePointer(to: &resolved.storage) { storage in
            storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(fd, $0, length) }
        }
        if status != 0 || listen(fd, backlog) != 0 {
            let fault = fault(errno, address)
            close(fd)
            throw fault
        }
        if resolved.port == 0 {
            var bound = Resolved()
            bound.length = socklen_t(MemoryLayout<sockaddr_storage>.size)
            withUnsafeMutablePointer(to: &bound.storage) { storage in
                _ = storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(fd, $0, &bound.length) }
            }
            resolved.port = bound.port
        }
        return fd
    }

    private static func openUnix(_ path: String, _ address: ListenerAddress) throws(ListenError) -> Int32 {
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        let room = MemoryLayout.size(ofValue: name.sun_path) - 1
        guard path.utf8.count <= room else { throw .pathTooLong(address) }
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        func named(_ call: (UnsafePointer<sockaddr>) -> Int32) -> Int32 {
            withUnsafePointer(to: &name) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1, call) }
        }
        let fd = socket(AF_UNIX, streamType, 0)
        guard fd >= 0 else { throw .system(address, errno: errno) }
        var status = named { bind(fd, $0, length) }
        if status != 0 && errno == EADDRINUSE {
            // A socket that nobody listens on is left over from a program that was killed.
            var info = stat()
            guard lstat(path, &info) == 0, info.st_mode & S_IFMT == S_IFSOCK else {
                close(fd)
                throw .pathIsNoSocket(address)
            }
            let probe = socket(AF_UNIX, streamType, 0)
            let answer = named { connect(probe, $0, length) }
            let isStale = answer != 0 && errno == ECONNREFUSED
            close(probe)
            guard isStale else {
                close(fd)
                throw .addressInUse(address)
            }
            unlink(path)
            status = named { bind(fd, $0, length) }
        }
        if status != 0 || listen(fd, backlog) != 0 {
            let fault = fault(errno, address)
            close(fd)
            throw fault
        }
        return fd
    }

    private static let streamType = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)

    private static func set(_ fd: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        setsockopt(fd, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func fault(_ number: Int32, _ address: ListenerAddress) -> ListenError {
        switch number {
        case EADDRINUSE: .addressInUse(address)
        case EADDRNOTAVAIL: .addressUnavailable(address)
        case EACCES, EPERM: .permissionDenied(address)
        default: .system(address, errno: number)
        }
    }
}
