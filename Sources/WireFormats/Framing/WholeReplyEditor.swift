internal import Pipeline

/// Restores an answer that comes as one body: its strings where it is JSON, else all of it as a text.
final class WholeReplyEditor: ReplyEditor {
    /// An answer that is longer is refused, in bytes: it is kept until its end.
    static let longestBody = 256 << 20

    private let restorer: any TextRestorer
    private var reader: ReplyReader
    private var body: [UInt8] = []

    init(_ dialect: ReplyDialect, _ restorer: any TextRestorer) {
        self.restorer = restorer
        reader = ReplyReader(dialect)
    }

    func push(_ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) throws(WireFormatError) {
        guard body.count + bytes.count <= WholeReplyEditor.longestBody else { throw .frameTooLarge(limit: WholeReplyEditor.longestBody) }
        body.append(contentsOf: bytes)
    }

    func finish(into out: inout [UInt8]) throws(WireFormatError) {
        let body = body
        self.body = []
        body.withUnsafeBufferPointer { edit($0, into: &out) }
    }

    private func edit(_ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
        let plain = RestoringText(restorer, channel: -1, isJSON: false)
        guard reader.read(bytes) == nil else {
            plain.push(bytes, into: &out)
            plain.finish(into: &out)
            return
        }
        let json = RestoringText(restorer, channel: -1, isJSON: true)
        var decoded: [UInt8] = []
        var restored: [UInt8] = []
        var copied = 0
        out.reserveCapacity(out.count + bytes.count)
        for text in reader.texts where !text.range.isEmpty {
            let raw = UnsafeBufferPointer(rebasing: bytes[text.range])
            let whole = text.kind.isJSON ? json : plain
            restored.removeAll(keepingCapacity: true)
            out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied..<text.range.lowerBound]))
            copied = text.range.upperBound
            if text.kind == .number {
                json.push(raw, into: &out)
                json.finish(into: &out)
            } else if text.isEscaped {
                decoded.removeAll(keepingCapacity: true)
                JSONText.decode(raw, into: &decoded)
                decoded.withUnsafeBufferPointer { text in
                    whole.push(text, into: &restored)
                    whole.finish(into: &restored)
                    restored.withUnsafeBufferPointer { JSONText.encode($0, like: raw, text: text, into: &out) }
                }
            } else {
                whole.push(raw, into: &restored)
                whole.finish(into: &restored)
                restored.withUnsafeBufferPointer { JSONText.encode($0, like: raw, text: raw, into: &out) }
            }
        }
        out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied...]))
    }
}
