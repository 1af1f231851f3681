internal import Cryptography
internal import Middleware
internal import Synchronization

/// What the outside engines have in common: texts go out in overlapping parts, several at a time, a part that was answered before is not
/// asked about again, and nor is one that stands in the request twice.
struct OutsideParts<Answer: Sendable>: Sendable {
    /// Bytes of a part.
    let size: Int
    /// Bytes that two neighbours share, so that what stands across a cut is seen whole once.
    let overlap: Int
    private let memory = AnswerMemory<Answer>()

    /// Parts that were answered before, and those that were not.
    var counts: (hits: Int, misses: Int) { memory.counts }

    init(size: Int, overlap: Int) {
        self.size = size
        self.overlap = overlap
    }

    /// The parts of the texts in their order and what the engine says about each. After a failure no further part is asked about: an engine
    /// that hangs holds the request up for one timeout, however long the conversation.
    ///
    /// - Parameter width: questions at a time.
    func answers(
        to texts: [ClassifierText], width: Int, ask: @escaping @Sendable ([UInt8]) async throws(ClassifierFailure) -> Answer
    ) async -> [(part: [UInt8], answer: Result<Answer, ClassifierFailure>)] {
        var parts: [[UInt8]] = []
        var seen: Set<[UInt8]> = []
        for text in texts {
            for range in TextParts.cut(text.text, size: size, overlap: overlap) {
                let part = Array(text.text[range])
                if part.contains(where: { $0 > 0x20 }), seen.insert(part).inserted { parts.append(part) }
            }
        }
        var answers: [Result<Answer, ClassifierFailure>?] = parts.map { memory.find($0).map { .success($0) } }
        await withTaskGroup(of: (Int, Result<Answer, ClassifierFailure>).self) { group in
            var waiting = parts.indices.filter { answers[$0] == nil }[...]
            var running = 0
            while running > 0 || !waiting.isEmpty {
                if running < width, let index = waiting.popFirst() {
                    let part = parts[index]
                    group.addTask {
                        do throws(ClassifierFailure) {
                            return (index, .success(try await ask(part)))
                        } catch {
                            return (index, .failure(error))
                        }
                    }
                    running += 1
                } else if let (index, answer) = await group.next() {
                    running -= 1
                    answers[index] = answer
                    switch answer {
                    case .success(let known): memory.keep(known, for: parts[index])
                    case .failure: waiting = []
                    }
                }
            }
        }
        return zip(parts, answers).map { ($0, $1 ?? .failure(.timedOut)) }
    }
}

extension ClassifierFailure {
    /// The chain's word for what went wrong on the way to an engine.
    init(_ failure: OutsideEngine.Failure) {
        switch failure {
        case .unreachable: self = .unreachable
        case .timedOut: self = .timedOut
        case .overloaded: self = .overloaded
        case .refused: self = .badAnswer
        }
    }
}

/// Answers by a keyed hash of the text; never the text. Bounded: an old half is dropped when the newer half is full.
private final class AnswerMemory<Answer: Sendable>: Sendable {
    private static var maxAnswers: Int { 8192 }
    private let key = SecureRandom.bytes(32)
    private let state = Mutex(State())

    private struct State {
        var young: [[UInt8]: Answer] = [:]
        var old: [[UInt8]: Answer] = [:]
        var hits = 0
        var misses = 0
    }

    var counts: (hits: Int, misses: Int) { state.withLock { ($0.hits, $0.misses) } }

    func find(_ text: [UInt8]) -> Answer? {
        let name = Digest.hmac(key: key, text)
        return state.withLock { state in
            let found = state.young[name] ?? state.old[name]
            if found == nil { state.misses += 1 } else { state.hits += 1 }
            return found
        }
    }

    func keep(_ answer: Answer, for text: [UInt8]) {
        let name = Digest.hmac(key: key, text)
        state.withLock { state in
            if state.young.count >= Self.maxAnswers {
                state.old = state.young
                state.young = [:]
            }
            state.young[name] = answer
        }
    }
}
