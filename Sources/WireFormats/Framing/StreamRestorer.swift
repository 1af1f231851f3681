internal import Glibc
internal import Pipeline

/// Restores the frames of one stream: knows which text of which frame belongs to which channel, and empties a channel's carry before
/// what closes it.
final class StreamRestorer {
    /// What becomes of a frame.
    enum Outcome {
        case asItIs
        /// `edited` is its JSON.
        case edited
        /// It is no JSON.
        case notJSON
    }

    /// A frame of our own that goes before the host's.
    struct ExtraFrame {
        let event: [UInt8]
        let json: [UInt8]
    }

    private struct Key: Equatable {
        var kind: ReplyText.Kind
        var a: Int
        var b: Int
        var type: UInt64 = 0
    }

    private final class Channel {
        let key: Key
        let text: RestoringText
        /// A frame that carries text of this channel, before and after the text; made when something is held back.
        var event: [UInt8] = []
        var before: [UInt8] = []
        var after: [UInt8] = []

        init(_ key: Key, _ text: RestoringText) {
            self.key = key
            self.text = text
        }
    }

    /// More texts than this stream side by side in no answer; a host that opens more is refused.
    private static let mostChannels = 4096

    private let dialect: ReplyDialect
    private let restorer: any TextRestorer
    private let wholeText: RestoringText
    private let wholeJSON: RestoringText
    private var reader: ReplyReader
    private var channels: [Channel] = []
    /// The channel that the last text was of: most streams have one.
    private var recent: Channel?
    /// Whether a channel may hold something back.
    private var mayHold = false
    private var lastSequence: Int?
    /// The last frame that was read whole and has one text, which streams. Most frames of a stream differ from it in that text alone, and
    /// comparing costs a tenth of reading.
    private var sample: [UInt8] = []
    private var sampleText = 0..<0
    private var decoded: [UInt8] = []
    private var restored: [UInt8] = []
    private var replaced: [UInt8] = []

    /// The frame's JSON after an edit.
    private(set) var edited: [UInt8] = []
    /// Frames that go before the frame just edited, in order.
    private(set) var extras: [ExtraFrame] = []

    init(_ dialect: ReplyDialect, _ restorer: any TextRestorer) {
        self.dialect = dialect
        self.restorer = restorer
        reader = ReplyReader(dialect)
        wholeText = RestoringText(restorer, channel: -1, isJSON: false)
        wholeJSON = RestoringText(restorer, channel: -1, isJSON: true)
    }

    /// Edits one frame of a stream.
    func edit(_ json: UnsafeBufferPointer<UInt8>) throws(WireFormatError) -> Outcome {
        extras.removeAll(keepingCapacity: true)
        if !isLikeSample(json) {
            guard reader.read(json) == nil else {
                sample.removeAll(keepingCapacity: true)
                return .notJSON
            }
            keepSample(json)
        }
        closeBefore(json)
        var changed = false
        var copied = 0
        for ordinal in reader.texts.indices {
            let text = reader.texts[ordinal]
            let raw = UnsafeBufferPointer(rebasing: json[text.range])
            restored.removeAll(keepingCapacity: true)
            if text.isEscaped {
                decoded.removeAll(keepingCapacity: true)
                JSONText.decode(raw, into: &decoded)
            }
            var held = false
            if text.kind.streams, let key = key(of: text, json) {
                let channel = try channel(key)
                if text.isEscaped {
                    decoded.withUnsafeBufferPointer { channel.text.push($0, into: &restored) }
                } else {
                    channel.text.push(raw, into: &restored)
                }
                if channel.text.holds {
                    if closes(text) {
                        channel.text.finish(into: &restored)
                    } else {
                        held = true
                        mayHold = true
                        model(channel, on: json, text)
                    }
                } else if closes(text) {
                    channel.text.reset()
                }
            } else {
                let whole = text.kind.isJSON ? wholeJSON : wholeText
                if text.isEscaped {
                    decoded.withUnsafeBufferPointer { whole.push($0, into: &restored) }
                } else {
                    whole.push(raw, into: &restored)
                }
                whole.finish(into: &restored)
            }
            replaced.removeAll(keepingCapacity: true)
            let isSame =
                (text.isEscaped ? decoded.count : raw.count) == restored.count && !held
                && (text.isEscaped
                    ? decoded == restored : restored.withUnsafeBufferPointer { same($0, raw) })
            if isSame { continue }
            if text.kind == .number {
                replaced.append(contentsOf: restored)
            } else if text.isEscaped {
                decoded.withUnsafeBufferPointer { text in
                    restored.withUnsafeBufferPointer { JSONText.encode($0, like: raw, text: text, into: &replaced) }
                }
            } else {
                restored.withUnsafeBufferPointer { JSONText.encode($0, like: raw, text: raw, into: &replaced) }
            }
            if !changed {
                changed = true
                edited.removeAll(keepingCapacity: true)
            }
            edited.append(contentsOf: UnsafeBufferPointer(rebasing: json[copied..<text.range.lowerBound]))
            edited.append(contentsOf: replaced)
            copied = text.range.upperBound
        }
        if let sequence = reader.sequence { lastSequence = sequence }
        guard changed else { return .asItIs }
        edited.append(contentsOf: UnsafeBufferPointer(rebasing: json[copied...]))
        return .edited
    }

