internal import CLinux
internal import Glibc
import Pipeline

/// One client's connection: reads heads, runs exchanges one after another, writes answers.
///
/// Holds no buffer while it has nothing to hold: heads are read into the loop's scratch, answers are written from where they lie, and
/// only what the kernel did not take, or what belongs to the next request, is kept. The socket is registered once, edge-triggered, so a
/// small request costs one read and one write.
///
/// Unchecked: a connection lives on its loop's thread from adoption to close.
final class Connection: EventHandler, @unchecked Sendable {
    private enum Phase {
        /// Waits for a request's head, or for the rest of one.
        case head
        /// A handler is at work.
        case exchange
        /// The handler is done, the client has not taken everything yet.
        case flushing
        /// Closed for writing; what still comes is dropped, so that the client is not reset before it has read the answer.
        case lingering
        case closed
    }

    private enum Deadline {
        case head
        case idle
        case body
        case stall
        case linger
    }

    /// A client that shuts its writing side this soon after its request is taken for one that is done asking (`nc`), not for one that
    /// left; milliseconds. People and time-outs take longer.
    private static let halfCloseWindow: UInt64 = 250
    /// Answers up to this many bytes are copied behind their head, to go out in one plain write.
    private static let copyLimit = 8 << 10
    /// Bytes dropped while lingering before the connection is closed regardless.
    private static let lingerLimit = 32 << 20
    /// Milliseconds of lingering at most.
    private static let lingerTime: UInt64 = 5000
    /// Requests served from one connection before others of the loop have their turn.
    private static let turn = 16

    let home: ServerLoop
    let peer: PeerAddress
    /// Where this connection stands in its loop's list.
    var position = 0

    private let fd: Int32
    private let tls: TLSSession?
    private var phase = Phase.head
    private var parser: RequestHeadParser

    private var input: [UInt8] = []
    private var inputStart = 0
    private var isInputNew = false
    private var output: [UInt8] = []
    private var outputStart = 0

    private var isReadable = true
    private var hasEnded = false
    private var isSocketOpen = true
    private var isAdvancing = false
    private var dropped = 0
    /// Of the exchange that has just ended.
    private var closesAfterFlush = false
    private var isBodyComplete = true

    private var exchange: ServedExchange?
    private var task: Task<Void, Never>?
    private var requestCompleteAt: UInt64 = 0
    private var inputWaiter: UnsafeContinuation<Void, Never>?
    private var outputWaiter: UnsafeContinuation<Void, Never>?

    private var deadline = UInt64.max
    private var deadlineKind = Deadline.head
    private var bodyBegan: UInt64 = 0
    private var timer: TimerID?
    private var timerDue = UInt64.max

    init(fd: Int32, peer: PeerAddress, tls: TLSSession?, home: ServerLoop) {
        self.fd = fd
        self.peer = peer
        self.tls = tls
        self.home = home
        parser = RequestHeadParser(limits: home.headLimits)
    }

    /// Begins to serve.
    func start() {
        home.loop.register(fd, [.read, .write, .edge], self)
        setDeadline(.head, home.headerTime)
    }

    /// Closes if it waits for a request of which nothing has come. What lies in the socket already is looked at first: whoever sent it is
    /// answered, not reset.
    func closeIfIdle() {
        if phase == .head {
            isReadable = true
            advance()
        }
        if isIdle { close() }
    }

    private var isIdle: Bool { phase == .head && inputStart == input.count }

    // MARK: Events

    func ready(_ events: ReadyEvents) {
        guard isSocketOpen else { return }
        if events.contains(.error) || events.contains(.hangup) {
            return phase == .exchange ? clientGone() : close()
        }
        if events.contains(.readHangup) { hasEnded = true }
        if !events.isDisjoint(with: [.readable, .readHangup]) || tls != nil { isReadable = true }
        if outputStart < output.count { flush() }
        guard isSocketOpen, isReadable else { return }
        switch phase {
        case .head: advance()
        case .exchange:
            if let waiter = inputWaiter {
                inputWaiter = nil
                waiter.resume()
            } else if events.contains(.readHangup) {
                clientEnded()
            }
        case .lingering: dropInput()
        case .flushing, .closed: break
        }
    }

