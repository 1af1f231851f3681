/// The `mask` operator.
enum Mask {
    /// Values with fewer letters and digits than this keep nothing: four of seven would say too much.
    static let leastToKeep = 8
    /// How many letters or digits stay at the end.
    static let kept = 4

    /// Four stars, then the last four letters or digits of eight or more. Always four stars: the length is no one's business.
    static func apply(_ value: [UInt8]) -> [UInt8] {
        var out = [UInt8](repeating: UInt8(ascii: "*"), count: 4)
        let scalars = String(decoding: value, as: UTF8.self).unicodeScalars.filter {
            SymbolReader.isWord($0.value) || $0.properties.isAlphabetic
        }
        guard scalars.count >= leastToKeep else { return out }
        for scalar in scalars.suffix(kept) { out.append(contentsOf: Array(String(scalar).utf8)) }
        return out
    }
}
