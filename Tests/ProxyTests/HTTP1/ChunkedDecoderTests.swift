import TestSupport
import Testing

@testable import Proxy

/// Decodes chunks cut at the given places. Answers the data, and how many bytes were taken once the body was complete.
private func decode(_ bytes: [UInt8], cuts: [Int], limit: Int = 1 << 20) throws(ChunkFault) -> (data: [UInt8], taken: Int?) {
    var decoder = ChunkedDecoder()
    var out: [UInt8] = []
    var at = 0
    for end in cuts + [bytes.count] {
        var taken = 0
        var fault: ChunkFault?
        bytes.withUnsafeBufferPointer { all in
            do throws(ChunkFault) {
                taken = try decoder.decode(UnsafeBufferPointer(rebasing: all[at..<end]), into: &out, limit: limit)
            } catch {
                fault = error
            }
        }
        if let fault { throw fault }
        if decoder.isComplete { return (out, at + taken) }
        at = end
    }
    return (out, nil)
}

struct ChunkedDecoderTests {
    static let good: [(String, String, rest: Int)] = [
        ("0~~", "", 0),
        ("5~hello~0~~", "hello", 0),
        ("5~hello~6~ world~0~~GET / HTTP/1.1~", "hello world", 16),
        ("0005~hello~000~~", "hello", 0),
        ("a~0123456789~A~0123456789~0~~", "01234567890123456789", 0),
        ("5;name=value;x=\"y z\"~hello~0;last~~", "hello", 0),
        ("5~hello~0~x-checksum: abc~x-other:~~", "hello", 0),
        ("2~\r\n~0~~", "\r\n", 0),
    ]

    @Test(arguments: good.indices)
    func `chunks are taken off the same wherever they are cut`(index: Int) throws {
        let (text, data, rest) = Self.good[index]
        let bytes = spelled(text)
        for first in 0..<bytes.count {
            for second in first..<bytes.count {
                let (out, taken) = try decode(bytes, cuts: [first, second])
                #expect(out == Array(data.utf8))
                #expect(taken == bytes.count - rest)
            }
        }
        let (out, _) = try decode(bytes, cuts: Array(0..<bytes.count))
        #expect(out == Array(data.utf8))
    }

    static let bad = [
        "zz~{}~0~~", "~5~hello~0~~", " 5~hello~0~~", "5 ~hello~0~~", "+5~hello~0~~", "0x5~hello~0~~", "-1~hello~0~~", "5\nhello~0~~",
        "5~hello\n0~~", "5~helloX~0~~", "5~hellox", "5~hello0~~", "5\r\rhello~0~~", "5;a\nb~hello~0~~", "5;a\0b~hello~0~~",
        "5;a\rb~hello~0~~",
        "5~hello~0~\n", "5~hello~0\n\n", "5~hello~0~x~~", "5~hello~0~ x: y~~", "5~hello~0~x : y~~", "5~hello~0~x: a\0~~",
        "5~hello~0~x: y\n~~",
        "5~hello~0~: y~~", "5~hello~0~x: y~ folded~~", "fffffffffffffffff~", "10000000000000000000000000000000000000000000000005~hello~0~~",
        "5;" + String(repeating: "a", count: 300) + "~hello~0~~", "0~x: " + String(repeating: "a", count: 5000) + "~~",
    ]

    @Test(arguments: bad)
    func `anything else is refused, cut anywhere`(text: String) {
        let bytes = spelled(text)
        for cut in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 50)) {
            #expect(throws: ChunkFault.malformed) { try decode(bytes, cuts: [cut]) }
        }
        #expect(throws: ChunkFault.malformed) { try decode(bytes, cuts: Array(0..<bytes.count)) }
    }

    @Test func `a chunk over the limit is refused before its bytes come`() throws {
        #expect(throws: ChunkFault.tooLarge) { try decode(spelled("65~"), cuts: [], limit: 100) }
        #expect(throws: ChunkFault.tooLarge) { try decode(spelled("40000000000000~"), cuts: [], limit: 100) }
        #expect(throws: ChunkFault.tooLarge) { try decode(spelled("5~hello~5~"), cuts: [], limit: 9) }
        let (data, taken) = try decode(spelled("5~hello~5~hello~0~~"), cuts: [], limit: 10)
        #expect(data.count == 10 && taken == 25)
    }
}
