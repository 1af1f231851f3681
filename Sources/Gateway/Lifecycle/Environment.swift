internal import Configuration
internal import Glibc

/// What the program finds around it.
enum Environment {
    /// How a configuration is to be read here.
    static func options(listen: String? = nil, open: Bool = false) -> LoadOptions {
        LoadOptions(listen: listen, open: open, environment: variables(), workingDirectory: workingDirectory())
    }

    /// The environment variables.
    static func variables() -> [String: String] {
        var all: [String: String] = [:]
        var at = environ
        while let entry = at.pointee {
            let text = String(cString: entry)
            if let equals = text.firstIndex(of: "=") { all[String(text[..<equals])] = String(text[text.index(after: equals)...]) }
            at += 1
        }
        return all
    }

    /// The working directory, an absolute path.
    static func workingDirectory() -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        guard getcwd(&buffer, buffer.count) != nil else { return "/" }
        return buffer.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    /// Tells the person who started the program, on standard error.
    static func complain(_ text: String) {
        let bytes = Array((text + "\n").utf8)
        var at = 0
        while at < bytes.count {
            let written = bytes.withUnsafeBytes { write(2, $0.baseAddress! + at, $0.count - at) }
            if written < 0 && errno == EINTR { continue }
            if written <= 0 { return }
            at += written
        }
    }
}
