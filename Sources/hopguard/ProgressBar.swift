import Gateway
import Glibc

/// How far a long command is, on the terminal that standard error is; nothing where it is none.
struct ProgressBar {
    private let isShown = isatty(2) == 1
    private var shown = -1

    /// Shows a share, when it is another than before.
    mutating func show(_ done: Int, of all: Int) {
        let percent = all > 0 ? min(100, done * 100 / all) : 100
        guard isShown, percent != shown else { return }
        shown = percent
        let bar = String(repeating: "#", count: percent * 30 / 100)
        Terminal.write(Array("\r[\(bar)\(String(repeating: "-", count: 30 - bar.utf8.count))] \(percent) %, \(done) rows".utf8), to: 2)
    }

    /// Takes the bar away.
    mutating func end() {
        guard shown >= 0 else { return }
        Terminal.write(Array("\r\u{1B}[K".utf8), to: 2)
    }
}
