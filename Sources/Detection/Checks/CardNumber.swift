/// Issuer ranges of payment cards (ISO/IEC 7812 issuer numbers as the schemes publish them) with the lengths that each issues.
enum CardNumber {
    /// Whether some scheme issues numbers that begin so and are so long.
    static func isIssued(_ value: borrowing MatchedValue) -> Bool {
        let count = value.count
        guard count >= 12, !value.isUniform, let six = value.number(0..<6) else { return false }
        let four = six / 100
        let two = six / 10_000
        switch value[0] {
        // Visa.
        case 4: return count == 13 || count == 16 || count == 19
        case 5:
            // Mastercard; Troy and Verve within 50..., Maestro.
            if (51...55).contains(two) { return count == 16 }
            if two == 50 || (56...58).contains(two) { return (16...19).contains(count) }
            return false
        case 2:
            // Mastercard's second range; Mir.
            if (2221...2720).contains(four) || (2200...2204).contains(four) { return count == 16 }
            return false
        case 3:
            // American Express; Diners Club; JCB.
            if two == 34 || two == 37 { return count == 15 }
            if (3528...3589).contains(four) { return (16...19).contains(count) }
            if two == 36 || two == 38 || two == 39 || (300...305).contains(six / 1000) { return count == 14 || count == 16 }
            return false
        case 6:
            // Discover, UnionPay, Maestro, RuPay, InterPayment.
            return (16...19).contains(count)
        // UnionPay's and RuPay's 81 and 82; Troy's 9792.
        case 8: return (81...82).contains(two) && count == 16
        case 9: return four == 9792 && count == 16
        default: return false
        }
    }
}
