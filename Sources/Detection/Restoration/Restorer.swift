/// Puts originals back where their surrogates stand in the texts of an answer, as they stream.
///
/// A channel is one text that streams on its own: a choice, a content block, a tool call. Each has its own carry, which holds only what may
/// still become a surrogate in one of the ways a model writes it; what turns out to be something else goes on byte for byte. Not
/// thread-safe: one exchange, one restorer.
public final class Restorer {
    private let map: SurrogateMap
    /// Made when the first text comes: an exchange without an answer never pays for it.
    private lazy var index = RestorationIndex(map)
    /// By their numbers, from -1 on: those who drive a restorer count them.
    private var channels: [Channel] = []
    /// How many surrogates were put back.
    public private(set) var restored = 0
    /// How many short forms of a name were left, because they could be more than one person's.
    public private(set) var unrestored = 0

    private struct Channel {
        /// Bytes already passed on, for looking back, and then the carry.
        var text: [UInt8] = []
        /// Where the carry begins.
        var carry = 0
    }

    /// Bytes kept for looking back: room for a long name beside another.
    private static let lookBehind = 48
    /// Bytes passed on that may gather before they are dropped: moving the rest up costs more than a small event does.
    private static let slack = 512

    /// - Parameter map: what the request's redaction gave.
    public init(_ map: SurrogateMap) {
        self.map = map
    }

    /// Whether there is nothing to restore, so that an answer may pass untouched.
    public var isIdle: Bool { map.isEmpty }

    /// Takes the next piece of a channel and appends what can be passed on.
    public func push(_ text: UnsafeBufferPointer<UInt8>, channel: Int, into out: inout [UInt8]) {
        guard !isIdle else {
            out.append(contentsOf: text)
            return
        }
        let at = channel + 1
        while channels.count <= at { channels.append(Channel()) }
        channels[at].text.append(contentsOf: text)
        run(&channels[at], isFinal: false, into: &out)
    }

    /// Appends what a channel kept back, at its end, and forgets the channel.
    public func flush(channel: Int, into out: inout [UInt8]) {
        let at = channel + 1
        guard at < channels.count, !channels[at].text.isEmpty else { return }
        run(&channels[at], isFinal: true, into: &out)
        channels[at].text.removeAll(keepingCapacity: channels[at].text.count <= 2 * Self.slack)
        channels[at].carry = 0
    }

    /// Whether a channel keeps something back.
    public func holds(channel: Int) -> Bool {
        let at = channel + 1
        return at < channels.count && channels[at].carry < channels[at].text.count
    }

    /// Restores a text that is there as a whole.
    public func restore(_ text: [UInt8]) -> [UInt8] {
        guard !isIdle else { return text }
        var out: [UInt8] = []
        out.reserveCapacity(text.count + text.count / 8)
        text.withUnsafeBufferPointer { _ = scan($0, from: 0, isFinal: true, into: &out) }
        return out
    }

    private func run(_ state: inout Channel, isFinal: Bool, into out: inout [UInt8]) {
        let stop = state.text.withUnsafeBufferPointer { scan($0, from: state.carry, isFinal: isFinal, into: &out) }
        let drop = stop - Self.lookBehind
        if drop > Self.slack {
            state.text.removeFirst(drop)
            state.carry = stop - drop
        } else {
            state.carry = stop
        }
    }

    /// Passes on what it can and says where the carry begins.
    private func scan(_ text: UnsafeBufferPointer<UInt8>, from: Int, isFinal: Bool, into out: inout [UInt8]) -> Int {
        let index = self.index
        return index.starts.flags.withUnsafeBufferPointer { flags in
            index.starts.seconds.withUnsafeBufferPointer { seconds in
                index.starts.thirds.withUnsafeBufferPointer { thirds in
                    scan(text, from: from, isFinal: isFinal, index, flags, seconds, thirds, into: &out)
                }
            }
        }
    }

