/// Reads configuration and policies, whoever's file it is.
public enum ConfigurationLoader {
    /// The largest number of policies; they are tried one after another.
    static let mostPolicies = 1000

    /// The config file to use: the one named, `$HOPGUARD_CONFIG`, `./hopguard.yaml`, `/etc/hopguard/hopguard.yaml`; nil with none.
    public static func locate(_ named: String?, _ options: LoadOptions) -> String? {
        if let named { return named }
        if let named = options.environment["HOPGUARD_CONFIG"], !named.isEmpty { return named }
        if FileText.isReadable(Paths.absolute("hopguard.yaml", in: options.workingDirectory)) { return "hopguard.yaml" }
        let system = "/etc/hopguard/hopguard.yaml"
        return FileText.isReadable(system) ? system : nil
    }

    /// Reads a config file and its policies; with nil, the built-in default.
    /// - Parameter file: as the user named it; relative to the working directory.
    public static func load(_ file: String?, _ options: LoadOptions) -> LoadedConfiguration {
        guard let file else { return builtIn(options) }
        let path = Paths.absolute(file, in: options.workingDirectory)
        let reader = ConfigurationReader(file: file, folder: Paths.folder(of: path), environment: options.environment)
        let (root, origin) = document(path, reader)
        var settings = Settings()
        settings.file = file
        // A file that cannot be parsed has one fault; reading on would report all that is missing in it.
        if root != nil || reader.problems.isEmpty {
            settings = SettingsReader(reader: reader, options: options, origin: origin).read(root)
        }
        var loaded = LoadedConfiguration(
            settings: settings, policies: [], floors: [], builtInCloud: ShippedPolicies.cloud, builtInLocal: ShippedPolicies.local,
            problems: reader.problems, warnings: reader.warnings)
        if let folder = settings.policies {
            addPolicies(in: folder, named: name(of: folder, beside: file, path: path), options, to: &loaded)
        } else {
            loaded.policies = ShippedPolicies.all
        }
        finish(&loaded)
        return loaded
    }

    /// The built-in default: `ollama0` on this machine, the shipped policies, state in the user's state folder.
    private static func builtIn(_ options: LoadOptions) -> LoadedConfiguration {
        let reader = ConfigurationReader(file: "built-in", folder: options.workingDirectory, environment: options.environment)
        var settings = SettingsReader(reader: reader, options: options, origin: .builtIn).read(nil)
        settings.file = ""
        settings.hosts = [
            HostSettings(
                id: "ollama0", url: Located(HostURL(scheme: .http, host: "127.0.0.1", port: 11_434), file: "built-in", line: 1),
                api: .ollama)
        ]
        var loaded = LoadedConfiguration(
            settings: settings, policies: ShippedPolicies.all, floors: [], builtInCloud: ShippedPolicies.cloud,
            builtInLocal: ShippedPolicies.local, problems: reader.problems, warnings: reader.warnings)
        finish(&loaded)
        return loaded
    }

    /// Reads policy files alone, for `policy test FILE…`.
    public static func policies(_ files: [String], _ options: LoadOptions) -> (policies: [Policy], problems: [Problem]) {
        var policies: [Policy] = []
        var problems: [Problem] = []
        for file in files {
            let (policy, faults) = policy(file, path: Paths.absolute(file, in: options.workingDirectory), options)
            if let policy { policies.append(policy) }
            problems += faults
        }
        return (policies, problems)
    }

    /// One policy from its text, for tools that have it in memory.
    /// - Parameter file: the name that problems are reported under.
    public static func policy(text: String, file: String) -> (policy: Policy?, problems: [Problem]) {
        policy(Array(text.utf8), ConfigurationReader(file: file, folder: "/", environment: [:]))
    }

    private static func policy(_ file: String, path: String, _ options: LoadOptions) -> (Policy?, [Problem]) {
        let reader = ConfigurationReader(file: file, folder: Paths.folder(of: path), environment: options.environment)
        guard let bytes = bytes(path, reader) else { return (nil, reader.problems) }
        return policy(bytes, reader)
    }

