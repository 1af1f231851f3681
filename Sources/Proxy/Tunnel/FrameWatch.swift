/// Follows the frames of one direction of a WebSocket (RFC 6455, section 5.2), only as far as to know whether it was closed in order and
/// whether a frame of ours could stand next. Reads no payload.
struct FrameWatch: Sendable {
    private static let closing: UInt8 = 0x8

    /// Whether a close frame has begun to pass.
    private(set) var hasClosed = false
    private var head: [UInt8] = []
    private var payloadLeft: UInt64 = 0

    /// Whether the last frame has passed whole.
    var isBetweenFrames: Bool { head.isEmpty && payloadLeft == 0 }

    mutating func push(_ bytes: [UInt8]) {
        var at = 0
        while at < bytes.count {
            if payloadLeft > 0 {
                let count = Int(min(payloadLeft, UInt64(bytes.count - at)))
                payloadLeft -= UInt64(count)
                at += count
                continue
            }
            head.append(bytes[at])
            at += 1
            guard let length = payloadLength else { continue }
            if head[0] & 0x0F == Self.closing { hasClosed = true }
            payloadLeft = length
            head.removeAll(keepingCapacity: true)
        }
    }

    /// The payload's length, once the frame's head is whole: two bytes, two or eight more for a longer length, four for a mask.
    private var payloadLength: UInt64? {
        guard head.count >= 2 else { return nil }
        let short = head[1] & 0x7F
        let extended = short == 126 ? 2 : short == 127 ? 8 : 0
        guard head.count == 2 + extended + (head[1] & 0x80 != 0 ? 4 : 0) else { return nil }
        return extended == 0 ? UInt64(short) : head[2..<2 + extended].reduce(0) { $0 << 8 | UInt64($1) }
    }
}
