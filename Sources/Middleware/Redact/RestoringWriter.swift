internal import Detection
internal import Pipeline

/// What an answer is restored with: by the trust of the host that gave it, since each was sent its own body.
struct Restoration {
    var cloud: Restorer?
    var local: Restorer?

    var isNeeded: Bool { cloud != nil || local != nil }

    /// Surrogates in the answer that were changed beyond what could be restored surely.
    var unrestored: Int { (cloud?.unrestored ?? 0) + (local?.unrestored ?? 0) }

    func restorer(for origin: ReplyOrigin) -> Restorer? {
        switch origin {
        case .proxy: nil
        case .host(_, .cloud): cloud
        case .host(_, .local): local
        }
    }
}

/// Restores an answer on its way outward.
final class RestoringWriter: ReplyWriter {
    private let base: any ReplyWriter
    private let restoration: Restoration
    private let format: any WireFormat
    private let record: ExchangeRecord
    private var editor: (any ReplyEditor)?
    private var counted = 0

    init(base: any ReplyWriter, restoration: Restoration, format: any WireFormat, record: ExchangeRecord) {
        self.base = base
        self.restoration = restoration
        self.format = format
        self.record = record
    }

    /// Brings the count of what was left in the answer into the record.
    func count() {
        record.outcome.unrestored += restoration.unrestored - counted
        counted = restoration.unrestored
    }

    var hasBegun: Bool { base.hasBegun }

    func begin(_ head: ResponseHead) async throws(PipelineError) {
        var head = head
        if let restorer = restoration.restorer(for: head.origin) {
            editor = format.replyEditor(status: head.status, isStream: head.isStream, restorer: RestorerAdapter(restorer))
            // The length changes with what is restored.
            head.contentLength = nil
        }
        try await base.begin(head)
    }

    func put(_ bytes: [UInt8]) throws(PipelineError) -> Bool {
        guard let editor else { return try base.put(bytes) }
        let out = try restored(bytes, editor)
        if out.isEmpty { return true }
        return try base.put(out)
    }

    func waitForRoom() async throws(PipelineError) {
        try await base.waitForRoom()
    }

    private func restored(_ bytes: [UInt8], _ editor: any ReplyEditor) throws(PipelineError) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + 64)
        do throws(WireFormatError) {
            try bytes.withUnsafeBufferPointer { (piece) throws(WireFormatError) in try editor.push(piece, into: &out) }
        } catch {
            throw .host(.hostReplyInvalid)
        }
        return out
    }

    func finish(_ end: StreamEnd) async throws(PipelineError) {
        if let editor {
            var out: [UInt8] = []
            do throws(WireFormatError) {
                try editor.finish(into: &out)
            } catch {
                throw .host(.hostReplyInvalid)
            }
            if !out.isEmpty { try await base.send(out) }
        }
        // Before the end: the outcome is in the log before the client sees it.
        count()
        try await base.finish(end)
    }
}

/// Gives Detection's restorer the shape that wire formats drive.
private final class RestorerAdapter: TextRestorer {
    private let restorer: Restorer

    init(_ restorer: Restorer) {
        self.restorer = restorer
    }

    func push(_ text: UnsafeBufferPointer<UInt8>, channel: Int, into out: inout [UInt8]) {
        restorer.push(text, channel: channel, into: &out)
    }

    func flush(channel: Int, into out: inout [UInt8]) {
        restorer.flush(channel: channel, into: &out)
    }

    func holds(channel: Int) -> Bool { restorer.holds(channel: channel) }
}
