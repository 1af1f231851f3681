internal import CCurl
internal import Pipeline

/// Header fields as libcurl takes them: one block of memory for all lines and nodes, instead of two allocations a line.
struct HeaderList {
    private let nodes: UnsafeMutablePointer<curl_slist>
    private let lines: UnsafeMutablePointer<CChar>

    /// The first node, for CURLOPT_HTTPHEADER. Valid until `free`.
    var first: UnsafeMutablePointer<curl_slist> { nodes }

    /// Fields whose bytes could end a line are left out: they would become another field.
    init(_ fields: HTTPFields) {
        // libcurl waits up to a second for a 100 before a large body unless this is switched off.
        let withoutExpect: StaticString = "Expect:"
        var size = withoutExpect.utf8CodeUnitCount + 1
        fields.forEach { name, value in size += name.count + value.count + 3 }
        let nodes = UnsafeMutablePointer<curl_slist>.allocate(capacity: fields.count + 1)
        let lines = UnsafeMutablePointer<CChar>.allocate(capacity: size)
        self.nodes = nodes
        self.lines = lines
        var at = 0
        var count = 0
        func finishLine(from start: Int) {
            lines[at] = 0
            at += 1
            (nodes + count).initialize(to: curl_slist(data: lines + start, next: nil))
            if count > 0 { nodes[count - 1].next = nodes + count }
            count += 1
        }
        fields.forEach { name, value in
            guard !name.isEmpty, name.allSatisfy({ $0 > 0x20 && $0 != 0x3A && $0 < 0x7F }),
                value.allSatisfy({ $0 != 0 && $0 != 0x0D && $0 != 0x0A })
            else { return }
            let start = at
            for byte in name {
                lines[at] = CChar(bitPattern: byte)
                at += 1
            }
            // `name;` is how libcurl is told of a field without a value; `name:` would take the field away.
            lines[at] = CChar(bitPattern: UInt8(ascii: value.isEmpty ? ";" : ":"))
            at += 1
            if !value.isEmpty {
                lines[at] = 0x20
                at += 1
                for byte in value {
                    lines[at] = CChar(bitPattern: byte)
                    at += 1
                }
            }
            finishLine(from: start)
        }
        let start = at
        for i in 0..<withoutExpect.utf8CodeUnitCount {
            lines[at] = CChar(bitPattern: withoutExpect.utf8Start[i])
            at += 1
        }
        finishLine(from: start)
    }

    func free() {
        nodes.deallocate()
        lines.deallocate()
    }
}
