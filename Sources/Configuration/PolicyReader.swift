/// Makes a policy of the tree of a policy file.
struct PolicyReader {
    let reader: ConfigurationReader

    /// The policy, or nil when not even its name could be read.
    func read(_ root: DocumentNode?) -> Policy? {
        guard let root else {
            reader.problem(1, "the file is empty, expected a policy")
            return nil
        }
        let section = Section(root, SettingCatalog.policy, name: "", reader)
        guard section.isMapping else { return nil }
        // A file without a usable name is read all the same, so that all its faults are found at once.
        var policy = Policy(name: "", file: reader.file, line: section.line(of: "policy"))
        if let name = section.text("policy") {
            if SettingsReader.isIdentifier(name) {
                policy.name = name
            } else {
                section.problem(
                    "policy", "is \(section["policy"]!.shown), expected a name of 1 to 64 letters, digits and the characters . _ - : /")
            }
        } else if !section.has("policy") {
            reader.problem(section.line, "the file has no `policy`, expected the policy's name")
        }
        policy.isFloor = section.flag("floor") ?? false
        policy.order = section.integer("order") ?? policy.order
        policy.match = match(section)
        if policy.isFloor {
            checkFloor(section)
        } else {
            readChain(section, &policy)
        }
        if let limit = section.section("limit") {
            policy.limit.body = limit.size("body")
            if policy.limit.body == 0 { limit.problem("body", "is nothing, expected at least 1B") }
            policy.limit.rates = limit.rates("rate") ?? []
        }
        readClassify(section, &policy.classify)
        readRedact(section, &policy.redact)
        if let route = section.section("route") {
            policy.route.hosts = route.globs("hosts") ?? policy.route.hosts
            policy.route.models = route.globs("models") ?? policy.route.models
        }
        policy.realtime = section.choice("realtime", Policy.Realtime.self) ?? policy.realtime
        policy.fallback = section.choice("fallback", Policy.Fallback.self) ?? policy.fallback
        policy.mode = section.choice("mode", Policy.Mode.self) ?? policy.mode
        policy.tests = tests(section)
        return policy.name.isEmpty ? nil : policy
    }

