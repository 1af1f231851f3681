/// A value of the model file's JSON header, read strictly: no duplicates, no trailing bytes, nesting of at most 16.
enum HeaderValue {
    case object([String: HeaderValue])
    case array([HeaderValue])
    case string(String)
    case number(Double)
    case other

    subscript(key: String) -> HeaderValue? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    var whole: Int? {
        if case .number(let value) = self { Int(exactly: value) } else { nil }
    }

    var text: String? {
        if case .string(let value) = self { value } else { nil }
    }

    var items: [HeaderValue]? {
        if case .array(let values) = self { values } else { nil }
    }

    var numbers: [Float]? {
        guard let items else { return nil }
        var out: [Float] = []
        for case .number(let value) in items { out.append(Float(value)) }
        return out.count == items.count ? out : nil
    }

    var texts: [String]? {
        guard let items else { return nil }
        let out = items.compactMap(\.text)
        return out.count == items.count ? out : nil
    }

    /// The value that the bytes hold, or nil when they hold anything but one JSON value.
    static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> HeaderValue? {
        var reader = Reader(bytes: bytes)
        guard let value = reader.value(depth: 0) else { return nil }
        reader.skipSpace()
        return reader.position == bytes.count ? value : nil
    }

    private struct Reader {
        let bytes: UnsafeBufferPointer<UInt8>
        var position = 0

        init(bytes: UnsafeBufferPointer<UInt8>) {
            self.bytes = bytes
        }

        var next: UInt8? { position < bytes.count ? bytes[position] : nil }

        mutating func skipSpace() {
            while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
        }

        mutating func take(_ byte: UInt8) -> Bool {
            skipSpace()
            guard next == byte else { return false }
            position += 1
            return true
        }

        mutating func value(depth: Int) -> HeaderValue? {
            skipSpace()
            guard depth < 16, let byte = next else { return nil }
            switch byte {
            case UInt8(ascii: "{"): return object(depth: depth)
            case UInt8(ascii: "["): return array(depth: depth)
            case UInt8(ascii: "\""): return string().map { .string($0) }
            case UInt8(ascii: "t"): return word("true")
            case UInt8(ascii: "f"): return word("false")
            case UInt8(ascii: "n"): return word("null")
            default: return number()
            }
        }

        mutating func object(depth: Int) -> HeaderValue? {
            position += 1
            var members: [String: HeaderValue] = [:]
            if take(UInt8(ascii: "}")) { return .object(members) }
            repeat {
                skipSpace()
                guard next == UInt8(ascii: "\""), let key = string(), take(UInt8(ascii: ":")), let member = value(depth: depth + 1) else {
                    return nil
                }
                guard members.updateValue(member, forKey: key) == nil else { return nil }
            } while take(UInt8(ascii: ","))
            return take(UInt8(ascii: "}")) ? .object(members) : nil
        }

        mutating func array(depth: Int) -> HeaderValue? {
            position += 1
            var values: [HeaderValue] = []
            if take(UInt8(ascii: "]")) { return .array(values) }
            repeat {
                guard let item = value(depth: depth + 1) else { return nil }
                values.append(item)
            } while take(UInt8(ascii: ","))
            return take(UInt8(ascii: "]")) ? .array(values) : nil
        }

        /// The writer escapes nothing but what JSON demands and writes ASCII; an escape is therefore a fault here.
        mutating func string() -> String? {
            position += 1
            let start = position
            while let byte = next, byte != UInt8(ascii: "\"") {
                guard byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "\\") else { return nil }
                position += 1
            }
            guard next != nil else { return nil }
            defer { position += 1 }
            return String(decoding: bytes[start..<position], as: UTF8.self)
        }

        mutating func number() -> HeaderValue? {
            let start = position
            while let byte = next,
                (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2B || byte == 0x2E || byte == 0x65 || byte == 0x45
            { position += 1 }
            return Double(String(decoding: bytes[start..<position], as: UTF8.self)).map { .number($0) }
        }

        mutating func word(_ expected: StaticString) -> HeaderValue? {
            guard bytes.count - position >= expected.utf8CodeUnitCount else { return nil }
            for offset in 0..<expected.utf8CodeUnitCount where bytes[position + offset] != expected.utf8Start[offset] { return nil }
            position += expected.utf8CodeUnitCount
            return .other
        }
    }
}
