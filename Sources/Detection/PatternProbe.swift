/// Tries a pattern on texts made from itself: long runs of what it repeats, with an end that it cannot match. A pattern that needs steps
/// out of proportion to the text's length blows up on them.
enum PatternProbe {
    /// Steps that a probe may take; texts are at most 2 KiB, and a sound pattern takes some thousand.
    static let matchLimit: UInt32 = 20_000
    /// Bytes of the longest text tried.
    private static let longest = 2000
    /// Distinct pieces that are repeated.
    private static let pieceLimit = 48

    /// A text that makes the pattern run away, shortened to what a message can hold; nil when none was found.
    static func adversary(of source: String, _ code: PatternCode, _ matcher: Matcher) -> String? {
        // PCRE2 looks ahead for letters that a match needs, and gives up at once where they are missing: they stand behind the obstacle.
        let needed = Array(source.utf8.filter { ByteSet("A-Za-z0-9@#%&~<>/;:,'\"=!_ -").contains($0) }.suffix(40))
        for piece in pieces(of: source) {
            for prefix in [[], [UInt8(ascii: " ")]] as [[UInt8]] {
                for tail in ["!", "\n", "\u{1}", "a!"] {
                    // Exponential patterns give themselves away on short texts, polynomial ones on long ones.
                    for length in [28, 400, longest] {
                        var subject = prefix
                        while subject.count < length { subject += piece }
                        subject += Array(tail.utf8) + needed
                        let outcome = subject.withUnsafeBufferPointer { matcher.runChecked(code.code, $0, at: 0) }
                        if outcome == .limit {
                            let shown = String(decoding: subject.prefix(60), as: UTF8.self)
                            return subject.count > 60 ? "\(shown)… (\(subject.count) bytes)" : shown
                        }
                    }
                }
            }
        }
        return nil
    }

    /// What to repeat: each byte and pair of bytes that the pattern names, and one of every class it may mean.
    private static func pieces(of source: String) -> [[UInt8]] {
        var out: [[UInt8]] = [
            [97], [48], [65], [32], [45], [46], [95], [97, 48], [97, 32], [97, 46], [97, 45], [48, 45], [48, 46], [97, 44],
        ]
        var literals: [UInt8] = []
        var isEscape = false
        for byte in source.utf8 {
            if isEscape {
                isEscape = false
                continue
            }
            if byte == UInt8(ascii: "\\") {
                isEscape = true
                continue
            }
            if ByteSet("A-Za-z0-9@#%&~<>/;:,'\"=!_ ").contains(byte), !literals.contains(byte) { literals.append(byte) }
        }
        for byte in literals.prefix(16) {
            out.append([byte])
            out.append([97, byte])
        }
        var run: [UInt8] = []
        for byte in Array(source.utf8) + [UInt8(ascii: "(")] {
            if ByteSet("A-Za-z0-9@#%&~<>/;:,'\"=!_ -").contains(byte) {
                run.append(byte)
            } else {
                if run.count > 1, run.count < 40 { out.append(run) }
                run = []
            }
        }
        return Array(out.prefix(pieceLimit))
    }
}
