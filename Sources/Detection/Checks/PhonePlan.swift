/// Calling codes and how long the numbers behind them are, without the trunk prefix (ITU-T E.164 and the national plans that the ITU
/// publishes). Deliberately wide by a digit where plans are in motion: an unknown length must not let a number through.
enum PhonePlan {
    /// Calling code, least and most digits after it.
    private static let plans: [(code: Int, least: Int, most: Int)] = [
        (1, 10, 10), (7, 10, 10), (20, 8, 10), (27, 9, 9), (30, 10, 10), (31, 9, 11), (32, 8, 9), (33, 9, 9), (34, 9, 9), (36, 8, 9),
        (39, 6, 12),
        (40, 9, 9), (41, 9, 12), (43, 4, 13), (44, 7, 10), (45, 8, 8), (46, 7, 13), (47, 5, 12), (48, 9, 10), (49, 4, 13), (51, 8, 9),
        (52, 10, 11),
        (53, 6, 10), (54, 10, 11), (55, 8, 11), (56, 8, 11), (57, 8, 11), (58, 10, 10), (60, 8, 10), (61, 6, 13), (62, 7, 13), (63, 8, 11),
        (64, 7, 10), (65, 8, 11), (66, 8, 10), (81, 8, 13), (82, 8, 12), (84, 7, 10), (86, 7, 12), (90, 7, 12), (91, 8, 13), (92, 8, 12),
        (93, 9, 9),
        (94, 9, 9), (95, 6, 10), (98, 4, 10), (211, 9, 9), (212, 9, 9), (213, 8, 9), (216, 8, 8), (218, 9, 9), (220, 7, 7), (221, 9, 9),
        (222, 8, 8),
        (223, 8, 8), (224, 8, 9), (225, 10, 10), (226, 8, 8), (227, 8, 8), (228, 8, 8), (229, 8, 10), (230, 7, 10), (231, 7, 9),
        (232, 8, 8),
        (233, 8, 9), (234, 7, 11), (235, 8, 8), (236, 8, 8), (237, 8, 9), (238, 7, 7), (239, 7, 7), (240, 9, 9), (241, 7, 8), (242, 9, 9),
        (243, 7, 10), (244, 9, 9), (245, 7, 9), (246, 7, 7), (247, 4, 6), (248, 7, 7), (249, 9, 9), (250, 8, 9), (251, 9, 9), (252, 6, 9),
        (253, 8, 8),
        (254, 7, 10), (255, 9, 9), (256, 9, 9), (257, 8, 8), (258, 8, 9), (260, 9, 9), (261, 9, 9), (262, 9, 9), (263, 5, 10), (264, 8, 9),
        (265, 7, 9), (266, 8, 8), (267, 7, 10), (268, 8, 9), (269, 7, 7), (290, 4, 5), (291, 7, 7), (297, 7, 7), (298, 6, 6), (299, 6, 6),
        (350, 8, 8),
        (351, 9, 9), (352, 4, 11), (353, 7, 10), (354, 7, 9), (355, 6, 9), (356, 8, 8), (357, 8, 8), (358, 5, 12), (359, 6, 9), (370, 8, 8),
        (371, 8, 8),
        (372, 7, 10), (373, 8, 8), (374, 8, 8), (375, 6, 11), (376, 6, 9), (377, 8, 9), (378, 6, 10), (380, 9, 10), (381, 6, 12),
        (382, 4, 12),
        (383, 8, 12), (385, 6, 9), (386, 5, 8), (387, 8, 9), (389, 6, 8), (420, 9, 12), (421, 6, 9), (423, 7, 9), (500, 5, 5), (501, 7, 11),
        (502, 8, 11),
        (503, 7, 11), (504, 8, 11), (505, 8, 8), (506, 8, 10), (507, 7, 11), (508, 6, 9), (509, 8, 8), (590, 9, 9), (591, 8, 9),
        (592, 7, 7),
        (593, 8, 11), (594, 9, 9), (595, 6, 11), (596, 9, 9), (597, 6, 7), (598, 4, 13), (599, 7, 8), (670, 7, 8), (672, 5, 6), (673, 7, 7),
        (674, 7, 7), (675, 7, 8), (676, 5, 7), (677, 5, 7), (678, 5, 7), (679, 7, 11), (680, 7, 7), (681, 6, 9), (682, 5, 5), (683, 4, 7),
        (685, 5, 10),
        (686, 5, 8), (687, 6, 9), (688, 5, 7), (689, 6, 9), (690, 4, 7), (691, 7, 7), (692, 7, 7), (800, 8, 8), (808, 8, 8), (850, 6, 10),
        (852, 5, 11),
        (853, 7, 8), (855, 8, 10), (856, 8, 10), (870, 9, 12), (878, 12, 12), (880, 6, 10), (881, 6, 9), (882, 7, 12), (883, 8, 12),
        (886, 7, 11),
        (888, 11, 11), (960, 7, 10), (961, 7, 8), (962, 8, 9), (963, 8, 9), (964, 8, 10), (965, 7, 8), (966, 8, 10), (967, 7, 9),
        (968, 7, 9),
        (970, 8, 10), (971, 5, 12), (972, 7, 12), (973, 8, 8), (974, 7, 11), (975, 7, 8), (976, 8, 10), (977, 8, 11), (979, 9, 9),
        (992, 9, 9),
        (993, 8, 8), (994, 9, 9), (995, 8, 9), (996, 9, 10), (998, 9, 9),
    ]