    /// The client sends nothing more. Whether it still listens cannot be seen, so it is decided by when this came.
    private func clientEnded() {
        guard let exchange, exchange.isBodyComplete else { return }
        let isEarly = home.loop.milliseconds - requestCompleteAt < Self.halfCloseWindow
        if exchange.isStream || !isEarly { clientGone() }
    }

    /// The client has left while a handler was at work: the handler's task is cancelled and the socket is closed at once.
    private func clientGone() {
        fail(.client(.clientGone))
        closeSocket()
    }

    private func fail(_ fault: PipelineError) {
        guard let exchange else { return }
        if exchange.fault == nil { exchange.fault = fault }
        task?.cancel()
        wakeWaiters()
    }

    private func wakeWaiters() {
        if let waiter = inputWaiter {
            inputWaiter = nil
            waiter.resume()
        }
        if let waiter = outputWaiter {
            outputWaiter = nil
            waiter.resume()
        }
    }

    // MARK: Requests

    /// Reads and serves requests until the socket has no more, or a handler takes its time.
    private func advance() {
        guard !isAdvancing else { return }
        isAdvancing = true
        defer { isAdvancing = false }
        var served = 0
        while phase == .head {
            if served == Self.turn {
                home.loop.submit { self.advance() }
                return
            }
            if isInputNew {
                isInputNew = false
                if takeHead(fromInput: true, count: 0) {
                    served += 1
                    continue
                }
            }
            guard isReadable else { break }
            let received = receive(into: home.scratch)
            if received == 0 {
                if phase == .head && hasEnded { close() }
                break
            }
            if inputStart == input.count {
                if takeHead(fromInput: false, count: received) { served += 1 }
            } else {
                keepInput(UnsafeBufferPointer(rebasing: UnsafeBufferPointer(home.scratch.bindMemory(to: UInt8.self))[..<received]))
            }
        }
        if phase == .head && inputStart < input.count && deadlineKind != .head {
            setDeadline(.head, home.headerTime)
        }
    }

    /// Parses what has come. Answers whether a request (or a refusal) was begun.
    private func takeHead(fromInput: Bool, count: Int) -> Bool {
        do throws(HeadFault) {
            if fromInput {
                let length = try withInput { bytes throws(HeadFault) in try parser.parse(bytes) }
                guard let length else { return false }
                consumeInput(length)
            } else {
                let bytes = UnsafeBufferPointer(rebasing: UnsafeBufferPointer(home.scratch.bindMemory(to: UInt8.self))[..<count])
                guard let length = try parser.parse(bytes) else {
                    keepInput(bytes)
                    isInputNew = false
                    return false
                }
                if length < count { keepInput(UnsafeBufferPointer(rebasing: bytes[length...])) }
            }
        } catch {
            refuse(error.error)
            return true
        }
        let (head, framing) = parser.result()
        resetParser()
        let exchange = ServedExchange(head: head, framing: framing, connection: self)
        if home.isDraining {
            exchange.closes = true
            run(exchange, refusal: .proxy(.draining))
        } else {
            run(exchange, refusal: nil)
        }
        return true
    }

    /// Answers what is no request, and closes behind the answer.
    private func refuse(_ error: PipelineError) {
        let head = RequestHead(method: "", path: parser.path, query: "", fields: HTTPFields(), contentLength: 0, hasBody: false)
        resetParser()
        dropInputBuffer()
        let exchange = ServedExchange(head: head, framing: RequestFraming(keepsAlive: false), connection: self)
        // Whatever comes next belongs to what was refused: it is dropped, not read.
        exchange.isBodyComplete = false
        exchange.isBodyTaken = true
        run(exchange, refusal: error)
    }

    private func resetParser() {
        parser = RequestHeadParser(limits: home.headLimits)
    }

    private func run(_ exchange: ServedExchange, refusal: PipelineError?) {
        self.exchange = exchange
        phase = .exchange
        deadline = .max
        home.exchangeBegan()
        let task = Task.immediate(executorPreference: home.loop) { [self] in
            if let refusal {
                await home.handler.refuse(refusal, path: exchange.head.path, peer: peer, reply: exchange)
            } else {
                await home.handler.handle(exchange.head, body: exchange, peer: peer, reply: exchange)
            }
            ended(exchange)
        }
        guard self.exchange === exchange else { return }
        // It did not end at once.
        requestCompleteAt = home.loop.milliseconds
        self.task = task
        if exchange.fault != nil { task.cancel() }
    }

