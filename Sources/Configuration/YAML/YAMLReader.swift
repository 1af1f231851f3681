internal import CYAML

/// Reads one YAML document into a tree, strictly: no duplicate keys, no anchors and aliases (a few of them can stand for billions of values),
/// no tags, no second document, bounded size and depth.
struct YAMLReader {
    let file: String
    private(set) var problems: [Problem] = []
    private var values = 0

    init(file: String) {
        self.file = file
    }

    /// The root, or nil when the file is empty or cannot be understood; then `problems` says why.
    mutating func read(_ text: [UInt8]) -> DocumentNode? {
        guard text.count <= DocumentBounds.bytes else {
            report(1, "the file is larger than \(DocumentBounds.bytes >> 20) MiB, expected a configuration")
            return nil
        }
        if let line = Self.lineOfInvalidText(text) {
            report(line, "this is no valid UTF-8 text, expected a file saved as UTF-8")
            return nil
        }
        // The parser is large and keeps pointers into itself, so it stays at one place.
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        defer { parser.deallocate() }
        guard yaml_parser_initialize(parser) == 1 else {
            report(1, "there is no memory left to read the file")
            return nil
        }
        defer { yaml_parser_delete(parser) }
        return text.withUnsafeBufferPointer { bytes in
            yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
            yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
            return document(parser, bytes)
        }
    }

    private mutating func document(_ parser: UnsafeMutablePointer<yaml_parser_t>, _ bytes: UnsafeBufferPointer<UInt8>) -> DocumentNode? {
        var root: DocumentNode?
        var documents = 0
        while true {
            guard let event = next(parser, bytes) else { return nil }
            switch event {
            case .documentStart(let line):
                documents += 1
                if documents > 1 {
                    report(line, "a second document begins here, expected one document in a file")
                    return nil
                }
            case .streamEnd:
                return root
            case .other:
                continue
            default:
                root = node(from: event, parser, bytes, depth: 1)
                if root == nil { return nil }
            }
        }
    }

    /// The value that an event begins.
    private mutating func node(
        from event: Event, _ parser: UnsafeMutablePointer<yaml_parser_t>, _ bytes: UnsafeBufferPointer<UInt8>, depth: Int
    ) -> DocumentNode? {
        values += 1
        guard values <= DocumentBounds.values else {
            report(event.line, "the file holds more than \(DocumentBounds.values) values, expected a configuration")
            return nil
        }
        guard depth <= DocumentBounds.depth else {
            report(event.line, "values are nested deeper than \(DocumentBounds.depth), expected a configuration")
            return nil
        }
        switch event {
        case .scalar(let text, let isPlain, let line):
            return DocumentNode(.scalar(text, isPlain: isPlain), line: line)
        case .sequenceStart(let line):
            var items: [DocumentNode] = []
            while true {
                guard let event = next(parser, bytes) else { return nil }
                if case .sequenceEnd = event { return DocumentNode(.sequence(items), line: line) }
                guard let item = node(from: event, parser, bytes, depth: depth + 1) else { return nil }
                items.append(item)
            }
        case .mappingStart(let line):
            var entries: [DocumentEntry] = []
            var seen: [String: Int] = [:]
            while true {
                guard let event = next(parser, bytes) else { return nil }
                if case .mappingEnd = event { return DocumentNode(.mapping(entries), line: line) }
                guard case .scalar(let key, _, let keyLine) = event else {
                    report(event.line, "a list or mapping stands where a name was expected")
                    return nil
                }
                guard let first = next(parser, bytes), let value = node(from: first, parser, bytes, depth: depth + 1) else { return nil }
                if let earlier = seen[key] {
                    report(keyLine, "\(key.quoted) is given twice, first on line \(earlier); expected it once")
                    continue
                }
                seen[key] = keyLine
                entries.append(DocumentEntry(key: key, line: keyLine, value: value))
            }
        default:
            report(event.line, "expected a value")
            return nil
        }
    }

    /// What of libyaml's events matters here.
    private enum Event {
        case documentStart(line: Int)
        case scalar(String, isPlain: Bool, line: Int)
        case sequenceStart(line: Int)
        case sequenceEnd(line: Int)
        case mappingStart(line: Int)
        case mappingEnd(line: Int)
        case streamEnd
        case other

