/// What one step of a decompressor did.
struct DecompressionStep {
    enum Status {
        /// The encoded data has ended.
        case done
        /// There may be more.
        case going
        /// The bytes are not what they should be.
        case failed
    }

    var consumed: Int
    var produced: Int
    var status: Status
}

/// One compressed stream on its way to plain bytes.
protocol Decompressor: AnyObject {
    /// Takes from the input and fills the output, as far as either reaches.
    func step(_ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> DecompressionStep
}