    /// The handler has returned.
    private func ended(_ exchange: ServedExchange) {
        self.exchange = nil
        task = nil
        home.exchangeEnded()
        exchange.end()
        guard isSocketOpen else {
            phase = .closed
            return
        }
        if exchange.isBroken && exchange.responseFraming == .untilClose {
            // Only a reset tells this client that the answer is not whole.
            var linger = linger(l_onoff: 1, l_linger: 0)
            setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
            return close()
        }
        exchange.discardBody()
        isBodyComplete = exchange.isBodyComplete
        closesAfterFlush = exchange.closes || !isBodyComplete
        phase = .flushing
        if outputStart == output.count { flushed() }
    }

    /// The client has taken the whole answer.
    private func flushed() {
        guard !closesAfterFlush else { return beginClose() }
        phase = .head
        if inputStart < input.count {
            isInputNew = true
            setDeadline(.head, home.headerTime)
        } else {
            dropInputBuffer()
            setDeadline(.idle, home.idleTime)
        }
        if home.isDraining && isIdle { return close() }
        if isInputNew || isReadable { advance() }
    }

    /// Cancels the handler's task, because the server stops; the handler may still end its answer.
    func cancelExchange() {
        task?.cancel()
    }

    // MARK: Input

    /// Reads into a buffer. Answers 0 when there is nothing to read now or ever; the end is noted and handled here.
    func receive(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard isSocketOpen, isReadable else { return 0 }
        switch transferIn(buffer) {
        case .bytes(let count):
            // Less than asked for: the socket is empty, and the next bytes, or the end, will be an event of their own.
            if tls == nil && count < buffer.count && !hasEnded { isReadable = false }
            return count
        case .wouldBlock:
            isReadable = false
            return 0
        case .closed:
            isReadable = false
            hasEnded = true
            if phase == .exchange { clientGone() } else { close() }
            return 0
        }
    }

    private func transferIn(_ buffer: UnsafeMutableRawBufferPointer) -> SocketTransfer {
        if let tls { return tls.read(into: buffer) }
        while true {
            let count = recv(fd, buffer.baseAddress, buffer.count, 0)
            if count > 0 { return .bytes(count) }
            if count == 0 { return .closed }
            if errno == EINTR { continue }
            return errno == EAGAIN ? .wouldBlock : .closed
        }
    }

    /// Bytes read and not yet taken.
    var inputCount: Int { input.count - inputStart }

    func withInput<R, E: Error>(_ body: (UnsafeBufferPointer<UInt8>) throws(E) -> R) throws(E) -> R {
        var result: Result<R, E>!
        input.withUnsafeBufferPointer { bytes in
            do throws(E) {
                result = .success(try body(UnsafeBufferPointer(rebasing: bytes[inputStart...])))
            } catch {
                result = .failure(error)
            }
        }
        return try result.get()
    }

    func consumeInput(_ count: Int) {
        inputStart += count
        if inputStart == input.count { dropInputBuffer() }
    }

    /// Hands over the buffered bytes, without a copy where that is all of them.
    func takeInput(atMost count: Int) -> [UInt8] {
        if inputStart == 0 && input.count <= count {
            let all = input
            input = []
            return all
        }
        let taken = Array(input[inputStart..<min(input.count, inputStart + count)])
        consumeInput(taken.count)
        return taken
    }

    /// Keeps bytes that were read too far.
    func keepInput(_ bytes: UnsafeBufferPointer<UInt8>) {
        if inputStart > 0 {
            input.removeFirst(inputStart)
            inputStart = 0
        }
        input.append(contentsOf: bytes)
        isInputNew = true
    }

    private func dropInputBuffer() {
        input = []
        inputStart = 0
        isInputNew = false
    }

    /// Suspends the handler's task until there is something to read, or nothing more to hope for.
    func waitForInput() async {
        await withUnsafeContinuation { inputWaiter = $0 }
    }

    /// Lets a task that waits for input go on without any.
    func stopWaitingForInput() {
        guard let waiter = inputWaiter else { return }
        inputWaiter = nil
        waiter.resume()
    }

    func beginBody() {
        bodyBegan = home.loop.milliseconds
        setDeadline(.body, home.bodyTime)
    }

    /// Gives a second more for every 64 KiB.
    func extendBody(received: Int) {
        guard deadlineKind == .body, deadline != .max else { return }
        deadline = bodyBegan + home.bodyTime + UInt64(received >> 16) * 1000
    }

