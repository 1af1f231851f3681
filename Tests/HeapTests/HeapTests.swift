import CHeap
import Glibc
import Testing

/// The allocator that `CHeap` puts before the C library's: this program is linked with it, so these functions are its own.
@Suite struct HeapTests {
    private static let sizes = [0, 1, 24, 25, 40, 1000, 1032, 1033, 4096, 4104, 4105, 16_401, 69_000, 70_001, 300_000]

    @Test(arguments: sizes) func `blocks in use are apart and keep what is written`(_ size: Int) {
        for _ in 0..<3 {
            var blocks: [UnsafeMutablePointer<UInt8>] = []
            for number in 0..<200 {
                let block = malloc(max(size, 1))!.assumingMemoryBound(to: UInt8.self)
                block.update(repeating: UInt8(number), count: max(size, 1))
                blocks.append(block)
            }
            for (number, block) in blocks.enumerated() {
                #expect(block[0] == UInt8(number) && block[max(size, 1) - 1] == UInt8(number))
            }
            for block in blocks { free(block) }
        }
    }

    @Test(arguments: sizes) func `a zeroed block is zero though it was used before`(_ size: Int) {
        let used = malloc(max(size, 1))!
        memset(used, 0xA5, max(size, 1))
        free(used)
        let block = calloc(1, max(size, 1))!.assumingMemoryBound(to: UInt8.self)
        defer { free(block) }
        #expect((0..<max(size, 1)).allSatisfy { block[$0] == 0 })
    }

    @Test func `a block that was freed is the next of its size`() {
        let first = malloc(3000)!
        free(first)
        let second = malloc(3000)!
        defer { free(second) }
        #expect(first == second)
    }

    @Test func `a size that overflows is refused`() {
        #expect(calloc(.max / 2, 3) == nil)
    }
}
