import Glibc

/// Standard input, output and error.
enum Terminal {
    /// Writes text to standard output. A closed pipe ends the program, as it ends any filter.
    static func print(_ text: String, terminator: String = "\n") {
        write(Array((text + terminator).utf8), to: 1)
    }

    /// Writes a message for the person at the terminal to standard error.
    static func complain(_ text: String) {
        write(Array((text + "\n").utf8), to: 2)
    }

    /// Writes bytes as they are.
    static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var at = 0
        while at < bytes.count {
            let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + at, $0.count - at) }
            if written < 0 && errno == EINTR { continue }
            if written <= 0 { exit(descriptor == 1 ? 1 : 2) }
            at += written
        }
    }

    /// Reads standard input to its end, or nil when it is longer than the limit in bytes.
    static func readAll(limit: Int) -> [UInt8]? {
        var out: [UInt8] = []
        while let piece = read() {
            out += piece
            if out.count > limit { return nil }
        }
        return out
    }

    /// Reads a file to its end; nil when it cannot be read or is longer than the limit in bytes. `-` is standard input.
    static func readAll(file: String, limit: Int) -> [UInt8]? {
        if file == "-" { return readAll(limit: limit) }
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var out: [UInt8] = []
        while let piece = read(from: descriptor) {
            out += piece
            if out.count > limit { return nil }
        }
        return out
    }

    /// Reads the next piece of standard input; nil at its end.
    static func read(upTo count: Int = 1 << 16, from descriptor: Int32 = 0) -> [UInt8]? {
        while true {
            var got = 0
            let piece = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                got = Glibc.read(descriptor, buffer.baseAddress, count)
                filled = max(0, got)
            }
            if got < 0 && errno == EINTR { continue }
            return got <= 0 ? nil : piece
        }
    }

    /// Whether standard output is a terminal that wants colours (https://no-color.org).
    static var isColoured: Bool { isatty(1) == 1 && getenv("NO_COLOR") == nil }

    /// Whether standard error is a terminal, on which progress can be shown.
    static var isInteractiveError: Bool { isatty(2) == 1 }

    /// Columns of the terminal; nil where standard output is none.
    static var width: Int? {
        guard isatty(1) == 1 else { return nil }
        var size = winsize()
        guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Text without what a terminal would obey: control characters become a dot.
    static func safe(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? "\u{B7}" : $0 }))
    }
}