    private func scan(
        _ text: UnsafeBufferPointer<UInt8>, from: Int, isFinal: Bool, _ index: RestorationIndex, _ flags: UnsafeBufferPointer<UInt8>,
        _ seconds: UnsafeBufferPointer<UInt64>, _ thirds: UnsafeBufferPointer<UInt64>, into out: inout [UInt8]
    ) -> Int {
        let end = text.count
        let everywhere = index.hasOpenLeft
        var at = from
        var emitted = from
        // Up to there a letter is looked at though one stands before it: an escape may have been cut in two.
        var look = from > 0 ? from + Self.longestEscape : 0
        while at < end {
            let b = text[at]
            if flags[Int(b)] != 0, isPossible(text, at, flags, seconds, thirds) {
                let isInside =
                    !everywhere && b.isAlphanumeric && at > 0 && text[at - 1].isAlphanumeric
                    && !SymbolReader.isEscapeBefore(text, at, from: 0)
                if !isInside {
                    var match = RestorationMatcher(index: index, text: text, start: at, isFinal: isFinal)
                    switch match.run(flags[Int(b)]) {
                    case .nothing:
                        break
                    case .wait:
                        out.append(contentsOf: UnsafeBufferPointer(rebasing: text[emitted..<at]))
                        return at
                    case .leave(let stop):
                        unrestored += 1
                        at = stop
                        continue
                    case .restore(let stop, let original):
                        restored += 1
                        out.append(contentsOf: UnsafeBufferPointer(rebasing: text[emitted..<at]))
                        out.append(contentsOf: original)
                        at = stop
                        emitted = stop
                        continue
                    }
                }
            }
            at += 1
            if everywhere || !b.isAlphanumeric {
                if b == UInt8(ascii: "\\") || b == UInt8(ascii: "%") { look = at + Self.longestEscape }
                continue
            }
            // The rest of a word cannot begin anything, unless its first letters belong to an escape.
            if at >= look { at = Self.endOfRun(text, at) }
        }
        out.append(contentsOf: UnsafeBufferPointer(rebasing: text[emitted..<end]))
        return end
    }

    /// Where the ASCII letters and digits from there on end, eight bytes at a time.
    @inline(__always)
    private static func endOfRun(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        var at = start
        while at &+ 8 <= text.count {
            let x = UnsafeRawBufferPointer(text).loadUnaligned(fromByteOffset: at, as: UInt64.self)
            // With seven bits a byte, an addition sets the eighth where a byte is large enough, and never reaches the next byte.
            let low = x & (ones &* 0x7F)
            let letter = low | ones &* 0x20
            let isLetter = (letter &+ ones &* (0x80 - 0x61)) & ~(letter &+ ones &* (0x80 - 0x7B))
            let isDigit = (low &+ ones &* (0x80 - 0x30)) & ~(low &+ ones &* (0x80 - 0x3A))
            let others = ~((isLetter | isDigit) & ~x) & (ones &* 0x80)
            if others != 0 { return at &+ others.trailingZeroBitCount >> 3 }
            at &+= 8
        }
        while at < text.count && text[at].isAlphanumeric { at &+= 1 }
        return at
    }

    /// Letters and digits that an escape may have: `\\u00e9`.
    private static let longestEscape = 6

    /// Whether the next two bytes agree with anything: at the end of what is there, and above ASCII, they may.
    @inline(__always)
    private func isPossible(
        _ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ flags: UnsafeBufferPointer<UInt8>, _ seconds: UnsafeBufferPointer<UInt64>,
        _ thirds: UnsafeBufferPointer<UInt64>
    ) -> Bool {
        let first = text[at]
        guard at + 1 < text.count else { return true }
        let second = text[at + 1]
        guard second < 0x80 else { return true }
        guard seconds[Int(first)] & (1 << UInt64(second & 63)) != 0 else { return false }
        guard at + 2 < text.count, first.isAlphanumeric, second.isAlphanumeric, flags[Int(first)] & RestorationStarts.short == 0 else {
            return true
        }
        let third = text[at + 2]
        guard third.isAlphanumeric else { return true }
        let hash = RestorationStarts.third(first, second, third)
        return thirds[hash >> 6] & (1 << UInt64(hash & 63)) != 0
    }
}