    private func match(_ section: Section) -> PolicyMatch {
        var match = PolicyMatch()
        guard let section = section.section("match") else { return match }
        match.trust = section.choice("trust", HostTrust.self)
        match.paths = section.globs("paths")
        match.models = section.globs("models")
        match.keys = section.globs("keys")
        match.teams = section.globs("teams")
        for entry in section.names("headers") {
            guard !entry.key.isEmpty, entry.key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }) else {
                reader.problem(entry.line, "\(entry.key.quoted) is no name of a header, expected letters, digits and -")
                continue
            }
            if let glob = reader.glob(entry.value, "match.headers.\(entry.key)") { match.headers.append((entry.key.lowercasedASCII, glob)) }
        }
        return match
    }

    /// A floor says what it is for and the least that is done, nothing else.
    private func checkFloor(_ section: Section) {
        for setting in SettingCatalog.policy where section.has(setting.key) && !SettingCatalog.floor.contains(setting.key) {
            reader.problem(
                section.line(of: setting.key), "\(setting.key.quoted) stands in a floor, expected `match` and `redact.entities` only")
        }
        guard let redact = section.section("redact"), redact.has("entities") else {
            reader.problem(section.line(of: "floor"), "the floor has no `redact.entities`, expected the least that policies must do")
            return
        }
        guard case .section(let known)? = SettingCatalog.policy.first(where: { $0.key == "redact" })?.kind else { return }
        for setting in known where setting.key != "entities" && redact.has(setting.key) {
            reader.problem(redact.line(of: setting.key), "`redact.\(setting.key)` stands in a floor, expected `redact.entities` only")
        }
    }

    private func readChain(_ section: Section, _ policy: inout Policy) {
        guard let node = section["chain"] else { return }
        policy.chainLine = section.line(of: "chain")
        guard let items = reader.items(node, "chain") else { return }
        var chain: [Stage] = []
        var isComplete = true
        for item in items {
            guard let text = reader.verbatim(item, "chain"), let stage = section.choice(text, item, "chain", Stage.self) else {
                isComplete = false
                continue
            }
            if chain.contains(stage) {
                reader.problem(item.line, "`chain` names \(text.quoted) twice, expected every stage once")
            } else {
                chain.append(stage)
            }
        }
        guard isComplete else { return }
        policy.chain = chain
        for fault in Self.faults(of: chain) { reader.problem(policy.chainLine, fault) }
    }

    /// What is wrong with the order of a chain.
    static func faults(of chain: [Stage]) -> [String] {
        var faults: [String] = []
        if !chain.contains(.auth) {
            faults.append("`chain` leaves out `auth`, expected it as the first stage")
        } else if chain.first != .auth {
            faults.append("`chain` has `\(chain[0].rawValue)` before `auth`, expected `auth` as the first stage")
        }
        if !chain.contains(.audit) { faults.append("`chain` leaves out `audit`, expected it in every chain") }
        if let route = chain.firstIndex(of: .route), let redact = chain.firstIndex(of: .redact), route < redact {
            faults.append("`chain` has `route` before `redact`, expected `redact` first, so that nothing leaves unredacted")
        }
        return faults
    }

    private func readClassify(_ section: Section, _ classify: inout ClassifyRules) {
        guard let section = section.section("classify") else { return }
        classify.when = section.choice("when", ClassifyRules.When.self) ?? classify.when
        classify.threshold = section.number("threshold") ?? classify.threshold
        classify.sensitive = section.choice("sensitive", ClassifyRules.Sensitive.self) ?? classify.sensitive
        classify.error = section.choice("error", ClassifyRules.Failure.self) ?? classify.error
        classify.publicNames = section.choice("public", ClassifyRules.Public.self) ?? classify.publicNames
        classify.recall = section.choice("recall", ClassifyRules.Recall.self) ?? classify.recall
    }

    private func readRedact(_ section: Section, _ redact: inout RedactRules) {
        guard let section = section.section("redact") else { return }
        redact.fallback = section.choice("default", EntityAction.self) ?? redact.fallback
        redact.fallbackLine = section.has("default") ? section.line(of: "default") : nil
        redact.score = section.number("score") ?? redact.score
        redact.images = section.choice("images", RedactRules.Images.self) ?? redact.images
        redact.responses = section.choice("responses", RedactRules.Responses.self) ?? redact.responses
        for entry in section.names("entities") {
            guard isType(entry.key, entry.line), let text = reader.verbatim(entry.value, "redact.entities.\(entry.key)"),
                let action = section.choice(text, entry.value, "redact.entities.\(entry.key)", EntityAction.self)
            else { continue }
            redact.entities.append(RedactRules.Entity(name: Located(entry.key, file: reader.file, line: entry.line), action: action))
        }
        redact.recognizers = section.sections("recognizers").compactMap(recognizer)
        for (index, node) in (section.items("allow") ?? []).enumerated() {
            if node.scalar != nil {
                guard let text = reader.verbatim(node, "redact.allow") else { continue }
                if text.isEmpty { reader.problem(node.line, "`redact.allow` holds an empty text, expected one to allow") }
                redact.allow.append(.text(Located(text, file: reader.file, line: node.line)))
            } else {
                let allowed = Section(
                    node, [Setting("pattern", .text, "")], name: "redact.allow[\(index)]", reader)
                guard let pattern = allowed.locatedText("pattern") else {
                    if !allowed.has("pattern") {
                        reader.problem(node.line, "`redact.allow[\(index)]` has no `pattern`, expected a text or a pattern")
                    }
                    continue
                }
                redact.allow.append(.pattern(pattern))
            }
        }
        if let items = section.items("restore_from") {
            redact.restoreFrom = Set(
                items.compactMap { item in
                    reader.verbatim(item, "redact.restore_from").flatMap {
                        section.choice($0, item, "redact.restore_from", RedactRules.Role.self)
                    }
                })
        }
    }

    private func recognizer(_ section: Section) -> RedactRules.Recognizer? {
        let score = section.number("score")
        let context = section.located("context")?.map(\.value) ?? []
        let surrogate = section.locatedText("surrogate")
        var ignoresCase = false
        if let text = section.verbatim("case") {
            switch text {
            case "ignore": ignoresCase = true
            case "match": break
            default: section.problem("case", "is \(text.quoted), expected match or ignore")
            }
        }
        let pattern = section.locatedText("pattern")
        let words = section.located("words") ?? []
        if section.has("pattern") == section.has("words") {
            reader.problem(
                section.line,
                "\(section.name.quoted) has \(section.has("words") ? "both `pattern` and `words`" : "neither `pattern` nor `words`"), expected one of them"
            )
        }
        if section.has("words"), words.isEmpty { section.problem("words", "is empty, expected words") }
        for word in words where word.value.trimmed.isEmpty {
            reader.problem(word.line, "\(section.name.quoted).words holds an empty word, expected a text")
        }
        guard let type = section.locatedText("type") else {
            if !section.has("type") {
                reader.problem(section.line, "\(section.name.quoted) has no `type`, expected a name such as EMPLOYEE_ID")
            }
            return nil
        }
        guard isType(type.value, type.line), pattern != nil || !words.isEmpty else { return nil }
        return RedactRules.Recognizer(
            type: type, pattern: pattern, words: words, ignoresCase: ignoresCase, score: score ?? (pattern == nil ? 1 : 0.5),
            context: context,
            surrogate: surrogate)
    }

    /// The form of a type's name; whether there is such a type is for those to say who know them all.
    private func isType(_ name: String, _ line: Int) -> Bool {
        let isName =
            1...64 ~= name.utf8.count && !name.utf8.first!.isDigit
            && name.utf8.allSatisfy { 0x41...0x5A ~= $0 || $0.isDigit || $0 == UInt8(ascii: "_") }
        if !isName { reader.problem(line, "\(name.quoted) is no name of a type, expected capitals, digits and _ such as EMAIL_ADDRESS") }
        return isName
    }

    private func tests(_ section: Section) -> [PolicyTest] {
        section.sections("tests").compactMap { test in
            let given = ["finds", "blocks", "local"].filter(test.has)
            if given.count != 1 {
                reader.problem(
                    test.line,
                    "\(test.name.quoted) has \(given.isEmpty ? "none" : "more than one") of `finds`, `blocks` and `local`, expected one")
            }
            guard let text = test.verbatim("text") else {
                if !test.has("text") { reader.problem(test.line, "\(test.name.quoted) has no `text`, expected one to examine") }
                return nil
            }
            guard given.count == 1 else { return nil }
            let expectation: PolicyTest.Expectation
            switch given[0] {
            case "finds":
                guard let types = test.located("finds"), types.allSatisfy({ isType($0.value, $0.line) }) else { return nil }
                expectation = .finds(types.map(\.value))
            case "blocks":
                guard let type = test.locatedText("blocks"), isType(type.value, type.line) else { return nil }
                expectation = .blocks(type.value)
            default:
                guard let type = test.locatedText("local"), isType(type.value, type.line) else { return nil }
                expectation = .local(type.value)
            }
            return PolicyTest(text: text, expectation: expectation, file: reader.file, line: test.line)
        }
    }
}
