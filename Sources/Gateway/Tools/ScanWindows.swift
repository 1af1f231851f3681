internal import Detection

/// A text of any length, examined window by window: what is held is one window, whatever comes.
///
/// Windows overlap, so that a value that lies over a cut is seen whole, with the words around it.
package struct ScanWindows {
    /// Bytes of a window that are not seen by its neighbours too.
    package static let size = 4 << 20
    /// Bytes that a window shares with the one before it and the one after: more than the longest value and its context.
    private static let overlap = 16 << 10

    private let workbench: Workbench
    /// Bytes not yet let go, the first `seen` of them only for context.
    private var held: [UInt8] = []
    private var seen = 0
    /// Bytes and Unicode scalars before `held`.
    private var bytesBefore = 0
    private var scalarsBefore = 0
    /// Where the last finding ended, in bytes of the whole text.
    private var lastEnd = 0

    package init(_ workbench: Workbench) {
        self.workbench = workbench
    }

    /// Takes the next piece of the text and reports what was found in windows that are whole, with the bytes of each value.
    package mutating func add(
        _ piece: [UInt8], _ found: (Workbench.Found, ArraySlice<UInt8>) -> Void
    ) throws(Workbench.AnalysisFault) {
        held += piece
        while held.count - seen >= Self.size + Self.overlap { try examine(upTo: cut(), found) }
    }

    /// Reports what was found in the rest.
    package mutating func finish(_ found: (Workbench.Found, ArraySlice<UInt8>) -> Void) throws(Workbench.AnalysisFault) {
        try examine(upTo: held.count, found)
    }

    /// Where the window ends: at the end of a line if one is near, else before a character.
    private func cut() -> Int {
        let end = seen + Self.size
        if let line = held[end - Self.overlap..<end].lastIndex(of: 0x0A) { return line + 1 }
        var at = end
        while at > end - 4, held[at] & 0xC0 == 0x80 { at -= 1 }
        return at
    }

    private mutating func examine(
        upTo end: Int, _ found: (Workbench.Found, ArraySlice<UInt8>) -> Void
    ) throws(Workbench.AnalysisFault) {
        let window = Array(held.prefix(end + Self.overlap))
        for entity in try workbench.findings(in: window) where entity.span.lowerBound < end {
            // Alternatives of one value share its span.
            guard entity.span.lowerBound >= seen, bytesBefore + entity.span.upperBound >= lastEnd else { continue }
            lastEnd = bytesBefore + entity.span.upperBound
            let scalars = scalarsBefore + entity.scalars.lowerBound..<scalarsBefore + entity.scalars.upperBound
            found(
                Workbench.Found(
                    span: bytesBefore + entity.span.lowerBound..<bytesBefore + entity.span.upperBound, scalars: scalars,
                    type: entity.type, score: entity.score, recognizer: entity.recognizer, action: entity.action), window[entity.span])
        }
        var from = max(0, end - Self.overlap)
        while from > 0, from < held.count, held[from] & 0xC0 == 0x80 { from -= 1 }
        var offsets = ScalarOffsets(held)
        scalarsBefore += offsets.scalars(of: 0..<from).upperBound
        bytesBefore += from
        held.removeSubrange(0..<from)
        seen = end - from
    }
}
