/// Checksums that many identifiers share. Each says which standard or paper describes it.
extension Check {
    /// Luhn's mod 10 (ISO/IEC 7812-1, annex B) over the digits.
    public static let luhn = checksum { Checksum.luhn($0, 0..<$0.count) }

    /// ISO/IEC 7064 MOD 11,10 over the digits.
    public static let mod11And10 = checksum { Checksum.mod11And10($0, 0..<$0.count) }

    /// ISO/IEC 7064 MOD 97,10 over digits and letters (A = 10): the number read as decimal leaves 1.
    public static let mod97 = checksum { Checksum.mod97($0, 0..<$0.count) == 1 }

    /// Verhoeff's dihedral check (J. Verhoeff, Error Detecting Decimal Codes, 1969).
    public static let verhoeff = checksum { Checksum.verhoeff($0, 0..<$0.count) }

    /// The weighted sum of the first characters is 0 modulo `modulus`.
    public static func weighted(_ weights: [Int], modulo modulus: Int) -> Check {
        checksum { $0.count >= weights.count && $0.weighted(weights) % modulus == 0 }
    }

    /// The character after the weighted ones is the sum modulo `modulus`, and a sum of 10 counts as `ten` (nil: is not given out).
    public static func weighted(_ weights: [Int], modulo modulus: Int, ten: Int?) -> Check {
        checksum { Checksum.isWeighted($0, weights, modulus: modulus, ten: ten) }
    }

    /// The character after the weighted ones is what the sum lacks to a multiple of `modulus`.
    public static func complement(_ weights: [Int], modulo modulus: Int, ten: Int?) -> Check {
        checksum { Checksum.isComplement($0, weights, modulus: modulus, ten: ten) }
    }
}

/// The arithmetic behind the checks.
enum Checksum {
    static func luhn(_ value: borrowing MatchedValue, _ range: Range<Int>) -> Bool {
        guard range.upperBound <= value.count, !range.isEmpty else { return false }
        var sum = 0
        var isDoubled = false
        for index in range.reversed() {
            let digit = value[index]
            guard digit < 10 else { return false }
            let term = isDoubled ? digit * 2 : digit
            sum += term > 9 ? term - 9 : term
            isDoubled.toggle()
        }
        return sum % 10 == 0
    }

    /// Luhn over digits and letters, a letter as its two digits (ISO 6166).
    static func luhnOverLetters(_ value: borrowing MatchedValue, _ range: Range<Int>) -> Bool {
        var sum = 0
        var isDoubled = false
        for index in range.reversed() {
            var number = value[index]
            for _ in 0..<(number > 9 ? 2 : 1) {
                let term = isDoubled ? number % 10 * 2 : number % 10
                sum += term > 9 ? term - 9 : term
                isDoubled.toggle()
                number /= 10
            }
        }
        return sum % 10 == 0
    }

    static func mod11And10(_ value: borrowing MatchedValue, _ range: Range<Int>) -> Bool {
        guard range.upperBound <= value.count else { return false }
        var product = 10
        for index in range.dropLast() {
            let digit = value[index]
            guard digit < 10 else { return false }
            var sum = (digit + product) % 10
            if sum == 0 { sum = 10 }
            product = sum * 2 % 11
        }
        return (product + value[range.upperBound - 1]) % 10 == 1
    }

    static func mod97(_ value: borrowing MatchedValue, _ range: Range<Int>) -> Int {
        var rest = 0
        for index in range {
            let number = value[index]
            rest = number > 9 ? (rest * 100 + number) % 97 : (rest * 10 + number) % 97
        }
        return rest
    }

    /// The IBAN's check: the first four characters moved to the end (ISO 13616-1).
    static func iban(_ value: borrowing MatchedValue) -> Bool {
        guard value.count > 4 else { return false }
        var rest = mod97(value, 4..<value.count)
        for index in 0..<4 {
            let number = value[index]
            rest = number > 9 ? (rest * 100 + number) % 97 : (rest * 10 + number) % 97
        }
        return rest == 1
    }

    private static let multiply: [[UInt8]] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 4, 0, 6, 7, 8, 9, 5], [2, 3, 4, 0, 1, 7, 8, 9, 5, 6], [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
        [4, 0, 1, 2, 3, 9, 5, 6, 7, 8], [5, 9, 8, 7, 6, 0, 4, 3, 2, 1], [6, 5, 9, 8, 7, 1, 0, 4, 3, 2], [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
        [8, 7, 6, 5, 9, 3, 2, 1, 0, 4], [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
    ]
    private static let permute: [[UInt8]] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 5, 7, 6, 2, 8, 3, 0, 9, 4], [5, 8, 0, 3, 7, 9, 6, 1, 4, 2], [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
        [9, 4, 5, 3, 1, 2, 6, 8, 7, 0], [4, 2, 8, 6, 5, 7, 3, 9, 0, 1], [2, 7, 9, 3, 8, 0, 6, 4, 1, 5], [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
    ]

    static func verhoeff(_ value: borrowing MatchedValue, _ range: Range<Int>) -> Bool {
        guard range.upperBound <= value.count else { return false }
        var state: UInt8 = 0
        for (position, index) in range.reversed().enumerated() {
            let digit = value[index]
            guard digit < 10 else { return false }
            state = multiply[Int(state)][Int(permute[position % 8][digit])]
        }
        return state == 0
    }

    static func isWeighted(_ value: borrowing MatchedValue, _ weights: [Int], modulus: Int, ten: Int?) -> Bool {
        guard value.count > weights.count else { return false }
        var check = value.weighted(weights) % modulus
        if check == 10 {
            guard let ten else { return false }
            check = ten
        }
        return check == value[weights.count]
    }

    static func isComplement(_ value: borrowing MatchedValue, _ weights: [Int], modulus: Int, ten: Int?) -> Bool {
        guard value.count > weights.count else { return false }
        var check = (modulus - value.weighted(weights) % modulus) % modulus
        if check == 10 {
            guard let ten else { return false }
            check = ten
        }
        return check == value[weights.count]
    }

    /// Whether the numbers are a day of the Gregorian calendar.
    static func isDate(_ year: Int, _ month: Int, _ day: Int) -> Bool {
        guard (1...12).contains(month), day >= 1 else { return false }
        switch month {
        case 2: return day <= (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28)
        case 4, 6, 9, 11: return day <= 30
        default: return day <= 31
        }
    }

    /// Whether digits of the value are a date written YYMMDD; the century does not matter but for 29 February.
    static func isDateYYMMDD(_ value: borrowing MatchedValue, at index: Int = 0) -> Bool {
        guard let year = value.number(index..<index + 2), let month = value.number(index + 2..<index + 4),
            let day = value.number(index + 4..<index + 6)
        else { return false }
        return isDate(2000 + year, month, day)
    }

    /// The same for DDMMYY.
    static func isDateDDMMYY(_ value: borrowing MatchedValue, at index: Int = 0) -> Bool {
        guard let day = value.number(index..<index + 2), let month = value.number(index + 2..<index + 4),
            let year = value.number(index + 4..<index + 6)
        else { return false }
        return isDate(2000 + year, month, day)
    }

    /// The same for YYYYMMDD, from 1850 to 2100.
    static func isDateYYYYMMDD(_ value: borrowing MatchedValue, at index: Int = 0) -> Bool {
        guard let year = value.number(index..<index + 4), let month = value.number(index + 4..<index + 6),
            let day = value.number(index + 6..<index + 8)
        else { return false }
        return (1850...2100).contains(year) && isDate(year, month, day)
    }
}