    /// Longer frames are read each on its own, in bytes: a stream should cost little memory.
    private static let longestSample = 1024

    private func keepSample(_ json: UnsafeBufferPointer<UInt8>) {
        sample.removeAll(keepingCapacity: true)
        guard json.count <= StreamRestorer.longestSample, reader.texts.count == 1, reader.texts[0].kind.streams else { return }
        sample.append(contentsOf: json)
        sampleText = reader.texts[0].range
    }

    /// Whether the frame is the sample with another text, in which nothing is escaped. The reader then says of it what it would have read.
    private func isLikeSample(_ json: UnsafeBufferPointer<UInt8>) -> Bool {
        let rest = sample.count - sampleText.upperBound
        guard !sample.isEmpty, json.count >= sampleText.lowerBound + rest, let start = json.baseAddress else { return false }
        let text = sampleText.lowerBound..<json.count - rest
        let isAlike = sample.withUnsafeBufferPointer { sample in
            memcmp(start, sample.baseAddress!, text.lowerBound) == 0
                && memcmp(start + text.upperBound, sample.baseAddress! + sampleText.upperBound, rest) == 0
        }
        guard isAlike else { return false }
        // ASCII without quotes, backslashes and control characters: such a string is whole and valid.
        for at in text where json[at] &- 0x20 >= 0x5F || json[at] == 0x22 || json[at] == 0x5C { return false }
        reader.move(textTo: text)
        return true
    }

    /// Empties every channel: before the stream's final mark, and where it breaks off.
    func drain() {
        extras.removeAll(keepingCapacity: true)
        close { _ in true }
    }

    /// Restores what is no JSON as a text.
    func restore(_ text: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
        wholeText.push(text, into: &out)
        wholeText.finish(into: &out)
    }

    private func same(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
        guard a.count == b.count else { return false }
        for i in 0..<a.count where a[i] != b[i] { return false }
        return true
    }

    // MARK: Channels

    private func channel(_ key: Key) throws(WireFormatError) -> Channel {
        if let recent, recent.key == key { return recent }
        if let known = channels.first(where: { $0.key == key }) {
            recent = known
            return known
        }
        guard channels.count < StreamRestorer.mostChannels else { throw .replyInvalid }
        let made = Channel(key, RestoringText(restorer, channel: channels.count, isJSON: isJSON(key)))
        channels.append(made)
        recent = made
        return made
    }

    private func isJSON(_ key: Key) -> Bool {
        key.kind.isJSON || key.kind == .eventDelta && key.type & 1 == 1
    }

    /// The channel a text belongs to; nil for one that is there as a whole.
    private func key(of text: ReplyText, _ json: UnsafeBufferPointer<UInt8>) -> Key? {
        switch dialect {
        case .chat, .completions:
            let choice = reader.choices.isEmpty ? 0 : reader.choices[text.choice].index
            let tool = text.kind.isOfTool && !reader.tools.isEmpty ? reader.tools[text.tool] : 0
            return Key(kind: text.kind, a: choice, b: tool)
        case .messages: return Key(kind: text.kind, a: reader.index, b: 0)
        case .ollama: return Key(kind: text.kind, a: 0, b: 0)
        case .responses:
            guard let type = deltaType(json) else { return nil }
            return Key(kind: text.kind, a: reader.outputIndex, b: reader.contentIndex ?? 0, type: type)
        case .embeddings: return nil
        }
    }

