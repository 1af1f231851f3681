/// Whether the numbers of a written date can be a day.
enum CalendarDate {
    /// Year first, or year last with day and month in either order; a month in words leaves the day alone to check.
    static func isPlausible(_ value: borrowing MatchedValue) -> Bool {
        var numbers: (Int, Int, Int) = (0, 0, 0)
        var lengths: (Int, Int, Int) = (0, 0, 0)
        var field = 0
        var length = 0
        var number = 0
        var hasLetters = false
        func store() {
            switch field {
            case 0: (numbers.0, lengths.0) = (number, length)
            case 1: (numbers.1, lengths.1) = (number, length)
            default: (numbers.2, lengths.2) = (number, length)
            }
        }
        for byte in value.bytes {
            if byte >= 48, byte <= 57 {
                number = number * 10 + Int(byte) - 48
                length += 1
                if length > 4 { return false }
            } else {
                if byte | 32 >= 97, byte | 32 <= 122, field < 2 { hasLetters = true }
                if length > 0 {
                    store()
                    field += 1
                    (number, length) = (0, 0)
                    if field == 3 { break }
                }
            }
        }
        if length > 0, field < 3 {
            store()
            field += 1
        }
        if hasLetters { return field >= 1 && (1...31).contains(lengths.0 == 4 ? numbers.1 : numbers.0) }
        guard field == 3 else { return false }
        if lengths.0 == 4 { return (1850...2100).contains(numbers.0) && Checksum.isDate(numbers.0, numbers.1, numbers.2) }
        guard lengths.0 <= 2 else { return false }
        let year = lengths.2 == 4 ? numbers.2 : 2000 + numbers.2
        guard (1850...2100).contains(year) else { return false }
        return Checksum.isDate(year, numbers.1, numbers.0) || Checksum.isDate(year, numbers.0, numbers.1)
    }
}
