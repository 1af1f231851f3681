import Testing

@testable import Detection

@Suite struct TaggerServiceTests {
    private let text = Array("Please call Margaret Thornbury.".utf8)

    @Test func `the service finds what the tagger finds and remembers it`() async throws {
        let service = TaggerService(tagger: ShippedModel.tagger, limits: .init(threads: 2))
        defer { service.shutDown() }
        let expected = ShippedModel.tagger.tag([text], recall: .high)[0]
        #expect(!expected.isEmpty)
        #expect(try await service.classify([text, [], text], recall: .high) == [expected, [], expected])
        #expect(try await service.classify([text], recall: .high) == [expected])
        #expect(service.statistics.cacheHits == 1)
        #expect(service.statistics.classified == 2)
        #expect(try await service.classify([], recall: .high).isEmpty)
    }

    @Test func `a text of several parts is remembered whole, with what the rules found beyond a part`() async throws {
        let service = TaggerService(tagger: ShippedModel.tagger, limits: .init(threads: 2))
        defer { service.shutDown() }
        // The table's header stands in the first part alone.
        let row = "Piotr Nowak,1984-02-29,staple,lorem ipsum dolor sit amet\n"
        let table = Array(("name,date of birth,password,note\n" + String(repeating: row, count: 300)).utf8)
        #expect(TaggerParts.ranges(table).count > 1)
        let first = try await service.classify([table], recall: .balanced)
        #expect(first[0].contains { $0.range.lowerBound > TaggerParts.partBytes && $0.source == .cue })
        let windows = service.statistics.windows
        let hits = service.statistics.cacheHits
        #expect(try await service.classify([table], recall: .balanced) == first)
        // One look-up, and the model is not asked again.
        #expect(service.statistics.windows == windows && service.statistics.cacheHits == hits + 1)
    }

    @Test func `another recall level is not answered from the cache`() async throws {
        let service = TaggerService(tagger: ShippedModel.tagger)
        defer { service.shutDown() }
        _ = try await service.classify([text], recall: .balanced)
        _ = try await service.classify([text], recall: .max)
        #expect(service.statistics.cacheHits == 0)
    }

