import Foundation
import Testing

@testable import Audit

/// A PostgreSQL server of Debian's package in a folder of its own, for one test, on a Unix socket.
final class PostgresServer {
    private let folder: URL
    private var process: Process?
    private let programs: String
    /// Who runs it: PostgreSQL refuses to run as root.
    private static let prefix = getuid() == 0 ? ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : []

    /// Where the server's programs are; nil when the package is not installed.
    static let programs: String? = {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        return versions.sorted().last.map { "/usr/lib/postgresql/\($0)/bin" }
    }()

    init() throws {
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
        try start()
    }

    deinit {
        kill()
        try? FileManager.default.removeItem(at: folder)
    }

    private var data: String { folder.path + "/data" }

    /// Data of a server that nobody has used, made once: it takes longer than any test. Gone with the system's temporary files.
    private static let fresh = Result { () throws -> String in
        let folder = "/tmp/hg-pg-fresh-\(getuid())"
        if !FileManager.default.fileExists(atPath: folder + "/done") {
            try? FileManager.default.removeItem(atPath: folder)
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
            try Data().write(to: URL(fileURLWithPath: folder + "/done"))
        }
        return folder + "/data"
    }

    private static func own(_ path: String) {
        if getuid() == 0, let user = getpwnam("postgres") { chown(path, user.pointee.pw_uid, user.pointee.pw_gid) }
    }

    func url(_ database: String = "postgres", user: String = "hopguard") -> String {
        "postgresql:///\(database)?host=\(folder.path)&user=\(user)"
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
        while true {
            let process = try run(
                "postgres", "-D", data, "-k", folder.path, "-c", "listen_addresses=", "-c", "dynamic_shared_memory_type=mmap", "-c",
                // What a killed program has written, the system keeps; only a power failure needs more.
                "fsync=off", "-c", "shared_buffers=16MB", "-c", "max_connections=30")
            while process.isRunning {
                if (try? connect()) != nil {
                    self.process = process
                    return
                }
                usleep(20_000)
            }
            // The processes of a server that was killed still hold its memory.
            usleep(50_000)
        }
    }

    /// `kill -9`.
    func kill() {
        guard let process, process.isRunning else { return }
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        self.process = nil
    }

    private func run(_ program: String, _ arguments: String...) throws -> Process {
        let process = Process()
        let line = Self.prefix + ["\(programs)/\(program)"] + arguments
        process.executableURL = URL(fileURLWithPath: line[0])
        process.arguments = Array(line.dropFirst())
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.currentDirectoryURL = folder
        try process.run()
        return process
    }
}
