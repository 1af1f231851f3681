internal import CCurl
internal import Pipeline

/// Header fields as libcurl takes them: one block of memory for all lines and nodes, instead of two allocations a line.
struct HeaderList {
    private let nodes: UnsafeMutablePointer<curl_slist>
    private let lines: UnsafeMutablePointer<CChar>

    /// The first node, for CURLOPT_HTTPHEADER. Valid until `free`.
    var first: UnsafeMutablePointer<curl_slist> { nodes }

    /// Fields whose bytes could end a line are left out: they would become another field.
    ///
    /// - Parameter isPlain: whether the answer is not to be compressed: then nothing is said of compression, and servers do not compress.
    init(_ fields: HTTPFields, isPlain: Bool) {
        // What libcurl would say of itself: each character of a head costs it some hundred instructions. For a 100 it would even wait.
        var unsaid: [StaticString] = ["Expect:"]
        if !fields.contains("accept") { unsaid.append("Accept:") }
        if isPlain && !fields.contains("accept-encoding") { unsaid.append("Accept-Encoding:") }
        var size = unsaid.reduce(0) { $0 + $1.utf8CodeUnitCount + 1 }
        fields.forEachUnsafe { name, value in size += name.count + value.count + 3 }
        let nodes = UnsafeMutablePointer<curl_slist>.allocate(capacity: fields.count + unsaid.count)
        let lines = UnsafeMutablePointer<CChar>.allocate(capacity: size)
        self.nodes = nodes
        self.lines = lines
        var at = 0
        var count = 0
        func add(_ byte: UInt8) {
            lines[at] = CChar(bitPattern: byte)
            at += 1
        }
        func add(_ bytes: UnsafeBufferPointer<UInt8>) {
            guard let start = bytes.baseAddress else { return }
            UnsafeMutableRawPointer(lines + at).copyMemory(from: start, byteCount: bytes.count)
            at += bytes.count
        }
        func finishLine(from start: Int) {
            add(0)
            (nodes + count).initialize(to: curl_slist(data: lines + start, next: nil))
            if count > 0 { nodes[count - 1].next = nodes + count }
            count += 1
        }
        fields.forEachUnsafe { name, value in
            guard Self.isSafe(name, value) else { return }
            let start = at
            add(name)
            // `name;` is how libcurl is told of a field without a value; `name:` would take the field away.
            add(UInt8(ascii: value.isEmpty ? ";" : ":"))
            if !value.isEmpty {
                add(0x20)
                add(value)
            }
            finishLine(from: start)
        }
        for line in unsaid {
            let start = at
            add(UnsafeBufferPointer(start: line.utf8Start, count: line.utf8CodeUnitCount))
            finishLine(from: start)
        }
    }

    private static func isSafe(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) -> Bool {
        if name.isEmpty { return false }
        for byte in name where byte <= 0x20 || byte == 0x3A || byte >= 0x7F { return false }
        for byte in value where byte == 0 || byte == 0x0D || byte == 0x0A { return false }
        return true
    }

    func free() {
        nodes.deallocate()
        lines.deallocate()
    }
}
