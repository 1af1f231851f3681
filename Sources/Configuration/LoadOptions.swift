/// How a configuration is to be read, apart from its file.
public struct LoadOptions: Sendable {
    /// `--listen`: instead of the file's.
    public var listen: String?
    /// `--open`: a proxy without keys may listen for other machines.
    public var open = false
    public var environment: [String: String]
    /// Where `./hopguard.yaml` and relative names on the command line begin; an absolute path.
    public var workingDirectory: String

    public init(listen: String? = nil, open: Bool = false, environment: [String: String], workingDirectory: String) {
        self.listen = listen
        self.open = open
        self.environment = environment
        self.workingDirectory = workingDirectory
    }
}
