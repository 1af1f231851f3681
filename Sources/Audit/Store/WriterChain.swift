internal import Cryptography
internal import Pipeline

/// One writer's chain as far as it has come: its newest link, and the rows that wait for their outcome. It outlives a connection, and a
/// spool goes on with it.
final class WriterChain {
    /// A row that is in the log without its outcome. A class: it is large, and kept in several places.
    final class OpenRow: Sendable {
        let seq: Int64
        let link: Int64
        let hash: ChainHash
        let admission: AdmissionRow
        let entities: [EntityRow]

        init(seq: Int64, link: Int64, hash: ChainHash, admission: AdmissionRow, entities: [EntityRow]) {
            self.seq = seq
            self.link = link
            self.hash = hash
            self.admission = admission
            self.entities = entities
        }

        /// The same row where it has another number.
        func moved(to seq: Int64) -> OpenRow {
            OpenRow(seq: seq, link: link, hash: hash, admission: admission, entities: entities)
        }
    }

    /// A group whose commit was sent and not answered: it may hold or not.
    struct Doubt {
        var tip: ChainHead.Link
        var opened: [String: OpenRow]
        var closed: [String]
        /// How many items it was made of: the first ones of what is tried again.
        var items: Int
    }

    let writer: Int64
    let key: KeyedDigest
    let durability: AuditDurability
    let head: ChainHead
    /// What makes the number the program's own; given back with the chain.
    private let place: WriterPlace

    var tip: ChainHead.Link
    var open: [String: OpenRow] = [:]
    var doubt: Doubt?
    var isHeadBehind = false

    init(writer: Int64, tip: ChainHead.Link, key: KeyedDigest, durability: AuditDurability, head: ChainHead, place: WriterPlace) {
        self.writer = writer
        self.tip = tip
        self.key = key
        self.durability = durability
        self.head = head
        self.place = place
    }

    /// Keeps the newest link outside the database. Returns the errno when the disk refuses.
    func keepTip() -> Int32? {
        let failure = head.write(tip)
        if failure == nil { isHeadBehind = false }
        return failure
    }

    /// Takes over a group that holds.
    func advance(to tip: ChainHead.Link, opened: [String: OpenRow], closed: [String]) {
        self.tip = tip
        for id in closed { open[id] = nil }
        open.merge(opened) { _, new in new }
        isHeadBehind = true
    }
}
