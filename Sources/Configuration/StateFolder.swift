/// Where a program keeps its state when nothing says where.
enum StateFolder {
    /// systemd's state directory (systemd.exec(5)), else the XDG state home (XDG Base Directory Specification), else the working directory.
    static func path(_ options: LoadOptions) -> String {
        let environment = options.environment
        if let folders = environment["STATE_DIRECTORY"], let first = folders.split(separator: ":").first, first.hasPrefix("/") {
            return String(first)
        }
        if let home = environment["XDG_STATE_HOME"], home.hasPrefix("/") { return Paths.absolute("hopguard", in: home) }
        if let home = environment["HOME"], home.hasPrefix("/") { return Paths.absolute(".local/state/hopguard", in: home) }
        return options.workingDirectory
    }
}
