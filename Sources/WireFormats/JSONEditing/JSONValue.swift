/// A JSON value as a tree, for configuration, discovery and classifiers; never for the bodies that pass.
public enum JSONValue: Sendable, Equatable {
    /// One member of an object.
    public struct Member: Sendable, Equatable {
        public let name: String
        public let value: JSONValue

        /// A member.
        public init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    case null
    case bool(Bool)
    /// A number as it was spelled.
    case number(String)
    case string(String)
    case array([JSONValue])
    /// An object's members in their order; a name may come twice.
    case object([Member])

    /// Bytes that are read into a tree at most: ten times what any list of models takes.
    public static let longestText = 64 << 20

    /// Reads one JSON text strictly (RFC 8259, valid UTF-8, at most 512 levels, at most `longestText` bytes); nil when it is none.
    public init?(parsing bytes: [UInt8]) {
        guard bytes.count <= JSONValue.longestText else { return nil }
        let value = bytes.withUnsafeBufferPointer { buffer -> JSONValue? in
            guard let base = buffer.baseAddress, !buffer.isEmpty else { return nil }
            var builder = JSONTreeBuilder(base)
            guard JSONScanner.scan(buffer, RequestJSON.self, &builder) == nil else { return nil }
            return builder.root
        }
        guard let value else { return nil }
        self = value
    }

    /// The value of an object's member: the last of that name, as most parsers have it.
    public subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The text of a string.
    public var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The elements of an array.
    public var elements: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The members of an object.
    public var members: [Member]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The value of a switch.
    public var flag: Bool? {
        if case .bool(let flag) = self { flag } else { nil }
    }

    /// A whole number that fits.
    public var integer: Int? {
        if case .number(let spelled) = self { Int(spelled) } else { nil }
    }

    /// A number as a floating-point value.
    public var double: Double? {
        if case .number(let spelled) = self { Double(spelled) } else { nil }
    }

    /// Whether it is `null`.
    public var isNull: Bool { self == .null }
}

/// Builds a tree while JSON is scanned.
struct JSONTreeBuilder: JSONVisitor {
    private struct Open {
        let isObject: Bool
        var elements: [JSONValue] = []
        var members: [JSONValue.Member] = []
        var name = ""
    }

    private let p: UnsafePointer<UInt8>
    private var open: [Open] = []
    private(set) var root: JSONValue?

    init(_ p: UnsafePointer<UInt8>) {
        self.p = p
    }

    mutating func beginObject(at position: Int) { open.append(Open(isObject: true)) }
    mutating func beginArray(at position: Int) { open.append(Open(isObject: false)) }
    mutating func endObject(at position: Int) { add(.object(open.removeLast().members)) }
    mutating func endArray(at position: Int) { add(.array(open.removeLast().elements)) }

    mutating func key(_ range: Range<Int>, escaped: Bool) {
        open[open.count - 1].name = text(range, escaped)
    }

    mutating func string(_ range: Range<Int>, escaped: Bool) { add(.string(text(range, escaped))) }

    mutating func number(_ range: Range<Int>) {
        add(.number(String(decoding: UnsafeBufferPointer(start: p + range.lowerBound, count: range.count), as: UTF8.self)))
    }

    mutating func literal(_ first: UInt8, at position: Int) {
        add(first == 0x6E ? .null : .bool(first == 0x74))
    }

    private mutating func add(_ value: JSONValue) {
        guard let last = open.indices.last else {
            root = value
            return
        }
        if open[last].isObject {
            open[last].members.append(JSONValue.Member(name: open[last].name, value: value))
        } else {
            open[last].elements.append(value)
        }
    }

    private func text(_ range: Range<Int>, _ escaped: Bool) -> String {
        BodySplicer.withText(UnsafeBufferPointer(start: p + range.lowerBound, count: range.count), levels: escaped ? 1 : 0) {
            String(decoding: $0, as: UTF8.self)
        }
    }
}
