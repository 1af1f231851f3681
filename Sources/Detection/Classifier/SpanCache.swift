internal import Cryptography
internal import Synchronization

/// Remembers what was found in a text, by a keyed hash of it: neither the text nor a hash that could be looked up
/// elsewhere is kept. Two generations bound it: when the young one is full it becomes the old one.
final class SpanCache: Sendable {
    private struct State {
        var young: [[UInt8]: [TaggedSpan]] = [:]
        var old: [[UInt8]: [TaggedSpan]] = [:]
        /// Spans held, over both generations.
        var youngSpans = 0
        var hits = 0
        var misses = 0
    }

    private let keys: [RecallLevel: KeyedDigest]
    private let mostEntries: Int
    private let mostSpans: Int
    private let state = Mutex(State())

    /// - Parameters:
    ///   - mostEntries: texts remembered, at most twice as many for a moment.
    init(mostEntries: Int) {
        let secret = SecureRandom.bytes(32)
        keys = Dictionary(
            uniqueKeysWithValues: RecallLevel.allCases.map { ($0, KeyedDigest(key: Digest.hmac(key: secret, Array($0.rawValue.utf8)))) })
        self.mostEntries = max(1, mostEntries)
        mostSpans = self.mostEntries * 16
    }

    /// The text's name in the cache; the recall level is part of it.
    func name(_ text: [UInt8], _ recall: RecallLevel) -> [UInt8] {
        guard let key = keys[recall] else { preconditionFailure("each recall level has its key") }
        return key.digest(text)
    }

    func spans(_ name: [UInt8]) -> [TaggedSpan]? {
        state.withLock { state in
            if let found = state.young[name] {
                state.hits += 1
                return found
            }
            if let found = state.old[name] {
                state.hits += 1
                Self.insert(name, found, &state, mostEntries, mostSpans)
                return found
            }
            state.misses += 1
            return nil
        }
    }

    func remember(_ name: [UInt8], _ spans: [TaggedSpan]) {
        state.withLock { Self.insert(name, spans, &$0, mostEntries, mostSpans) }
    }

    var counts: (hits: Int, misses: Int) {
        state.withLock { ($0.hits, $0.misses) }
    }

    private static func insert(_ name: [UInt8], _ spans: [TaggedSpan], _ state: inout State, _ mostEntries: Int, _ mostSpans: Int) {
        // A text with more spans than a whole generation holds is not worth remembering.
        guard spans.count <= mostSpans else { return }
        if state.young.count >= mostEntries || state.youngSpans + spans.count > mostSpans {
            state.old = state.young
            state.young = [:]
            state.youngSpans = 0
        }
        if state.young.updateValue(spans, forKey: name) == nil { state.youngSpans += spans.count }
    }
}
