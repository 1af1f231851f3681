/// A sorted list of words, looked up where it lies in the program.
struct NameTable: Sendable {
    private let text: StaticString
    private let starts: [UInt16]

    /// - Parameter text: words of ASCII in order, one space between two; less than 64 KiB.
    init(_ text: StaticString) {
        self.text = text
        var starts: [UInt16] = [0]
        text.withUTF8Buffer { bytes in
            for (index, byte) in bytes.enumerated() where byte == 0x20 { starts.append(UInt16(index + 1)) }
        }
        self.starts = starts
    }

    func contains(_ word: ArraySlice<UInt8>) -> Bool {
        text.withUTF8Buffer { bytes in
            var low = 0
            var high = starts.count
            while low < high {
                let middle = (low + high) / 2
                let start = Int(starts[middle])
                let end = middle + 1 < starts.count ? Int(starts[middle + 1]) - 1 : bytes.count
                let entry = UnsafeBufferPointer(rebasing: bytes[start..<end])
                if entry.elementsEqual(word) { return true }
                if entry.lexicographicallyPrecedes(word) { low = middle + 1 } else { high = middle }
            }
            return false
        }
    }

    func contains(_ word: [UInt8]) -> Bool { contains(word[...]) }
}
