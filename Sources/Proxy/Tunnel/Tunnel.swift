internal import Pipeline

/// Carries the bytes of a switched connection both ways until one side ends: the handler's own task carries what the host sends, a second
/// one what the client sends. Neither reads ahead of the other side.
///
/// Unchecked: both tasks, the timer and the cancellation run on one loop's thread.
final class Tunnel: @unchecked Sendable {
    /// A close frame with the code 1001, "going away" (RFC 6455, sections 5.5.1 and 7.4.1).
    private static let goingAway: [UInt8] = [0x88, 0x02, 0x03, 0xE9]

    private let loop: EventLoop
    private let socket: UpstreamSocket
    private let client: any BodyReader
    private let reply: any ReplyWriter
    private let idle: Duration
    private var fromHost = FrameWatch()
    private var fromClient = FrameWatch()
    private var activity = MonotonicTime.now
    private var end: StreamEnd?
    private var timer: TimerID?

    init(loop: EventLoop, socket: UpstreamSocket, client: any BodyReader, reply: any ReplyWriter, idle: Duration) {
        self.loop = loop
        self.socket = socket
        self.client = client
        self.reply = reply
        self.idle = idle
    }

    /// Runs until it has ended; answers how. `first` is what the host sent right behind its head.
    func run(_ first: [UInt8]) async -> StreamEnd {
        watch(after: idle)
        let upward = Task.immediate(executorPreference: loop) { [self] in await carryUp() }
        await withTaskCancellationHandler {
            await carryDown(first)
        } onCancel: { [self] in
            loop.submit { [self] in finish(.timeout) }
        }
        finish(.hostGone)
        await upward.value
        if let timer { loop.cancel(timer) }
        // A direction that was closed by a frame has ended as it should, whoever let go first.
        if fromHost.hasClosed || fromClient.hasClosed { return .complete }
        // A client that left cancels the task too.
        if let reply = client as? any ConnectionReply, reply.isClientGone { return .clientGone }
        if end == .timeout, fromHost.isBetweenFrames {
            do throws(PipelineError) {
                try await reply.send(Self.goingAway)
            } catch {
                return .clientGone
            }
        }
        return end ?? .hostGone
    }

    private func carryDown(_ first: [UInt8]) async {
        var next = first.isEmpty ? await socket.receive() : first
        while let bytes = next {
            activity = MonotonicTime.now
            fromHost.push(bytes)
            do throws(PipelineError) {
                try await reply.send(bytes)
            } catch {
                return finish(.clientGone)
            }
            next = await socket.receive()
        }
    }

    private func carryUp() async {
        while let bytes = await client.receive() {
            activity = MonotonicTime.now
            fromClient.push(bytes)
            guard await socket.send(bytes) else { return finish(.hostGone) }
        }
        finish(.clientGone)
    }

    /// Ends both directions. The first reason counts.
    private func finish(_ reason: StreamEnd) {
        guard end == nil else { return }
        end = reason
        client.stopReceiving()
        socket.close()
    }

    private func watch(after time: Duration) {
        timer = loop.schedule(after: time) { [weak self] in
            guard let self, end == nil else { return }
            let left = activity + idle - MonotonicTime.now
            left > .zero ? watch(after: left) : finish(.timeout)
        }
    }
}
