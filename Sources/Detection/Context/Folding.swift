/// Letters without case and accents, so that `NUMÉRO` and `numero` are one word. Latin, Greek and Cyrillic; other scripts stay.
enum Folding {
    /// Base letters of U+00C0...U+017F, in order; `?` stays as it is.
    private static let latin: [UInt8] = Array(
        ("aaaaaaaceeeeiiiidnooooo?ouuuuytsaaaaaaaceeeeiiiidnooooo?ouuuuyty"
            + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
            + "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs").utf8)

    /// Writes the folded form of the character at `index` and says how many bytes were read.
    @inline(__always)
    static func fold(_ text: UnsafeBufferPointer<UInt8>, at index: Int, into out: inout TokenBytes) -> Int {
        let byte = text[index]
        if byte < 0x80 {
            out.append(byte >= 65 && byte <= 90 ? byte | 32 : byte)
            return 1
        }
        return foldWide(text, at: index, into: &out)
    }

    private static func foldWide(_ text: UnsafeBufferPointer<UInt8>, at index: Int, into out: inout TokenBytes) -> Int {
        guard let scalar = WordEdge.scalar(at: index, in: text) else {
            out.append(text[index])
            return 1
        }
        let length = scalar.value < 0x800 ? 2 : scalar.value < 0x10000 ? 3 : 4
        var value = scalar.value
        switch value {
        case 0xC0...0x17F:
            let base = latin[Int(value - 0xC0)]
            if base != UInt8(ascii: "?") {
                out.append(base)
                return length
            }
        // Romanian s and t with a comma below.
        case 0x218, 0x219: value = 0x73
        case 0x21A, 0x21B: value = 0x74
        // Vietnamese: the block of letters with two marks, by base letter.
        case 0x1EA0...0x1EB7: value = 0x61
        case 0x1EB8...0x1EC7: value = 0x65
        case 0x1EC8...0x1ECB: value = 0x69
        case 0x1ECC...0x1EE3: value = 0x6F
        case 0x1EE4...0x1EF1: value = 0x75
        case 0x1EF2...0x1EF9: value = 0x79
        case 0x1A0, 0x1A1: value = 0x6F
        case 0x1AF, 0x1B0, 0x1B1: value = 0x75
        // Greek: tonos off, capitals to small, final sigma to sigma.
        case 0x386, 0x3AC: value = 0x3B1
        case 0x388, 0x3AD: value = 0x3B5
        case 0x389, 0x3AE: value = 0x3B7
        case 0x38A, 0x3AF, 0x3CA, 0x390: value = 0x3B9
        case 0x38C, 0x3CC: value = 0x3BF
        case 0x38E, 0x3CD, 0x3CB, 0x3B0: value = 0x3C5
        case 0x38F, 0x3CE: value = 0x3C9
        case 0x391...0x3A9: value += 0x20
        case 0x3C2: value = 0x3C3
        // Cyrillic capitals to small.
        case 0x410...0x42F: value += 0x20
        case 0x400...0x40F: value += 0x50
        // Combining accents vanish.
        case 0x300...0x36F: return length
        default: break
        }
        if value < 0x80 {
            out.append(UInt8(value))
        } else if value < 0x800 {
            out.append(UInt8(0xC0 | value >> 6))
            out.append(UInt8(0x80 | value & 0x3F))
        } else {
            for offset in 0..<length { out.append(text[index + offset]) }
        }
        return length
    }
}

/// A folded word of up to 64 bytes; longer ones are cut, and then match nothing that is longer.
struct TokenBytes {
    static let limit = 64
    private(set) var count = 0
    private let bytes: UnsafeMutablePointer<UInt8>

    init(_ bytes: UnsafeMutablePointer<UInt8>) {
        self.bytes = bytes
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        guard count < Self.limit else { return }
        bytes[count] = byte
        count += 1
    }

    @inline(__always)
    mutating func clear() { count = 0 }

    @inline(__always)
    subscript(index: Int) -> UInt8 { bytes[index] }
}
