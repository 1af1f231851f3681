/// Makes settings of the tree of a `hopguard.yaml`, or of another program's file turned into one.
struct SettingsReader {
    let reader: ConfigurationReader
    let options: LoadOptions
    let origin: Settings.Origin

    func read(_ root: DocumentNode?) -> Settings {
        let root = root ?? DocumentNode(.mapping([]), line: 1)
        let section = Section(root, SettingCatalog.settings, name: "", reader)
        var settings = Settings()
        settings.origin = origin
        settings.file = reader.file
        settings.isOpen = section.flag("open") ?? false
        settings.watch = section.flag("watch") ?? false
        settings.health = section.flag("health") ?? false
        settings.modelPaths = section.flag("model_paths") ?? false
        readListeners(section, &settings)
        readLimits(section, &settings.limits)
        settings.keys = keys(section)
        settings.teams = teams(section)
        settings.hosts = hosts(section)
        readBalance(section, &settings.balance)
        settings.models = models(section, hosts: settings.hosts)
        let classifiers = section.sections("classifier").map(classifier)
        if !classifiers.isEmpty { settings.classifiers = classifiers }
        readPolicies(section, &settings)
        settings.surrogates = surrogates(section)
        readAudit(section, &settings.audit)
        readLog(section, &settings.log)
        settings.trace = trace(section)
        settings.origins = origins(section)
        checkExposure(section, &settings)
        return settings
    }

    // MARK: Listening

    private func readListeners(_ section: Section, _ settings: inout Settings) {
        var seen: [ListenAddress] = []
        for node in section.items("listen") ?? [] {
            guard let address = address(node, "listen") else { continue }
            guard !seen.contains(address) else {
                reader.problem(node.line, "`listen` names \(address.description.quoted) twice, expected it once")
                continue
            }
            seen.append(address)
            settings.listen.append(Located(address, file: reader.file, line: node.line))
        }
        if settings.listen.isEmpty {
            if section.has("listen"), section["listen"]?.sequence?.isEmpty == true {
                reader.problem(section.line(of: "listen"), "`listen` is an empty list, expected an address such as 127.0.0.1:8080")
            }
            settings.listen = [Located(.tcp(host: "127.0.0.1", port: 8080), file: reader.file, line: section.line(of: "listen"))]
        }
        if let listen = options.listen {
            do throws(ListenAddress.Fault) {
                settings.listen = [
                    Located(try ListenAddress(parsing: listen, folder: options.workingDirectory), file: "--listen", line: 1)
                ]
            } catch {
                reader.add([Problem(file: "--listen", line: 1, message: error.message)])
            }
        }
        settings.admin = Located(.tcp(host: "127.0.0.1", port: 9090), file: reader.file, line: section.line)
        if let node = section["admin"] {
            if let text = node.scalar, ["off", "false", "no"].contains(text.lowercasedASCII) {
                settings.admin = nil
            } else if let address = address(node, "admin") {
                settings.admin = Located(address, file: reader.file, line: node.line)
            }
        }
        if let tls = section.section("tls") {
            let certificate = tls.readableFile("certificate")
            let key = tls.readableFile("key")
            if !tls.has("certificate") || !tls.has("key") {
                reader.problem(
                    tls.line, "`tls` has no \(tls.has("key") ? "`certificate`" : "`key`"), expected both `certificate` and `key`")
            }
            if let certificate, let key { settings.tls = Settings.TLS(certificate: certificate, key: key, line: tls.line) }
        }
    }

    private func address(_ node: DocumentNode, _ name: String) -> ListenAddress? {
        guard let text = reader.text(node, name) else { return nil }
        do throws(ListenAddress.Fault) {
            return try ListenAddress(parsing: text, folder: reader.folder, shown: node.scalar)
        } catch {
            reader.problem(node.line, "`\(name)`: \(error.message)")
            return nil
        }
    }

