/// Columns whose header names a birthday, an identifier or a secret: every later row's field belongs to it.
enum CueTable {
    /// Rows and columns looked at; what lies beyond is still the model's.
    private static let mostRows = 5_000
    private static let mostColumns = 64
    private static let marks: [String] = [",", ";", "\t", "|"]

    static func find(_ words: CueWords) -> [TaggedSpan] {
        let text = words.text
        var out: [TaggedSpan] = []
        var lineStart = 0
        var columns: [Int: CueVocabulary.Kind] = [:]
        var mark: UInt8 = 0
        var width = 0
        var rows = 0
        while lineStart < text.count, rows < mostRows {
            var lineEnd = lineStart
            while lineEnd < text.count, text[lineEnd] != 0x0A, text[lineEnd] != 0x0D { lineEnd += 1 }
            let line = lineStart..<lineEnd
            rows += 1
            if columns.isEmpty {
                (columns, mark, width) = header(text, line)
            } else {
                let fields = split(text, line, mark)
                if fields.count != width {
                    (columns, mark, width) = header(text, line)
                } else {
                    for (column, kind) in columns {
                        let field = trim(text, fields[column])
                        if isValue(text, field, kind) {
                            out.append(TaggedSpan(range: field, type: CueRules.type(of: kind), score: CueRules.score, source: .cue))
                        }
                    }
                }
            }
            lineStart = lineEnd + 1
        }
        return out
    }

    private static func header(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> ([Int: CueVocabulary.Kind], UInt8, Int) {
        guard line.count <= 2_000 else { return ([:], 0, 0) }
        for mark in marks.map({ $0.utf8.first! }) where text[line].contains(mark) {
            let fields = split(text, line, mark)
            guard fields.count >= 2, fields.count <= mostColumns else { continue }
            var columns: [Int: CueVocabulary.Kind] = [:]
            for (index, field) in fields.enumerated() {
                let name = text[trim(text, field)]
                guard name.count <= 40, !name.contains(where: { $0 &- 0x30 < 10 }) else { continue }
                let words = name.split { $0 == 0x20 || $0 == 0x5F || $0 == 0x2D }.map { String(decoding: $0, as: UTF8.self).lowercased() }
                guard let first = words.first else { continue }
                if let cue = CueVocabulary.cues[first]?.first(where: { $0.words == words }) { columns[index] = cue.kind }
            }
            if !columns.isEmpty { return (columns, mark, fields.count) }
        }
        return ([:], 0, 0)
    }

    /// Fields of a line; a mark within double quotation marks parts nothing.
    private static func split(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, _ mark: UInt8) -> [Range<Int>] {
        var out: [Range<Int>] = []
        var start = line.lowerBound
        var quoted = false
        for index in line {
            if text[index] == 0x22 { quoted.toggle() }
            if text[index] == mark, !quoted {
                out.append(start..<index)
                start = index + 1
                if out.count > mostColumns { break }
            }
        }
        out.append(start..<line.upperBound)
        return out
    }

    private static func trim(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var range = range
        while let last = range.last, text[last] == 0x20 || text[last] == 0x22 || text[last] == 0x27 || text[last] == 0x0D {
            range = range.lowerBound..<last
        }
        while let first = range.first, text[first] == 0x20 || text[first] == 0x22 || text[first] == 0x27 {
            range = (first + 1)..<range.upperBound
        }
        return range
    }

    private static func isValue(_ text: UnsafeBufferPointer<UInt8>, _ field: Range<Int>, _ kind: CueVocabulary.Kind) -> Bool {
        guard field.count >= 3, field.count <= 64, !"<[{".utf8.contains(text[field.lowerBound]) else { return false }
        let digits = text[field].count { $0 &- 0x30 < 10 }
        switch kind {
        case .birthday: return digits >= 4
        case .identifier, .qualifiedIdentifier: return digits >= 1
        case .pin: return digits >= 3
        case .userName, .secret: return true
        }
    }
}