        var line: Int {
            switch self {
            case .documentStart(let line), .scalar(_, _, let line), .sequenceStart(let line), .sequenceEnd(let line),
                .mappingStart(let line), .mappingEnd(let line):
                line
            case .streamEnd, .other: 1
            }
        }
    }

    /// The next event, or nil after a fault, which is then reported.
    private mutating func next(_ parser: UnsafeMutablePointer<yaml_parser_t>, _ bytes: UnsafeBufferPointer<UInt8>) -> Event? {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else {
            reportSyntax(parser, bytes)
            return nil
        }
        defer { yaml_event_delete(&event) }
        let line = event.start_mark.line + 1
        switch event.type {
        case YAML_STREAM_END_EVENT: return .streamEnd
        case YAML_DOCUMENT_START_EVENT: return .documentStart(line: line)
        case YAML_ALIAS_EVENT:
            report(line, "an alias (`*name`) stands here, expected the value written out")
            return nil
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            guard isBare(anchor: scalar.anchor, tag: scalar.tag, line: line) else { return nil }
            let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            return .scalar(text, isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE, line: line)
        case YAML_SEQUENCE_START_EVENT:
            guard isBare(anchor: event.data.sequence_start.anchor, tag: event.data.sequence_start.tag, line: line) else { return nil }
            return .sequenceStart(line: line)
        case YAML_SEQUENCE_END_EVENT: return .sequenceEnd(line: line)
        case YAML_MAPPING_START_EVENT:
            guard isBare(anchor: event.data.mapping_start.anchor, tag: event.data.mapping_start.tag, line: line) else { return nil }
            return .mappingStart(line: line)
        case YAML_MAPPING_END_EVENT: return .mappingEnd(line: line)
        default: return .other
        }
    }

    private mutating func isBare(anchor: UnsafeMutablePointer<UInt8>?, tag: UnsafeMutablePointer<UInt8>?, line: Int) -> Bool {
        if anchor != nil {
            report(line, "an anchor (`&name`) stands here, expected the value alone")
            return false
        }
        if tag != nil {
            report(line, "a tag (`!name`) stands here, expected the value alone; put quotes around a text that begins with `!`")
            return false
        }
        return true
    }

    private mutating func reportSyntax(_ parser: UnsafeMutablePointer<yaml_parser_t>, _ bytes: UnsafeBufferPointer<UInt8>) {
        let mark = parser.pointee.problem_mark
        // The reader's own faults (control characters) know only the byte.
        let offset = parser.pointee.error == YAML_READER_ERROR ? parser.pointee.problem_offset : mark.index
        let line = parser.pointee.error == YAML_READER_ERROR ? Self.line(of: offset, in: bytes) : mark.line + 1
        if Self.beginsWithTab(line: line, bytes) {
            report(line, "a tab stands at the beginning of the line, expected spaces")
            return
        }
        let what = parser.pointee.problem.map { String(cString: $0) } ?? "the text could not be read"
        var message = "this is no valid YAML: \(what)"
        if let context = parser.pointee.context.map({ String(cString: $0) }) {
            let start = parser.pointee.context_mark.line + 1
            message += " \(context)" + (start == line ? "" : " that begins on line \(start)")
        }
        report(line, message)
    }

    private mutating func report(_ line: Int, _ message: String) {
        guard problems.count < DocumentBounds.problems else { return }
        problems.append(Problem(file: file, line: line, message: message))
    }

    private static func line(of offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        1 + bytes.prefix(offset).count { $0 == UInt8(ascii: "\n") }
    }

    private static func beginsWithTab(line: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var current = 1
        var index = 0
        while index < bytes.count, current < line {
            if bytes[index] == UInt8(ascii: "\n") { current += 1 }
            index += 1
        }
        while index < bytes.count, bytes[index] == UInt8(ascii: " ") { index += 1 }
        return index < bytes.count && bytes[index] == UInt8(ascii: "\t")
    }

    /// The first line that is not UTF-8. libyaml would find it too, but without a line.
    private static func lineOfInvalidText(_ text: [UInt8]) -> Int? {
        if String(validating: text, as: UTF8.self) != nil { return nil }
        var line = 1
        for part in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if String(validating: part, as: UTF8.self) == nil { return line }
            line += 1
        }
        return 1
    }
}
