/// Reads a strict JSON document (RFC 8259) into the tree: LLMhop's `config.json`. YAML's reader would take more than JSON, and less:
/// it knows no surrogate pairs in escapes.
struct JSONReader {
    private enum Fault: Error {
        case at(line: Int, String)
    }

    let file: String
    private(set) var problems: [Problem] = []
    private var bytes: [UInt8] = []
    private var index = 0
    private var line = 1
    private var values = 0

    init(file: String) {
        self.file = file
    }

    /// The root, or nil; then `problems` says why.
    mutating func read(_ text: [UInt8]) -> DocumentNode? {
        bytes = text
        index = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        do {
            guard text.count <= DocumentBounds.bytes else { throw Fault.at(line: 1, "the file is too large, expected a configuration") }
            guard String(validating: text, as: UTF8.self) != nil else {
                throw Fault.at(line: 1, "this is no valid UTF-8 text, expected a file saved as UTF-8")
            }
            let root = try value(depth: 1)
            skipSpace()
            if index < bytes.count {
                throw Fault.at(line: line, "something follows the end of the JSON value, expected one value in a file")
            }
            return root
        } catch let Fault.at(line, message) {
            problems.append(Problem(file: file, line: line, message: message))
            return nil
        } catch {
            return nil
        }
    }

    private mutating func value(depth: Int) throws -> DocumentNode {
        skipSpace()
        values += 1
        guard depth <= DocumentBounds.depth, values <= DocumentBounds.values else {
            throw Fault.at(line: line, "too many values or too deep, expected a configuration")
        }
        guard index < bytes.count else { throw Fault.at(line: line, "the file ends too early, expected a JSON value") }
        let start = line
        switch bytes[index] {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return DocumentNode(.scalar(try string(), isPlain: false), line: start)
        default: return DocumentNode(.scalar(try literal(), isPlain: true), line: start)
        }
    }

    private mutating func object(depth: Int) throws -> DocumentNode {
        let start = line
        index += 1
        var entries: [DocumentEntry] = []
        var seen: [String: Int] = [:]
        skipSpace()
        if take("}") { return DocumentNode(.mapping([]), line: start) }
        while true {
            skipSpace()
            let keyLine = line
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
                throw Fault.at(line: line, "expected a name in double quotes")
            }
            let key = try string()
            skipSpace()
            guard take(":") else { throw Fault.at(line: line, "expected `:` after \(key.quoted)") }
            let value = try value(depth: depth + 1)
            if let earlier = seen[key] {
                problems.append(
                    Problem(file: file, line: keyLine, message: "\(key.quoted) is given twice, first on line \(earlier); expected it once"))
            } else {
                seen[key] = keyLine
                entries.append(DocumentEntry(key: key, line: keyLine, value: value))
            }
            skipSpace()
            if take("}") { return DocumentNode(.mapping(entries), line: start) }
            guard take(",") else { throw Fault.at(line: line, "expected `,` or `}`") }
        }
    }

    private mutating func array(depth: Int) throws -> DocumentNode {
        let start = line
        index += 1
        var items: [DocumentNode] = []
        skipSpace()
        if take("]") { return DocumentNode(.sequence([]), line: start) }
        while true {
            items.append(try value(depth: depth + 1))
            skipSpace()
            if take("]") { return DocumentNode(.sequence(items), line: start) }
            guard take(",") else { throw Fault.at(line: line, "expected `,` or `]`") }
        }
    }

    private mutating func string() throws -> String {
        index += 1
        var text: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case 0..<0x20: throw Fault.at(line: line, "a control character stands in a string, expected an escape such as \\n")
            case UInt8(ascii: "\\"): try escape(into: &text)
            default: text.append(byte)
            }
        }
        throw Fault.at(line: line, "a string is not closed, expected `\"`")
    }

    private mutating func escape(into text: inout [UInt8]) throws {
        guard index < bytes.count else { throw Fault.at(line: line, "a string is not closed, expected `\"`") }
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "f"): text.append(12)
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "u"):
            var code = try unit()
            if 0xD800..<0xDC00 ~= code {
                guard take("\\"), take("u") else { throw Fault.at(line: line, "half of a surrogate pair, expected both halves") }
                let low = try unit()
                guard 0xDC00..<0xE000 ~= low else { throw Fault.at(line: line, "half of a surrogate pair, expected both halves") }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw Fault.at(line: line, "half of a surrogate pair, expected both halves") }
            text.append(contentsOf: Array(String(Character(scalar)).utf8))
        default: throw Fault.at(line: line, "an unknown escape, expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u")
        }
    }

    private mutating func unit() throws -> UInt32 {
        guard index + 4 <= bytes.count, bytes[index..<index + 4].allSatisfy(\.isHexDigit),
            let code = UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
        else { throw Fault.at(line: line, "expected four hexadecimal digits after \\u") }
        index += 4
        return code
    }

    /// `true`, `false`, `null` or a number, as written.
    private mutating func literal() throws -> String {
        let start = index
        while index < bytes.count, bytes[index].isLetterOrDigit || [0x2B, 0x2D, 0x2E].contains(bytes[index]) { index += 1 }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        guard text == "true" || text == "false" || text == "null" || Self.isNumber(bytes[start..<index]) else {
            throw Fault.at(line: line, "\(text.quoted) is no JSON value, expected a string, number, object, list, true, false or null")
        }
        return text
    }

    private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        let whole = rest.prefix { $0.isDigit }
        guard !whole.isEmpty, whole.count == 1 || whole.first != UInt8(ascii: "0") else { return false }
        rest = rest.dropFirst(whole.count)
        if rest.first == UInt8(ascii: ".") {
            let part = rest.dropFirst().prefix { $0.isDigit }
            guard !part.isEmpty else { return false }
            rest = rest.dropFirst(1 + part.count)
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
            guard !rest.isEmpty, rest.allSatisfy(\.isDigit) else { return false }
            rest = []
        }
        return rest.isEmpty
    }

    private mutating func skipSpace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x0A: line += 1
            case 0x20, 0x09, 0x0D: break
            default: return
            }
            index += 1
        }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }
}
