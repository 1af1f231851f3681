/// Whether what stands around a span would hide its surrogate from a restorer that asks for word edges: `xxANNAyy`, `a.anna@…`.
struct TextEdges {
    var isOpenLeft = false
    var isOpenRight = false

    init(of span: Range<Int>, in text: UnsafeBufferPointer<UInt8>) {
        isOpenLeft = SymbolReader.joinsLeft(text, span.lowerBound, from: 0)
        isOpenRight = SymbolReader.joinsRight(text, span.upperBound)
    }
}
