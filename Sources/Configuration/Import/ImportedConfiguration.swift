/// Another program's file as the text of a `hopguard.yaml`.
public struct ImportedConfiguration: Sendable {
    /// Commented; its secrets are references as they were, never their values. nil when the file could not be understood.
    public let text: String?
    public let origin: Settings.Origin
    public let problems: [Problem]
    public let warnings: [Problem]

    /// Reads a file of LLMhop or HOPS.
    /// - Parameter file: as the user named it; relative to the working directory.
    public init(_ file: String, _ options: LoadOptions) {
        let path = Paths.absolute(file, in: options.workingDirectory)
        let reader = ConfigurationReader(file: file, folder: Paths.folder(of: path), environment: options.environment, resolves: false)
        let (root, origin) = ConfigurationLoader.document(path, reader)
        self.origin = origin
        guard var root, reader.problems.isEmpty, origin != .hopguard else {
            if reader.problems.isEmpty {
                reader.problem(1, "this is neither an LLMhop config.json nor a HOPS hosts.yml, expected one of them")
            }
            text = nil
            problems = ConfigurationLoader.sorted(reader.problems)
            warnings = ConfigurationLoader.sorted(reader.warnings)
            return
        }
        let settings = SettingsReader(reader: reader, options: options, origin: origin).read(root)
        Self.annotate(&root, settings, options)
        let source = origin == .hops ? "HOPS" : "LLMhop"
        text = YAMLWriter.text(
            root,
            header: [
                "hopguard.yaml, made from \(source)'s \(Paths.name(of: file)) by `hopguard import`.", "",
                "Requests to hosts of trust `cloud` are redacted as the shipped policy cloud.yaml says, those to your own hosts go as they are.",
                "To change that, copy the folder `policies` beside this file. `hopguard check` validates both.",
            ])
        problems = ConfigurationLoader.sorted(reader.problems)
        warnings = ConfigurationLoader.sorted(reader.warnings)
    }

    /// Says beside the values what a newcomer would ask, and writes the address that is really listened on.
    private static func annotate(_ root: inout DocumentNode, _ settings: Settings, _ options: LoadOptions) {
        guard case .mapping(var entries) = root.content else { return }
        for index in entries.indices {
            switch entries[index].key {
            case "listen":
                guard let listen = settings.listen.first?.value else { continue }
                let given = entries[index].value.scalar ?? ""
                entries[index].value.content = .scalar(listen.description, isPlain: false)
                if given != listen.description, !settings.isExposed {
                    entries[index].value.comment =
                        "It was \(given), open to other machines. Without `keys`, hopguard listens where only this machine can call;\n"
                        + "give keys, or say `open: true`, before you change it back."
                }
            case "hosts":
                entries[index].value.comment =
                    "`trust` is local for loopback and private addresses and names of one label, else cloud. Say it beside a host to change it."
                if case .sequence(var hosts) = entries[index].value.content {
                    for position in hosts.indices {
                        let id = hosts[position]["id"]?.scalar
                        guard let host = settings.hosts.first(where: { $0.id == id }), case .mapping(var keys) = hosts[position].content,
                            let place = keys.firstIndex(where: { $0.key == "api" })
                        else { continue }
                        let trust = DocumentNode(.scalar(host.trust.rawValue, isPlain: false), line: hosts[position].line)
                        keys.insert(DocumentEntry(key: "trust", line: trust.line, value: trust), at: place + 1)
                        hosts[position].content = .mapping(keys)
                    }
                    entries[index].value.content = .sequence(hosts)
                }
            case "keys": entries[index].value.comment = "Who may call. Give them the names of people or teams: they stand in the audit log."
            default: break
            }
        }
        if options.open {
            let open = DocumentNode(.scalar("true", isPlain: true), line: root.line)
            entries.insert(DocumentEntry(key: "open", line: root.line, value: open), at: 1)
        }
        root.content = .mapping(entries)
    }
}

extension Settings {
    /// Whether another machine can reach one of its addresses.
    var isExposed: Bool { listen.contains { !$0.value.isLoopback } }
}
