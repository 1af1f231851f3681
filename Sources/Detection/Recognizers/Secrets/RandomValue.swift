/// Tells strings that a machine drew from words, paths and versions that people wrote.
enum RandomValue {
    /// Whether it looks drawn: letters and digits mixed within its parts, or capitals and small letters without order.
    static func isLikely(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var mixes = 0
        var caseChanges = 0
        var letters = 0
        var previous = 0
        for byte in bytes {
            let kind = Self.kind(byte)
            if kind > 1 { letters += 1 }
            if previous != 0, kind != 0 {
                if (previous == 1) != (kind == 1) { mixes += 1 }
                if previous == 2, kind == 3 { caseChanges += 1 }
            }
            previous = kind
        }
        guard letters > 0 else { return false }
        if mixes >= 3 || mixes >= 1 && caseChanges >= 2 { return true }
        // Words joined by capitals are longer than what chance leaves between two capitals.
        return caseChanges >= 4 && bytes.count < caseChanges * 5
    }

    /// 0 a sign, 1 a digit, 2 a small letter, 3 a capital.
    private static func kind(_ byte: UInt8) -> Int {
        switch byte {
        case 48...57: 1
        case 97...122: 2
        case 65...90: 3
        default: 0
        }
    }

    /// Whether all of it is hexadecimal digits, hyphens apart.
    static func isHexadecimal(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        for byte in bytes {
            switch byte {
            case 48...57, 65...70, 97...102, UInt8(ascii: "-"): continue
            default: return false
            }
        }
        return true
    }
}
