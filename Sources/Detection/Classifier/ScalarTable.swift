/// What the tokenizer knows about each Unicode scalar; it comes out of the model file, so that it is what the training used.
struct ScalarTable: Sendable {
    enum Class: UInt8 {
        case space = 0
        /// Letters and digits: they make words.
        case word = 1
        /// Combining marks and invisible format characters: part of a word they follow, nothing otherwise.
        case mark = 2
        /// A word of its own: punctuation, symbols, ideographs.
        case single = 3
    }

    enum LetterCase: UInt8 {
        case none = 0
        case upper = 1
        case lower = 2
        case digit = 3
    }

    /// Class in the low two bits, letter case in the next two, for the first 65,536 scalars.
    private let plane: [UInt8]
    private let classRuns: [(start: UInt32, value: UInt8)]
    private let caseRuns: [(start: UInt32, value: UInt8)]
    private let foldScalars: [UInt32]
    private let foldOffsets: [Int32]
    private let foldText: [UInt32]

    init(_ file: ModelFile) throws(ModelFileError) {
        classRuns = try Self.runs(file, "scalar_classes")
        caseRuns = try Self.runs(file, "scalar_cases")
        let scalars = try file.values("fold_scalars", as: Int32.self)
        let offsets = try file.values("fold_offsets", as: Int32.self, count: scalars.count + 1)
        let text = try file.values("fold_text", as: Int32.self)
        guard offsets.first == 0, Int(offsets[scalars.count]) == text.count, zip(offsets, offsets.dropFirst()).allSatisfy({ $0 <= $1 })
        else {
            throw .tensor("fold_offsets")
        }
        guard text.allSatisfy({ Unicode.Scalar(UInt32(bitPattern: $0)) != nil }) else { throw .tensor("fold_text") }
        guard zip(scalars, scalars.dropFirst()).allSatisfy({ $0 < $1 }), scalars.allSatisfy({ $0 >= 0 }) else {
            throw .tensor("fold_scalars")
        }
        foldScalars = scalars.map { UInt32(bitPattern: $0) }
        foldOffsets = Array(offsets)
        foldText = text.map { UInt32(bitPattern: $0) }
        plane = [UInt8](unsafeUninitializedCapacity: 0x10000) { [classRuns, caseRuns] out, count in
            var classIndex = 0
            var caseIndex = 0
            for scalar in UInt32(0)..<0x10000 {
                while classIndex + 1 < classRuns.count, classRuns[classIndex + 1].start <= scalar { classIndex += 1 }
                while caseIndex + 1 < caseRuns.count, caseRuns[caseIndex + 1].start <= scalar { caseIndex += 1 }
                out[Int(scalar)] = classRuns[classIndex].value | caseRuns[caseIndex].value << 2
            }
            count = 0x10000
        }
    }

    private static func runs(_ file: ModelFile, _ name: String) throws(ModelFileError) -> [(start: UInt32, value: UInt8)] {
        let values = try file.values(name, as: Int32.self)
        guard values.count >= 2, values.count % 2 == 0, values[0] == 0 else { throw .tensor(name) }
        var out: [(start: UInt32, value: UInt8)] = []
        for index in stride(from: 0, to: values.count, by: 2) {
            guard (0...3).contains(values[index + 1]), index == 0 || values[index] > values[index - 2] else { throw .tensor(name) }
            out.append((UInt32(bitPattern: values[index]), UInt8(values[index + 1])))
        }
        return out
    }

    private func both(_ scalar: UInt32) -> UInt8 {
        if scalar < 0x10000 { return plane[Int(scalar)] }
        return Self.find(scalar, classRuns) | Self.find(scalar, caseRuns) << 2
    }

    private static func find(_ scalar: UInt32, _ runs: [(start: UInt32, value: UInt8)]) -> UInt8 {
        var low = 0
        var high = runs.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if runs[middle].start <= scalar { low = middle } else { high = middle }
        }
        return runs[low].value
    }

    @inline(__always)
    func scalarClass(_ scalar: UInt32) -> Class {
        Class(rawValue: both(scalar) & 3)!
    }

    @inline(__always)
    func letterCase(_ scalar: UInt32) -> LetterCase {
        LetterCase(rawValue: both(scalar) >> 2)!
    }

    /// Appends the scalar in small letters and without accents, as UTF-8.
    func fold(_ scalar: UInt32, into bytes: inout [UInt8]) {
        if scalar < 0x80 {
            bytes.append(scalar &- 0x41 < 26 ? UInt8(scalar) + 0x20 : UInt8(scalar))
            return
        }
        if (0xAC00...0xD7A3).contains(scalar) {
            // Hangul syllables come apart by rule: Unicode, section 3.12.
            let index = scalar - 0xAC00
            Self.append(0x1100 + index / 588, into: &bytes)
            Self.append(0x1161 + index % 588 / 28, into: &bytes)
            if index % 28 != 0 { Self.append(0x11A7 + index % 28, into: &bytes) }
            return
        }
        var low = 0
        var high = foldScalars.count
        while low < high {
            let middle = (low + high) / 2
            if foldScalars[middle] < scalar { low = middle + 1 } else { high = middle }
        }
        guard low < foldScalars.count, foldScalars[low] == scalar else { return Self.append(scalar, into: &bytes) }
        for index in foldOffsets[low]..<foldOffsets[low + 1] { Self.append(foldText[Int(index)], into: &bytes) }
    }

    private static func append(_ scalar: UInt32, into bytes: inout [UInt8]) {
        guard let scalar = Unicode.Scalar(scalar) else { return }
        bytes.append(contentsOf: UTF8.encode(scalar)!)
    }
}
