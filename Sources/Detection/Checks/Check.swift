/// What must hold of a matched value beyond its shape. Made of a function, so a table entry can name one: `.luhn`, `.entropy(3)`.
public struct Check: Sendable {
    /// What a value that passes rests on; nil: on its shape.
    public let evidence: Finding.Evidence?
    /// Whether the value passes. Runs on the hot path: no allocation, no String.
    public let passes: @Sendable (borrowing MatchedValue) -> Bool
    /// Whether there is nothing to check, which spares the call.
    let isNone: Bool

    init(evidence: Finding.Evidence?, isNone: Bool = false, _ passes: @escaping @Sendable (borrowing MatchedValue) -> Bool) {
        self.evidence = evidence
        self.isNone = isNone
        self.passes = passes
    }

    /// Anything passes.
    public static let none = Check(evidence: nil, isNone: true) { _ in true }

    /// A checksum of the identifier's own: `true` for a valid one.
    public static func checksum(_ valid: @escaping @Sendable (borrowing MatchedValue) -> Bool) -> Check {
        Check(evidence: .checksum, valid)
    }

    /// A rule that narrows the shape (a calendar, a range, a list) and proves nothing.
    public static func rule(_ holds: @escaping @Sendable (borrowing MatchedValue) -> Bool) -> Check {
        Check(evidence: nil, holds)
    }

    /// Both must pass; the evidence is the stronger of the two.
    public static func & (a: Check, b: Check) -> Check {
        let evidence: Finding.Evidence?
        switch (a.evidence, b.evidence) {
        case (let left?, let right?): evidence = left.rawValue < right.rawValue ? left : right
        default: evidence = a.evidence ?? b.evidence
        }
        return Check(evidence: evidence) { a.passes($0) && b.passes($0) }
    }

    /// One of the two must pass.
    public static func | (a: Check, b: Check) -> Check {
        Check(evidence: a.evidence ?? b.evidence) { a.passes($0) || b.passes($0) }
    }
}