    /// Who may reach a proxy without keys, and an admin address that nobody can use.
    private func checkExposure(_ section: Section, _ settings: inout Settings) {
        let hasKeys = section.has("keys") && !(section["keys"]?.sequence?.isEmpty ?? false)
        if !hasKeys && !settings.isOpen && !options.open {
            if origin == .hopguard || origin == .builtIn {
                for listen in settings.listen where !listen.value.isLoopback {
                    reader.add([
                        listen.problem(
                            "\(listen.value.description.quoted) is open to other machines and there are no client keys, "
                                + "expected `keys`, a loopback address, a Unix socket or `open: true`")
                    ])
                }
            } else {
                settings.listen = settings.listen.map(narrowed)
            }
        }
        if let admin = settings.admin, !admin.value.isLoopback, !settings.keys.contains(where: \.isAdmin) {
            reader.warning(
                admin.line,
                "`admin` can be reached from other machines but no key has `admin: true`, so nobody can use it; expected such a key")
        }
    }

    /// Another program's file that would be open to other machines is served on loopback.
    private func narrowed(_ listen: Located<ListenAddress>) -> Located<ListenAddress> {
        guard !listen.value.isLoopback, case .tcp(let host, let port) = listen.value else { return listen }
        let loopback = ListenAddress.tcp(host: host.utf8.contains(UInt8(ascii: ":")) ? "::1" : "127.0.0.1", port: port)
        reader.warning(
            listen.line,
            "without client keys it listens on \(loopback) only, not on \(listen.value); give keys, or --open to let other machines in")
        return Located(loopback, file: listen.file, line: listen.line)
    }

    // MARK: Limits

    private func readLimits(_ section: Section, _ limits: inout RequestLimits) {
        guard let section = section.section("limits") else { return }
        if let body = section.size("body") {
            if body < 1 { section.problem("body", "is nothing, expected at least 1B") } else { limits.body = body }
        }
        if let header = section.size("header") {
            // 256 KiB: a head is held for every connection.
            if !(1024...262_144 ~= header) {
                section.problem("header", "is out of range, expected 1KiB to 256KiB")
            } else {
                limits.header = header
            }
        }
        limits.headerTime = section.positive("header_time") ?? limits.headerTime
        limits.bodyTime = section.positive("body_time") ?? limits.bodyTime
        limits.idle = section.positive("idle") ?? limits.idle
        limits.total = section.positive("total")
        limits.connections = section.integer("connections") ?? limits.connections
        limits.requests = section.integer("requests") ?? limits.requests
        limits.drain = section.duration("drain") ?? limits.drain
    }

    // MARK: Keys

    private func keys(_ section: Section) -> [ClientKey] {
        var keys: [ClientKey] = []
        var lines: [String: Int] = [:]
        var tokens: [String: String] = [:]
        for entry in section.sections("keys") {
            guard let name = identifier(entry, "name", allowed: Self.isTitle, "a name of 1 to 128 bytes without control characters") else {
                continue
            }
            if let earlier = lines[name] {
                entry.problem("name", "is \(name.quoted), which another key has on line \(earlier); expected a name of its own")
            }
            lines[name] = entry.line(of: "name")
            guard let proof = proof(entry) else { continue }
            // Two keys with one token would be one key with two names.
            let mark: String? =
                switch proof {
                case .token(let token): "token " + token.reveal()
                case .sha256(let digest): "digest " + digest.map { String($0, radix: 16) }.joined(separator: ".")
                case .from: nil
                }
            if let mark {
                if let other = tokens[mark] {
                    // LLMhop's tokens have no names to tell apart.
                    if origin == .llmhop { continue }
                    reader.problem(entry.line, "the key \(name.quoted) has the token of \(other.quoted), expected one of its own")
                }
                tokens[mark] = name
            }
            keys.append(
                ClientKey(
                    name: name, line: entry.line, proof: proof, team: team(entry), models: entry.globs("models"),
                    rates: entry.rates("rate") ?? [], budgets: entry.budgets("budget") ?? [], inFlight: entry.integer("in_flight"),
                    isAdmin: entry.flag("admin") ?? false))
        }
        return keys
    }

    private func team(_ entry: Section) -> String {
        guard entry.has("team") else { return "" }
        return identifier(entry, "team", allowed: Self.isTitle, "a name of 1 to 128 bytes without control characters") ?? ""
    }

