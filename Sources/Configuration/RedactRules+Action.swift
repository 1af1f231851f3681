extension RedactRules {
    /// What is done with a type: its own entry, else that of the smallest group it belongs to, else `default`. Of two groups of one size the
    /// stricter entry holds.
    /// - Parameter members: the types of a group; nil for a name that is no group.
    public func action(for type: String, members: (_ group: String) -> [String]?) -> EntityAction {
        entry(for: type, members: members)?.action ?? fallback
    }

    /// The entry that decides about a type; nil when `default` does.
    func entry(for type: String, members: (_ group: String) -> [String]?) -> Entity? {
        if let own = entities.first(where: { $0.name.value == type }) { return own }
        var best: (size: Int, entity: Entity)?
        for entity in entities {
            guard let types = members(entity.name.value), types.contains(type) else { continue }
            guard let current = best else {
                best = (types.count, entity)
                continue
            }
            let isStricter = entity.action.strictness > current.entity.action.strictness
            if types.count < current.size || types.count == current.size && isStricter { best = (types.count, entity) }
        }
        return best?.entity
    }
}
