internal import CTagger
internal import Cryptography
internal import Glibc

/// A model file, mapped and checked: magic, version, length, SHA-256, shape, every tensor's place and size.
///
/// Layout, little-endian: `HGTAGGER`, version (4 bytes), header length (4), file length (8), start of the tensors (8), JSON
/// header, tensors at multiples of 64 bytes, SHA-256 of all that precedes it.
final class ModelFile: Sendable {
    static let version: UInt32 = 1
    private static let prefix = 32
    private static let alignment = 64
    /// A header of the trainer has about 10 KB.
    private static let largestHeader = 1 << 20
    /// The shipped file has 23 MB; a file that says more is not ours.
    private static let largestFile = 1 << 28

    /// SHA-256 of the content, as hexadecimal digits: names the model in reports.
    let digest: String
    /// SHA-256 of the data that it was trained on, as the trainer wrote it.
    let trainingData: String
    let types: [String]
    /// What each recall level adds to the logits of each type.
    let bias: [RecallLevel: [Float]]

    // The mapping is read-only and lives as long as this object, so any thread may read it.
    private nonisolated(unsafe) let mapping: UnsafeRawBufferPointer
    private let tensorStart: Int
    private let tensors: [String: Tensor]

    private struct Tensor: Sendable {
        let type: String
        let count: Int
        let offset: Int
    }

    init(path: String) throws(ModelFileError) {
        let mapping = try Self.map(path)
        var accepted = false
        defer { if !accepted { munmap(UnsafeMutableRawPointer(mutating: mapping.baseAddress), mapping.count) } }

        guard mapping.count >= Self.prefix, mapping.prefix(8).elementsEqual("HGTAGGER".utf8) else { throw .notAModel }
        let found = UInt32(littleEndian: mapping.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
        guard found == Self.version else { throw .version(found: found, expected: Self.version) }
        let headerLength = Int(UInt32(littleEndian: mapping.loadUnaligned(fromByteOffset: 12, as: UInt32.self)))
        let length = UInt64(littleEndian: mapping.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
        guard length == UInt64(mapping.count), mapping.count >= Self.prefix + Digest.size else {
            throw .length(found: mapping.count, expected: length)
        }
        let content = UnsafeBufferPointer(rebasing: mapping.bindMemory(to: UInt8.self)[..<(mapping.count - Digest.size)])
        let computed = Digest.sha256(content)
        guard mapping.suffix(Digest.size).elementsEqual(computed) else { throw .checksum }
        let start = UInt64(littleEndian: mapping.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
        guard headerLength <= Self.largestHeader, start <= UInt64(content.count), start % UInt64(Self.alignment) == 0,
            Self.prefix + headerLength <= Int(start)
        else {
            throw .header("length")
        }
        let headerBytes = UnsafeBufferPointer(rebasing: content[Self.prefix..<(Self.prefix + headerLength)])
        guard let header = HeaderValue.parse(headerBytes) else { throw .header("json") }
        try Self.checkShape(header)

        self.digest = Digest.hex(computed)
        self.trainingData = header["facts"]?["training_data"]?.text ?? ""
        guard let types = header["types"]?.texts, types.count * 2 + 1 == Int(HG_TAGS) else { throw .header("types") }
        guard header["tags"]?.texts == ["O"] + types.flatMap({ ["B-" + $0, "I-" + $0] }) else { throw .header("tags") }
        self.types = types
        var bias: [RecallLevel: [Float]] = [:]
        for level in RecallLevel.allCases {
            guard let values = header["bias"]?[level.rawValue]?.numbers, values.count == types.count, values.allSatisfy(\.isFinite) else {
                throw .header("bias")
            }
            bias[level] = values
        }
        self.bias = bias
        self.tensors = try Self.readTensors(header, room: content.count - Int(start))
        self.tensorStart = Int(start)
        self.mapping = mapping
        accepted = true
    }

    deinit {
        munmap(UnsafeMutableRawPointer(mutating: mapping.baseAddress), mapping.count)
    }

    /// Lets go of the file's pages, which checking it has brought in: a program that classifies nothing does not pay for the weights. They
    /// come back one by one as they are read.
    func letGo() {
        madvise(UnsafeMutableRawPointer(mutating: mapping.baseAddress), mapping.count, MADV_DONTNEED)
    }

    /// The tensor's values; valid as long as this object.
    func values<Value: BitwiseCopyable>(_ name: String, as type: Value.Type, count: Int? = nil) throws(ModelFileError)
        -> UnsafeBufferPointer<Value>
    {
        guard let tensor = tensors[name], tensor.type == Self.name(of: type), count == nil || tensor.count == count else {
            throw .tensor(name)
        }
        let bytes = mapping.baseAddress! + tensorStart + tensor.offset
        return UnsafeBufferPointer(start: bytes.assumingMemoryBound(to: type), count: tensor.count)
    }

    private static func name<Value>(of type: Value.Type) -> String {
        switch type {
        case is Int8.Type: "int8"
        case is UInt8.Type: "uint8"
        case is Int32.Type: "int32"
        default: "float32"
        }
    }

    private static func width(of type: String) -> Int? {
        switch type {
        case "int8", "uint8": 1
        case "int32", "float32": 4
        default: nil
        }
    }

    private static func map(_ path: String) throws(ModelFileError) -> UnsafeRawBufferPointer {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .unreadable(errno: errno) }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0 else { throw .unreadable(errno: errno) }
        guard facts.st_mode & S_IFMT == S_IFREG, facts.st_size > 0, facts.st_size <= largestFile else { throw .notAModel }
        guard let address = mmap(nil, Int(facts.st_size), PROT_READ, MAP_PRIVATE, file, 0), address != MAP_FAILED else {
            throw .unreadable(errno: errno)
        }
        return UnsafeRawBufferPointer(start: address, count: Int(facts.st_size))
    }

    private static func checkShape(_ header: HeaderValue) throws(ModelFileError) {
        let expected: [(String, Int)] = [
            ("layers", Int(HG_LAYERS)), ("width", Int(HG_WIDTH)), ("heads", Int(HG_HEADS)), ("inner", Int(HG_INNER)),
            ("window", Int(HG_WINDOW)),
            ("cases", Int(HG_CASES)), ("word_scalars", WordPieceTokenizer.longestWord), ("word_pieces", WordPieceTokenizer.mostPieces),
        ]
        for (name, value) in expected where header["shape"]?[name]?.whole != value { throw .header("shape." + name) }
    }

    private static func readTensors(_ header: HeaderValue, room: Int) throws(ModelFileError) -> [String: Tensor] {
        guard case .object(let entries)? = header["tensors"] else { throw .header("tensors") }
        var out: [String: Tensor] = [:]
        for (name, entry) in entries {
            guard let type = entry["type"]?.text, let width = width(of: type), let count = entry["count"]?.whole,
                let offset = entry["offset"]?.whole,
                count > 0, offset >= 0, offset % alignment == 0, offset <= room, count <= (room - offset) / width
            else { throw .tensor(name) }
            out[name] = Tensor(type: type, count: count, offset: offset)
        }
        return out
    }
}
