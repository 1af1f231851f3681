internal import Pipeline

/// A trace as a `traceparent` field carries it (W3C Trace Context, section 3.2): which trace, which span of the caller, whether it is recorded.
struct TraceParent: Sendable, Equatable {
    /// Bytes of a `tracestate` that goes on: what the specification wants carried at the least (section 3.3.1.5).
    static let mostState = 512

    let traceID: (high: UInt64, low: UInt64)
    let spanID: UInt64
    let isSampled: Bool

    static func == (a: TraceParent, b: TraceParent) -> Bool {
        a.traceID == b.traceID && a.spanID == b.spanID && a.isSampled == b.isSampled
    }

    /// Reads the one `traceparent` of a request's fields; nil when there is none, two, or one that breaks the rules.
    init?(_ fields: HTTPFields) {
        guard let field = fields.bytes(of: "traceparent"), fields.all("traceparent").count == 1 else { return nil }
        self.init(field)
    }

    /// `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01`: small letters only, no id of zeros. A later version may go on behind a dash.
    init?(_ text: ArraySlice<UInt8>) {
        let text = Array(text)
        guard text.count >= 55, text[2] == 0x2D, text[35] == 0x2D, text[52] == 0x2D, let version = TraceParent.number(text[0..<2]),
            version != 0xFF, text.count == 55 || (version > 0 && text[55] == 0x2D && text.count <= 512),
            let high = TraceParent.number(text[3..<19]), let low = TraceParent.number(text[19..<35]),
            let span = TraceParent.number(text[36..<52]), let flags = TraceParent.number(text[53..<55]), high | low != 0, span != 0
        else { return nil }
        traceID = (high, low)
        spanID = span
        isSampled = flags & 1 == 1
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
        var value: UInt64 = 0
        for digit in digits {
            switch digit {
            case 0x30...0x39: value = value << 4 | UInt64(digit - 0x30)
            case 0x61...0x66: value = value << 4 | UInt64(digit - 0x61 + 10)
            default: return nil
            }
        }
        return value
    }
}

/// Our own span of an exchange: in the caller's trace, or in one of its own.
struct TraceContext: Sendable {
    let traceID: (high: UInt64, low: UInt64)
    let spanID: UInt64
    /// The caller's span; nil where the trace begins here.
    let parentID: UInt64?
    /// Whether it is exported. A caller's decision holds.
    let isSampled: Bool

    /// - Parameter share: of the traces that begin here, how many are recorded, 0 to 1.
    init(parent: TraceParent?, share: Double, using random: inout some RandomNumberGenerator) {
        spanID = .random(in: 1 ... .max, using: &random)
        if let parent {
            traceID = parent.traceID
            parentID = parent.spanID
            isSampled = parent.isSampled
        } else {
            traceID = (.random(in: 1 ... .max, using: &random), .random(in: 0 ... .max, using: &random))
            parentID = nil
            isSampled = share >= 1 || Double(traceID.low >> 11) < share * 0x1p53
        }
    }

    /// The `traceparent` that a host is sent: our span is its parent.
    var parentOfHost: String {
        "00-\(traceText)-\(TraceContext.hex(spanID))-\(isSampled ? "01" : "00")"
    }

    /// 32 hexadecimal digits.
    var traceText: String { TraceContext.hex(traceID.high) + TraceContext.hex(traceID.low) }

    /// 16 hexadecimal digits.
    static func hex(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
