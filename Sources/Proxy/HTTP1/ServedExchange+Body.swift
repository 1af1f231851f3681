import Pipeline

/// The body, read whole.
extension ServedExchange: BodyReader {
    /// Bytes asked of the socket at a time.
    private static let portion = 256 << 10
    /// Portions read before other connections of the loop have their turn.
    private static let turn = 4

    func collect(limit: Int) async throws(PipelineError) -> [UInt8] {
        try check()
        guard !isBodyTaken else { return [] }
        isBodyTaken = true
        if isBodyComplete { return [] }
        if !framing.isChunked && remaining > limit { throw .client(.bodyTooLarge(limit: limit)) }
        var body: [UInt8] = []
        try takeBuffered(&body, limit: limit)
        if isBodyComplete { return body }
        if framing.expectsContinue && body.isEmpty && !hasBegun { connection.sendContinue() }
        connection.beginBody()
        defer { connection.endBody() }
        var portions = 0
        while true {
            try check()
            if let bodyFault { throw bodyFault }
            let received = framing.isChunked ? try readChunks(&body, limit: limit) : readLength(&body)
            if isBodyComplete { return body }
            if received {
                connection.extendBody(received: body.count)
                portions += 1
                if portions % Self.turn == 0 { await Task.yield() }
            } else {
                try check()
                await connection.waitForInput()
            }
        }
    }

    /// Takes what lies in the connection's buffer already; the whole body of most requests.
    func takeBuffered(_ body: inout [UInt8], limit: Int) throws(PipelineError) {
        if framing.isChunked {
            let taken = try connection.withInput { bytes throws(PipelineError) in try decode(bytes, into: &body, limit: limit) }
            connection.consumeInput(taken)
        } else {
            body = connection.takeInput(atMost: remaining)
            remaining -= body.count
            isBodyComplete = remaining == 0
        }
    }

    /// Reads what the socket has, straight into the body. Answers whether it had anything.
    private func readLength(_ body: inout [UInt8]) -> Bool {
        let count = min(remaining, Self.portion)
        // Grown to the declared length at once where that is little, else as it comes: a declaration alone takes no memory.
        if body.capacity < body.count + count {
            body.reserveCapacity(body.count + min(remaining, max(body.count, Self.portion)))
        }
        var received = 0
        body.append(addingCapacity: count) { span in
            span.withUnsafeMutableBufferPointer { buffer, initialized in
                let free = UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(buffer)[initialized..<(initialized + count)])
                received = connection.receive(into: free)
                initialized += received
            }
        }
        remaining -= received
        isBodyComplete = remaining == 0
        return received > 0
    }

    private func readChunks(_ body: inout [UInt8], limit: Int) throws(PipelineError) -> Bool {
        let scratch = connection.home.scratch
        let received = connection.receive(into: scratch)
        guard received > 0 else { return false }
        let bytes = UnsafeBufferPointer(rebasing: UnsafeBufferPointer(scratch.bindMemory(to: UInt8.self))[..<received])
        let taken = try decode(bytes, into: &body, limit: limit)
        if taken < received { connection.keepInput(UnsafeBufferPointer(rebasing: bytes[taken...])) }
        return true
    }

    private func decode(_ bytes: UnsafeBufferPointer<UInt8>, into body: inout [UInt8], limit: Int) throws(PipelineError) -> Int {
        do throws(ChunkFault) {
            let taken = try decoder.decode(bytes, into: &body, limit: limit)
            isBodyComplete = decoder.isComplete
            return taken
        } catch {
            // Where this body ends is not known any more.
            closes = true
            switch error {
            case .malformed: throw .client(.malformed(.http))
            case .tooLarge: throw .client(.bodyTooLarge(limit: limit))
            }
        }
    }

    /// Drops a body that nobody read, as far as it has come. The connection can go on only when that was all of it.
    func discardBody() {
        guard !isBodyComplete, !closes else { return }
        if !framing.isChunked {
            guard !isBodyTaken, connection.inputCount >= remaining else { return }
            connection.consumeInput(remaining)
            isBodyComplete = true
        }
    }
}
