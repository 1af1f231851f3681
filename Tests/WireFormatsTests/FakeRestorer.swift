import Pipeline

/// Restores known surrogates spelled exactly, and holds back what may still become one.
final class FakeRestorer: TextRestorer {
    static let known: [(surrogate: String, original: String)] = [
        ("ava.lindqvist@mail.example", "anna.kowalska@corp.example"),
        ("Mara Ellison", "Zoë \"Zo\" O'Hara\\"),
        ("Zoë Ålund", "Jane\nRoe"),
        ("4929000011112222", "4111111111111111"),
    ]

    private let table = known.map { (Array($0.surrogate.utf8), Array($0.original.utf8)) }
    private var carries: [Int: [UInt8]] = [:]

    func push(_ text: UnsafeBufferPointer<UInt8>, channel: Int, into out: inout [UInt8]) {
        let bytes = (carries[channel] ?? []) + Array(text)
        var i = 0
        scan: while i < bytes.count {
            for (surrogate, original) in table {
                let rest = bytes[i...]
                if rest.starts(with: surrogate) {
                    out += original
                    i += surrogate.count
                    continue scan
                }
                if surrogate.starts(with: rest) {
                    carries[channel] = Array(rest)
                    return
                }
            }
            out.append(bytes[i])
            i += 1
        }
        carries[channel] = nil
    }

    func flush(channel: Int, into out: inout [UInt8]) {
        // What is kept may hold a whole shorter match further on.
        guard let kept = carries.removeValue(forKey: channel), let first = kept.first else { return }
        out.append(first)
        let rest = Array(kept.dropFirst())
        if !rest.isEmpty {
            rest.withUnsafeBufferPointer { push($0, channel: channel, into: &out) }
            flush(channel: channel, into: &out)
        }
    }

    func holds(channel: Int) -> Bool { carries[channel] != nil }

    static func restored(_ text: String) -> String {
        var out: [UInt8] = []
        FakeRestorer().whole(text, into: &out)
        return String(decoding: out, as: UTF8.self)
    }

    private func whole(_ text: String, into out: inout [UInt8]) {
        Array(text.utf8).withUnsafeBufferPointer { self.whole($0, into: &out) }
    }
}
