/// A mapping whose keys are known. Every function gives nil for a key that is not given, and for one whose value is wrong, which is then
/// reported. What a value may be comes from the catalogue.
struct Section {
    let reader: ConfigurationReader
    let name: String
    let line: Int
    private let settings: [Setting]
    private var entries: [String: DocumentEntry] = [:]
    /// False when something else stands where the mapping should, which has then been reported.
    let isMapping: Bool

    init(_ node: DocumentNode, _ settings: [Setting], name: String, _ reader: ConfigurationReader) {
        self.reader = reader
        self.name = name
        self.settings = settings
        line = node.line
        isMapping = node.isNull || node.mapping != nil
        guard !node.isNull else { return }
        guard let given = node.mapping else {
            let what = name.isEmpty ? "the file" : name.quoted
            reader.problem(node.line, "\(what) is \(node.kind), expected a mapping of \(Self.list(settings.map(\.key)))")
            return
        }
        for entry in given {
            if settings.contains(where: { $0.key == entry.key }) {
                if !entry.value.isNull { entries[entry.key] = entry }
            } else {
                let place = name.isEmpty ? "" : " of \(name.quoted)"
                if let near = NearestName.of(entry.key, among: settings.map(\.key)) {
                    reader.problem(entry.line, "\(entry.key.quoted) is no known key\(place), did you mean \(near.quoted)?")
                } else {
                    reader.problem(
                        entry.line, "\(entry.key.quoted) is no known key\(place), expected one of \(Self.list(settings.map(\.key)))")
                }
            }
        }
    }

    /// `a`, `b` or `c`.
    static func list(_ names: [String]) -> String {
        let quoted = names.map(\.quoted)
        guard quoted.count > 1 else { return quoted.first ?? "nothing" }
        return quoted.dropLast().joined(separator: ", ") + " or " + quoted.last!
    }

    /// The value of a key, unless it is missing or null.
    subscript(key: String) -> DocumentNode? {
        precondition(settings.contains { $0.key == key }, "a key that the catalogue does not know")
        return entries[key]?.value
    }

    /// The line of a key, or of the section without it.
    func line(of key: String) -> Int { entries[key]?.line ?? line }

    func has(_ key: String) -> Bool { self[key] != nil }

    private func kind(of key: String) -> Setting.Kind {
        settings.first { $0.key == key }!.kind
    }

    private func path(_ key: String) -> String { name.isEmpty ? key : "\(name).\(key)" }

    func text(_ key: String) -> String? {
        self[key].flatMap { reader.text($0, path(key)) }
    }

    /// A connection URL, in which a password that a reference gives may be anything.
    func connectionURL(_ key: String) -> String? {
        self[key].flatMap { reader.text($0, path(key), encodesPassword: true) }
    }

    func verbatim(_ key: String) -> String? {
        self[key].flatMap { reader.verbatim($0, path(key)) }
    }

    func secret(_ key: String) -> Secret? {
        text(key).map { Secret($0) }
    }

    func flag(_ key: String) -> Bool? {
        guard let node = self[key], let text = reader.text(node, path(key)) else { return nil }
        switch text.lowercasedASCII {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default:
            reader.problem(node.line, "\(path(key).quoted) is \(node.shown), expected true or false")
            return nil
        }
    }

