/// A JSON value as an export holds it, parsed strictly (RFC 8259).
enum JSONValue: Equatable {
    case null
    case flag(Bool)
    case integer(Int64)
    case real(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    /// Nil when the bytes are not exactly one value, or nested deeper than an export is.
    init?(_ bytes: [UInt8]) {
        var parser = Parser(bytes: bytes)
        guard let value = parser.value(depth: 0), parser.isAtEnd else { return nil }
        self = value
    }

    subscript(name: String) -> JSONValue? {
        if case .object(let fields) = self { fields[name] } else { nil }
    }

    var string: String? { if case .text(let value) = self { value } else { nil } }
    var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
    var items: [JSONValue]? { if case .list(let value) = self { value } else { nil } }

    private struct Parser {
        let bytes: [UInt8]
        var at = 0

        private static let mostDepth = 8

        init(bytes: [UInt8]) {
            self.bytes = bytes
        }

        var isAtEnd: Bool {
            mutating get {
                space()
                return at == bytes.count
            }
        }

        private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

        private mutating func space() {
            while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d { at += 1 }
        }

        private mutating func take(_ byte: UInt8) -> Bool {
            space()
            guard next == byte else { return false }
            at += 1
            return true
        }

        private mutating func take(_ word: StaticString) -> Bool {
            let matches = word.withUTF8Buffer { bytes[at...].starts(with: $0) }
            if matches { at += word.utf8CodeUnitCount }
            return matches
        }

        mutating func value(depth: Int) -> JSONValue? {
            guard depth < Self.mostDepth else { return nil }
            space()
            switch next {
            case UInt8(ascii: "{"): return object(depth: depth)
            case UInt8(ascii: "["): return list(depth: depth)
            case UInt8(ascii: "\""): return string().map { .text($0) }
            case UInt8(ascii: "t"): return take("true") ? .flag(true) : nil
            case UInt8(ascii: "f"): return take("false") ? .flag(false) : nil
            case UInt8(ascii: "n"): return take("null") ? .null : nil
            default: return number()
            }
        }

        private mutating func object(depth: Int) -> JSONValue? {
            at += 1
            var fields: [String: JSONValue] = [:]
            if take(UInt8(ascii: "}")) { return .object(fields) }
            while true {
                space()
                guard next == UInt8(ascii: "\""), let name = string(), take(UInt8(ascii: ":")), let value = value(depth: depth + 1),
                    fields.updateValue(value, forKey: name) == nil
                else { return nil }
                if take(UInt8(ascii: "}")) { return .object(fields) }
                guard take(UInt8(ascii: ",")) else { return nil }
            }
        }

        private mutating func list(depth: Int) -> JSONValue? {
            at += 1
            var items: [JSONValue] = []
            if take(UInt8(ascii: "]")) { return .list(items) }
            while true {
                guard let value = value(depth: depth + 1) else { return nil }
                items.append(value)
                if take(UInt8(ascii: "]")) { return .list(items) }
                guard take(UInt8(ascii: ",")) else { return nil }
            }
        }

        private mutating func string() -> String? {
            at += 1
            var out: [UInt8] = []
            while let byte = next {
                at += 1
                switch byte {
                case UInt8(ascii: "\""): return String(validating: out, as: UTF8.self)
                case UInt8(ascii: "\\"):
                    guard let escape = next else { return nil }
                    at += 1
                    switch escape {
                    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(escape)
                    case UInt8(ascii: "n"): out.append(0x0a)
                    case UInt8(ascii: "r"): out.append(0x0d)
                    case UInt8(ascii: "t"): out.append(0x09)
                    case UInt8(ascii: "b"): out.append(0x08)
                    case UInt8(ascii: "f"): out.append(0x0c)
                    case UInt8(ascii: "u"):
                        guard let scalar = escaped() else { return nil }
                        out += Array(String(scalar).utf8)
                    default: return nil
                    }
                case 0..<0x20: return nil
                default: out.append(byte)
                }
            }
            return nil
        }

        /// The scalar of `\uXXXX`, or of a pair of them.
        private mutating func escaped() -> Unicode.Scalar? {
            guard let high = unit() else { return nil }
            guard UTF16.isLeadSurrogate(high) else { return Unicode.Scalar(high) }
            guard take("\\u"), let low = unit(), UTF16.isTrailSurrogate(low) else { return nil }
            return Unicode.Scalar(0x10000 + (UInt32(high) - 0xd800) << 10 + UInt32(low) - 0xdc00)
        }

        private mutating func unit() -> UInt16? {
            guard at + 4 <= bytes.count else { return nil }
            var value: UInt16 = 0
            for byte in bytes[at..<at + 4] {
                guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
                value = value << 4 | UInt16(digit)
            }
            at += 4
            return value
        }

        private mutating func number() -> JSONValue? {
            let start = at
            if next == UInt8(ascii: "-") { at += 1 }
            let first = at
            digits()
            guard at > first, at - first == 1 || bytes[first] != UInt8(ascii: "0") else { return nil }
            var isReal = false
            if next == UInt8(ascii: ".") {
                isReal = true
                at += 1
                let fraction = at
                digits()
                guard at > fraction else { return nil }
            }
            if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
                isReal = true
                at += 1
                if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { at += 1 }
                let exponent = at
                digits()
                guard at > exponent else { return nil }
            }
            let text = String(decoding: bytes[start..<at], as: UTF8.self)
            if isReal { return Double(text).map { .real($0) } }
            return Int64(text).map { .integer($0) }
        }

        private mutating func digits() {
            while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { at += 1 }
        }
    }
}