    func endBody() {
        requestCompleteAt = home.loop.milliseconds
        deadline = .max
    }

    // MARK: Output

    /// Bytes that the kernel has not taken yet.
    var pendingOutput: Int { output.count - outputStart }

    /// `100 Continue`, which goes out at once.
    func sendContinue() {
        home.staging.removeAll(keepingCapacity: true)
        StatusLine.append("HTTP/1.1 100 Continue\r\n\r\n", to: &home.staging)
        transmitStaging()
    }

    /// Writes a piece of an answer, its head before it where that has not gone out.
    func write(_ exchange: ServedExchange, _ payload: [UInt8]) {
        stageHead(exchange)
        let isChunked = exchange.responseFraming == .chunked
        if isChunked {
            StatusLine.append(hex: payload.count, to: &home.staging)
            StatusLine.append("\r\n", to: &home.staging)
        }
        if payload.count <= Self.copyLimit || tls != nil || pendingOutput > 0 {
            home.staging.append(contentsOf: payload)
            if isChunked { StatusLine.append("\r\n", to: &home.staging) }
            transmitStaging()
        } else {
            transmit(payload, isChunked: isChunked)
        }
    }

    /// Writes the end of an answer: its head where that has not gone out, and the last chunk where it is whole and in chunks.
    func writeEnd(_ exchange: ServedExchange, isWhole: Bool) {
        stageHead(exchange)
        if isWhole && exchange.responseFraming == .chunked { StatusLine.append("0\r\n\r\n", to: &home.staging) }
        transmitStaging()
    }

    private func stageHead(_ exchange: ServedExchange) {
        home.staging.removeAll(keepingCapacity: true)
        guard let head = exchange.pendingHead else { return }
        exchange.pendingHead = nil
        exchange.discardBody()
        if home.isDraining || !exchange.isBodyComplete { exchange.closes = true }
        ResponseHeadEncoder.append(
            head, framing: exchange.responseFraming, closes: exchange.closes, isHTTP10: exchange.framing.isHTTP10, date: home.dateLine(),
            to: &home.staging)
    }

    private func transmitStaging() {
        guard isSocketOpen else { return }
        if pendingOutput > 0 {
            keepOutput { $0 += home.staging }
            return
        }
        var sent = 0
        var isClosed = false
        home.staging.withUnsafeBytes { bytes in
            (sent, isClosed) = transferOut(bytes)
        }
        if isClosed { return outputFailed() }
        if sent < home.staging.count { keepOutput { $0 += home.staging[sent...] } }
    }

    /// Writes what is staged and a large payload behind it in one call, without joining them first.
    private func transmit(_ payload: [UInt8], isChunked: Bool) {
        guard isSocketOpen else { return }
        let end: StaticString = isChunked ? "\r\n" : ""
        let endCount = end.utf8CodeUnitCount
        let total = home.staging.count + payload.count + endCount
        var sent = 0
        home.staging.withUnsafeBytes { head in
            payload.withUnsafeBytes { body in
                let parts = [
                    iovec(iov_base: UnsafeMutableRawPointer(mutating: head.baseAddress), iov_len: head.count),
                    iovec(iov_base: UnsafeMutableRawPointer(mutating: body.baseAddress), iov_len: body.count),
                    iovec(iov_base: UnsafeMutableRawPointer(mutating: UnsafeRawPointer(end.utf8Start)), iov_len: endCount),
                ]
                repeat { sent = writev(fd, parts, Int32(parts.count)) } while sent < 0 && errno == EINTR
            }
        }
        if sent < 0 {
            guard errno == EAGAIN else { return outputFailed() }
            sent = 0
        }
        guard sent < total else { return }
        keepOutput { output in
            output.reserveCapacity(total - sent)
            if sent < home.staging.count { output += home.staging[sent...] }
            let bodySent = max(0, sent - home.staging.count)
            if bodySent < payload.count { output += payload[bodySent...] }
            let endSent = max(0, sent - home.staging.count - payload.count)
            output.append(contentsOf: UnsafeBufferPointer(start: end.utf8Start + endSent, count: endCount - endSent))
        }
    }

    private func keepOutput(_ append: (inout [UInt8]) -> Void) {
        if outputStart > 0 {
            output.removeFirst(outputStart)
            outputStart = 0
        }
        if output.isEmpty { setDeadline(.stall, home.idleTime) }
        append(&output)
    }

