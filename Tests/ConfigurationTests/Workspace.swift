import Foundation

@testable import Configuration

/// A folder of its own for a test, gone with it.
final class Workspace: Sendable {
    let folder: String

    init() {
        folder = NSTemporaryDirectory() + "hopguard-" + UUID().uuidString
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    @discardableResult
    func write(_ name: String, _ text: String, mode: Int = 0o600) -> Workspace {
        let path = folder + "/" + name
        try? FileManager.default.createDirectory(atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        _ = FileManager.default.createFile(atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: mode])
        return self
    }

    func options(_ environment: [String: String] = [:], listen: String? = nil, open: Bool = false) -> LoadOptions {
        LoadOptions(listen: listen, open: open, environment: environment, workingDirectory: folder)
    }

    /// Reads a config given as text.
    func load(
        _ text: String, file: String = "hopguard.yaml", _ environment: [String: String] = [:], listen: String? = nil, open: Bool = false
    ) -> LoadedConfiguration {
        write(file, text)
        return ConfigurationLoader.load(file, options(environment, listen: listen, open: open))
    }
}

extension LoadedConfiguration {
    /// `file:line: message`, one a line.
    var faults: [String] { problems.map(\.description) }
}
