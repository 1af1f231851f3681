internal import Glibc

/// Follows the nesting of JSON without reading it: has a value ended, and did its outermost object say that it is the last.
struct ValueTracker {
    private var depth = 0
    private var inString = false
    private var afterBackslash = false
    private var hasBegun = false
    /// A scalar such as `true` stands outside of any container.
    private var inScalar = false
    private var key: [UInt8] = []
    private var keepsKey = false
    private var mark = Mark.none

    private enum Mark {
        case none
        /// `"done"` and its colon, or `"error"` and its colon, have gone by in the outermost object.
        case done
        case error
    }

    /// Whether the last value that ended held `"done":true` or an `"error"`, in its outermost object.
    private(set) var lastHasMark = false
    /// Values that have ended.
    private(set) var count = 0

    /// Whether everything that began has ended.
    var isBetweenValues: Bool { depth == 0 && !inString }
    /// Whether there was exactly one value and nothing is open.
    var isOneValue: Bool { isBetweenValues && (count == 1 || count == 0 && inScalar) }

    mutating func push(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let p = bytes.baseAddress else { return }
        let end = bytes.count
        var i = 0
        while i < end {
            if inString {
                if afterBackslash {
                    afterBackslash = false
                    i += 1
                    continue
                }
                // Names and small values are shorter than a search is worth.
                let near = min(i &+ 16, end)
                var ahead = i
                while ahead < near, p[ahead] != 0x22, p[ahead] != 0x5C { ahead &+= 1 }
                var stop = end
                if ahead < near, p[ahead] == 0x22 {
                    stop = ahead
                } else if let hit = memchr(p + i, 0x22, end - i) {
                    stop = UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) - p
                }
                var at = stop
                if stop != ahead, let hit = memchr(p + i, 0x5C, stop - i) {
                    at = UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) - p
                }
                if keepsKey, key.count < 8 { key.append(contentsOf: UnsafeBufferPointer(start: p + i, count: min(at - i, 8))) }
                if at < stop {
                    afterBackslash = true
                    keepsKey = false
                    i = at + 1
                } else {
                    if stop < end {
                        inString = false
                        if depth == 0 { count += 1 }
                    }
                    i = stop + 1
                }
                continue
            }
            let byte = p[i]
            i &+= 1
            switch byte {
            case 0x22:
                inString = true
                if depth == 1 {
                    if mark == .error { lastMarked = true }
                    key.removeAll(keepingCapacity: true)
                    keepsKey = true
                    mark = .none
                } else {
                    keepsKey = false
                }
            case 0x7B, 0x5B:
                if depth == 0 { lastMarked = false }
                if depth == 1, mark == .error { lastMarked = true }
                mark = .none
                depth += 1
            case 0x7D, 0x5D:
                depth = max(depth - 1, 0)
                mark = .none
                if depth == 0 {
                    count += 1
                    lastHasMark = lastMarked
                }
            case 0x3A where depth == 1 && keepsKey:
                keepsKey = false
                if key.elementsEqual("done".utf8) { mark = .done } else if key.elementsEqual("error".utf8) { mark = .error }
            case 0x74 where mark == .done:
                lastMarked = true
                mark = .none
            case 0x2C: mark = .none
            case 0x20, 0x09, 0x0A, 0x0D: break
            default: if depth == 0 { inScalar = true }
            }
        }
    }

    private var lastMarked = false
}
