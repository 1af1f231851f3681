internal import Glibc
internal import Synchronization

/// Runs the embedded tagger on threads of its own: a bounded queue, short texts of different requests in one pass, and a
/// cache, so that a conversation sent again with one new message costs that message alone.
public final class TaggerService: Sendable {
    /// What the service has done and what waits.
    public struct Statistics: Sendable, Equatable {
        /// Texts waiting for a thread.
        public var queued = 0
        /// Bytes of text waiting for a thread.
        public var queuedBytes = 0
        /// Texts classified by the network.
        public var classified = 0
        /// Windows that the network ran over; a long text has several.
        public var windows = 0
        /// Texts answered from the cache.
        public var cacheHits = 0
        /// Texts that the cache did not hold.
        public var cacheMisses = 0
        /// Calls refused because the queue was full or a call too large.
        public var refused = 0
    }

    /// Bounds of the service.
    public struct Limits: Sendable {
        /// Threads that compute; one core each.
        public var threads: Int
        /// Bytes of text that may wait; a call that would exceed it is refused, unless nothing waits.
        public var queuedBytes: Int
        /// Bytes of text of one call.
        public var callBytes: Int
        /// Texts whose spans are remembered.
        public var cachedTexts: Int

        public init(threads: Int = 1, queuedBytes: Int = 8 << 20, callBytes: Int = 4 << 20, cachedTexts: Int = 20_000) {
            self.threads = max(1, min(64, threads))
            self.queuedBytes = queuedBytes
            self.callBytes = min(callBytes, Int(Int32.max))
            self.cachedTexts = cachedTexts
        }
    }

    /// Bytes of short texts that share a batch: about two passes of 128 subwords.
    private static let batchBytes = 768

    public let tagger: EmbeddedTagger
    private let limits: Limits
    private let cache: SpanCache
    private let queue = TaggerQueue()

    public init(tagger: EmbeddedTagger, limits: Limits = Limits()) {
        self.tagger = tagger
        self.limits = limits
        cache = SpanCache(mostEntries: limits.cachedTexts)
        for _ in 0..<limits.threads {
            let worker = Worker(tagger: tagger, queue: queue, cache: cache)
            worker.start()
        }
    }

    deinit {
        queue.stop()
    }

    /// Ends the threads; what waits is answered with `stopped`.
    public func shutDown() {
        queue.stop()
    }

    public var statistics: Statistics {
        let counts = cache.counts
        var out = queue.statistics
        out.cacheHits = counts.hits
        out.cacheMisses = counts.misses
        out.windows = tagger.windowCount
        return out
    }

    /// What the tagger finds in each text. Suspends until a thread has done it; cancellation gives up at once.
    public func classify(_ texts: [[UInt8]], recall: RecallLevel) async throws(TaggerServiceError) -> [[TaggedSpan]] {
        let bytes = texts.reduce(0) { $0 + $1.count }
        guard bytes <= limits.callBytes else {
            queue.noteRefused()
            throw .tooLarge(limit: limits.callBytes)
        }
        let call = TaggerCall()
        var out = [[TaggedSpan]](repeating: [], count: texts.count)
        var parts: [(text: Int, range: Range<Int>)] = []
        // Texts of several parts are remembered whole too: their rules look at the whole text, on the caller's thread.
        var whole: [(text: Int, name: [UInt8])] = []
        for (index, text) in texts.enumerated() {
            let ranges = TaggerParts.ranges(text)
            if ranges.count > 1 {
                let name = cache.name(text, recall)
                if let known = cache.spans(name) {
                    out[index] = known
                    continue
                }
                whole.append((index, name))
            }
            for range in ranges { parts.append((index, range)) }
        }
        var results = [[TaggedSpan]](repeating: [], count: parts.count)
        var units: [TaggerQueue.Unit] = []
        for (index, part) in parts.enumerated() {
            let text = part.range.count == texts[part.text].count ? texts[part.text] : Array(texts[part.text][part.range])
            let name = cache.name(text, recall)
            if let known = cache.spans(name) {
                results[index] = known
            } else {
                units.append(.init(call: call, index: index, text: text, name: name, recall: recall, isBulk: bytes > TaggerParts.partBytes))
            }
        }
        if !units.isEmpty {
            let found: Result<[Int: [TaggedSpan]], TaggerServiceError> = await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    call.begin(continuation, count: units.count)
                    if let error = queue.add(units, limit: limits.queuedBytes) { call.fail(error) }
                }
            } onCancel: {
                call.fail(.cancelled)
            }
            for (index, spans) in try found.get() { results[index] = spans }
        }
        for (spans, part) in zip(results, parts) {
            let start = part.range.lowerBound
            out[part.text].append(contentsOf: start == 0 ? spans : spans.map { $0.moved(by: start) })
        }
        for (index, name) in whole {
            // A table's header stands in its first part only.
            tagger.addRules(to: &out[index], in: texts[index])
            cache.remember(name, out[index])
        }
        return out
    }

    /// One thread: takes what waits, tags it, hands it out.
    private final class Worker: Sendable {
        let tagger: EmbeddedTagger
        let queue: TaggerQueue
        let cache: SpanCache

        init(tagger: EmbeddedTagger, queue: TaggerQueue, cache: SpanCache) {
            self.tagger = tagger
            self.queue = queue
            self.cache = cache
        }

        func start() {
            var thread = pthread_t()
            var attributes = pthread_attr_t()
            pthread_attr_init(&attributes)
            pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
            let argument = Unmanaged.passRetained(self).toOpaque()
            let code = pthread_create(
                &thread, &attributes,
                { argument in
                    Unmanaged<Worker>.fromOpaque(argument!).takeRetainedValue().run()
                    return nil
                }, argument)
            pthread_attr_destroy(&attributes)
            if code != 0 {
                // No thread, no service: every call then says so instead of waiting for ever.
                Unmanaged<Worker>.fromOpaque(argument).release()
                queue.stop()
            }
        }

        private func run() {
            // Signals belong to the threads that wait for them.
            var signals = sigset_t()
            sigfillset(&signals)
            pthread_sigmask(SIG_BLOCK, &signals, nil)
            while let units = queue.take(bytes: TaggerService.batchBytes) {
                let found = tagger.tag(units.map(\.text), recall: units[0].recall)
                for (unit, spans) in zip(units, found) {
                    cache.remember(unit.name, spans)
                    unit.call.deliver(unit.index, spans)
                }
            }
        }
    }
}
