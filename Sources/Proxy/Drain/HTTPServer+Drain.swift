/// Stopping, in order: no new connections, no new requests, then the end of what is still there.
extension HTTPServer {
    /// Closes the listening sockets. Connections that are there go on.
    public func stopAccepting() {
        removePaths()
        for home in homes { home.loop.submit { home.stopAccepting() } }
    }

    /// Closes connections that wait for a request.
    public func closeIdle() {
        for home in homes { home.loop.submit { home.closeIdle() } }
    }

    /// Stops the server: accepts nothing more, refuses new requests on open connections with `draining`, lets what is being answered go
    /// on until the deadline, then cancels it. Returns when no connection is left. The loops keep running.
    public func drain(until deadline: ContinuousClock.Instant) async {
        stopAccepting()
        for home in homes { home.loop.submit { home.beginDraining() } }
        if await waitUntilEmpty(before: deadline) { return }
        // A handler that is cancelled may still tell its client; a second is enough for that.
        for home in homes { home.loop.submit { home.cancelExchanges() } }
        if await waitUntilEmpty(before: .now + .seconds(1)) { return }
        for home in homes { home.loop.submit { home.closeAll() } }
        _ = await waitUntilEmpty(before: .now + .seconds(1))
    }

    private func waitUntilEmpty(before deadline: ContinuousClock.Instant) async -> Bool {
        // Every loop has taken its orders before emptiness is asked for.
        for home in homes {
            await withUnsafeContinuation { (done: UnsafeContinuation<Void, Never>) in home.loop.submit { done.resume() } }
        }
        let wait = deadline - .now
        let first = loops.loops[0]
        first.submit { [self] in
            first.schedule(after: wait) { [self] in wakeAll() }
        }
        await waitUntilEmpty()
        return activeExchanges == 0 && openConnections == 0
    }
}
