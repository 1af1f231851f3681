/// Text made safe for a terminal: a model's name or a key may come from a stranger.
public enum TerminalText {
    /// Whether a scalar could move the cursor, change colours, reverse the reading direction or hide: C0, DEL, C1, the bidirectional
    /// controls (Unicode 15, section 23.2), line and paragraph separators, zero-width and other default-ignorable format characters.
    static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20..<0x7f: false
        case 0..<0x20, 0x7f...0x9f: true
        case 0xad, 0x61c, 0x180e, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f, 0xfeff, 0xfff9...0xfffb, 0xe0000...0xe0fff: true
        default: false
        }
    }

    /// The text with each unsafe character shown as `\u{…}`.
    public static func escape(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
        var out = ""
        for scalar in text.unicodeScalars {
            if isUnsafe(scalar) {
                out += "\\u{" + String(scalar.value, radix: 16) + "}"
            } else {
                out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
