import Pipeline

/// The answer, framed and written.
extension ServedExchange: ConnectionReply {
    /// Bytes waiting for a slow client above which `waitForRoom` suspends.
    static let watermark = 64 << 10

    func closeAfter() {
        closes = true
    }

    func begin(_ head: ResponseHead) async throws(PipelineError) {
        try check()
        precondition(!hasBegun, "an answer begins once")
        hasBegun = true
        isStream = head.isStream
        responseFraming = ResponseFraming.choose(
            status: head.status, isHead: self.head.method == "HEAD", isHTTP10: framing.isHTTP10, contentLength: head.contentLength)
        pendingHead = head
        if responseFraming == .untilClose || responseFraming == .tunnel { closes = true }
        // Nothing may come for long, and the client waits for the switch.
        if responseFraming == .tunnel { connection.writeEnd(self, isWhole: false) }
    }

    func put(_ bytes: [UInt8]) throws(PipelineError) -> Bool {
        try check()
        precondition(hasBegun && !isFinished, "an answer begins before it is sent and is sent before it is finished")
        if bytes.isEmpty { return true }
        switch responseFraming {
        case .none: return true
        case .length(let length):
            guard bytes.count <= length - sent else {
                breakOff()
                fault = .proxy(.internalFault)
                throw .proxy(.internalFault)
            }
        case .chunked, .untilClose, .tunnel: break
        }
        sent += bytes.count
        connection.write(self, bytes)
        try check()
        return connection.pendingOutput <= Self.watermark
    }

    func waitForRoom() async throws(PipelineError) {
        if connection.pendingOutput > Self.watermark { await connection.waitForOutput() }
        try check()
    }

    func finish(_ end: StreamEnd) async throws(PipelineError) {
        try check()
        guard !isFinished else { return }
        guard hasBegun else { return breakOff() }
        var isWhole = end == .complete
        if case .length(let length) = responseFraming, sent < length { isWhole = false }
        if !isWhole { breakOff() }
        isFinished = true
        if pendingHead != nil || (isWhole && responseFraming == .chunked) { connection.writeEnd(self, isWhole: isWhole) }
        try check()
    }
}
