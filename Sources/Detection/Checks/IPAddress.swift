/// What tells an address from a version number or a namespace.
enum IPAddress {
    private static let versionWords = [
        "version", "versions", "ver", "v", "release", "build", "section", "sec", "chapter", "clause", "paragraph", "table", "figure",
        "appendix",
        "revision", "rev", "firmware", "step", "item", "art", "article", "oid", "version:",
    ].map { Array($0.utf8) }

    /// Four numbers that stand where a version stands are no address.
    static func isNoVersion(_ value: borrowing MatchedValue) -> Bool {
        if value.follows(versionWords) { return false }
        let before = value.byte(before: 1)
        // `Chrome/120.0.6099.129`, `pkg==1.2.3.4`, `^1.2.3.4`, `§1.2.3.4`.
        if before == UInt8(ascii: "/"), ByteSet("A-Za-z0-9_").contains(value.byte(before: 2)) { return false }
        if ByteSet("=~^<>").contains(before), ByteSet("=~^<>!").contains(value.byte(before: 2)) { return false }
        if before == UInt8(ascii: "^") || before == UInt8(ascii: "~") || before == 0xA7 { return false }
        return true
    }

    /// Four small numbers are a version far more often than one of the few addresses that have none above 24; 0.0.0.0, 127.0.0.1 and
    /// 255.255.255.255 name no machine. Well-known resolvers and private networks are addresses all the same.
    static func isOrdinary(_ value: borrowing MatchedValue) -> Bool {
        var numbers: (Int, Int, Int, Int) = (0, 0, 0, 0)
        for byte in value.bytes where byte != UInt8(ascii: "/") {
            if byte == UInt8(ascii: ".") {
                numbers = (numbers.1, numbers.2, numbers.3, 0)
            } else {
                numbers.3 = numbers.3 * 10 + Int(byte) - 48
            }
        }
        if value.bytes.contains(UInt8(ascii: "/")) { return numbers == (0, 0, 0, 0) }
        if numbers == (127, 0, 0, 1) || numbers == (255, 255, 255, 255) { return true }
        if numbers.0 == 10 || numbers == (1, 1, 1, 1) || numbers == (1, 0, 0, 1) || numbers.0 == 8 { return false }
        return max(numbers.0, numbers.1, numbers.2, numbers.3) < 25
    }

    /// `a[1::2]`, `ap-south-2::x`: a few digits beside `::` are a step or a name without the rest of it. `::1` names no machine.
    static func isSlice(_ value: borrowing MatchedValue) -> Bool {
        var digits = 0
        for byte in value.bytes {
            if byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".") || byte | 32 >= 97 { return false }
            if byte != UInt8(ascii: ":") { digits += 1 }
        }
        return digits <= 3
    }

    /// RFC 4291, section 2.2: eight groups, or fewer with one `::`; the last two may be an IPv4 address.
    static func isIPv6(_ value: borrowing MatchedValue) -> Bool {
        var groups = 0
        var digits = 0
        var hasGap = false
        let bytes = value.bytes
        var index = 0
        var length = 0
        loop: while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: ":"):
                if index + 1 < bytes.count, bytes[index + 1] == byte {
                    if hasGap { return false }
                    hasGap = true
                    if length > 0 { groups += 1 }
                    index += 1
                } else {
                    if length == 0 { return false }
                    groups += 1
                }
                length = 0
            case UInt8(ascii: "%"), UInt8(ascii: "/"): break loop
            case UInt8(ascii: "."):
                // The regular expression has seen to the form of the IPv4 part; its first number was counted as no group yet.
                groups += 2
                length = 0
                while index < bytes.count, bytes[index] == UInt8(ascii: ".") || ByteSet.digits.contains(bytes[index]) { index += 1 }
                digits += 1
                break loop
            default:
                if ByteSet.digits.contains(byte) { digits += 1 }
                length += 1
            }
            index += 1
        }
        if length > 0 { groups += 1 }
        guard digits > 0 else { return false }
        return hasGap ? groups >= 1 && groups <= 7 : groups == 8
    }
}