    private func proof(_ entry: Section) -> ClientKey.Proof? {
        let given = ["token", "sha256", "from"].filter(entry.has)
        guard given.count == 1 else {
            reader.problem(
                entry.line,
                "\(entry.name.quoted) has \(given.isEmpty ? "neither `token` nor `sha256` nor `from`" : given.map(\.quoted).joined(separator: " and ")), expected one of `token`, `sha256` and `from`"
            )
            return nil
        }
        switch given[0] {
        case "token":
            guard let token = entry.text("token") else { return nil }
            // The bytes that a header can carry: RFC 9110, section 5.5.
            guard 1...4096 ~= token.utf8.count, token.trimmed == token, !token.utf8.contains(where: \.isControl) else {
                entry.problem("token", "is empty, too long, or holds spaces at an end or control characters, expected a token")
                return nil
            }
            return .token(Secret(token))
        case "sha256":
            guard let text = entry.text("sha256") else { return nil }
            guard text.utf8.count == 64, text.utf8.allSatisfy(\.isHexDigit) else {
                entry.problem("sha256", "is no SHA-256, expected 64 hexadecimal digits")
                return nil
            }
            let digits = Array(text)
            return .sha256(stride(from: 0, to: 64, by: 2).map { UInt8(String(digits[$0...$0 + 1]), radix: 16)! })
        default:
            var ranges: [AddressRange] = []
            for node in entry.items("from") ?? [] {
                guard let text = reader.text(node, entry.name + ".from") else { continue }
                guard let range = AddressRange(text) else {
                    reader.problem(node.line, "\(node.shown) is no range of addresses, expected one such as 10.20.0.0/16 or 2001:db8::/32")
                    continue
                }
                ranges.append(range)
            }
            if ranges.isEmpty, entry["from"]?.sequence?.isEmpty == true { entry.problem("from", "is an empty list, expected addresses") }
            return .from(ranges)
        }
    }

    private func teams(_ section: Section) -> [Team] {
        section.namedSections("teams").map { entry, section in
            Team(
                name: entry.key, rates: section.rates("rate") ?? [], budgets: section.budgets("budget") ?? [],
                inFlight: section.integer("in_flight"))
        }
    }

    /// A required name.
    private func identifier(_ section: Section, _ key: String, allowed: (String) -> Bool, _ expected: String) -> String? {
        guard section.has(key) else {
            reader.problem(section.line, "\(section.name.quoted) has no `\(key)`, expected \(expected)")
            return nil
        }
        guard let text = section.text(key) else { return nil }
        guard allowed(text) else {
            section.problem(key, "is \(section[key]!.shown), expected \(expected)")
            return nil
        }
        return text
    }

    /// Fit for a header, a label and a terminal.
    static func isIdentifier(_ text: String) -> Bool {
        1...64 ~= text.utf8.count && text.utf8.allSatisfy { $0.isLetterOrDigit || "._-:/".utf8.contains($0) }
    }

    static func isTitle(_ text: String) -> Bool {
        1...128 ~= text.utf8.count && text.trimmed == text && !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }

    // MARK: Hosts

    private func hosts(_ section: Section) -> [HostSettings] {
        var hosts: [HostSettings] = []
        var lines: [String: Int] = [:]
        for entry in section.sections("hosts") {
            let id = identifier(
                entry, "id", allowed: Self.isIdentifier, "a name of 1 to 64 letters, digits and the characters . _ - : /")
            if let id {
                if let earlier = lines[id] {
                    entry.problem("id", "is \(id.quoted), which another host has on line \(earlier); expected a name of its own")
                } else {
                    lines[id] = entry["id"]?.line ?? entry.line
                }
            }
            let api = entry.choice("api", HostAPI.self)
            if !entry.has("api") { reader.problem(entry.line, "\(entry.name.quoted) has no `api`, expected ollama, openai or anthropic") }
            let url = url(entry)
            if !entry.has("url") {
                reader.problem(entry.line, "\(entry.name.quoted) has no `url`, expected an address such as http://127.0.0.1:11434")
            }
            let trust = entry.choice("trust", HostTrust.self)
            let models = entry.globs("models")
            let weight = entry.integer("weight") ?? 1
            let maxInFlight = entry.integer("max_in_flight") ?? 0
            let headers = headers(entry)
            let connect = entry.positive("connect") ?? .seconds(5)
            let firstByte = entry.positive("first_byte") ?? .seconds(300)
            let idle = entry.positive("idle") ?? .seconds(120)
            let tls = clientTLS(entry)
            guard let id, let api, let url else { continue }
            hosts.append(
                HostSettings(
                    id: id, url: url, api: api, trust: trust, models: models, weight: weight, maxInFlight: maxInFlight, headers: headers,
                    connect: connect, firstByte: firstByte, idle: idle, tls: tls))
        }
        return hosts
    }

