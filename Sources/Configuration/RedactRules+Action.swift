extension RedactRules {
    /// What is done with a type: its own entry, else the strictest of the groups it belongs to, else `default`.
    /// - Parameter members: the types of a group; nil for a name that is no group.
    public func action(for type: String, members: (_ group: String) -> [String]?) -> EntityAction {
        entry(for: type, members: members)?.action ?? fallback
    }

    /// The entry that decides about a type; nil when `default` does. Of two groups that are as strict, the first.
    func entry(for type: String, members: (_ group: String) -> [String]?) -> Entity? {
        if let own = entities.first(where: { $0.name.value == type }) { return own }
        var strictest: Entity?
        for entity in entities where members(entity.name.value)?.contains(type) ?? false {
            if entity.action.strictness > strictest?.action.strictness ?? -1 { strictest = entity }
        }
        return strictest
    }
}
