internal import Pipeline

/// Reads the slots of a body and puts edits in their places.
enum BodySplicer {
    /// Hands out the text of raw bytes wrapped in so many strings.
    static func withText<R>(
        _ raw: UnsafeBufferPointer<UInt8>, levels: Int, _ read: (UnsafeBufferPointer<UInt8>) -> R
    ) -> R {
        guard levels > 0, raw.contains(0x5C) else { return read(raw) }
        var text: [UInt8] = []
        text.reserveCapacity(raw.count)
        JSONText.decode(raw, into: &text)
        for _ in 1..<max(levels, 1) {
            guard text.contains(0x5C) else { break }
            var inner: [UInt8] = []
            inner.reserveCapacity(text.count)
            text.withUnsafeBufferPointer { JSONText.decode($0, into: &inner) }
            text = inner
        }
        return text.withUnsafeBufferPointer(read)
    }

    /// The body with the edits in their places.
    static func splice(_ body: RequestBody, _ edits: [SlotEdit]) -> OutboundBody {
        if edits.isEmpty { return body.asItCame }
        var out: [UInt8] = []
        out.reserveCapacity(body.bytes.count + edits.reduce(0) { $0 + $1.text.count })
        var shift = 0
        body.bytes.withUnsafeBufferPointer { bytes in
            var copied = 0
            func put(_ text: [UInt8], over range: Range<Int>) {
                out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied..<range.lowerBound]))
                out.append(contentsOf: text)
                copied = range.upperBound
                if range.upperBound <= body.modelRange.lowerBound { shift += text.count - range.count }
            }
            var at = 0
            while at < edits.count {
                var next = at + 1
                while next < edits.count, edits[next].slot == edits[at].slot { next += 1 }
                let slot = body.slots[edits[at].slot]
                let group = edits[at..<next]
                if slot.isNumber {
                    put(number(UnsafeBufferPointer(rebasing: bytes[slot.range]), group, levels: slot.levels), over: slot.range)
                } else {
                    let raw = UnsafeBufferPointer(rebasing: bytes[slot.range])
                    for (edit, span) in zip(group, rawSpans(of: group, in: raw, levels: slot.isEscaped ? slot.levels : 0)) {
                        put(
                            JSONText.encoded(edit.text, times: slot.levels),
                            over: (slot.range.lowerBound + span.lowerBound)..<(slot.range.lowerBound + span.upperBound))
                    }
                }
                at = next
            }
            out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied...]))
        }
        return OutboundBody(
            bytes: out, modelRange: (body.modelRange.lowerBound + shift)..<(body.modelRange.upperBound + shift))
    }

    /// The spans of the edits in the raw bytes: through one map of escapes for each string the text is wrapped in.
    private static func rawSpans(
        of edits: ArraySlice<SlotEdit>, in raw: UnsafeBufferPointer<UInt8>, levels: Int
    ) -> [Range<Int>] {
        var maps: [EscapeMap] = []
        var text: [UInt8]?
        for level in 0..<levels {
            if level == 0 {
                maps.append(EscapeMap(raw))
            } else if let outer = text {
                maps.append(outer.withUnsafeBufferPointer { EscapeMap($0) })
            }
            guard level + 1 < levels else { break }
            var inner: [UInt8] = []
            if let outer = text {
                outer.withUnsafeBufferPointer { JSONText.decode($0, into: &inner) }
            } else {
                JSONText.decode(raw, into: &inner)
            }
            text = inner
        }
        return edits.map { edit in
            var span = edit.span
            for map in maps.reversed() { span = map.rawFloor(span.lowerBound)..<map.rawCeiling(span.upperBound) }
            return span
        }
    }

    /// A number with edits: a number again, or the text in quotes.
    private static func number(_ raw: UnsafeBufferPointer<UInt8>, _ edits: ArraySlice<SlotEdit>, levels: Int) -> [UInt8] {
        var text: [UInt8] = []
        var copied = 0
        for edit in edits {
            text += raw[copied..<edit.span.lowerBound]
            text += edit.text
            copied = edit.span.upperBound
        }
        text += raw[copied...]
        if text.withUnsafeBufferPointer({ JSONScanner.isNumber($0) }) { return text }
        let quoted = [0x22] + JSONText.encoded(text, times: 1) + [0x22]
        return JSONText.encoded(quoted, times: levels - 1)
    }
}
