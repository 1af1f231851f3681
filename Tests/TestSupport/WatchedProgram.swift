public import Foundation

/// A program that a test starts, and that does not outlive the tests: it is killed when their process ends, in whatever way.
///
/// A shell stands between the two. It reads a pipe whose other end is here alone, so that it sees its end when this process is gone. The
/// system's own way, a signal at the parent's death, goes by the thread that started the child, and those of a pool come and go.
public final class WatchedProgram: Sendable {
    private let process = Process()
    private let lifeline = Pipe()

    private static let watch = """
        exec 3<&0
        "$@" </dev/null 3<&- & child=$!
        trap 'kill -TERM "$child"' TERM
        (trap - TERM; read -r line; kill -KILL "$child") <&3 >/dev/null 2>&1 & watch=$!
        exec 3<&-
        while wait "$child"; status=$?; [ "$status" -gt 128 ] && kill -0 "$child" 2>/dev/null; do :; done
        kill "$watch"
        exit "$status"
        """

    /// Starts it.
    ///
    /// - Parameters:
    ///   - words: the program's path and its arguments.
    ///   - folder: where it runs; nil for here.
    ///   - log: takes what it says on standard error; nil drops that.
    public init(_ words: [String], in folder: URL? = nil, log: FileHandle? = nil) throws {
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", Self.watch, "sh"] + words
        process.currentDirectoryURL = folder
        process.standardInput = lifeline
        process.standardOutput = FileHandle.nullDevice
        process.standardError = log ?? FileHandle.nullDevice
        // A pool's threads block signals, and what they start inherits that: the shell would hear neither of its child's end nor of ours.
        var none = sigset_t()
        var before = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try process.run()
    }

    public var isRunning: Bool { process.isRunning }

    /// Asks it to end, and waits until it has.
    public func end() {
        process.terminate()
        process.waitUntilExit()
    }

    /// Kills it, and waits until it is gone.
    public func kill() {
        try? lifeline.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
