internal import Glibc

/// Logarithms, kept here so that the rest of the room needs no C mathematics.
enum Logarithm {
    static func base2(_ x: Double) -> Double { Glibc.log2(x) }
}
