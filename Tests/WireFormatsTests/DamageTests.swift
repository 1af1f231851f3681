import Pipeline
import Testing

@testable import WireFormats

/// Bytes that a host or client got wrong, in every way that chance finds: nothing may trap, and what is refused is refused by name.
@Suite struct DamageTests {
    /// A small generator of our own, so that a failure can be repeated.
    struct Chance: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    static func damaged(_ bytes: [UInt8], _ chance: inout Chance) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...6, using: &chance) where bytes.count > 8 {
            let at = Int.random(in: 0..<bytes.count, using: &chance)
            switch Int.random(in: 0..<5, using: &chance) {
            case 0: bytes[at] = UInt8.random(in: 0...255, using: &chance)
            case 1: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...40, using: &chance)))
            case 2: bytes.insert(contentsOf: Array("{}[]\",:\\u00\n\r".utf8).shuffled(using: &chance).prefix(3), at: at)
            case 3: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 60)], at: at)
            default: bytes.removeSubrange(at...)
            }
        }
        return bytes
    }

    @Test(arguments: Transcript.all) func `a damaged answer is edited or refused`(_ transcript: Transcript) {
        var chance = Chance(state: UInt64(transcript.bytes.count))
        for _ in 0..<60 {
            let bytes = Self.damaged(transcript.bytes.count > 6000 ? Array(transcript.bytes.suffix(6000)) : transcript.bytes, &chance)
            for api in [transcript.api, .responses, .messages] {
                let format = WireFormats.format(for: api)
                let editor = format.replyEditor(status: 200, isStream: transcript.isStream, restorer: FakeRestorer())
                let observer = format.replyObserver(status: 200, isStream: transcript.isStream)
                var out: [UInt8] = []
                do {
                    var from = 0
                    while from < bytes.count {
                        let to = min(bytes.count, from + Int.random(in: 1...900, using: &chance))
                        try bytes.withUnsafeBufferPointer {
                            try editor.push(UnsafeBufferPointer(rebasing: $0[from..<to]), into: &out)
                            observer.push(UnsafeBufferPointer(rebasing: $0[from..<to]))
                        }
                        from = to
                    }
                    try editor.finish(into: &out)
                } catch {
                    #expect(error is WireFormatError)
                }
                #expect(observer.promptTokens ?? 0 >= 0)
            }
        }
    }

    @Test(arguments: RequestOutlineTests.places) func `a damaged request is outlined or refused`(
        _ api: ClientAPI, _ text: String, _ count: Int
    ) throws {
        var chance = Chance(state: UInt64(text.utf8.count))
        let whole = Array((#"{"model":"m","# + text.dropFirst()).utf8)
        let format = WireFormats.format(for: api)
        for _ in 0..<400 {
            let bytes = Self.damaged(whole, &chance)
            do throws(WireFormatError) {
                let body = try format.outline(bytes)
                #expect(Transcript.json(bytes) != nil)
                var last = 0
                for slot in body.slots {
                    #expect(slot.range.lowerBound >= last && slot.range.upperBound <= bytes.count)
                    last = slot.range.upperBound
                    _ = format.withText(of: slot, in: body) { $0.count }
                    _ = format.withName(of: slot, in: body) { $0.count }
                }
                let out = SpliceTests.replaced(api, body, "HERE", "é\"\\\n")
                #expect(Transcript.json(out.bytes) != nil && !out.modelRange.isEmpty)
            } catch {
                if case .malformed = error {} else { Issue.record("\(error)") }
            }
        }
    }
}
