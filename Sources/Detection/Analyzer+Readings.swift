extension Analyzer {
    /// Encodings in encodings that are read.
    static let readingDepth = 10
    /// Bytes of readings for each byte of the text, and so many more: an encoding that unfolds without end is refused.
    static let readingVolume = (perByte: 6, atLeast: 1 << 20)
    /// Bytes around a site that are read with it: room for the value and its context.
    static let readingMargin = 256
    /// A reading is made of pieces of at most so many bytes, for memory's sake.
    static let readingPiece = 64 * 1024
    /// A value found in disguise does not outrank another type that is in plain sight around it: a token whose payload names an address.
    static let readingScore: Float = 0.88

    /// Looks through what hides values: escapes, invisible characters, look-alikes, encoded runs, line breaks inside numbers.
    func scanReadings(_ text: UnsafeBufferPointer<UInt8>, mode: Mode, _ scratch: Scratch) throws(AnalysisError) {
        var volume = text.count * Self.readingVolume.perByte + Self.readingVolume.atLeast
        try scanReadings(text, new: 0..<text.count, depth: 0, mode: mode, scratch, &volume) { $0 }
    }

    /// - Parameter new: where to look: the rest was read before, and is here as context only.
    /// - Precondition: the text was the last that the scratch scanned: its places are taken from there.
    private func scanReadings(
        _ text: UnsafeBufferPointer<UInt8>, new: Range<Int>, depth: Int, mode: Mode, _ scratch: Scratch, _ volume: inout Int,
        _ origin: (Range<Int>) -> Range<Int>
    ) throws(AnalysisError) {
        guard !scratch.sites.isEmpty || !scratch.longWords.isEmpty || !scratch.numberBreaks.isEmpty else { return }
        let isWhole = new.count == text.count
        let sites = isWhole ? scratch.sites : scratch.sites.filter(new.contains)
        let isQuoted = Self.isQuotedPrintable(text, sites)
        let pieces = Self.plainPieces(text, sites, isQuoted)
        let runs = Self.encodedRuns(text, isWhole ? scratch.longWords : scratch.longWords.filter(new.contains))
        let breaks = isWhole ? scratch.numberBreaks : scratch.numberBreaks.filter(new.contains)
        let broken = depth < 3 ? Self.brokenNumbers(text, breaks) : []
        for piece in pieces {
            let reading = Self.visibleReading(text, piece) ?? Self.plainReading(text, piece, isQuoted)
            try examine(
                reading, of: text, depth: depth, mode: mode, scratch, &volume, origin,
                cut: (piece.lowerBound > 0, piece.upperBound < text.count))
        }
        func isRead(_ run: EncodedRun) throws(AnalysisError) -> Bool {
            guard let reading = run.decode(text) else { return false }
            let cut = (run.first.lowerBound > EncodedRun.context, run.end + EncodedRun.context < text.count)
            try examine(reading, of: text, depth: depth, mode: mode, scratch, &volume, origin, cut: cut)
            return true
        }
        for run in runs where try !isRead(run) {
            for part in run.parts { _ = try isRead(part) }
        }
        var passed = 0
        for index in breaks where index >= passed && text[index] == 0x20 {
            let dump = HexDump(text, around: index, floor: passed)
            passed = dump.next
            guard let reading = dump.reading else { continue }
            try examine(reading, of: text, depth: depth, mode: mode, scratch, &volume, origin)
        }
        for (piece, joiner) in broken {
            let reading = Self.joinedReading(text, piece, joiner: joiner)
            try examine(
                reading, of: text, depth: Self.readingDepth, mode: mode, scratch, &volume, origin,
                cut: (piece.lowerBound > 0, piece.upperBound < text.count), checkedOnly: true)
        }
    }

    /// Scans a reading, carries what it shows back to the original, and looks whether it hides more.
    private func examine(
        _ reading: Reading, of text: UnsafeBufferPointer<UInt8>, depth: Int, mode: Mode, _ scratch: Scratch, _ volume: inout Int,
        _ origin: (Range<Int>) -> Range<Int>,
        cut: (start: Bool, end: Bool) = (false, false), checkedOnly: Bool = false
    ) throws(AnalysisError) {
        volume -= reading.bytes.count
        guard volume >= 0 else { throw .tooDeeplyEncoded }
        let first = scratch.candidates.count
        // A closure cannot throw a typed error through withUnsafeBufferPointer and change `volume` besides: the result is carried out.
        var failure: AnalysisError?
        var rest = volume
        reading.bytes.withUnsafeBufferPointer { bytes in
            do throws(AnalysisError) {
                scratch.restart(bytes)
                try scratch.scan(mode: mode)
                let new = reading.held ?? 0..<bytes.count
                let sites = scratch.sites.filter(new.contains)
                let hidesMore =
                    !sites.isEmpty || scratch.longWords.contains(where: new.contains) || scratch.numberBreaks.contains(where: new.contains)
                if !checkedOnly { try scanCustom(bytes, mode: mode, scratch) }
                var kept = first
                for index in first..<scratch.candidates.count {
                    var candidate = scratch.candidates[index]
                    let span = reading.origin(candidate.start..<candidate.end)
                    if checkedOnly,
                        !scratch.mayBeBroken(candidate, text[span]) || text[span].elementsEqual(bytes[candidate.start..<candidate.end])
                    {
                        continue
                    }
                    let source = origin(span)
                    guard !source.isEmpty else { continue }
                    // At the cut of a piece half a value may look like a whole one. What stands there is far from any site: it was read already.
                    if (candidate.start < 4 && cut.start) || (candidate.end > bytes.count - 4 && cut.end) { continue }
                    if candidate.end <= new.lowerBound || candidate.start >= new.upperBound { continue }
                    // What reads the same as it stands is no disguise.
                    candidate.isDisguised = depth > 0 || !text[span].elementsEqual(bytes[candidate.start..<candidate.end])
                    (candidate.start, candidate.end) = (source.lowerBound, source.upperBound)
                    scratch.candidates[kept] = candidate
                    kept += 1
                }
                scratch.candidates.removeSubrange(kept...)
                if hidesMore, !checkedOnly {
                    if depth + 1 >= Self.readingDepth {
                        if !Self.plainPieces(bytes, sites, Self.isQuotedPrintable(bytes, sites)).isEmpty { throw .tooDeeplyEncoded }
                    } else {
                        try scanReadings(bytes, new: new, depth: depth + 1, mode: mode, scratch, &rest) { origin(reading.origin($0)) }
                    }
                }
            } catch {
                failure = error
            }
        }
        volume = rest
        if let failure { throw failure }
    }

    // MARK: Escapes and look-alikes

    /// Parts of the text around sites, apart from one another.
    private static func plainPieces(_ text: UnsafeBufferPointer<UInt8>, _ sites: [Int], _ isQuoted: Bool) -> [Range<Int>] {
        var out: [Range<Int>] = []
        var passed = 0
        for index in sites where index >= passed {
            guard let site = Encodings.site(text, at: index, quotedPrintable: isQuoted) else { continue }
            let lower = max(0, index - readingMargin)
            let upper = min(text.count, index + site.length + readingMargin)
            if let last = out.last, last.upperBound >= lower, upper - last.lowerBound <= readingPiece {
                out[out.count - 1] = last.lowerBound..<upper
            } else {
                out.append(lower..<upper)
            }
            passed = index + site.length
        }
        return out
    }

    /// The text says `=3D`, breaks its lines with `=`, or strings escapes together: quoted-printable, not assignments.
    private static func isQuotedPrintable(_ text: UnsafeBufferPointer<UInt8>, _ sites: [Int]) -> Bool {
        for index in sites where text[index] == UInt8(ascii: "=") && index + 1 < text.count {
            if text[index + 1] == 10 || text[index + 1] == 13 { return true }
            guard index + 2 < text.count else { continue }
            switch (text[index + 1], text[index + 2]) {
            case (0x33, 0x44), (0x34, 0x30), (0x32, 0x45), (0x43, 0x33), (0x32, 0x30): return true
            default: if isEscape(text, index), isEscape(text, index + 3), isEscape(text, index + 6) { return true }
            }
        }
        return false
    }

    private static func isEscape(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        index + 2 < text.count && text[index] == UInt8(ascii: "=") && Encodings.hexValue(text[index + 1]) != nil
            && Encodings.hexValue(text[index + 2]) != nil
    }

    /// The piece without the characters that nobody sees; nil when none of them can stand inside an escape. The escapes are whole then, and
    /// are read in the reading of this one.
    private static func visibleReading(_ text: UnsafeBufferPointer<UInt8>, _ piece: Range<Int>) -> Reading? {
        let (signs, bytes) = (escapeSigns, escapeBytes)
        var isInside = false
        var hasEscape = false
        var before: UInt8 = 0
        for index in piece {
            let byte = text[index]
            if byte >= 0xC2, !isInside, bytes.contains(before) { isInside = Encodings.invisibleLength(text, index) > 0 }
            if byte < 0x80, signs.contains(byte) { hasEscape = true }
            before = byte
        }
        guard isInside, hasEscape else { return nil }
        var reading = Reading()
        reading.reserve(piece.count)
        var index = piece.lowerBound
        while index < piece.upperBound {
            let length = text[index] < 0xC2 ? 0 : Encodings.invisibleLength(text, index)
            if length == 0 { reading.append(text[index], from: index, to: index + 1) }
            index += max(1, length)
        }
        return reading
    }

    private static let escapeSigns = ByteSet("%&\\=")
    /// What an escape has before its last character.
    private static let escapeBytes = ByteSet("0-9A-Za-z").union(ByteSet("%&\\=#{"))

    private static func plainReading(_ text: UnsafeBufferPointer<UInt8>, _ piece: Range<Int>, _ isQuoted: Bool) -> Reading {
        let triggers = Encodings.triggers
        var reading = Reading()
        reading.reserve(piece.count)
        var index = piece.lowerBound
        while index < piece.upperBound {
            if triggers.contains(text[index]), let site = Encodings.site(text, at: index, quotedPrintable: isQuoted) {
                let end = index + site.length
                if let mark = site.mark { reading.join(mark, to: end) }
                if site.count > 0 { reading.append(site.bytes.0, from: index, to: end) }
                if site.count > 1 { reading.append(site.bytes.1, from: index, to: end) }
                if site.count > 2 { reading.append(site.bytes.2, from: index, to: end) }
                if site.count > 3 { reading.append(site.bytes.3, from: index, to: end) }
                index = end
            } else {
                reading.append(text[index], from: index, to: index + 1)
                index += 1
            }
        }
        return reading
    }

    // MARK: Encoded runs

    private static func encodedRuns(_ text: UnsafeBufferPointer<UInt8>, _ words: [Int]) -> [EncodedRun] {
        var out: [EncodedRun] = []
        var passed = 0
        for word in words where word >= passed {
            let run = EncodedRun(text, around: word, floor: passed)
            passed = run.end
            if run.first.count >= EncodedRun.shortest || !run.rest.isEmpty { out.append(run) }
        }
        return out
    }

    // MARK: Broken numbers

    /// Places where a number goes on after a line break, or stands spread digit by digit, with what to read for the gap: a space or nothing.
    private static func brokenNumbers(_ text: UnsafeBufferPointer<UInt8>, _ breaks: [Int]) -> [(Range<Int>, UInt8?)] {
        var out: [(Range<Int>, UInt8?)] = []
        func isDigit(_ index: Int) -> Bool { index >= 0 && index < text.count && text[index] >= 48 && text[index] <= 57 }
        var passed = 0
        for index in breaks where index >= passed {
            if text[index] == 10 || text[index] == 13 {
                var next = index + 1
                while next < text.count, next - index < 12,
                    text[next] == 10 || text[next] == 32 || text[next] == 9 || text[next] == UInt8(ascii: ">")
                {
                    next += 1
                }
                if isDigit(next), hasProse(text, before: index) || hasProse(text, after: next) {
                    let piece = max(0, index - 120)..<min(text.count, next + 120)
                    out.append((piece, 32))
                    if isWrapped(text, index) { out.append((piece, nil)) }
                }
            } else if isDigit(index + 1), !isDigit(index - 2), !isDigit(index + 2) {
                // d d d d …: eight single digits at least.
                var end = index
                while end + 1 < text.count, text[end] == 32, isDigit(end + 1), !isDigit(end + 2) { end += 2 }
                if end - index >= 14 { out.append((max(0, index - 60)..<min(text.count, end + 60), nil)) }
                passed = end
            }
        }
        return out
    }

    /// Whether the line that ends here is as long as lines are where text is wrapped by a program: only then may a break fall inside a number.
    private static func isWrapped(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        var at = index
        while at > 0, index - at < 90, text[at - 1] != 10 { at -= 1 }
        return (60...80).contains(index - at)
    }

    /// Whether letters stand on the line that ends here, or begin the rest of it: a column of numbers has none.
    private static func hasProse(_ text: UnsafeBufferPointer<UInt8>, before index: Int) -> Bool {
        var at = index - 1
        var letters = 0
        while at >= 0, index - at < 120, text[at] != 10 {
            if text[at] | 32 >= 97, text[at] | 32 <= 122 { letters += 1 }
            at -= 1
        }
        return letters >= 3
    }

    private static func hasProse(_ text: UnsafeBufferPointer<UInt8>, after index: Int) -> Bool {
        var at = index
        var letters = 0
        while at < text.count, at - index < 120, text[at] != 10 {
            if text[at] | 32 >= 97, text[at] | 32 <= 122 { letters += 1 }
            at += 1
        }
        return letters >= 3
    }

    /// The piece with line breaks between digits, and the spaces of spread digits, read as the joiner or as nothing.
    static func joinedReading(_ text: UnsafeBufferPointer<UInt8>, _ piece: Range<Int>, joiner: UInt8?) -> Reading {
        func isDigit(_ index: Int) -> Bool { index >= 0 && index < text.count && text[index] >= 48 && text[index] <= 57 }
        var reading = Reading()
        reading.reserve(piece.count)
        var index = piece.lowerBound
        while index < piece.upperBound {
            let byte = text[index]
            let isSign = index > piece.lowerBound && (text[index - 1] == UInt8(ascii: "-") || text[index - 1] == UInt8(ascii: ")"))
            let afterDigit = isDigit(index - 1) || isSign && isDigit(index - 2)
            if byte == 10 || byte == 13, afterDigit {
                var next = index + 1
                while next < text.count, next - index < 14,
                    text[next] == 10 || text[next] == 32 || text[next] == 9 || text[next] == UInt8(ascii: ">")
                {
                    next += 1
                }
                if isDigit(next) {
                    if let joiner, text[index - 1] != UInt8(ascii: "-") { reading.append(joiner, from: index, to: next) }
                    index = next
                    continue
                }
            }
            if joiner == nil, byte == 32, isDigit(index - 1), isDigit(index + 1), !isDigit(index - 2) || !isDigit(index + 2) {
                index += 1
                continue
            }
            reading.append(byte, from: index, to: index + 1)
            index += 1
        }
        return reading
    }
}
