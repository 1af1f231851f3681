import Foundation
import Testing

/// A disk of a few kilobytes, in memory. Only who may mount can make one.
final class SmallDisk {
    let path: String

    /// Whether this process may mount: as root, and outside of a container that keeps it from that.
    static let canBeMade = getuid() == 0 && (try? SmallDisk(kilobytes: 100)) != nil

    init(kilobytes: Int) throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("disk-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try Self.run("mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", path)
    }

    deinit {
        // Also while somebody has a file of it open.
        try? Self.run("umount", "-l", path)
        rmdir(path)
    }

    /// Makes it larger.
    func grow(kilobytes: Int) throws { try Self.run("mount", "-o", "remount,size=\(kilobytes)k", path) }

    private static func run(_ program: String, _ words: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/\(program)")
        process.arguments = words
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "nothing can be mounted here")
    }
}