    /// A number for the type of a Responses delta event without its `.delta`; odd where the text is JSON. Nil for other events, and for
    /// deltas that are no text.
    private func deltaType(_ json: UnsafeBufferPointer<UInt8>) -> UInt64? {
        let type = json[reader.type]
        guard type.count > 6, type.suffix(6).elementsEqual(".delta".utf8) else { return nil }
        return StreamRestorer.number(type.dropLast(6))
    }

    private static func number(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let isJSON = name.count >= 9 && name.suffix(9).elementsEqual("arguments".utf8)
        return hash & ~1 | (isJSON ? 1 : 0)
    }

    /// Whether the frame that holds this text is the last of its channel.
    private func closes(_ text: ReplyText) -> Bool {
        if reader.hasError { return true }
        switch dialect {
        case .chat, .completions: return !reader.choices.isEmpty && reader.choices[text.choice].isFinished
        case .ollama: return reader.isDone
        default: return false
        }
    }

    // MARK: Closing

    /// Empties the channels that this frame closes and has no text of.
    private func closeBefore(_ json: UnsafeBufferPointer<UInt8>) {
        guard mayHold else { return }
        mayHold = channels.contains { $0.text.holds }
        guard mayHold else { return }
        if reader.hasError {
            close { _ in true }
            return
        }
        switch dialect {
        case .chat, .completions:
            for (ordinal, choice) in reader.choices.enumerated() {
                let here = reader.texts.filter { $0.choice == ordinal && $0.kind.streams }
                let speaks = here.contains { !$0.range.isEmpty }
                guard choice.isFinished || speaks else { continue }
                close { key in
                    guard key.a == choice.index else { return false }
                    let isHere = here.contains {
                        $0.kind == key.kind && (!key.kind.isOfTool || reader.tools.isEmpty || reader.tools[$0.tool] == key.b)
                    }
                    if isHere { return false }
                    // Calls stream side by side; what is said and what is thought take turns.
                    return choice.isFinished || !key.kind.isOfTool
                }
            }
        case .ollama:
            let here = reader.texts.filter(\.kind.streams)
            let speaks = here.contains { !$0.range.isEmpty }
            guard reader.isDone || speaks else { return }
            close { key in
                !here.contains { $0.kind == key.kind } || !reader.isDone && !here.contains { $0.kind == key.kind && !$0.range.isEmpty }
            }
        case .messages:
            switch String(decoding: json[reader.type], as: UTF8.self) {
            case "content_block_delta":
                let here = reader.texts.filter(\.kind.streams).map(\.kind)
                guard !here.isEmpty || reader.hasSignature else { return }
                close { $0.a == reader.index && !here.contains($0.kind) }
            case "content_block_stop": close { $0.a == reader.index }
            case "message_delta", "message_stop", "message_start": close { _ in true }
            default: break
            }
        case .responses:
            let type = json[reader.type]
            if type.suffix(6).elementsEqual(".delta".utf8) { return }
            switch String(decoding: type, as: UTF8.self) {
            case "response.completed", "response.failed", "response.incomplete", "response.cancelled", "error": close { _ in true }
            case "response.output_item.done": close { $0.a == reader.outputIndex }
            case "response.content_part.done", "response.reasoning_summary_part.done":
                close { $0.a == reader.outputIndex && $0.b == reader.contentIndex ?? 0 }
            case let name where name.hasSuffix(".done"):
                let number = StreamRestorer.number(type.dropLast(5))
                close { $0.a == reader.outputIndex && $0.b == reader.contentIndex ?? 0 && $0.type == number }
            default: break
            }
        case .embeddings: break
        }
    }

    private func close(_ isClosed: (Key) -> Bool) {
        for channel in channels where channel.text.holds && isClosed(channel.key) {
            restored.removeAll(keepingCapacity: true)
            channel.text.finish(into: &restored)
            if restored.isEmpty { continue }
            var frame = channel.before
            restored.withUnsafeBufferPointer { JSONText.encode($0, into: &frame) }
            frame += channel.after
            if dialect == .responses { frame += Array("\(lastSequence ?? 0)}".utf8) }
            extras.append(ExtraFrame(event: channel.event, json: frame))
        }
    }

    // MARK: Frames of our own

