internal import Glibc

/// What stands under which property of which object: the named positions of an API's bodies.
///
/// A shape says what a value is; arrays are transparent, so `messages` and each of its elements have one shape. Looked up for every
/// property of every body, hence flat tables: a name is found by its first eight bytes and its length, the shape under it is one load.
final class Grammar: Sendable {
    /// What a name is that no table holds.
    static let unknown: UInt8 = 0xFF

    // Filled in `init`, never written again and never freed (a grammar lives as long as the program): safe to read from any thread.
    private nonisolated(unsafe) let buckets: UnsafeMutablePointer<Int16>
    private nonisolated(unsafe) let heads: UnsafeMutablePointer<UInt64>
    private nonisolated(unsafe) let lengths: UnsafeMutablePointer<Int32>
    private nonisolated(unsafe) let tails: UnsafeMutablePointer<UnsafeMutablePointer<UInt8>>
    private nonisolated(unsafe) let rules: UnsafeMutablePointer<UInt8>
    private let nameCount: Int
    private static let bucketBits = 11

    /// A grammar of the shapes `0 ..< shapeCount`: for each, the properties its objects name and the shapes under them.
    init(shapeCount: Int, _ table: [(shape: UInt8, names: [String: UInt8])]) {
        let names = Array(Set(table.flatMap(\.names.keys))).sorted()
        nameCount = names.count
        buckets = .allocate(capacity: 1 << Grammar.bucketBits)
        buckets.initialize(repeating: -1, count: 1 << Grammar.bucketBits)
        heads = .allocate(capacity: names.count)
        lengths = .allocate(capacity: names.count)
        tails = .allocate(capacity: names.count)
        rules = .allocate(capacity: shapeCount * names.count)
        rules.initialize(repeating: Grammar.unknown, count: shapeCount * names.count)
        var numbers: [String: Int] = [:]
        for (number, name) in names.enumerated() {
            let bytes = Array(name.utf8)
            numbers[name] = number
            let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count)
            copy.initialize(from: bytes, count: bytes.count)
            tails[number] = copy
            lengths[number] = Int32(bytes.count)
            heads[number] = Grammar.head(UnsafePointer(copy), bytes.count)
            var bucket = Grammar.bucket(heads[number], bytes.count)
            while buckets[bucket] >= 0 { bucket = (bucket + 1) & ((1 << Grammar.bucketBits) - 1) }
            buckets[bucket] = Int16(number)
        }
        for (shape, properties) in table {
            for (name, under) in properties { rules[Int(shape) * nameCount + numbers[name]!] = under }
        }
    }

    /// The shape under a property of an object of that shape, or `unknown`.
    @inline(__always)
    func shape(under parent: UInt8, _ name: UnsafePointer<UInt8>, _ length: Int) -> UInt8 {
        let head = Grammar.head(name, length)
        var bucket = Grammar.bucket(head, length)
        while true {
            let number = Int(buckets[bucket])
            if number < 0 { return Grammar.unknown }
            if heads[number] == head, Int(lengths[number]) == length,
                length <= 8 || memcmp(name + 8, tails[number] + 8, length - 8) == 0
            {
                return rules[Int(parent) * nameCount + number]
            }
            bucket = (bucket + 1) & ((1 << Grammar.bucketBits) - 1)
        }
    }

    @inline(__always)
    private static func head(_ p: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
        if length >= 8 { return UnsafeRawPointer(p).loadUnaligned(as: UInt64.self) }
        var head: UInt64 = 0
        var i = 0
        while i < length {
            head |= UInt64(p[i]) << UInt64(i &* 8)
            i &+= 1
        }
        return head
    }

    @inline(__always)
    private static func bucket(_ head: UInt64, _ length: Int) -> Int {
        Int(truncatingIfNeeded: ((head ^ UInt64(length) &* 0xC2B2_AE3D_27D4_EB4F) &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - bucketBits))
    }
}
