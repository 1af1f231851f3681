internal import Pipeline

/// The directory's tables, as a value. A change of one host costs what that host has, not what all have.
struct ModelIndex: Sendable {
    private struct Member: Sendable {
        var host: Host
        var listing = HostListing()
        /// Names under which it stands in the tables.
        var names: [String] = []
    }

    private struct Spelling: Sendable, Equatable {
        let name: String
        let slot: Int
    }

    private var members: [Int: Member] = [:]
    private var order: [Int] = []
    private var aliases: [String: ModelAlias] = [:]
    private var aliasOrder: [String] = []
    /// By name as the host spells it.
    private var exact: [String: [Int]] = [:]
    /// By name without case and without `:latest`.
    private var folded: [String: [Spelling]] = [:]
    private var wildcards: [(slot: Int, glob: ModelGlob)] = []

    mutating func configure(_ hosts: [(slot: Int, host: Host)], aliases list: [ModelAlias]) {
        let old = members
        members = [:]
        order = hosts.map(\.slot)
        exact = [:]
        folded = [:]
        wildcards = []
        for (slot, host) in hosts {
            members[slot] = Member(host: host, listing: old[slot]?.listing ?? HostListing())
            for glob in host.models ?? [] where !glob.isLiteral { wildcards.append((slot, glob)) }
            enter(slot)
        }
        aliases = [:]
        aliasOrder = []
        for alias in list where aliases[alias.name] == nil {
            aliases[alias.name] = alias
            aliasOrder.append(alias.name)
        }
    }

    mutating func update(_ slot: Int, _ listing: HostListing) {
        guard let member = members[slot], member.listing != listing else { return }
        let isSame = member.listing.models.map(\.name) == listing.models.map(\.name)
        members[slot]!.listing = listing
        if isSame { return }
        leave(slot)
        enter(slot)
    }

    private mutating func enter(_ slot: Int) {
        guard let member = members[slot] else { return }
        let names: [String]
        if let globs = member.host.models {
            names = globs.filter(\.isLiteral).map(\.pattern)
        } else {
            names = member.listing.models.map(\.name)
        }
        var entered: [String] = []
        for name in names where exact[name]?.contains(slot) != true {
            exact[name, default: []].append(slot)
            folded[Self.fold(name), default: []].append(Spelling(name: name, slot: slot))
            entered.append(name)
        }
        members[slot]!.names = entered
    }

    private mutating func leave(_ slot: Int) {
        for name in members[slot]?.names ?? [] {
            exact[name]?.removeAll { $0 == slot }
            if exact[name]?.isEmpty == true { exact[name] = nil }
            let key = Self.fold(name)
            folded[key]?.removeAll { $0.slot == slot && $0.name == name }
            if folded[key]?.isEmpty == true { folded[key] = nil }
        }
        members[slot]?.names = []
    }

    static func fold(_ name: String) -> String {
        let lower = name.lowercased()
        return lower.hasSuffix(":latest") ? String(lower.dropLast(7)) : lower
    }

    // MARK: Resolving

    func resolve(_ model: String, _ family: APIFamily) -> ModelResolution {
        var isKnown = false
        var steps: [RouteStep] = []
        func add(_ found: [RouteStep]) {
            for step in found {
                isKnown = true
                let speaking = step.hosts.filter { members[$0]!.host.api.serves(family) }
                if !speaking.isEmpty { steps.append(RouteStep(model: step.model, hosts: speaking)) }
            }
        }
        if let alias = aliases[model] {
            add(spell(alias))
            for next in alias.fallback {
                add(aliases[next].map { $0.name == alias.name ? [] : spell($0) } ?? spell(next))
            }
        } else {
            add(spell(model))
        }
        if !steps.isEmpty { return .steps(steps) }
        return isKnown ? .apiUnavailable : .unknown
    }

    func knows(_ model: String) -> Bool {
        aliases[model] != nil || !spell(model).isEmpty
    }

    private func spell(_ alias: ModelAlias) -> [RouteStep] {
        let found = spell(alias.model)
        guard !alias.hosts.isEmpty else { return found }
        let named = order.filter { alias.hosts.contains(members[$0]!.host.id) }
        let narrowed = found.compactMap { step -> RouteStep? in
            let hosts = step.hosts.filter(named.contains)
            return hosts.isEmpty ? nil : RouteStep(model: step.model, hosts: hosts)
        }
        if !narrowed.isEmpty { return narrowed }
        // The configuration says that they have it, though they do not say so (yet).
        return named.isEmpty ? [] : [RouteStep(model: alias.model, hosts: named)]
    }

    /// The hosts that have a model, by the name they know it by.
    private func spell(_ model: String) -> [RouteStep] {
        var slots = exact[model] ?? []
        for (slot, glob) in wildcards
        where !slots.contains(slot) && glob.matches(model, ignoringCase: members[slot]!.host.api == .ollama) {
            slots.append(slot)
        }
        // To an Ollama host case does not matter, and no tag means `:latest`; elsewhere a name means `name:latest` where only that exists.
        var others: [Spelling] = []
        for spelling in folded[Self.fold(model)] ?? [] where !slots.contains(spelling.slot) {
            let isOllama = members[spelling.slot]!.host.api == .ollama
            if isOllama || spelling.name == model + ":latest" { others.append(spelling) }
        }
        if slots.isEmpty && others.isEmpty { return [] }
        var steps: [RouteStep] = []
        if !slots.isEmpty {
            for spelling in others where members[spelling.slot]!.host.api == .ollama { slots.append(spelling.slot) }
            others.removeAll { members[$0.slot]!.host.api == .ollama }
            steps.append(RouteStep(model: model, hosts: slots.sorted()))
        }
        var names: [String] = []
        for spelling in others where !names.contains(spelling.name) { names.append(spelling.name) }
        for name in names {
            var hosts: [Int] = []
            for spelling in others where spelling.name == name && !hosts.contains(spelling.slot) { hosts.append(spelling.slot) }
            steps.append(RouteStep(model: name, hosts: hosts.sorted()))
        }
        return steps
    }

    // MARK: Listing

    func catalog(isUp: (Int) -> Bool) -> ModelCatalog {
        var catalog = ModelCatalog()
        for slot in order {
            let member = members[slot]!
            let host = member.host
            var listed: [String: ListedModel] = [:]
            for model in member.listing.models where listed[model.name] == nil { listed[model.name] = model }
            if let globs = host.models {
                for glob in globs where glob.isLiteral {
                    catalog.add(glob.pattern, listed[glob.pattern] ?? listed[glob.pattern + ":latest"], host)
                }
                if isUp(slot) {
                    for model in member.listing.models
                    where globs.contains(where: { !$0.isLiteral && $0.matches(model.name, ignoringCase: host.api == .ollama) }) {
                        catalog.add(model.name, model, host)
                    }
                }
            } else if isUp(slot) {
                for model in member.listing.models { catalog.add(model.name, model, host) }
            }
            if isUp(slot) {
                for model in member.listing.running { catalog.addRunning(model, host) }
            }
        }
        for name in aliasOrder {
            let steps = spell(aliases[name]!)
            guard let first = steps.first, let slot = first.hosts.first else { continue }
            let entry = members[slot]!.listing.models.first { $0.name == first.model }
            catalog.addAlias(name, entry, members[slot]!.host)
        }
        return catalog
    }
}
