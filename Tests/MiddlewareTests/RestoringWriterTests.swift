import Pipeline
import TestSupport
import Testing

@testable import Detection
@testable import Middleware

@Suite struct RestoringWriterTests {
    /// A client that has room for a piece at once now and then.
    private final class Client: ReplyWriter {
        var hasRoom = true
        private(set) var text = ""
        let hasBegun = true

        func begin(_ head: ResponseHead) async throws(PipelineError) {}
        func send(_ bytes: [UInt8]) async throws(PipelineError) { text += String(decoding: bytes, as: UTF8.self) }
        func finish(_ end: StreamEnd) async throws(PipelineError) {}

        func sendNow(_ bytes: [UInt8]) throws(PipelineError) -> Bool {
            if hasRoom { text += String(decoding: bytes, as: UTF8.self) }
            return hasRoom
        }
    }

    @Test(arguments: [[true, true, true], [false, false, false], [true, false, true], [false, true, false]])
    func `each piece is restored and sent once, however slow the client is`(_ room: [Bool]) async throws {
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
            if try !writer.sendNow(Array(piece.utf8)) { try await writer.send(Array(piece.utf8)) }
        }
        try await writer.finish(.complete)
        #expect(client.text == "To anna@corp.example: well.")
    }
}
