/// Whether what stands around a span would hide its surrogate from a restorer that asks for word edges: `xxANNAyy`, `a.anna@…`.
struct TextEdges {
    var isOpenLeft = false
    var isOpenRight = false

    init(of span: Range<Int>, in text: UnsafeBufferPointer<UInt8>) {
        isOpenLeft = SymbolReader.joinsLeft(text, span.lowerBound, from: 0)
        isOpenRight = SymbolReader.joinsRight(text, span.upperBound)
    }

    /// A span without the white space at its ends, which hides nothing.
    static func trim(_ span: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        var (low, high) = (span.lowerBound, span.upperBound)
        while low < high {
            let symbol = SymbolReader.scalar(text, low, isFinal: true)
            guard SymbolReader.isBlank(symbol.value), symbol.next <= high else { break }
            low = symbol.next
        }
        while high > low, let last = SymbolReader.before(text, high, from: low), SymbolReader.isBlank(last.value) { high = last.start }
        return low..<high
    }
}
