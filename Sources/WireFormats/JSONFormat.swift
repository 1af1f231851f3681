internal import Pipeline

/// What the formats of the three families have in common: bodies are JSON, outlined by one grammar.
protocol JSONFormat: WireFormat {
    /// Where the outline begins.
    var root: RequestShape { get }
    /// Whether a body that does not say asks for a stream.
    var streamsByDefault: Bool { get }
    var dialect: ReplyDialect { get }
}

extension JSONFormat {
    func outline(_ bytes: [UInt8]) throws(WireFormatError) -> RequestBody {
        let outcome = bytes.withUnsafeBufferPointer { buffer -> Result<RequestBody, WireFormatError> in
            guard let base = buffer.baseAddress, !buffer.isEmpty else { return .failure(.malformed(.json)) }
            var outliner = RequestOutliner(base, root: root)
            if let fault = JSONScanner.scan(buffer, RequestJSON.self, &outliner) {
                switch fault {
                case .syntax: return .failure(.malformed(.json))
                case .utf8: return .failure(.malformed(.utf8))
                case .nesting: return .failure(.malformed(.nesting))
                }
            }
            guard outliner.isObject else { return .failure(.malformed(.notAnObject)) }
            guard outliner.modelCount <= 1 else { return .failure(.malformed(.duplicateModel)) }
            var range = outliner.model
            if outliner.modelCount == 0, api.family == .ollama {
                guard outliner.olderModelCount <= 1 else { return .failure(.malformed(.duplicateModel)) }
                range = outliner.olderModel
            }
            guard let range, !range.isEmpty else { return .failure(.malformed(.noModel)) }
            let model = BodySplicer.withText(UnsafeBufferPointer(rebasing: buffer[range]), levels: 1) {
                String(decoding: $0, as: UTF8.self)
            }
            return .success(
                RequestBody(
                    bytes: bytes, model: model, modelRange: range, streams: api.isGenerating && (outliner.streams ?? streamsByDefault),
                    slots: outliner.slots, attachments: outliner.attachments, estimatedTokens: (outliner.textBytes + 3) / 4))
        }
        return try outcome.get()
    }

    func withText<R>(of slot: TextSlot, in body: RequestBody, _ read: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        body.bytes.withUnsafeBufferPointer { bytes in
            let raw = UnsafeBufferPointer(rebasing: bytes[slot.range])
            return slot.isEscaped ? BodySplicer.withText(raw, levels: slot.levels, read) : read(raw)
        }
    }

    func withName<R>(of slot: TextSlot, in body: RequestBody, _ read: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        guard let name = slot.name else { return read(UnsafeBufferPointer(start: nil, count: 0)) }
        return body.bytes.withUnsafeBufferPointer { bytes in
            BodySplicer.withText(UnsafeBufferPointer(rebasing: bytes[name]), levels: slot.levels, read)
        }
    }

    func splice(_ body: RequestBody, _ edits: [SlotEdit]) -> OutboundBody {
        BodySplicer.splice(body, edits)
    }

    func replyEditor(status: Int, isStream: Bool, restorer: any TextRestorer) -> any ReplyEditor {
        guard isStream, status < 400 else { return WholeReplyEditor(dialect, restorer) }
        return dialect == .ollama ? LineStreamEditor(dialect, restorer) : EventStreamEditor(dialect, restorer)
    }

    func replyObserver(status: Int, isStream: Bool) -> any ReplyObserver {
        isStream && status < 400 ? StreamObserver(dialect) : WholeReplyObserver()
    }
}