    private static func policy(_ bytes: [UInt8], _ reader: ConfigurationReader) -> (policy: Policy?, problems: [Problem]) {
        var yaml = YAMLReader(file: reader.file)
        let root = yaml.read(bytes)
        reader.add(yaml.problems)
        if root == nil, !yaml.problems.isEmpty { return (nil, reader.problems) }
        let policy = PolicyReader(reader: reader).read(root)
        return (policy, reader.problems)
    }

    private static func addPolicies(in folder: String, named shown: String, _ options: LoadOptions, to loaded: inout LoadedConfiguration) {
        guard FileText.isFolder(folder) else { return }
        let names: [String]
        do throws(FileText.Fault) {
            names = try FileText.policyFiles(in: folder)
        } catch {
            loaded.problems.append(
                Problem(file: shown, line: 1, message: "the folder \(error.message), expected at most \(mostPolicies) policies"))
            return
        }
        var first: [String: Policy] = [:]
        for name in names {
            let (policy, problems) = policy(Paths.absolute(name, in: shown), path: Paths.absolute(name, in: folder), options)
            loaded.problems += problems
            guard let policy else { continue }
            if let earlier = first[policy.name] {
                // Both are used, by what they match; commands that name one mean the first.
                loaded.warnings.append(
                    Problem(
                        file: policy.file, line: policy.line,
                        message:
                            "`policy` is \(policy.name.quoted), which \(earlier.file):\(earlier.line) has too; a name of its own tells them apart in the log"
                    ))
            } else {
                first[policy.name] = policy
            }
            if policy.isFloor { loaded.floors.append(policy) } else { loaded.policies.append(policy) }
        }
        // Sorting is stable by file name, as the names came in order.
        loaded.policies = loaded.policies.enumerated().sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }.map(
            \.element)
    }

    /// A folder as the user would name it: beside the config file as that was named.
    private static func name(of folder: String, beside file: String, path: String) -> String {
        let base = Paths.folder(of: path)
        guard folder.hasPrefix(base + "/") else { return folder }
        let rest = String(folder.dropFirst(base.count + 1))
        let shown = Paths.folder(of: file)
        return shown == "." ? rest : Paths.absolute(rest, in: shown)
    }

    private static func finish(_ loaded: inout LoadedConfiguration) {
        loaded.problems = sorted(loaded.problems)
        loaded.warnings = sorted(loaded.warnings)
    }

    /// By file and line; what stands on one line stays in the order it was found. The same fault is reported once.
    public static func sorted(_ problems: [Problem]) -> [Problem] {
        var result: [Problem] = []
        for (_, problem) in problems.enumerated().sorted(by: {
            ($0.element.file, $0.element.line, $0.offset) < ($1.element.file, $1.element.line, $1.offset)
        })
        where result.last != problem {
            result.append(problem)
        }
        return result
    }

    static func bytes(_ path: String, _ reader: ConfigurationReader) -> [UInt8]? {
        do throws(FileText.Fault) {
            return try FileText.read(path, limit: DocumentBounds.bytes, regularOnly: false)
        } catch {
            reader.problem(1, "the file \(error.message), expected a configuration")
            return nil
        }
    }

    /// The tree of a config file in hopguard's own keys, and whose file it was.
    static func document(_ path: String, _ reader: ConfigurationReader) -> (DocumentNode?, Settings.Origin) {
        guard let bytes = bytes(path, reader) else { return (nil, .hopguard) }
        if LLMhopImport.isJSON(bytes) {
            var json = JSONReader(file: reader.file)
            let root = json.read(bytes)
            if let root, LLMhopImport.recognises(root) {
                reader.add(json.problems)
                return (LLMhopImport(reader: reader).translate(root), .llmhop)
            }
            if root == nil, path.hasSuffix(".json") {
                reader.add(json.problems)
                return (nil, .hopguard)
            }
        }
        var yaml = YAMLReader(file: reader.file)
        let root = yaml.read(bytes)
        reader.add(yaml.problems)
        if let root, HOPSImport.recognises(root) { return (HOPSImport(reader: reader).translate(root), .hops) }
        return (root, .hopguard)
    }
}