    @Test func `many callers are all answered`() async throws {
        let service = TaggerService(tagger: ShippedModel.tagger, limits: .init(threads: 2))
        defer { service.shutDown() }
        let names = ["Anna Kowalski", "Piotr Nowak", "Rajesh Gupta", "Elena Petrova", "John Miller", "Fatima Hassan"]
        let answers = try await withThrowingTaskGroup(of: (String, [[TaggedSpan]]).self) { group in
            for name in names {
                group.addTask { (name, try await service.classify([Array("Please call \(name) now.".utf8)], recall: .balanced)) }
            }
            var out: [String: [[TaggedSpan]]] = [:]
            for try await (name, spans) in group { out[name] = spans }
            return out
        }
        for name in names { #expect(answers[name]?[0].map(\.range) == [12..<(12 + name.utf8.count)]) }
    }

    @Test func `a conversation is examined as a whole`() async throws {
        let service = TaggerService(tagger: ShippedModel.tagger)
        defer { service.shutDown() }
        let texts = ["Please call Margaret Thornbury.", "Thornbury: see you", "I live in Paris with my wife."].map { Array($0.utf8) }
        let kept = try await service.examine(texts, recall: .balanced, keepsPublicNames: true)
        #expect(kept[0].map(\.range) == [12..<30])
        #expect(kept[1].map(\.range) == [0..<9])
        #expect(kept[2].isEmpty)
        let replaced = try await service.examine(texts, recall: .balanced, keepsPublicNames: false)
        #expect(replaced[2].map(\.range) == [10..<15])
    }

    @Test func `a call over the limit is refused by its size`() async {
        let service = TaggerService(tagger: ShippedModel.tagger, limits: .init(callBytes: 16))
        defer { service.shutDown() }
        await #expect(throws: TaggerServiceError.tooLarge(limit: 16)) { try await service.classify([text], recall: .high) }
    }

    @Test func `a service that ended answers nobody`() async {
        let service = TaggerService(tagger: ShippedModel.tagger)
        service.shutDown()
        await #expect(throws: TaggerServiceError.stopped) { try await service.classify([text], recall: .high) }
    }

    @Test func `a full queue refuses and a caller that left is not served`() {
        let queue = TaggerQueue()
        let call = TaggerCall()
        let gone = TaggerCall()
        func unit(_ call: TaggerCall, _ bytes: Int) -> TaggerQueue.Unit {
            .init(call: call, index: 0, text: [UInt8](repeating: 97, count: bytes), name: [], recall: .high, isBulk: false)
        }
        #expect(queue.add([unit(call, 50)], limit: 20) == nil)  // an empty queue takes any call
        #expect(queue.add([unit(call, 1)], limit: 20) == .queueFull)
        #expect(queue.statistics.refused == 1)
        #expect(queue.add([unit(gone, 10)], limit: 100) == nil)
        gone.fail(.cancelled)
        #expect(queue.take(bytes: 1_000)?.count == 1)
        #expect(queue.statistics.queuedBytes == 0)
        queue.stop()
        #expect(queue.take(bytes: 1_000) == nil)
        #expect(queue.add([unit(call, 1)], limit: 20) == .stopped)
    }

    @Test func `parts of long calls wait in a lane of their own`() {
        let queue = TaggerQueue()
        let call = TaggerCall()
        func unit(_ index: Int, _ isBulk: Bool) -> TaggerQueue.Unit {
            .init(call: call, index: index, text: [97], name: [], recall: .high, isBulk: isBulk)
        }
        _ = queue.add((0..<3).map { unit($0, true) }, limit: 100)
        _ = queue.add((10..<20).map { unit($0, false) }, limit: 100)
        let order = (0..<13).compactMap { _ in queue.take(bytes: 1)?.first?.index }
        #expect(order == [10, 11, 12, 0, 13, 14, 15, 1, 16, 17, 18, 2, 19])
        #expect(queue.statistics.queued == 0)
    }

    @Test(arguments: ["line of a log\n", "word ", "x", "王", "\u{1F600}"])
    func `a long text is cut without a gap, between scalars`(unit: String) {
        let text = Array(String(repeating: unit, count: 100_000 / unit.utf8.count).utf8)
        let ranges = TaggerParts.ranges(text)
        #expect(ranges.first?.lowerBound == 0 && ranges.last?.upperBound == text.count)
        #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
        #expect(ranges.allSatisfy { !$0.isEmpty && $0.count <= TaggerParts.partBytes })
        #expect(ranges.allSatisfy { String(validating: text[$0], as: UTF8.self) != nil })
    }

    @Test func `a name deep in a long text has its place and a table keeps its header`() async throws {
        let service = TaggerService(tagger: ShippedModel.tagger, limits: .init(threads: 2))
        defer { service.shutDown() }
        let rows = (0..<900).map { "row \($0);nothing to see" }
        let text = Array((["note;pin"] + rows + ["gate;Tor4471", "Please call Margaret Thornbury."]).joined(separator: "\n").utf8)
        #expect(TaggerParts.ranges(text).count > 1)
        let found = try await service.classify([text], recall: .balanced)[0].map { String(decoding: text[$0.range], as: UTF8.self) }
        #expect(found.contains("Margaret Thornbury"))
        #expect(found.contains("Tor4471"))
    }

    @Test func `a cancelled caller is told so`() async {
        let service = TaggerService(tagger: ShippedModel.tagger)
        defer { service.shutDown() }
        let text = text
        let task = Task { () -> TaggerServiceError? in
            withUnsafeCurrentTask { $0?.cancel() }
            do throws(TaggerServiceError) {
                _ = try await service.classify([text], recall: .high)
                return nil
            } catch {
                return error
            }
        }
        #expect(await task.value == .cancelled)
    }

    @Test func `the cache is bounded and keeps what was used last`() {
        let cache = SpanCache(mostEntries: 4)
        let span = TaggedSpan(range: 0..<1, type: "PERSON", score: 1)
        for number in 0..<100 { cache.remember([UInt8(number)], [span]) }
        #expect((0..<100).count { cache.spans([UInt8($0)]) != nil } <= 8)
        #expect(cache.spans([99]) == [span])
    }
}
