/// What policies ask of the groups.
extension EntityGroups {
    /// What outside classifiers find when they do not say what it is.
    public static let sensitive = EntityType("SENSITIVE")

    private static let types = Set(known)
    private static let members: [String: Set<EntityType>] = {
        var members: [String: Set<EntityType>] = [:]
        for name in known {
            for group in groups(of: name) { members[group, default: []].insert(EntityType(name)) }
        }
        return members
    }()

    /// Whether a name is a group's. `SECRET` is a group, of which the type of that name is a part.
    public static func isGroup(_ name: String) -> Bool { members[name] != nil }

    /// The types of a group; none for a name that is no group's.
    public static func types(in group: String) -> Set<EntityType> { members[group] ?? [] }

    /// Whether a name is a type's.
    public static func isKnownType(_ name: String) -> Bool { types.contains(name) || name == sensitive.name }
}
