internal import Pipeline

/// The head of a host's answer while libcurl hands it over line by line. Strict: what could be framed in two ways is refused, because
/// libcurl itself accepts a length beside chunks.
struct UpstreamHead {
    /// Bytes of all head lines together, informational answers included. nginx's and llama.cpp's heads are below 4 KiB, Cloudflare's below 8.
    static let maxBytes = 64 * 1024

    private(set) var status = 0
    private(set) var fields = HTTPFields()
    private(set) var isComplete = false
    private var total = 0
    private var length: ArraySlice<UInt8>?
    private var isChunked = false
    private var isInside = false

    mutating func forgetFields() {
        fields = HTTPFields()
    }

    /// Takes one line with its end.
    mutating func take(_ line: UnsafeBufferPointer<UInt8>) throws(CurlError) {
        // What comes after the head is a trailer. Nothing in one is passed on.
        if isComplete { return }
        total += line.count
        guard total <= Self.maxBytes else { throw .headTooLarge }
        var end = line.count
        if end > 0, line[end - 1] == 0x0A { end -= 1 }
        if end > 0, line[end - 1] == 0x0D { end -= 1 }
        if !isInside {
            try takeStatus(line, end)
            return
        }
        if end == 0 {
            isInside = false
            // An informational answer is followed by another head (RFC 9110, section 15.2). 101 is never asked for.
            if status >= 200 {
                guard !(isChunked && length != nil) else { throw .malformed }
                isComplete = true
            } else if status == 101 {
                throw .malformed
            }
            return
        }
        try takeField(line, end)
    }

    private mutating func takeStatus(_ line: UnsafeBufferPointer<UInt8>, _ end: Int) throws(CurlError) {
        guard end >= 9, line[0] == UInt8(ascii: "H"), line[1] == UInt8(ascii: "T"), line[2] == UInt8(ascii: "T"),
            line[3] == UInt8(ascii: "P"), line[4] == UInt8(ascii: "/")
        else { throw .malformed }
        var at = 5
        while at < end, line[at] != 0x20 { at += 1 }
        guard at + 4 <= end, at + 4 == end || line[at + 4] == 0x20 else { throw .malformed }
        var value = 0
        for i in at + 1..<at + 4 {
            guard line[i] >= 0x30, line[i] <= 0x39 else { throw .malformed }
            value = value * 10 + Int(line[i] - 0x30)
        }
        guard value >= 100 else { throw .malformed }
        status = value
        fields = HTTPFields()
        fields.reserve(fields: 16, bytes: 512)
        length = nil
        isChunked = false
        isInside = true
    }

    private mutating func takeField(_ line: UnsafeBufferPointer<UInt8>, _ end: Int) throws(CurlError) {
        var colon = 0
        while colon < end, line[colon] != UInt8(ascii: ":") {
            // No folded line, no space or control in a name (RFC 9112, section 5).
            guard line[colon] > 0x20, line[colon] < 0x7F else { throw .malformed }
            colon += 1
        }
        guard colon > 0, colon < end else { throw .malformed }
        var from = colon + 1
        var to = end
        while from < to, line[from] == 0x20 || line[from] == 0x09 { from += 1 }
        while to > from, line[to - 1] == 0x20 || line[to - 1] == 0x09 { to -= 1 }
        for i in from..<to where line[i] == 0 || line[i] == 0x0D || line[i] == 0x0A { throw .malformed }
        let name = UnsafeBufferPointer(rebasing: line[0..<colon])
        let value = UnsafeBufferPointer(rebasing: line[from..<to])
        if Self.equals(name, "content-length") {
            guard !value.isEmpty, value.count <= 18, value.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { throw .malformed }
            if let length, !length.elementsEqual(value) { throw .malformed }
            length = Array(value)[...]
        } else if Self.equals(name, "transfer-encoding") {
            guard !isChunked, Self.equals(value, "chunked") else { throw .malformed }
            isChunked = true
        }
        fields.append(name: name, value: value)
    }

    private static func equals(_ bytes: UnsafeBufferPointer<UInt8>, _ small: StaticString) -> Bool {
        guard bytes.count == small.utf8CodeUnitCount else { return false }
        for i in 0..<bytes.count where HTTPFields.lowered(bytes[i]) != small.utf8Start[i] { return false }
        return true
    }
}
