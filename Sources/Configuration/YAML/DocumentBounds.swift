/// How large a configuration file may be. Far above any real one; 10,000 models are about 50,000 values.
enum DocumentBounds {
    static let bytes = 16 << 20
    static let values = 1_000_000
    static let depth = 64
    /// Problems of one file that are reported; a file with more is not a configuration.
    static let problems = 200
}
