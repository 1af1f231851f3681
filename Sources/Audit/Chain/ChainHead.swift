internal import Cryptography
internal import Glibc

/// The newest link of a chain, kept outside the database, so that a cut-off end shows.
///
/// Two lines of one length are written in turn, in place, each with its own keyed check. A line is smaller than a disk sector, so a
/// crash leaves one of the two whole, without the wait for the disk that a file renamed into place needs. It is written after the commit
/// that it tells of: it may be behind the database after a crash, never ahead of it.
final class ChainHead {
    /// What the file says.
    struct Link: Equatable {
        var link: Int64
        var hash: ChainHash
    }

    /// Digits of a writer's number: two in the heads of a file, which has few writers; ten in those of a server.
    enum Width: Int {
        case local = 2
        case fleet = 10
    }

    private let file: Int32
    private let writer: Int64
    private let width: Width
    private let key: KeyedDigest
    private let encoder = EventEncoder()
    private var slot = 0

    /// The bytes of a line: name, writer, link, hash, check and their spaces and line end.
    private static func lineLength(_ width: Width) -> Int { 14 + 1 + width.rawValue + 1 + 19 + 1 + 64 + 1 + 64 + 1 }
    private static let name = "hopguard-audit"

    /// Where the newest link of a writer is kept: beside the database.
    static func path(database: String, writer: Int64) -> String {
        writer == 1 ? database + ".head" : database + ".\(writer).head"
    }

    /// Opens the file for writing, made if need be.
    init(path: String, writer: Int64, key: KeyedDigest, width: Width = .local) throws(AuditStoreError) {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw .headUnwritable(errno: errno) }
        self.file = file
        self.writer = writer
        self.key = key
        self.width = width
        if case .link(_, let slot) = Self.read(path: path, writer: writer, key: key, width: width).contents { self.slot = slot ^ 1 }
    }

    deinit {
        close(file)
    }

    /// Writes a link over the older of the two. Returns the errno when the disk refuses.
    func write(_ link: Link) -> Int32? {
        let line = Array(Self.line(link, writer: writer, key: key, width, encoder: encoder).utf8)
        let written = line.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, off_t(slot * Self.lineLength(width))) }
        guard written == line.count else { return written < 0 ? errno : ENOSPC }
        slot ^= 1
        return nil
    }

    /// Waits until the disk has the file.
    func synchronize() {
        fdatasync(file)
    }

    /// What a head file holds.
    enum Contents: Equatable {
        case missing
        case unreadable
        case link(Link, slot: Int)
    }

    /// Reads the newest whole line of a file's head.
    static func read(database: String, writer: Int64, key: KeyedDigest) -> Contents {
        read(path: path(database: database, writer: writer), writer: writer, key: key, width: .local).contents
    }

    /// Reads the newest whole line, and whose it is.
    ///
    /// - Parameter writer: whose it must be; nil for anyone's.
    static func read(path: String, writer: Int64?, key: KeyedDigest, width: Width) -> (contents: Contents, writer: Int64) {
        guard let bytes = contents(of: path, width), !bytes.isEmpty else { return (.missing, 0) }
        let encoder = EventEncoder()
        var newest = Contents.unreadable
        var owner: Int64 = 0
        for slot in 0..<2 {
            let range = slot * lineLength(width)..<(slot + 1) * lineLength(width)
            guard range.upperBound <= bytes.count else { continue }
            let text = String(decoding: bytes[range], as: UTF8.self)
            let words = text.split(separator: " ")
            guard words.count == 5, let found = Int64(words[1]), found == writer ?? found, let number = Int64(words[2]),
                let hash = ChainHash(hex: words[3])
            else { continue }
            let link = Link(link: number, hash: hash)
            guard line(link, writer: found, key: key, width, encoder: encoder) == text else { continue }
            if case .link(let other, _) = newest, other.link >= link.link { continue }
            newest = .link(link, slot: slot)
            owner = found
        }
        return (newest, owner)
    }

    private static func contents(of path: String, _ width: Width) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 2 * lineLength(width))
        let count = bytes.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
        return count < 0 ? nil : Array(bytes[..<count])
    }

    private static func line(_ link: Link, writer: Int64, key: KeyedDigest, _ width: Width, encoder: EventEncoder) -> String {
        encoder.begin(.head, writer: writer, link: link.link, previous: link.hash)
        func padded(_ number: Int64, _ count: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, count - digits.count)) + digits
        }
        return "\(name) \(padded(writer, width.rawValue)) \(padded(link.link, 19)) \(link.hash) \(encoder.link(key))\n"
    }
}
