extension String {
    /// Between backticks for a message: cut to a bound, control characters and whatever could move a terminal's cursor left out.
    var quoted: String {
        var shown = ""
        var count = 0
        for scalar in unicodeScalars {
            if count == 80 { return "`\(shown)…`" }
            count += 1
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: shown.unicodeScalars.append("\u{FFFD}")
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return "`\(shown)`"
    }

    /// The text without spaces at both ends.
    var trimmed: String {
        var bytes = Substring(self).utf8
        while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
        while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
        return String(Substring(bytes))
    }
}
