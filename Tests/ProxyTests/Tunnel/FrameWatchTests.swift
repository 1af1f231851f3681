import Testing

@testable import Proxy

@Suite struct FrameWatchTests {
    private static func frame(_ opcode: UInt8, _ length: Int, masked: Bool = false) -> [UInt8] {
        let mask: UInt8 = masked ? 0x80 : 0
        var head = [0x80 | opcode]
        switch length {
        case ..<126: head.append(mask | UInt8(length))
        case ..<65536: head += [mask | 126, UInt8(length >> 8), UInt8(length & 255)]
        default: head += [mask | 127] + (0..<8).reversed().map { UInt8(truncatingIfNeeded: length >> ($0 * 8)) }
        }
        // A payload full of what would be close frames.
        return head + (masked ? [0x88, 0x88, 0x88, 0x88] : []) + [UInt8](repeating: 0x88, count: length)
    }

    @Test(arguments: [true, false])
    func `a close frame is seen, and nothing else taken for one, cut anywhere`(masked: Bool) {
        let open = [0, 5, 125, 126, 300].flatMap { Self.frame(2, $0, masked: masked) }
        let closed = open + Self.frame(8, 2, masked: masked)
        for cut in 0...closed.count {
            var watch = FrameWatch()
            watch.push(Array(closed[..<cut]))
            if cut == open.count { #expect(!watch.hasClosed && watch.isBetweenFrames) }
            if cut < open.count { #expect(!watch.hasClosed) }
            watch.push(Array(closed[cut...]))
            #expect(watch.hasClosed && watch.isBetweenFrames)
        }
    }

    @Test func `the longest lengths are counted`() {
        var watch = FrameWatch()
        watch.push(Self.frame(1, 70_000))
        #expect(watch.isBetweenFrames && !watch.hasClosed)
        watch.push([0x82, 127, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])
        watch.push([UInt8](repeating: 0x88, count: 1000))
        #expect(!watch.isBetweenFrames && !watch.hasClosed)
    }
}
