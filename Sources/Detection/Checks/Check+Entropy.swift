extension Check {
    /// Shannon entropy of the value's bytes, in bits a byte, is at least this; and it is no placeholder (`xxxx`, `your-key`, `${VAR}`).
    /// The evidence stays `format`: use it where a prefix already tells.
    public static func entropy(_ floor: Double) -> Check {
        Check(evidence: nil) { !Placeholder.isOne($0.bytes) && shannonEntropy($0.bytes) >= floor }
    }

    /// The same, where randomness is all there is to go by: does not count in structural fields.
    public static func entropyAlone(_ floor: Double) -> Check {
        Check(evidence: .entropy) { !Placeholder.isOne($0.bytes) && shannonEntropy($0.bytes) >= floor }
    }

    /// It is no placeholder (`xxxx`, `your-key`, `${VAR}`, `example`).
    public static let notPlaceholder = Check(evidence: nil) { !Placeholder.isOne($0.bytes) }

    /// None of these words, in small letters, is in the value.
    public static func without(_ words: [String]) -> Check {
        let words = words.map { Array($0.utf8) }
        return Check(evidence: nil) { value in
            for word in words where Placeholder.contains(value.bytes, word) { return false }
            return true
        }
    }

    /// At least so many digits are in it: tells random strings from words.
    public static func digits(atLeast floor: Int) -> Check {
        Check(evidence: nil) { value in
            var count = 0
            for byte in value.bytes where byte >= 48 && byte <= 57 { count += 1 }
            return count >= floor
        }
    }

    /// Shannon entropy in bits a byte (C. E. Shannon, A Mathematical Theory of Communication, 1948, section 6).
    static func shannonEntropy(_ bytes: UnsafeBufferPointer<UInt8>) -> Double {
        guard bytes.count > 1 else { return 0 }
        return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 256) { counts in
            counts.initialize(repeating: 0)
            for byte in bytes { counts[Int(byte)] &+= 1 }
            let total = Double(bytes.count)
            var sum = 0.0
            for count in counts where count > 1 { sum += Double(count) * Logarithm.base2(Double(count)) }
            return Logarithm.base2(total) - sum / total
        }
    }
}
