import Foundation
import Testing

@testable import Detection

@Suite struct ModelFileTests {
    private func write(_ bytes: Data) throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "hopguard-\(UUID().uuidString).hgm")
        try bytes.write(to: path)
        return path.path(percentEncoded: false)
    }

    private func refusal(_ bytes: Data) throws -> ModelFileError? {
        let path = try write(bytes)
        defer { try? FileManager.default.removeItem(atPath: path) }
        do {
            _ = try EmbeddedTagger(path: path)
            return nil
        } catch {
            return error
        }
    }

    private var shipped: Data { get throws { try Data(contentsOf: URL(filePath: ShippedModel.path)) } }

    @Test func `the shipped file loads and names its training data`() throws {
        let tagger = try EmbeddedTagger(path: ShippedModel.path)
        #expect(tagger.digest.count == 64)
        #expect(tagger.trainingData.count == 64)
        #expect(try shipped.count < 25_000_000)
    }

    @Test func `a file that is not there is named by its errno`() {
        #expect(throws: ModelFileError.unreadable(errno: 2)) { try EmbeddedTagger(path: "/nonexistent/model.hgm") }
    }

    @Test func `a folder is not a model`() {
        #expect(throws: ModelFileError.self) { try EmbeddedTagger(path: "/tmp") }
    }

    @Test(arguments: [0, 1, 31, 32, 40])
    func `a stub is refused`(count: Int) throws {
        let error = try refusal(try shipped.prefix(count))
        #expect(error == .notAModel || error == .length(found: count, expected: UInt64(try shipped.count)))
    }

    @Test func `a cut file is refused by its length`() throws {
        let whole = try shipped
        #expect(try refusal(whole.dropLast(1)) == .length(found: whole.count - 1, expected: UInt64(whole.count)))
        #expect(try refusal(whole + Data([0])) == .length(found: whole.count + 1, expected: UInt64(whole.count)))
    }

    @Test func `another magic and another version are refused by name`() throws {
        var whole = try shipped
        whole[8] = 2
        #expect(try refusal(whole) == .version(found: 2, expected: 1))
        whole[0] = 0x68
        #expect(try refusal(whole) == .notAModel)
    }

    @Test(arguments: [40, 20_000, 5_000_000, -1])
    func `one changed bit anywhere is refused by the checksum`(place: Int) throws {
        var whole = try shipped
        let index = place < 0 ? whole.count + place : place
        whole[index] ^= 1
        #expect(try refusal(whole) == .checksum)
    }

    @Test(arguments: [#"{"a":1}"#, #"{"a":[1,-2.5e3,"x",true,null],"b":{}}"#, "[]", " 7 "])
    func `the header reader takes JSON`(text: String) {
        #expect(Array(text.utf8).withUnsafeBufferPointer { HeaderValue.parse($0) } != nil)
    }

    @Test(arguments: [
        "", "{", #"{"a":1,"a":2}"#, "[1,]", "[1] 2", #""\u0041""#, "nul",
        String(repeating: "[", count: 40) + String(repeating: "]", count: 40),
    ])
    func `the header reader refuses what the format does not prescribe`(text: String) {
        #expect(Array(text.utf8).withUnsafeBufferPointer { HeaderValue.parse($0) } == nil)
    }
}
