import Gateway
import Glibc

extension Command {
    static let redact = Command(
        spec: CommandSpec(
            "redact", "redacts plain text from standard input to standard output.",
            options: [
                .value("policy", "NAME", "the policy that says what is done; without it 'cloud'"),
                .value("mapping", "FILE", "where to write the mapping that restores it (mode 0600)"),
                .value("config", "FILE", "the configuration that has the policy"),
            ])
    ) { arguments in
        guard let text = Terminal.readAll(limit: MappingFile.maxBytes) else {
            Terminal.complain("the text is longer than \(MappingFile.maxBytes) bytes: split it")
            return .failed
        }
        do throws(Workbench.Fault) {
            let workbench = try Workbench(config: arguments["config"], policy: arguments["policy"] ?? "cloud", model: nil, minScore: nil)
            switch try workbench.redact(text) {
            case .blocked(let types):
                Terminal.complain("the policy blocks this text: \(types)")
                return .failed
            case .text(let redacted, let mapping):
                if let path = arguments["mapping"], !MappingFile.write(mapping, to: path) {
                    Terminal.complain("the mapping cannot be written to \(Terminal.safe(path))")
                    return .failed
                }
                Terminal.write(redacted, to: 1)
                return .well
            }
        } catch {
            Terminal.complain(error.message)
            return .failed
        }
    }

    static let restore = Command(
        spec: CommandSpec(
            "restore", "restores plain text from standard input to standard output.",
            options: [.value("mapping", "FILE", "the mapping that 'redact' wrote")])
    ) { arguments in
        guard let path = arguments["mapping"] else {
            Terminal.complain("restore needs --mapping FILE, as 'hopguard redact' wrote it.")
            return .usage
        }
        guard let mapping = MappingFile.read(path) else {
            Terminal.complain("the mapping \(Terminal.safe(path)) cannot be read")
            return .failed
        }
        guard let text = Terminal.readAll(limit: MappingFile.maxBytes) else {
            Terminal.complain("the text is longer than \(MappingFile.maxBytes) bytes: split it")
            return .failed
        }
        do throws(Workbench.AnalysisFault) {
            Terminal.write(try Workbench.restore(text, mapping: mapping), to: 1)
            return .well
        } catch {
            Terminal.complain(error.message)
            return .failed
        }
    }
}

/// The file between `redact` and `restore`. It holds originals: nobody else may read it.
private enum MappingFile {
    /// Bytes of a text or a mapping.
    static let maxBytes = 1 << 30

    static func write(_ bytes: [UInt8], to path: String) -> Bool {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0, fchmod(file, 0o600) == 0 else { return false }
        defer { close(file) }
        var at = 0
        while at < bytes.count {
            let written = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress! + at, $0.count - at) }
            if written < 0 && errno == EINTR { continue }
            if written <= 0 { return false }
            at += written
        }
        return true
    }

    static func read(_ path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var out: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let got = Glibc.read(file, &buffer, buffer.count)
            if got < 0 && errno == EINTR { continue }
            if got < 0 || out.count > maxBytes { return nil }
            if got == 0 { return out }
            out += buffer[..<got]
        }
    }
}
