/// Values that are public and stay as they are.
public struct AllowList: Sendable {
    private let values: Set<[UInt8]>
    private let patterns: [CustomPattern]
    /// Lengths up to 63 of the values, and what they begin with: most values are told from all of them by these.
    private let lengths: UInt64
    private let firsts: ByteSet

    /// - Parameters:
    ///   - values: whole values, compared without regard to ASCII case.
    ///   - patterns: a value that one matches anywhere is allowed.
    public init(values: [String] = [], patterns: [CustomPattern] = []) {
        self.init(values: Set(values.map { Self.lowered($0.utf8) }), patterns: patterns)
    }

    /// This list and what another has beside it.
    public func adding(values: [String], patterns: [CustomPattern] = []) -> AllowList {
        AllowList(values: self.values.union(values.map { Self.lowered($0.utf8) }), patterns: self.patterns + patterns)
    }

    private init(values: Set<[UInt8]>, patterns: [CustomPattern]) {
        self.values = values
        self.patterns = patterns
        lengths = values.reduce(0) { $0 | 1 << UInt64(min($1.count, 63)) }
        firsts = values.reduce(into: ByteSet()) { if let first = $1.first { $0.insert(first) } }
    }

    func contains(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        if let first = value.first, value.count <= 128, lengths >> UInt64(min(value.count, 63)) & 1 != 0,
            firsts.contains(first >= 65 && first <= 90 ? first | 32 : first), values.contains(Self.lowered(value))
        {
            return true
        }
        for pattern in patterns where pattern.matches(value) { return true }
        return false
    }

    private static func lowered(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        bytes.map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 }
    }

    /// Addresses that name no person and stand in many texts: the ones that tools put there themselves.
    public static let accounts = AllowList(values: [
        "noreply@anthropic.com", "noreply@openai.com", "noreply@github.com", "git@github.com", "git@gitlab.com", "git@bitbucket.org",
        "git@codeberg.org", "actions@github.com", "support@github.com", "bot@renovateapp.com",
        // Where the Free Software Foundation was: it stands in every licence.
        "51 franklin street", "51 franklin st", "59 temple place",
    ])

    /// These, and the addresses that name no machine.
    public static let shipped = accounts.adding(values: [
        "127.0.0.1", "0.0.0.0", "::1", "::", "255.255.255.255", "127.0.0.1/8", "0.0.0.0/0", "::/0",
    ])
}
