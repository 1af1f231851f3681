/// A run of base64 or hexadecimal digits that holds text: in one piece, or parted by characters that nobody sees and by the ends of lines.
struct EncodedRun {
    /// Where its digits stand.
    let first: Range<Int>
    private(set) var rest: [Range<Int>] = []

    /// Shortest run that is decoded: eight bytes hold no value worth the trouble. Twelve digits of base64 hold nine.
    static let shortest = 12
    /// Bytes of text around a run that are read with what it holds: `badge: RS02ODI4MDg=` has its context word outside.
    static let context = 96

    private static let base64: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (index, byte) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8.enumerated() {
            values[Int(byte)] = UInt8(index)
        }
        for (byte, value) in [("+", 62), ("-", 62), ("/", 63), ("_", 63)] as [(Character, UInt8)] {
            values[Int(byte.asciiValue ?? 0)] = value
        }
        return values
    }()

    /// Whether the byte can be inside a run.
    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { base64[Int(byte)] != 255 }

    /// The run that has a digit at the index; it begins at `floor` or later.
    init(_ text: UnsafeBufferPointer<UInt8>, around index: Int, floor: Int) {
        var start = index
        while start > floor, Self.isDigit(text[start - 1]) { start -= 1 }
        first = start..<Self.end(text, from: index)
        var end = first.upperBound
        // Digits on the line at hand, and on each line between the first and the last.
        var count = first.count
        var width: Int?
        var lines = 1
        while end < text.count {
            if let next = Self.afterInvisible(text, end) {
                rest.append(next..<Self.end(text, from: next))
                end = rest[rest.count - 1].upperBound
                count += rest[rest.count - 1].count
            } else {
                guard count >= Self.shortest, width == nil || count == width, let next = Self.afterLineBreak(text, end) else { break }
                if lines > 1 { width = count }
                let line = next..<Self.end(text, from: next)
                if let width, line.count > width { break }
                rest.append(line)
                end = line.upperBound
                count = line.count
                lines += 1
            }
        }
    }

    private init(first: Range<Int>) { self.first = first }

    /// Where it ends.
    var end: Int { rest.last?.upperBound ?? first.upperBound }

    /// Each of its parts by itself.
    var parts: [EncodedRun] {
        rest.isEmpty ? [] : ([first] + rest).filter { $0.count >= Self.shortest }.map { EncodedRun(first: $0) }
    }

    private static func end(_ text: UnsafeBufferPointer<UInt8>, from index: Int) -> Int {
        var index = index
        while index < text.count, isDigit(text[index]) { index += 1 }
        return index
    }

    /// Where the digits go on behind characters that nobody sees.
    private static func afterInvisible(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int? {
        var at = index
        while at < text.count, text[at] >= 0x80 {
            let length = Encodings.invisibleLength(text, at)
            if length == 0 { return nil }
            at += length
        }
        return at > index && at < text.count && isDigit(text[at]) ? at : nil
    }

    private static let closing = ByteSet(" \t\r\"',+\\")
    private static let opening = ByteSet(" \t>#*|\"'")

    /// Where the digits go on in the next line, behind the signs of a quotation, a comment or a string, and indentation.
    private static func afterLineBreak(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int? {
        var at = index
        while at < text.count, at - index < 5, closing.contains(text[at]) { at += 1 }
        guard at < text.count, text[at] == 10 else { return nil }
        at += 1
        let floor = at
        while at < text.count, at - floor < 24 {
            if at + 2 < text.count, text[at] == UInt8(ascii: "/"), text[at + 1] == UInt8(ascii: "/"), text[at + 2] == 32 {
                at += 3
            } else if opening.contains(text[at]) {
                at += 1
            } else {
                break
            }
        }
        return at < text.count && isDigit(text[at]) ? at : nil
    }

    /// The text that the run holds, read as hexadecimal or base64, between the words that stand around the run; nil when it holds none.
    func decode(_ text: UnsafeBufferPointer<UInt8>) -> Reading? {
        guard !rest.isEmpty else { return Self.held(text, first).map { Self.placed($0, text, first) } }
        var joined = Reading()
        for part in [first] + rest { joined.append(text, part) }
        // The last line may be a word that only stands below.
        for (end, count) in [(end, 0), (rest.dropLast().last?.upperBound ?? first.upperBound, rest[rest.count - 1].count)] {
            let held = joined.bytes.withUnsafeBufferPointer { Self.held($0, 0..<$0.count - count) }
            if let held { return Self.placed(held.carried(through: joined), text, first.lowerBound..<end) }
        }
        return nil
    }

    private static func held(_ text: UnsafeBufferPointer<UInt8>, _ run: Range<Int>) -> Reading? {
        run.count < shortest ? nil : hexadecimal(text, run) ?? base64(text, run)
    }

    private static func placed(_ held: Reading, _ text: UnsafeBufferPointer<UInt8>, _ run: Range<Int>) -> Reading {
        var reading = Reading()
        reading.reserve(held.bytes.count + 2 * context + 2)
        reading.append(text, max(0, run.lowerBound - context)..<run.lowerBound)
        // Joined to what stands beside it, a value would not be seen to begin or to end.
        reading.append(32, from: run.lowerBound, to: run.lowerBound)
        reading.hold(held)
        reading.append(32, from: run.upperBound, to: run.upperBound)
        reading.append(text, run.upperBound..<min(text.count, run.upperBound + context))
        return reading
    }

    private static func hexadecimal(_ text: UnsafeBufferPointer<UInt8>, _ run: Range<Int>) -> Reading? {
        guard run.count % 2 == 0 else { return nil }
        for index in run.prefix(64) where Encodings.hexValue(text[index]) == nil { return nil }
        // Most are keys and hashes: these are given up before anything is kept.
        for index in stride(from: run.lowerBound, to: min(run.lowerBound + 16, run.upperBound), by: 2) {
            guard let high = Encodings.hexValue(text[index]), let low = Encodings.hexValue(text[index + 1]), !isOdd(high << 4 | low) else {
                return nil
            }
        }
        var reading = Reading()
        reading.reserve(run.count / 2)
        var index = run.lowerBound
        while index < run.upperBound {
            guard let high = Encodings.hexValue(text[index]), let low = Encodings.hexValue(text[index + 1]) else { return nil }
            reading.append(high << 4 | low, from: index, to: index + 2)
            index += 2
            if reading.bytes.count == 24, !isText(reading.bytes) { return nil }
        }
        return isText(reading.bytes) ? reading : nil
    }

    /// Whether the first bytes of a run of base64 rule out that it holds text: most words and keys are given up here.
    private static func isNoText(_ text: UnsafeBufferPointer<UInt8>, _ run: Range<Int>) -> Bool {
        var bits: UInt32 = 0
        var count = 0
        for index in run.prefix(32) {
            bits = bits << 6 | UInt32(base64[Int(text[index])])
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            if isOdd(UInt8(truncatingIfNeeded: bits >> UInt32(count))) { return true }
        }
        return false
    }

    private static func base64(_ text: UnsafeBufferPointer<UInt8>, _ run: Range<Int>) -> Reading? {
        if isNoText(text, run) { return nil }
        var reading = Reading()
        reading.reserve(run.count / 4 * 3)
        var bits: UInt32 = 0
        var count = 0
        // Where the digits that are still held began.
        var begins = (run.lowerBound, run.lowerBound)
        for index in run {
            bits = bits << 6 | UInt32(base64[Int(text[index])])
            count += 6
            begins = (begins.1, index)
            if count >= 8 {
                count -= 8
                reading.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)), from: begins.0, to: index + 1)
                bits &= 1 << UInt32(count) - 1
                if count == 0 { begins = (index + 1, index + 1) }
                if reading.bytes.count == 24, !isText(reading.bytes) { return nil }
            }
        }
        return isText(reading.bytes) ? reading : nil
    }

    /// Whether no text has the byte.
    @inline(__always)
    private static func isOdd(_ byte: UInt8) -> Bool {
        byte < 32 ? byte != 9 && byte != 10 && byte != 13 && byte != 0x1B : byte == 127
    }

    /// At least nine tenths printable, no zero bytes: keys, hashes and pictures are not.
    private static func isText(_ bytes: [UInt8]) -> Bool {
        var odd = 0
        var wide = 0
        for byte in bytes {
            switch byte {
            case 32...126, 9, 10, 13, 0x1B: break
            case 0: return false
            case 0x80...: wide += 1
            default: odd += 1
            }
        }
        return odd == 0 && bytes.count >= 8 && (wide * 4 <= bytes.count || isUTF8(bytes))
    }

    /// Whether the bytes are whole characters of UTF-8, the last one perhaps cut: chance seldom makes so many.
    private static func isUTF8(_ bytes: [UInt8]) -> Bool {
        var index = 0
        while index < bytes.count {
            let first = bytes[index]
            let end = index + (first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4)
            guard end > index else { return false }
            index += 1
            while index < min(end, bytes.count) {
                guard bytes[index] & 0xC0 == 0x80 else { return false }
                index += 1
            }
        }
        return true
    }
}