    private func url(_ section: Section, _ key: String = "url") -> Located<HostURL>? {
        guard let node = section[key], let text = section.text(key) else { return nil }
        do throws(HostURL.Fault) {
            return Located(try HostURL(parsing: text, shown: node.scalar), file: reader.file, line: node.line)
        } catch {
            reader.problem(node.line, "\(section.name.quoted): \(error.message)")
            return nil
        }
    }

    /// Fields that frame a message or belong to the connection; a host that sets them would break both.
    private static let ownHeaders: Set<String> = [
        "content-length", "transfer-encoding", "connection", "keep-alive", "upgrade", "te", "trailer", "expect", "accept-encoding",
        "content-encoding", "proxy-connection",
    ]

    private func headers(_ section: Section) -> [(name: String, value: Secret)] {
        var headers: [(name: String, value: Secret)] = []
        var seen: Set<String> = []
        for entry in section.names("headers") {
            let name = entry.key.lowercasedASCII
            // RFC 9110, section 5.6.2: token.
            guard 1...256 ~= name.utf8.count, name.utf8.allSatisfy({ $0.isLetterOrDigit || "!#$%&'*+-.^_`|~".utf8.contains($0) }) else {
                reader.problem(entry.line, "\(entry.key.quoted) is no name of a header, expected letters, digits and -")
                continue
            }
            guard !Self.ownHeaders.contains(name) else {
                reader.problem(entry.line, "the header \(entry.key.quoted) is set by hopguard itself, expected another one")
                continue
            }
            guard seen.insert(name).inserted else {
                reader.problem(entry.line, "the header \(entry.key.quoted) is given twice, expected it once")
                continue
            }
            guard let value = reader.text(entry.value, "\(section.name).headers.\(entry.key)") else { continue }
            guard value.utf8.count <= 8192, !value.utf8.contains(where: { $0.isControl && $0 != 0x09 }) else {
                reader.problem(
                    entry.value.line, "the header \(entry.key.quoted) holds a control character or more than 8 KiB, expected one line")
                continue
            }
            headers.append((entry.key, Secret(value)))
        }
        return headers
    }

    private func clientTLS(_ section: Section) -> HostSettings.TLS {
        guard let tls = section.section("tls") else { return HostSettings.TLS() }
        let certificate = tls.readableFile("certificate")
        let key = tls.readableFile("key")
        if tls.has("certificate") != tls.has("key") {
            reader.problem(tls.line, "\(tls.name.quoted) has one of `certificate` and `key`, expected both or none")
        }
        let verify = tls.flag("verify") ?? true
        if !verify {
            reader.warning(tls.line(of: "verify"), "certificates are not verified: whoever is on the way can read and change all")
        }
        return HostSettings.TLS(authorities: tls.readableFile("ca"), certificate: certificate, key: key, verify: verify)
    }

    // MARK: Balance and models

