internal import Glibc

/// e to the power of x.
@inline(__always)
func exponential(_ x: Float) -> Float {
    expf(x)
}
