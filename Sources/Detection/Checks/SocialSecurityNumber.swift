/// Numbers that were printed in advertisements and belong to no one since.
enum SocialSecurityNumber {
    private static let advertised: Set<Int> = [78_051_120, 219_099_999, 123_456_789, 111_223_333, 987_654_320]

    static func isNotAdvertised(_ value: borrowing MatchedValue) -> Bool {
        guard let number = value.number(0..<min(9, value.count)) else { return true }
        return !advertised.contains(number)
    }
}