    /// Least and most digits by calling code; 0, 0 where no such code is given out.
    private static let table: [(least: UInt8, most: UInt8)] = {
        var table = [(least: UInt8, most: UInt8)](repeating: (0, 0), count: 1000)
        for plan in plans { table[plan.code] = (UInt8(plan.least), UInt8(plan.most)) }
        return table
    }()

    /// Digits of an E.164 number after the plus: a known code, and a length that its plan has; an extension is not counted.
    static func isInternational(_ value: borrowing MatchedValue) -> Bool { isInternational(value, from: 0) }

    /// The same behind 00 or 011.
    static func isDialled(_ value: borrowing MatchedValue) -> Bool {
        isInternational(value, from: value.compact.count > 3 && value[0] == 0 && value[1] == 1 ? 3 : 2)
    }

    private static func isInternational(_ value: borrowing MatchedValue, from start: Int) -> Bool {
        var count = start
        while count < value.count, value.compact[count] <= 57 { count += 1 }
        // Digits after a letter are an extension; `#12` has no letter, and is short enough to fit every plan's upper end by one.
        for length in 1...3 where start + length < count {
            guard let code = value.number(start..<start + length), code > 0 else { return false }
            let plan = table[code]
            if plan.most == 0 { continue }
            var rest = count - start - length
            // `+49 (0)30`: the trunk zero is no part of it.
            if value[start + length] == 0 { rest -= code == 39 || code == 378 ? 0 : 1 }
            return rest >= Int(plan.least) - (value[start + length] == 0 ? 1 : 0) && rest <= Int(plan.most)
        }
        return false
    }

    private static let otherNumbers = ["isbn", "issn", "rfc", "iso", "doi", "pid", "version", "line", "pages", "pp"].map { Array($0.utf8) }

    /// A day written between slashes or points: 3/10/1984.
    private static func isDate(_ value: borrowing MatchedValue) -> Bool {
        let bytes = value.bytes
        guard bytes.count <= 10, let mark = bytes.first(where: { $0 < 48 || $0 > 57 }), mark == 46 || mark == 47 else { return false }
        for byte in bytes where (byte < 48 || byte > 57) && byte != mark { return false }
        return CalendarDate.isPlausible(value)
    }

    /// Digits that a person might dial: 6 to 13 of them, not one digit over and over, no date, no number with two decimals.
    static func isPlausible(_ value: borrowing MatchedValue) -> Bool {
        if value.follows(otherNumbers) { return false }
        var count = 0
        while count < value.count, value.compact[count] <= 57 { count += 1 }
        guard count >= 6, count <= 13, !value.isUniform else { return false }
        let bytes = value.bytes
        // A bracket that is opened and not closed belongs to the text around.
        if bytes.contains(40) != bytes.contains(41) { return false }
        if isDate(value) { return false }
        // 2024-01-15, 15.01.2024, 15/01/2024.
        if count == 8, bytes.count == 10 {
            let first = bytes[4]
            if first == bytes[7], first == UInt8(ascii: "-") || first == UInt8(ascii: "/") || first == UInt8(ascii: ".") { return false }
            let second = bytes[2]
            if second == bytes[5], second == UInt8(ascii: "-") || second == UInt8(ascii: "/") || second == UInt8(ascii: ".") {
                return false
            }
        }
        return true
    }
}