    func integer(_ key: String) -> Int? {
        guard let node = self[key], let text = reader.text(node, path(key)), case .integer(let range) = kind(of: key) else { return nil }
        let digits = text.hasPrefix("-") ? text.utf8.dropFirst() : text.utf8[...]
        guard !digits.isEmpty, digits.allSatisfy(\.isDigit), let value = Int(text), range.contains(value) else {
            reader.problem(
                node.line,
                "\(path(key).quoted) is \(node.shown), expected a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return value
    }

    func number(_ key: String) -> Double? {
        guard let node = self[key], let text = reader.text(node, path(key)), case .number(let range) = kind(of: key) else { return nil }
        guard text.utf8.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") }), let value = Double(text), range.contains(value) else {
            reader.problem(
                node.line,
                "\(path(key).quoted) is \(node.shown), expected a number from \(Self.shown(range.lowerBound)) to \(Self.shown(range.upperBound))"
            )
            return nil
        }
        return value
    }

    private static func shown(_ number: Double) -> String { number == number.rounded() ? "\(Int(number))" : "\(number)" }

    /// Bytes.
    func size(_ key: String) -> Int? {
        value(key, "a size such as 512B, 32KiB, 100MiB or 1GiB", Quantity.size)
    }

    func duration(_ key: String) -> Duration? {
        value(key, "a time such as 500ms, 30s, 5m, 2h or 90d", Quantity.duration)
    }

    func rates(_ key: String) -> [Rate]? {
        values(key, "a rate such as 60/m or 90000 tokens/m", Quantity.rate)
    }

    func budgets(_ key: String) -> [Budget]? {
        values(key, "a budget such as 2000000 tokens/d", Quantity.budget)
    }

    private func value<Value>(_ key: String, _ expected: String, _ parse: (String) -> Value?) -> Value? {
        self[key].flatMap { value($0, key, expected, parse) }
    }

    private func value<Value>(_ node: DocumentNode, _ key: String, _ expected: String, _ parse: (String) -> Value?) -> Value? {
        guard let text = reader.text(node, path(key)) else { return nil }
        guard let value = parse(text) else {
            reader.problem(node.line, "\(path(key).quoted) is \(node.shown), expected \(expected)")
            return nil
        }
        return value
    }

    private func values<Value>(_ key: String, _ expected: String, _ parse: (String) -> Value?) -> [Value]? {
        guard let node = self[key] else { return nil }
        return (node.sequence ?? [node]).compactMap { value($0, key, expected, parse) }
    }

    func choice<Choice: CaseIterable & RawRepresentable>(_ key: String, _: Choice.Type) -> Choice? where Choice.RawValue == String {
        guard let node = self[key], let text = reader.text(node, path(key)) else { return nil }
        return choice(text, node, path(key), Choice.self)
    }

    /// One of a closed set, from a text already read.
    func choice<Choice: CaseIterable & RawRepresentable>(
        _ text: String, _ node: DocumentNode, _ name: String, _: Choice.Type
    ) -> Choice? where Choice.RawValue == String {
        if let choice = Choice(rawValue: text) { return choice }
        let known = Choice.allCases.map(\.rawValue)
        let hint = NearestName.of(node.scalar ?? "", among: known).map { "; did you mean \($0.quoted)?" } ?? ""
        reader.problem(node.line, "\(name.quoted) is \(node.shown), expected \(Self.list(known))\(hint)")
        return nil
    }

    func section(_ key: String) -> Section? {
        guard let node = self[key] else { return nil }
        guard case .section(let settings) = kind(of: key) else { return nil }
        return Section(node, settings, name: path(key), reader)
    }

    /// The sections of a list.
    func sections(_ key: String) -> [Section] {
        guard let node = self[key] else { return [] }
        let settings: [Setting]
        switch kind(of: key) {
        case .list(.section(let known)): settings = known
        case .oneOrMore(.section(let known)):
            if node.mapping != nil { return [Section(node, known, name: path(key), reader)] }
            settings = known
        default: return []
        }
        guard let items = reader.items(node, path(key)) else { return [] }
        return items.enumerated().map { Section($1, settings, name: "\(path(key))[\($0)]", reader) }.filter(\.isMapping)
    }

    /// The named sections of a mapping.
    func namedSections(_ key: String) -> [(entry: DocumentEntry, section: Section)] {
        guard let node = self[key], case .names(.section(let settings)) = kind(of: key), let entries = reader.entries(node, path(key))
        else {
            return []
        }
        return entries.map { ($0, Section($0.value, settings, name: "\(path(key)).\($0.key)", reader)) }.filter(\.section.isMapping)
    }

    /// The entries of a mapping with names of the user's choice.
    func names(_ key: String) -> [DocumentEntry] {
        self[key].flatMap { reader.entries($0, path(key)) } ?? []
    }

    /// The items of a list, or the one value where that is allowed.
    func items(_ key: String) -> [DocumentNode]? {
        guard let node = self[key] else { return nil }
        if case .oneOrMore = kind(of: key), node.sequence == nil { return [node] }
        return reader.items(node, path(key))
    }

    /// Names or patterns; an empty list is a problem, as it would match nothing.
    func globs(_ key: String) -> [Glob]? {
        guard let items = items(key) else { return nil }
        if items.isEmpty {
            reader.problem(line(of: key), "\(path(key).quoted) is an empty list, expected names, or the key left out for all")
        }
        return items.compactMap { reader.glob($0, path(key)) }
    }

    /// Texts as written, with their places.
    func located(_ key: String) -> [Located<String>]? {
        items(key)?.compactMap { node in
            reader.verbatim(node, path(key)).map { Located($0, file: reader.file, line: node.line) }
        }
    }

    /// A text as written, with its place.
    func locatedText(_ key: String) -> Located<String>? {
        guard let node = self[key], let text = reader.verbatim(node, path(key)) else { return nil }
        return Located(text, file: reader.file, line: node.line)
    }

    /// A path made absolute.
    func path(of key: String) -> String? {
        guard let node = self[key], let text = reader.text(node, path(key)) else { return nil }
        guard !text.isEmpty, !text.utf8.contains(0) else {
            reader.problem(node.line, "\(path(key).quoted) is empty, expected a path")
            return nil
        }
        return Paths.absolute(text, in: reader.folder)
    }

    /// The path of a file that must be there.
    func readableFile(_ key: String) -> String? {
        guard let path = path(of: key) else { return nil }
        if !FileText.isReadable(path) {
            reader.problem(line(of: key), "\(self.path(key).quoted): the file \(path.quoted) cannot be read, expected a PEM file")
        }
        return path
    }

    func problem(_ key: String, _ message: String) {
        reader.problem(self[key]?.line ?? line, "\(path(key).quoted) \(message)")
    }
}
