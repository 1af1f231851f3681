/// Small comparisons on raw bytes.
enum ASCII {
    static let carriageReturn: UInt8 = 0x0D
    static let lineFeed: UInt8 = 0x0A
    static let space: UInt8 = 0x20
    static let tab: UInt8 = 0x09

    /// Whether the bytes are these letters, without regard to ASCII case. The letters are given small.
    @inline(__always)
    static func isEqual(_ bytes: UnsafeBufferPointer<UInt8>, _ small: StaticString) -> Bool {
        guard bytes.count == small.utf8CodeUnitCount else { return false }
        for i in 0..<bytes.count {
            let byte = bytes[i]
            let lowered = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
            if lowered != small.utf8Start[i] { return false }
        }
        return true
    }

    /// What can stand in a field's value: visible ASCII, space, tab, and bytes from 0x80 on (`obs-text`).
    @inline(__always)
    static func isFieldValue(_ byte: UInt8) -> Bool {
        byte >= 0x20 ? byte != 0x7F : byte == tab
    }

    /// Whether all bytes can, eight looked at at a time.
    static func areFieldValue(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        var i = 0
        while i < bytes.count {
            if i &+ 8 <= bytes.count {
                let x = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: i, as: UInt64.self)
                let delete = x ^ (ones &* 0x7F)
                // Marks what is below a space or is DEL, and now and then a byte behind one.
                let marks = (x &- ones &* 0x20) & ~x | (delete &- ones) & ~delete
                if marks & (ones &* 0x80) == 0 {
                    i &+= 8
                    continue
                }
            }
            guard isFieldValue(bytes[i]) else { return false }
            i &+= 1
        }
        return true
    }

    /// The bytes without spaces and tabs around them.
    @inline(__always)
    static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var start = 0
        var end = bytes.count
        while start < end, bytes[start] == space || bytes[start] == tab { start += 1 }
        while end > start, bytes[end - 1] == space || bytes[end - 1] == tab { end -= 1 }
        return UnsafeBufferPointer(rebasing: bytes[start..<end])
    }

    /// The value of a hexadecimal digit; nil for any other byte.
    @inline(__always)
    static func hexValue(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x30...0x39: Int(byte - 0x30)
        case 0x41...0x46: Int(byte - 0x41 + 10)
        case 0x61...0x66: Int(byte - 0x61 + 10)
        default: nil
        }
    }
}
