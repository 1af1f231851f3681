/// The union of the hosts' models at one moment, and its spelling in each API's lists.
public struct ModelCatalog: Sendable {
    /// One name, whoever has it.
    public struct Entry: Sendable {
        public let name: String
        /// Ids of the hosts that have it, in the order of the configuration.
        public internal(set) var hosts: [String]
        /// The API of the first of them.
        public let api: Host.API
        /// Whether a host that serves Ollama's API has it.
        public internal(set) var isOllama: Bool
        /// Whether hosts have different weights under this name.
        public internal(set) var isConflicting = false
        /// Whether the name is an alias of the configuration.
        public internal(set) var isAlias = false
        var listed: ListedModel?
    }

    public private(set) var entries: [Entry] = []
    private var places: [String: Int] = [:]
    private(set) var running: [ListedModel] = []

    mutating func add(_ name: String, _ listed: ListedModel?, _ host: Host) {
        if let at = places[name] {
            if !entries[at].hosts.contains(host.id) { entries[at].hosts.append(host.id) }
            if host.api == .ollama { entries[at].isOllama = true }
            if let listed, let known = entries[at].listed, !listed.digest.isEmpty, !known.digest.isEmpty, listed.digest != known.digest {
                entries[at].isConflicting = true
            }
            if entries[at].listed == nil { entries[at].listed = listed }
        } else {
            places[name] = entries.count
            entries.append(Entry(name: name, hosts: [host.id], api: host.api, isOllama: host.api == .ollama, listed: listed))
        }
    }

    mutating func addRunning(_ model: ListedModel, _ host: Host) {
        if !running.contains(where: { $0.name == model.name }) { running.append(model) }
    }

    mutating func addAlias(_ name: String, _ listed: ListedModel?, _ host: Host) {
        guard places[name] == nil else { return }
        add(name, listed.map { ListedModel(name: name, entry: [], digest: $0.digest, bytes: $0.bytes) }, host)
        entries[entries.count - 1].isAlias = true
    }

    /// The catalog of who may see only some models.
    public func filtered(_ isVisible: (String) -> Bool) -> ModelCatalog {
        var catalog = ModelCatalog()
        for entry in entries where isVisible(entry.name) {
            catalog.places[entry.name] = catalog.entries.count
            catalog.entries.append(entry)
        }
        catalog.running = running.filter { isVisible($0.name) }
        return catalog
    }

    /// The entry of a name; `name` means `name:latest` where only that exists.
    public func entry(_ name: String) -> Entry? {
        (places[name] ?? places[name + ":latest"]).map { entries[$0] }
    }
}