    private func readBalance(_ section: Section, _ balance: inout BalanceSettings) {
        guard let section = section.section("balance") else { return }
        balance.strategy = section.choice("strategy", BalanceSettings.Strategy.self) ?? balance.strategy
        balance.retries = section.integer("retries") ?? balance.retries
        balance.retryBudget = section.number("retry_budget") ?? balance.retryBudget
        balance.health = section.positive("health") ?? balance.health
        balance.hedge = section.positive("hedge")
        if let suspend = section.section("suspend") {
            balance.suspend.after = suspend.integer("after") ?? balance.suspend.after
            balance.suspend.first = suspend.positive("for") ?? balance.suspend.first
            balance.suspend.upTo = suspend.positive("up_to") ?? max(balance.suspend.upTo, balance.suspend.first)
            if balance.suspend.upTo < balance.suspend.first {
                suspend.problem("up_to", "is shorter than `for`, expected at least as long")
            }
        }
        if let queue = section.section("queue") {
            balance.queue.length = queue.integer("length") ?? balance.queue.length
            balance.queue.wait = queue.duration("wait") ?? balance.queue.wait
        }
    }

    private func models(_ section: Section, hosts: [HostSettings]) -> [ModelAlias] {
        let entries = section.namedSections("models")
        var aliases: [ModelAlias] = []
        for (entry, section) in entries {
            guard 1...256 ~= entry.key.utf8.count, !entry.key.utf8.contains(where: \.isControl) else {
                reader.problem(entry.line, "\(entry.key.quoted) is no name of a model, expected 1 to 256 bytes without control characters")
                continue
            }
            if section.has("hosts"), section["hosts"]?.sequence?.isEmpty == true {
                section.problem("hosts", "is an empty list, expected ids of hosts, or the key left out for all")
            }
            let named = section.located("hosts")
            for host in named ?? [] where !hosts.contains(where: { $0.id == host.value }) {
                let hint = NearestName.of(host.value, among: hosts.map(\.id)).map { "; did you mean \($0.quoted)?" } ?? ""
                reader.problem(host.line, "\(host.value.quoted) is no host, expected the `id` of one of `hosts`\(hint)")
            }
            var price: ModelAlias.Price?
            if let given = section.section("price") {
                price = ModelAlias.Price(prompt: given.number("prompt") ?? 0, completion: given.number("completion") ?? 0)
            }
            aliases.append(
                ModelAlias(
                    name: entry.key, model: section.text("model"), hosts: named, fallback: section.located("fallback")?.map(\.value) ?? [],
                    price: price, isUnlisted: section.flag("unlisted") ?? false, line: entry.line))
        }
        reportLoops(aliases)
        return aliases
    }

