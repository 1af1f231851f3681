/// Identifiers with a format of their own, as the catalogue knows them: the surrogate matches the shape that found the value and passes the
/// same check, so that a program that validates numbers takes it, and dates inside it are dates. Where an issuer keeps numbers out of use,
/// it is one of those.
enum IdentifierSurrogate {
    /// One pattern of a recognizer, with its check.
    private struct Shape: Sendable {
        let code: LazyPatternCode
        let group: Int
        let check: Check
    }

    /// Shapes by type: of every type that a country gives out or that has a checksum, but for those with makers of their own, and addresses of
    /// coins, whose checksum no search finds.
    private static let shapes: [String: [Shape]] = {
        var shapes: [String: [Shape]] = [:]
        for recognizer in RecognizerCatalog.all {
            let name = recognizer.type.name
            let isNational = name.utf8.count > 3 && Array(name.utf8)[2] == UInt8(ascii: "_") && name != "PO_BOX" && name != "IP_ADDRESS"
            guard isNational || recognizer.check.evidence == .checksum, recognizer.type != .crypto, !name.hasSuffix("_IBAN") else {
                continue
            }
            shapes[name, default: []] += recognizer.patterns.map {
                Shape(code: LazyPatternCode("(?:\($0.regex))\\z"), group: $0.group, check: recognizer.check)
            }
        }
        return shapes
    }()

    /// Digits of numbers that are given to no one, by their place among the letters and digits, from the end where it is negative: NHS numbers
    /// that begin with 999 are for tests (NHS Data Dictionary), Finnish codes with individual numbers from 900 on are for temporary and test
    /// use (dvv.fi), Norwegian ones with 80 added to the month are synthetic (Skatteetaten, Tenor).
    private static let unissued: [String: [(place: Int, digits: ClosedRange<UInt8>)]] = [
        "UK_NHS": [(0, 57...57), (1, 57...57), (2, 57...57)], "FI_PERSONAL_IDENTITY_CODE": [(-4, 57...57)],
        "NO_FODSELSNUMMER": [(2, 56...57)],
    ]

    /// Candidates that are tried for a valid check digit.
    private static let tries = 4000

    /// Whether values of the type are made here.
    static func knows(_ type: EntityType) -> Bool { shapes[type.name] != nil }

    /// nil where the catalogue does not know the value's shape or no candidate passes the check.
    ///
    /// - Parameter stream: keyed by the value's letters and digits, so that its spellings share a surrogate.
    static func make(_ value: [UInt8], type: EntityType, _ stream: inout KeyedStream) -> [UInt8]? {
        guard let shapes = shapes[type.name], value.count <= MatchedValue.limit else { return nil }
        let matcher = Matcher()
        let fitting = shapes.filter { matches(value, $0, matcher) && passes(value, $0) }
        // What passed a checksum goes on passing it.
        guard let shape = fitting.first(where: { $0.check.evidence == .checksum }) ?? fitting.first else { return nil }
        let places = value.indices.filter { value[$0].isAlphanumeric && !isInWord(value, $0) }
        for keepsLetters in [false, true] {
            let open = keepsLetters ? places.filter { value[$0].isDigit } : places
            var candidate = value
            walk(&candidate, open, shape, matcher, &stream)
            let fixed = reserve(&candidate, places, type, shape, matcher, &stream)
            if let made = checked(candidate, open.filter { !fixed.contains($0) }, shape, matcher) { return made }
        }
        return nil
    }

    /// A letter of a word, such as the name of a court, tells nothing of the holder.
    private static func isInWord(_ value: [UInt8], _ place: Int) -> Bool {
        func isPart(_ byte: UInt8) -> Bool { byte.isLetter || byte >= 0x80 }
        guard isPart(value[place]) else { return false }
        var lower = place
        var upper = place + 1
        while lower > 0, isPart(value[lower - 1]) { lower -= 1 }
        while upper < value.count, isPart(value[upper]) { upper += 1 }
        return upper - lower >= 4 && value[lower..<upper].contains(where: \.isUpper) && value[lower..<upper].contains(where: \.isLower)
    }

    /// Draws every place anew, twice, from what the shape allows there beside the others.
    private static func walk(
        _ candidate: inout [UInt8], _ places: [Int], _ shape: Shape, _ matcher: Matcher, _ stream: inout KeyedStream
    ) {
        for _ in 0..<2 {
            for place in places {
                let before = candidate[place]
                for _ in 0..<4 {
                    candidate[place] = draw(like: before, &stream)
                    if candidate[place] == before || matches(candidate, shape, matcher) { break }
                    candidate[place] = before
                }
            }
        }
    }

    private static func draw(like byte: UInt8, _ stream: inout KeyedStream) -> UInt8 {
        byte.isDigit ? stream.digit() : (byte.isUpper ? 65 : 97) + UInt8(stream.below(26))
    }

    /// Moves the candidate into the range that is given to no one; the places that must stay so.
    private static func reserve(
        _ candidate: inout [UInt8], _ places: [Int], _ type: EntityType, _ shape: Shape, _ matcher: Matcher, _ stream: inout KeyedStream
    ) -> [Int] {
        guard let range = unissued[type.name] else { return [] }
        var moved = candidate
        var fixed: [Int] = []
        for (place, digits) in range {
            let at = place < 0 ? places.count + place : place
            guard places.indices.contains(at), moved[places[at]].isDigit else { return [] }
            let offset = digits.count > 1 ? (moved[places[at]] - 48) % 2 : 0
            moved[places[at]] = digits.lowerBound + offset
            fixed.append(places[at])
        }
        guard matches(moved, shape, matcher) else { return [] }
        candidate = moved
        return fixed
    }

    /// The candidate with one or two characters changed so that it passes the check; the last ones first, where check digits stand most often.
    private static func checked(_ candidate: [UInt8], _ places: [Int], _ shape: Shape, _ matcher: Matcher) -> [UInt8]? {
        if passes(candidate, shape) { return candidate }
        var left = tries
        var out = candidate
        func isGood() -> Bool {
            left -= 1
            return passes(out, shape) && matches(out, shape, matcher)
        }
        for place in places.reversed() {
            for byte in alphabet(of: candidate[place]) {
                out[place] = byte
                if isGood() { return out }
            }
            out[place] = candidate[place]
        }
        for (index, second) in places.enumerated().reversed() {
            for first in places[..<index].reversed() {
                for a in alphabet(of: candidate[first]) {
                    out[first] = a
                    for b in alphabet(of: candidate[second]) {
                        out[second] = b
                        if isGood() { return out }
                    }
                    guard left > 0 else { return nil }
                }
                out[first] = candidate[first]
            }
            out[second] = candidate[second]
        }
        return nil
    }

    private static func alphabet(of byte: UInt8) -> ClosedRange<UInt8> { byte.isDigit ? 48...57 : byte.isUpper ? 65...90 : 97...122 }

    private static func matches(_ value: [UInt8], _ shape: Shape, _ matcher: Matcher) -> Bool {
        value.withUnsafeBufferPointer {
            matcher.run(shape.code.get().code, $0, at: 0) == .match && matcher.span(shape.group) == 0..<value.count
        }
    }

    private static func passes(_ value: [UInt8], _ shape: Shape) -> Bool {
        if shape.check.isNone { return true }
        let compact = value.filter(\.isAlphanumeric).map(\.raised)
        return value.withUnsafeBufferPointer { bytes in
            compact.withUnsafeBufferPointer { compact in
                shape.check.passes(MatchedValue(bytes: bytes, compact: compact, text: bytes, span: 0..<bytes.count))
            }
        }
    }
}
