import Pipeline
import Testing

@testable import WireFormats

/// Events that are read by their difference from the one before.
@Suite struct StreamSampleTests {
    private static func event(_ text: String, index: Int = 0, after: String = "") -> String {
        "data: {\"id\":\"c\",\"choices\":[{\"index\":\(index),\"delta\":{\"content\":\"\(text)\"},\"finish_reason\":null}]\(after)}\n\n"
    }

    /// Two texts: after it, nothing is read by its difference.
    private static let other = "data: {\"x\":\"1\",\"y\":\"2\"}\n\n"

    private static func edited(_ events: [String]) throws -> String {
        let editor = WireFormats.format(for: .chat).replyEditor(status: 200, isStream: true, restorer: FakeRestorer())
        var out: [UInt8] = []
        for event in events { try Array(event.utf8).withUnsafeBufferPointer { try editor.push($0, into: &out) } }
        try editor.finish(into: &out)
        return String(decoding: out, as: UTF8.self)
    }

    @Test(arguments: [
        event("b"), event(""), event("a longer text"), event("ava.lindqvist@mail.example"), event("qvist@mail.example and on"),
        event("with \\\"quotes\\\""), event("\\u0061va.lindqvist@mail.example"), event("Zoë Ålund"), event("a\",\"refusal\":\"no"),
        event("b", index: 1), event("b", after: ",\"usage\":{\"prompt_tokens\":12}"), event("a back\\\\slash"), "data: [DONE]\n\n",
        "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"b\"},\"finish_reason\":\"stop\"}]}\n\n",
        "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"b},\"finish_reason\":null}]}\n\n",
    ])
    func `an event gives the same behind one that is like it as behind one that is not`(_ event: String) throws {
        for first in [Self.event("a"), Self.event(""), Self.event("write to ava.lind"), Self.event("to ava.lindqvist@mail.example.")] {
            let alike = try Self.edited([first, event, Self.event("c")])
            let apart = try Self.edited([first, Self.other, event, Self.other, Self.event("c")])
            #expect(alike == apart.split(separator: Self.other, omittingEmptySubsequences: false).joined())
        }
    }
}
