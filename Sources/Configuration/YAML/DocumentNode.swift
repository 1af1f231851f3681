/// One value of a configuration file, with the line it begins on. YAML and JSON are read into the same tree.
struct DocumentNode: Sendable {
    enum Content: Sendable {
        /// `isPlain` is false for quoted and block text.
        case scalar(String, isPlain: Bool)
        case sequence([DocumentNode])
        case mapping([DocumentEntry])
    }

    var content: Content
    /// Counted from 1.
    var line: Int
    /// Written above or beside it when the tree is printed as YAML.
    var comment: String?

    init(_ content: Content, line: Int, comment: String? = nil) {
        self.content = content
        self.line = line
        self.comment = comment
    }

    /// `null`, `~` or nothing at all: counts as not given.
    var isNull: Bool {
        if case .scalar(let text, isPlain: true) = content {
            return text.isEmpty || text == "~" || text == "null" || text == "Null" || text == "NULL"
        }
        return false
    }

    var scalar: String? {
        if case .scalar(let text, _) = content { return text }
        return nil
    }

    var sequence: [DocumentNode]? {
        if case .sequence(let items) = content { return items }
        return nil
    }

    var mapping: [DocumentEntry]? {
        if case .mapping(let entries) = content { return entries }
        return nil
    }

    /// The value of a key, when this is a mapping that has it.
    subscript(key: String) -> DocumentNode? {
        mapping?.first { $0.key == key }?.value
    }

    /// The value as written, for a message: never what a reference in it stands for.
    var shown: String { scalar?.quoted ?? kind }

    /// What it is, for a message.
    var kind: String {
        switch content {
        case .scalar: isNull ? "nothing" : "a single value"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}

/// One `key: value`.
struct DocumentEntry: Sendable {
    var key: String
    /// Where the key stands; its value may begin on a later line.
    var line: Int
    var value: DocumentNode
}