    private func transferOut(_ bytes: UnsafeRawBufferPointer) -> (sent: Int, isClosed: Bool) {
        var sent = 0
        while sent < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[sent...])
            let result: SocketTransfer
            if let tls {
                result = tls.write(rest)
            } else {
                let count = Glibc.send(fd, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
                result = count >= 0 ? .bytes(count) : errno == EAGAIN ? .wouldBlock : errno == EINTR ? .bytes(0) : .closed
            }
            switch result {
            case .bytes(let count): sent += count
            case .wouldBlock: return (sent, false)
            case .closed: return (sent, true)
            }
        }
        return (sent, false)
    }

    private func flush() {
        var sent = 0
        var isClosed = false
        output.withUnsafeBytes { bytes in
            (sent, isClosed) = transferOut(UnsafeRawBufferPointer(rebasing: bytes[outputStart...]))
        }
        if isClosed { return outputFailed() }
        outputStart += sent
        if outputStart == output.count {
            output = []
            outputStart = 0
            deadline = .max
        } else if sent > 0 {
            setDeadline(.stall, home.idleTime)
        }
        if pendingOutput <= ServedExchange.watermark / 4, let waiter = outputWaiter {
            outputWaiter = nil
            waiter.resume()
        }
        if outputStart == output.count && phase == .flushing { flushed() }
    }

    private func outputFailed() {
        phase == .exchange ? clientGone() : close()
    }

    /// Suspends the handler's task until the client has taken most of what waits for it, or is gone.
    func waitForOutput() async {
        guard isSocketOpen else { return }
        await withUnsafeContinuation { outputWaiter = $0 }
    }

    // MARK: Time

    private func setDeadline(_ kind: Deadline, _ wait: UInt64) {
        deadlineKind = kind
        deadline = home.loop.milliseconds + wait
        // A timer that is armed for earlier finds the new time when it fires: re-arming for every request would cost more.
        if deadline < timerDue { arm() }
    }

    private func arm() {
        if let timer { home.loop.cancel(timer) }
        timerDue = deadline
        let now = home.loop.milliseconds
        timer = home.loop.schedule(after: .milliseconds(deadline > now ? Int64(clamping: deadline - now) : 0)) { [self] in timerFired() }
    }

    private func timerFired() {
        timer = nil
        timerDue = .max
        guard isSocketOpen, deadline != .max else { return }
        if home.loop.milliseconds < deadline { return arm() }
        deadline = .max
        switch deadlineKind {
        case .idle, .linger: close()
        case .head:
            guard phase == .head else { return }
            if inputStart < input.count { refuse(.client(.bodyTooSlow)) } else { close() }
        case .body:
            guard let exchange else { return }
            exchange.bodyFault = .client(.bodyTooSlow)
            exchange.closes = true
            wakeWaiters()
        case .stall: outputFailed()
        }
    }

    // MARK: The end

    /// Closes behind the last answer, so that the client can read it.
    private func beginClose() {
        // Bytes that nobody has read, or that are on their way, would turn the close into a reset, and the reset can overtake the answer.
        let isQuiet = isBodyComplete && inputCount == 0 && !isReadable
        dropInputBuffer()
        guard !isQuiet else { return close() }
        tls?.shutdown()
        Glibc.shutdown(fd, Int32(SHUT_WR))
        phase = .lingering
        setDeadline(.linger, Self.lingerTime)
        dropInput()
    }

    private func dropInput() {
        while phase == .lingering {
            let count = recv(fd, home.scratch.baseAddress, home.scratch.count, 0)
            if count < 0 && errno == EINTR { continue }
            if count < 0 && errno == EAGAIN { return }
            dropped += max(0, count)
            if count <= 0 || dropped > Self.lingerLimit { close() }
        }
    }

    /// Closes at once, whatever goes on.
    func close() {
        if phase == .exchange {
            fail(.client(.clientGone))
            closeSocket()
        } else {
            closeSocket()
            phase = .closed
        }
    }

    private func closeSocket() {
        guard isSocketOpen else { return }
        isSocketOpen = false
        if let timer { home.loop.cancel(timer) }
        timer = nil
        tls?.shutdown()
        home.loop.forget(fd)
        Glibc.close(fd)
        dropInputBuffer()
        output = []
        outputStart = 0
        home.remove(self)
        wakeWaiters()
    }
}
