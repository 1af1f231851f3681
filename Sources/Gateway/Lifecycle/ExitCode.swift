/// What the program answers its caller with.
package enum ExitCode: Int32, Sendable {
    case well = 0
    /// What was asked fails or is false.
    case failed = 1
    /// The command line is wrong.
    case usage = 2
    /// The configuration is wrong (sysexits.h, EX_CONFIG).
    case configuration = 78
}
