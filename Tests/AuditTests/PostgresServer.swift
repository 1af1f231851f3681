import Foundation
import TestSupport
import Testing

@testable import Audit

/// A PostgreSQL server of Debian's package in a folder of its own, for one test, on a Unix socket; if asked for, also on TCP, over TLS and
/// with a password alone.
final class PostgresServer {
    private let folder: URL
    private var process: WatchedProgram?
    private let programs: String
    /// The port of TCP; nil without.
    private let port: Int?
    /// Who runs it: PostgreSQL refuses to run as root.
    private static let prefix = getuid() == 0 ? ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : []

    /// Where the server's programs are; nil when the package is not installed.
    static let programs: String? = {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        return versions.sorted().last.map { "/usr/lib/postgresql/\($0)/bin" }
    }()

    /// - Parameter isSecure: whether it also listens on TCP, as `localhost`, where the user `guard` signs in with `password`.
    init(isSecure: Bool = false) throws {
        port = isSecure ? try Self.freePort() : nil
        programs = try #require(Self.programs, "the package postgresql is not installed")
        folder = URL(fileURLWithPath: "/tmp/hg-pg-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        Self.own(folder.path)
        let fresh = try Self.fresh.get()
        let copy = Process()
        copy.executableURL = URL(fileURLWithPath: "/bin/cp")
        copy.arguments = ["-a", fresh, data]
        try copy.run()
        copy.waitUntilExit()
        if isSecure { try secure() }
        try start()
        if isSecure { try connect().execute("create role guard login superuser password '\(Self.password)'") }
    }

    /// The password of `guard`: what a generator makes, with what has a meaning in a URL.
    static let password = "p@ss/w:rd?#" + "of-no-use 100%"

    /// The certificate of the authority that signed the server's, and of another one.
    var authority: String { folder.path + "/ca.crt" }
    var otherAuthority: String { folder.path + "/other.crt" }

    /// The address over TCP, from the user's name on.
    func address(_ database: String, host: String = "localhost") -> String { "\(host):\(port ?? 0)/\(database)" }

    private func secure() throws {
        let script = """
            set -e
            for name in ca other; do
              openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $name.key -out $name.crt -days 2 -subj "/CN=$name of a test"
            done
            openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout server.key -out server.csr -subj /CN=localhost
            printf 'subjectAltName=DNS:localhost\n' > names
            openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile names -out server.crt
            chmod 600 server.key
            """
        let openssl = Process()
        openssl.executableURL = URL(fileURLWithPath: "/bin/sh")
        openssl.arguments = ["-c", script]
        openssl.currentDirectoryURL = folder
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        for name in ["server.key", "server.crt"] { Self.own(folder.path + "/" + name) }
        let rules = "local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n"
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: data + "/pg_hba.conf"))
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: Data(rules.utf8))
    }

    /// A port that was free a moment ago.
    private static func freePort() throws -> Int {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 ? getsockname(socket, $0, &length) : -1
            }
        }
        try #require(status == 0, "no free port")
        return Int(UInt16(bigEndian: address.sin_port))
    }

    deinit {
        kill()
        try? FileManager.default.removeItem(at: folder)
    }

    private var data: String { folder.path + "/data" }

    /// Data of a server that nobody has used, made once: it takes longer than any test. Gone with the system's temporary files. It is made
    /// elsewhere and moved into place, since other test processes may want it too.
    private static let fresh = Result { () throws -> String in
        let place = "/tmp/hg-pg-fresh-\(getuid())"
        if !FileManager.default.fileExists(atPath: place + "/data/PG_VERSION") {
            let folder = "/tmp/hg-pg-making-\(UUID().uuidString.prefix(8))"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            own(folder)
            let line =
                prefix + [
                    "\(programs ?? "")/initdb", "-D", folder + "/data", "-U", "hopguard", "-A", "trust", "-E", "UTF8", "--locale=C",
                    "--no-sync",
                ]
            let process = Process()
            process.executableURL = URL(fileURLWithPath: line[0])
            process.arguments = Array(line.dropFirst())
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            if rename(folder, place) != 0 { try? FileManager.default.removeItem(atPath: folder) }
        }
        return place + "/data"
    }

    private static func own(_ path: String) {
        if getuid() == 0, let user = getpwnam("postgres") { chown(path, user.pointee.pw_uid, user.pointee.pw_gid) }
    }

    func url(_ database: String = "postgres", user: String = "hopguard") -> String {
        "postgresql:///\(database)?host=\(folder.path)&user=\(user)" + (port.map { "&port=\($0)" } ?? "")
    }

    /// A new database, empty.
    func database(_ name: String) throws -> String {
        try connect().execute("create database \(name)")
        return url(name)
    }

    func connect(_ database: String = "postgres") throws -> PostgresConnection {
        try PostgresConnector.connect(url(database), patience: .seconds(20))
    }

    /// Starts the server and waits until it answers.
    func start() throws {
        var settings = ["listen_addresses=\(port == nil ? "" : "127.0.0.1")", "dynamic_shared_memory_type=mmap", "shared_buffers=16MB"]
        // What a killed program has written, the system keeps; only a power failure needs more.
        settings += ["max_connections=30", "fsync=off"]
        if let port {
            settings += ["port=\(port)", "ssl=on", "ssl_cert_file=\(folder.path)/server.crt", "ssl_key_file=\(folder.path)/server.key"]
        }
        let line = Self.prefix + ["\(programs)/postgres", "-D", data, "-k", folder.path] + settings.flatMap { ["-c", $0] }
        process = try WatchedProgram(line, in: folder)
        try blockUntil("PostgreSQL answers") {
            // The processes of a server that was killed still hold its memory for a moment, and then the next one ends at once.
            if process?.isRunning == false { process = try WatchedProgram(line, in: folder) }
            return (try? connect()) != nil
        }
    }

    /// `kill -9`.
    func kill() {
        process?.kill()
        process = nil
    }
}