    /// Reports every model that the fallbacks from it lead back to. Each alias is visited once.
    private func reportLoops(_ aliases: [ModelAlias]) {
        let byName = Dictionary(aliases.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var finished: Set<String> = []
        for start in aliases where !start.fallback.isEmpty && !finished.contains(start.name) {
            // The way from the start, each with how many of its fallbacks have been followed.
            var way: [(name: String, next: Int)] = [(start.name, 0)]
            var isOnWay: Set<String> = [start.name]
            while let (name, next) = way.last {
                let fallback = byName[name]?.fallback ?? []
                guard next < fallback.count else {
                    way.removeLast()
                    isOnWay.remove(name)
                    finished.insert(name)
                    continue
                }
                way[way.count - 1].next += 1
                let follower = fallback[next]
                if isOnWay.contains(follower) {
                    reader.problem(
                        byName[follower]?.line ?? start.line,
                        "the fallbacks of \(follower.quoted) lead back to itself, expected a chain that ends")
                } else if byName[follower] != nil, !finished.contains(follower) {
                    way.append((follower, 0))
                    isOnWay.insert(follower)
                }
            }
        }
    }

    // MARK: The rest

    private func classifier(_ section: Section) -> ClassifierSettings {
        var classifier = ClassifierSettings()
        classifier.engine = section.choice("engine", ClassifierSettings.Engine.self) ?? classifier.engine
        classifier.when = section.choice("when", ClassifierSettings.When.self) ?? classifier.when
        classifier.timeout = section.positive("timeout") ?? classifier.timeout
        classifier.concurrency = section.integer("concurrency") ?? classifier.concurrency
        classifier.model = section.text("model") ?? ""
        classifier.headers = headers(section)
        classifier.tls = clientTLS(section)
        classifier.url = url(section)
        let trust = section.choice("trust", HostTrust.self)
        guard classifier.engine != .embedded else {
            for key in ["url", "model", "headers", "tls", "trust"] where section.has(key) {
                section.problem(key, "is for an outside engine, expected `engine: openai` or `engine: ollama` beside it")
            }
            return classifier
        }
        for key in ["url", "model"] where !section.has(key) {
            reader.problem(
                section.line, "\(section.name.quoted) has no `\(key)`, expected one for the engine `\(classifier.engine.rawValue)`")
        }
        guard let url = classifier.url else { return classifier }
        classifier.trust = trust ?? url.value.defaultTrust
        if trust == nil, classifier.trust == .cloud {
            section.problem(
                "url",
                "is a cloud host, which would see unredacted text; expected a local one, or `trust: local` or `trust: cloud` beside it")
        }
        return classifier
    }

    private func readPolicies(_ section: Section, _ settings: inout Settings) {
        if let folder = section.path(of: "policies") {
            settings.policies = folder
            if !FileText.isFolder(folder) {
                section.problem("policies", "is \(folder.quoted), which is no folder; expected the folder of the policy files")
            }
        } else if origin == .hopguard, !section.has("policies") {
            let folder = Paths.absolute("policies", in: reader.folder)
            if FileText.isFolder(folder) { settings.policies = folder }
        }
    }

    /// 16 bytes: as many as a key of the HMAC should have at the least (RFC 2104, section 3, halved for its hash).
    static let leastSecret = 16

    private func surrogates(_ section: Section) -> SurrogateSecret {
        let standard = defaultSecretPath()
        guard let given = section.section("surrogates"), let node = given["secret"], let text = reader.verbatim(node, "surrogates.secret")
        else {
            return secret(at: standard, creating: standard, line: section.line(of: "surrogates"))
        }
        if let path = SecretReference.path(whole: text) {
            return secret(at: reader.references.location(of: path), creating: creationPath(of: path), line: node.line)
        }
        guard let value = reader.text(node, "surrogates.secret") else { return .toBeCreated(path: standard) }
        if value.utf8.count < Self.leastSecret {
            given.problem("secret", "is shorter than \(Self.leastSecret) bytes, expected a long random text")
        }
        return .given(Secret(value))
    }

    /// Reads the secret where it is; where it is not, says where to make it.
    private func secret(at path: String, creating other: String, line: Int) -> SurrogateSecret {
        for candidate in path == other ? [path] : [path, other] {
            do throws(FileText.Fault) {
                let bytes = try FileText.read(candidate, limit: SecretReference.largestFile, regularOnly: true)
                let text = SecretReference.text(bytes)
                if text.utf8.count < Self.leastSecret {
                    reader.problem(
                        line,
                        "the surrogate secret in \(candidate.quoted) is shorter than \(Self.leastSecret) bytes, expected a long random text"
                    )
                }
                if FileText.isOpenToOthers(candidate) {
                    reader.warning(line, "the surrogate secret in \(candidate.quoted) can be read by others, expected mode 0600")
                }
                return .given(Secret(text))
            } catch {
                guard error.isAbsent else {
                    reader.problem(line, "the surrogate secret in \(candidate.quoted) \(error.message), expected a long random text")
                    return .toBeCreated(path: other)
                }
            }
        }
        return .toBeCreated(path: other)
    }

    /// `$CREDENTIALS_DIRECTORY` cannot be written: a secret that is not in it is made in the service's state folder.
    private func creationPath(of path: String) -> String {
        if path.hasPrefix("/") { return path }
        let hasCredentials = !(options.environment["CREDENTIALS_DIRECTORY"] ?? "").isEmpty
        return Paths.absolute(path, in: hasCredentials ? StateFolder.path(options) : reader.folder)
    }

    private func defaultSecretPath() -> String {
        Paths.absolute("surrogate.key", in: defaultFolder)
    }

    /// Where files go that the configuration does not name: beside a `hopguard.yaml`, except under systemd and where there is none.
    private var defaultFolder: String {
        if origin == .hopguard, (options.environment["STATE_DIRECTORY"] ?? "").isEmpty { return reader.folder }
        return StateFolder.path(options)
    }

    private func readAudit(_ section: Section, _ audit: inout AuditSettings) {
        let standard = Paths.absolute("hopguard.db", in: defaultFolder)
        audit.path = standard
        guard let section = section.section("audit") else { return }
        audit.path = section.path(of: "path") ?? standard
        audit.durability = section.choice("durability", AuditSettings.Durability.self) ?? audit.durability
        audit.bodies = section.choice("bodies", AuditSettings.Bodies.self) ?? audit.bodies
        if audit.bodies == .redacted {
            reader.warning(
                section.line(of: "bodies"),
                "`audit.bodies: redacted` keeps prompts in the log: what no recognizer and no model finds stands there as it was written")
            if section["postgres"] != nil { section.problem("bodies", "is `redacted`, which a file alone can keep: leave out `postgres`") }
        }
        if section["keep"]?.scalar == "forever" {
            audit.keep = nil
        } else if let keep = section.duration("keep") {
            if keep < .seconds(60) { section.problem("keep", "is shorter than a minute, expected a time such as 90d, or forever") }
            audit.keep = keep
        }
        if let node = section["postgres"], let url = section.connectionURL("postgres") {
            if url.hasPrefix("postgresql://") || url.hasPrefix("postgres://") {
                audit.postgres = Located(Secret(url), file: reader.file, line: node.line)
            } else {
                section.problem("postgres", "is no connection URL, expected postgresql://user@host/database")
            }
        }
        audit.isShared = section.flag("shared") ?? false
        if section["spool"]?.scalar == "never" {
            audit.spool = nil
        } else if let spool = section.duration("spool") {
            audit.spool = spool
        }
        if section["spool"] != nil && audit.postgres == nil { section.problem("spool", "needs `postgres`, whose rows it would keep") }
    }

    private func readLog(_ section: Section, _ log: inout LogSettings) {
        guard let section = section.section("log") else { return }
        log.format = section.choice("format", LogSettings.Format.self) ?? log.format
        log.level = section.choice("level", LogSettings.Level.self) ?? log.level
    }

    private func trace(_ section: Section) -> TraceSettings? {
        guard let section = section.section("trace") else { return nil }
        let headers = headers(section)
        let tls = clientTLS(section)
        guard section.has("otlp") else {
            reader.problem(section.line, "`trace` has no `otlp`, expected the address of a collector such as http://127.0.0.1:4318")
            return nil
        }
        guard let otlp = url(section, "otlp") else { return nil }
        var trace = TraceSettings(otlp: otlp)
        trace.sample = section.number("sample") ?? trace.sample
        trace.headers = headers
        trace.tls = tls
        if let service = section.text("service") {
            if service.isEmpty || service.utf8.count > 255 {
                section.problem("service", "is empty or longer than 255 bytes, expected a name such as hopguard")
            } else {
                trace.service = service
            }
        }
        return trace
    }

    private func origins(_ section: Section) -> [String] {
        var origins: [String] = []
        for node in section.items("origins") ?? [] {
            guard let text = reader.text(node, "origins") else { continue }
            // RFC 6454, section 6.2: scheme, host and port, no path. `*` would let every page a user opens use the proxy.
            let isOrigin =
                text.utf8.firstRange(of: Array("://".utf8)) != nil && !text.hasSuffix("/") && text.split(separator: "/").count == 2
                && !text.contains("*")
                && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
            guard isOrigin else {
                reader.problem(
                    node.line, "\(node.shown) is no origin, expected scheme://host:port without a path, such as http://localhost:3000")
                continue
            }
            origins.append(text.lowercasedASCII)
        }
        return origins
    }
}

extension Section {
    /// A time that is not zero.
    func positive(_ key: String) -> Duration? {
        guard let duration = duration(key) else { return nil }
        guard duration > .zero else {
            problem(key, "is no time at all, expected one such as 30s")
            return nil
        }
        return duration
    }
}