    /// Keeps what a frame looks like that carries text of this channel.
    private func model(_ channel: Channel, on json: UnsafeBufferPointer<UInt8>, _ text: ReplyText) {
        if !channel.before.isEmpty && dialect != .ollama { return }
        let key = channel.key
        switch dialect {
        case .chat, .completions:
            let body: (String, String)
            switch key.kind {
            case .completionText: body = ("\"text\":\"", "\"")
            case .arguments: body = ("\"delta\":{\"tool_calls\":[{\"index\":\(key.b),\"function\":{\"arguments\":\"", "\"}}]}")
            case .toolInput: body = ("\"delta\":{\"tool_calls\":[{\"index\":\(key.b),\"custom\":{\"input\":\"", "\"}}]}")
            case .callArguments: body = ("\"delta\":{\"function_call\":{\"arguments\":\"", "\"}}")
            case .reasoningContent: body = ("\"delta\":{\"reasoning_content\":\"", "\"}")
            case .reasoning: body = ("\"delta\":{\"reasoning\":\"", "\"}")
            case .refusal: body = ("\"delta\":{\"refusal\":\"", "\"}")
            default: body = ("\"delta\":{\"content\":\"", "\"}")
            }
            // Choices that are no list of the frame itself leave no frame to follow.
            let hasPlace = !reader.choicesValue.isEmpty
            channel.before = hasPlace ? head(json, upTo: reader.choicesValue.lowerBound) : Array("{\"choices\":".utf8)
            channel.before += Array("[{\"index\":\(key.a),\(body.0)".utf8)
            channel.after = Array("\(body.1),\"logprobs\":null,\"finish_reason\":null}]".utf8)
            channel.after += hasPlace ? rest(json, from: reader.choicesValue.upperBound) : Array("}".utf8)
        case .messages:
            let (type, name): (String, String) =
                switch key.kind {
                case .blockThinking: ("thinking_delta", "thinking")
                case .blockJSON: ("input_json_delta", "partial_json")
                case .blockSummary: ("compaction_delta", "content")
                default: ("text_delta", "text")
                }
            channel.event = Array("content_block_delta".utf8)
            channel.before = Array(
                "{\"type\":\"content_block_delta\",\"index\":\(key.a),\"delta\":{\"type\":\"\(type)\",\"\(name)\":\"".utf8)
            channel.after = Array("\"}}".utf8)
        case .responses:
            channel.event = Array(json[reader.type])
            var before = Array("{\"type\":\"".utf8) + channel.event
            before += Array("\",\"item_id\":\"".utf8) + Array(json[reader.itemID])
            before += Array("\",\"output_index\":\(key.a)".utf8)
            if let index = reader.contentIndex {
                before += Array(",\"".utf8) + Array(json[reader.contentIndexName]) + Array("\":\(index)".utf8)
            }
            channel.before = before + Array(",\"delta\":\"".utf8)
            let hasLogprobs = channel.event.elementsEqual("response.output_text.delta".utf8)
            channel.after = Array((hasLogprobs ? "\",\"logprobs\":[],\"sequence_number\":" : "\",\"sequence_number\":").utf8)
        case .ollama:
            if !reader.messageValue.isEmpty {
                let names = key.kind == .ollamaThinking ? "\"content\":\"\",\"thinking\":\"" : "\"content\":\""
                channel.before = Array(json[..<reader.messageValue.lowerBound]) + Array("{\"role\":\"assistant\",\(names)".utf8)
                channel.after = Array("\"}".utf8) + Array(json[reader.messageValue.upperBound...])
            } else {
                channel.before = emptied(json, 0..<text.range.lowerBound)
                channel.after = emptied(json, text.range.upperBound..<json.count)
            }
        case .embeddings: break
        }
    }

    /// The bytes of a range without the texts in it.
    private func emptied(_ json: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [UInt8] {
        var out: [UInt8] = []
        var from = range.lowerBound
        for text in reader.texts where text.range.lowerBound >= range.lowerBound && text.range.upperBound <= range.upperBound {
            out += json[from..<text.range.lowerBound]
            from = text.range.upperBound
        }
        return out + json[from..<range.upperBound]
    }

    private func head(_ json: UnsafeBufferPointer<UInt8>, upTo end: Int) -> [UInt8] {
        withoutUsage(json, 0..<end)
    }

    private func rest(_ json: UnsafeBufferPointer<UInt8>, from start: Int) -> [UInt8] {
        withoutUsage(json, start..<json.count)
    }

    /// Usage counts once: in the host's own frame.
    private func withoutUsage(_ json: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [UInt8] {
        let usage = reader.usageValue
        guard !usage.isEmpty, usage.lowerBound >= range.lowerBound, usage.upperBound <= range.upperBound else { return Array(json[range]) }
        return Array(json[range.lowerBound..<usage.lowerBound]) + Array("null".utf8) + Array(json[usage.upperBound..<range.upperBound])
    }
}
