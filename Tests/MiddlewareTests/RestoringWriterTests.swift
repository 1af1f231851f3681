import Pipeline
import TestSupport
import Testing

@testable import Detection
@testable import Middleware

@Suite struct RestoringWriterTests {
    /// A client that keeps up now and then.
    private final class Client: ReplyWriter {
        var hasRoom = true
        private(set) var waits = 0
        private(set) var text = ""
        let hasBegun = true

        func begin(_ head: ResponseHead) async throws(PipelineError) {}
        func put(_ bytes: [UInt8]) throws(PipelineError) -> Bool {
            text += String(decoding: bytes, as: UTF8.self)
            return hasRoom
        }
        func waitForRoom() async throws(PipelineError) { waits += 1 }
        func finish(_ end: StreamEnd) async throws(PipelineError) {}
    }

    @Test(arguments: [[true, true, true], [false, false, false], [true, false, true], [false, true, false]])
    func `each piece is restored and sent once, and a slow client is waited for`(_ room: [Bool]) async throws {
        let map = SurrogateMap([
            SurrogateMap.Entry(
                type: EntityType("EMAIL_ADDRESS"), original: Array("anna@corp.example".utf8), surrogate: Array("mara@mail.example".utf8))
        ])
        let client = Client()
        let writer = RestoringWriter(
            base: client, restoration: Restoration(cloud: Restorer(map)), format: PlainFormat(), record: ExchangeRecord())
        try await writer.begin(
            ResponseHead(status: 200, fields: HTTPFields(), origin: .host(id: "h", trust: .cloud), isStream: true))
        for (piece, hasRoom) in zip(["To mara@", "mail.example: ", "well."], room) {
            client.hasRoom = hasRoom
            try await writer.send(Array(piece.utf8))
        }
        #expect(client.waits == room.count { !$0 })
        try await writer.finish(.complete)
        #expect(client.text == "To anna@corp.example: well.")
    }
}
