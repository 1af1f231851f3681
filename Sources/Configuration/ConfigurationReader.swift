/// What the reading of one file shares: its name, how references are resolved, and all that was found wrong.
final class ConfigurationReader {
    let file: String
    /// Where relative paths begin.
    let folder: String
    let references: SecretReference
    private(set) var problems: [Problem] = []
    private(set) var warnings: [Problem] = []

    /// - Parameter resolves: whether references are looked up; when not, only their form is checked.
    init(file: String, folder: String, environment: [String: String], resolves: Bool = true) {
        self.file = file
        self.folder = folder
        references = SecretReference(environment: environment, folder: folder, resolves: resolves)
    }

    func problem(_ line: Int, _ message: String) {
        guard problems.count < DocumentBounds.problems else { return }
        problems.append(Problem(file: file, line: line, message: message))
    }

    func warning(_ line: Int, _ message: String) {
        guard warnings.count < DocumentBounds.problems else { return }
        warnings.append(Problem(file: file, line: line, message: message))
    }

    func add(_ problems: [Problem]) {
        self.problems += problems
    }

    /// A value's text as written; a problem when it is none.
    func verbatim(_ node: DocumentNode, _ name: String) -> String? {
        guard let text = node.scalar, !node.isNull else {
            problem(node.line, "\(name.quoted) is \(node.kind), expected a text")
            return nil
        }
        return text
    }

    /// A value's text with its references resolved; a problem when it is none or one of them cannot be.
    func text(_ node: DocumentNode, _ name: String, encodesPassword: Bool = false) -> String? {
        guard let text = verbatim(node, name) else { return nil }
        do throws(SecretReference.Fault) {
            return try references.expand(text, encodesPassword: encodesPassword)
        } catch {
            problem(node.line, "\(name.quoted): \(error.message)")
            return nil
        }
    }

    /// The items of a list; a problem when it is none.
    func items(_ node: DocumentNode, _ name: String) -> [DocumentNode]? {
        guard let items = node.sequence else {
            problem(node.line, "\(name.quoted) is \(node.kind), expected a list")
            return nil
        }
        return items
    }

    /// The entries of a mapping; a problem when it is none.
    func entries(_ node: DocumentNode, _ name: String) -> [DocumentEntry]? {
        guard let entries = node.mapping else {
            problem(node.line, "\(name.quoted) is \(node.kind), expected a mapping")
            return nil
        }
        return entries
    }

    func glob(_ node: DocumentNode, _ name: String) -> Glob? {
        guard let text = verbatim(node, name) else { return nil }
        guard 1...256 ~= text.utf8.count, !text.utf8.contains(where: \.isControl) else {
            problem(node.line, "\(name.quoted) holds a pattern that is empty or longer than 256 bytes, expected a name with * and ?")
            return nil
        }
        return Glob(text)
    }
}
