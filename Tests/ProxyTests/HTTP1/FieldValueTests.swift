import Testing

@testable import Proxy

@Suite struct FieldValueTests {
    @Test func `values looked at eight bytes at a time are judged as byte by byte`() {
        var misjudged: [[UInt8]] = []
        for length in [0, 1, 7, 8, 9, 16, 21] {
            for place in 0..<length {
                for byte in UInt8.min ... .max {
                    for filling in [UInt8(ascii: "a"), 0x20, 0xFF, 0x09] {
                        var value = [UInt8](repeating: filling, count: length)
                        value[place] = byte
                        let isValue = value.withUnsafeBufferPointer { ASCII.areFieldValue($0) }
                        if isValue != value.allSatisfy({ ASCII.isFieldValue($0) }) { misjudged.append(value) }
                    }
                }
            }
        }
        #expect(misjudged.isEmpty)
    }
}
