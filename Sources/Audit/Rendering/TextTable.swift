/// A table that fits a terminal: columns as wide as they need, the least important left out when there is no room.
struct TextTable {
    struct Column {
        var title: String
        /// The larger, the sooner it is left out; 0 stays.
        var rank: Int
        var isNumber = false
        /// A text may be cut down to this; 0 may not be cut.
        var least = 0
    }

    var columns: [Column]
    var rows: [[String]] = []

    /// Lays the table out, each line with its line end.
    ///
    /// - Parameter width: the terminal's columns; nil when it is no terminal, and nothing is cut then.
    func render(width: Int?) -> String {
        var shown = Array(columns.indices)
        var widths = columns.indices.map { at in
            rows.reduce(DisplayWidth.of(columns[at].title)) { max($0, DisplayWidth.of($1[at])) }
        }
        func total() -> Int { shown.reduce(0) { $0 + widths[$1] } + 2 * max(0, shown.count - 1) }
        if let width {
            // First the long texts give way, then whole columns.
            while total() > width,
                let widest = shown.filter({ columns[$0].least > 0 && widths[$0] > columns[$0].least })
                    .max(by: { widths[$0] < widths[$1] })
            {
                widths[widest] -= 1
            }
            while total() > width, let last = shown.filter({ columns[$0].rank > 0 }).max(by: { columns[$0].rank < columns[$1].rank }) {
                shown.removeAll { $0 == last }
            }
        }
        var out = line(columns.map(\.title), shown, widths)
        for row in rows { out += line(row, shown, widths) }
        return out
    }

    private func line(_ cells: [String], _ shown: [Int], _ widths: [Int]) -> String {
        var out = ""
        for (place, at) in shown.enumerated() {
            let cell = DisplayWidth.cut(cells[at], to: widths[at])
            let space = String(repeating: " ", count: max(0, widths[at] - DisplayWidth.of(cell)))
            if place > 0 { out += "  " }
            if columns[at].isNumber {
                out += space + cell
            } else if place == shown.count - 1 {
                out += cell
            } else {
                out += cell + space
            }
        }
        return out + "\n"
    }
}

/// How many terminal columns text takes.
enum DisplayWidth {
    /// Two for wide East Asian characters and emoji (Unicode Standard Annex 11, the main blocks), none for combining marks.
    static func of(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + of($1) }
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x300...0x36f, 0x483...0x489, 0x591...0x5bd, 0x610...0x61a, 0x64b...0x65f, 0x1ab0...0x1aff, 0x1dc0...0x1dff, 0x20d0...0x20ff,
            0xfe00...0xfe0f, 0xfe20...0xfe2f:
            0
        case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0x9fff, 0xa000...0xa4cf, 0xac00...0xd7a3,
            0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f680...0x1f6ff, 0x1f900...0x1f9ff,
            0x20000...0x3fffd:
            2
        default: 1
        }
    }

    /// The text, cut with `…` where it is too wide.
    static func cut(_ text: String, to width: Int) -> String {
        guard of(text) > width else { return text }
        var out = ""
        var used = 0
        for scalar in text.unicodeScalars {
            let own = of(scalar)
            if used + own > width - 1 { break }
            out.unicodeScalars.append(scalar)
            used += own
        }
        return width > 0 ? out + "…" : ""
    }
}
