import Pipeline

/// The client's bytes, once the connection speaks another protocol.
extension ServedExchange {
    /// Bytes handed on at a time.
    private static let portion = 16 << 10

    func receive() async -> [UInt8]? {
        while responseFraming == .tunnel, !isReceivingStopped, fault == nil {
            if connection.inputCount > 0 { return connection.takeInput(atMost: Self.portion) }
            let scratch = UnsafeMutableRawBufferPointer(rebasing: connection.home.scratch[..<Self.portion])
            let received = connection.receive(into: scratch)
            if received > 0 { return Array(scratch[..<received]) }
            guard fault == nil else { return nil }
            await connection.waitForInput()
        }
        return nil
    }

    func stopReceiving() {
        isReceivingStopped = true
        connection.stopWaitingForInput()
    }
}
