internal import CBytes

extension Analyzer {
    /// What one analysis needs to write: reused from text to text, by one thread at a time.
    final class Scratch: @unchecked Sendable {
        // Safe to pass between threads: the analyzer's pool hands it to one analysis at a time.
        let program: AnalyzerProgram
        let matcher = Matcher()
        var text = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        var name: UnsafeBufferPointer<UInt8>?
        var candidates: [Candidate] = []
        /// The text without spaces and punctuation around it, where that is short enough for a single value: an answer that is nothing but
        /// a number, given to the question what one's number is, needs no word beside it.
        private var alone = 0..<0
        /// Where the last match of each pattern ended: the next one begins there or later.
        private let ends: UnsafeMutableBufferPointer<Int>
        private let compact: UnsafeMutableBufferPointer<UInt8>
        /// Weak shapes that wait at the place at hand.
        private let waiting: UnsafeMutablePointer<UInt16>
        /// The token that begins at `tokenAt`, in bytes.
        private var tokenCount = 0
        private var tokenAt = -1

        /// Context phrases met so far, in order, and the part of the text that was read for them.
        private var hits: [ContextLexicon.Hit] = []
        private var contextRead = 0..<0
        private var nameHits: [ContextLexicon.Hit] = []
        /// Recognizers raised around the place `raisedAt`.
        private let raised: UnsafeMutableBufferPointer<UInt64>
        private var raisedAt = -1
        /// The name that the place `headAt` is assigned to.
        private var head: Range<Int>?
        private var headAt = -1
        // The program's tables, by their addresses: `program` keeps them.
        private let base: UnsafeMutablePointer<AnalyzerProgram.Entry>

        /// Places of the text last scanned where something hidden may begin: escapes and odd characters, words as long as encoded runs are,
        /// breaks inside numbers.
        private(set) var sites: [Int] = []
        private(set) var longWords: [Int] = []
        private(set) var numberBreaks: [Int] = []

        /// Bytes before a value in which a context word counts.
        static let before = 80
        /// Bytes after a value in which a context word counts.
        static let after = 40
        /// Longest value that words after it can raise before it was matched.
        private static let longestWeak = 40
        /// A property's name is context for values that begin in the first so many bytes of its text.
        private static let nameReach = 128

        init(_ program: AnalyzerProgram) {
            self.program = program
            ends = .allocate(capacity: max(1, program.entries.count))
            compact = .allocate(capacity: MatchedValue.limit)
            waiting = .allocate(capacity: max(1, program.entries.count))
            raised = .allocate(capacity: program.lexicon.stride)
            base = program.entries.baseAddress!
            raised.initialize(repeating: 0)
            compact.initialize(repeating: 0)
            ends.initialize(repeating: 0)
        }

        deinit {
            ends.deallocate()
            compact.deallocate()
            waiting.deallocate()
            raised.deallocate()
        }

        func begin(_ text: UnsafeBufferPointer<UInt8>, _ name: UnsafeBufferPointer<UInt8>?) {
            self.text = text
            self.name = name
            alone = Self.value(in: text)
            candidates.removeAll(keepingCapacity: true)
            restart()
        }

        private static func value(in text: UnsafeBufferPointer<UInt8>) -> Range<Int> {
            guard text.count <= 80 else { return 0..<0 }
            var lower = 0
            var upper = text.count
            let around = ByteSet(" \t\r\n.,;:!?\"'")
            while lower < upper, around.contains(text[lower]) { lower += 1 }
            while upper > lower, around.contains(text[upper - 1]) { upper -= 1 }
            return lower..<upper
        }

        /// Makes another text the subject, keeping the candidates.
        func restart(_ text: UnsafeBufferPointer<UInt8>? = nil) {
            if let text { self.text = text }
            ends.update(repeating: 0)
            hits.removeAll(keepingCapacity: true)
            contextRead = 0..<0
            raisedAt = -1
            headAt = -1
            tokenAt = -1
            nameHits.removeAll(keepingCapacity: true)
            if let name { program.lexicon.scan(name, 0..<name.count, &nameHits) }
        }

        /// One pass over the text.
        func scan(mode: Mode) throws(AnalysisError) {
            let text = text
            guard let bytes = text.baseAddress else { return }
            let count = text.count
            let dispatch = program.dispatch
            let assigned = program.assigned
            let hasAssigned = assigned.sieves.count > 0
            let kinds = UnsafePointer(dispatch.kinds.baseAddress!)
            let isOpenLeft = program.hasOpenLeft
            sites.removeAll(keepingCapacity: true)
            longWords.removeAll(keepingCapacity: true)
            numberBreaks.removeAll(keepingCapacity: true)
            // The end of the last operator after which only quotes, spaces and brackets came: what is next is given to a name.
            var operatorEnd = name == nil ? -AssignmentHead.skips - 1 : 0
            let spacesMatter = dispatch.spacesMatter
            var block = 0
            // Whether the byte before the block is of a word, or a digit.
            var carriedWord: UInt64 = 0
            var carriedDigit: UInt64 = 0
            while block < count {
                let kindsOf = Self.classify(bytes, block, count)
                let word = kindsOf.word
                let valid = count &- block >= 64 ? ~0 : (1 as UInt64) << UInt64(count &- block) &- 1
                // Where something may begin: each word, each sign, and each space after a digit, since a number may go on there.
                let starts = word & ~(word << 1 | carriedWord)
                let signs = ~word & (spacesMatter ? ~0 : ~kindsOf.space)
                let breaks = kindsOf.space & (kindsOf.digit << 1 | carriedDigit)
                carriedWord = word >> 63
                carriedDigit = kindsOf.digit >> 63
                var events = (starts | signs | breaks) & valid
                while events != 0 {
                    let bit = events.trailingZeroBitCount
                    events &= events &- 1
                    let index = block &+ bit
                    let byte = bytes[index]
                    let second = index &+ 1 < count ? bytes[index &+ 1] : 10
                    let third = index &+ 2 < count ? bytes[index &+ 2] : 10
                    if word &>> UInt64(bit) & 1 != 0 {
                        var end = index &+ (~(word &>> UInt64(bit))).trailingZeroBitCount
                        if end >= block &+ 64 {
                            end = block &+ 64
                            while end < count, kinds[Int(bytes[end])] & Dispatch.isWord != 0 { end &+= 1 }
                        }
                        let next = end < count ? bytes[end] : 10
                        let run = min(end &- index, PatternShape.longestRun)
                        let goesOn = kinds[Int(next)] & Dispatch.isToken != 0
                        let place = dispatch.place(byte, second, third, run: run, goesOn: goesOn)
                        if place != 0 { try attempt(dispatch, place, at: index, next: next, mode: mode) }
                        if hasAssigned,
                            index &- operatorEnd <= AssignmentHead.skips || run >= AssignmentHead.shortestBare
                                || (goesOn && tokenLength(at: index) >= AssignmentHead.shortestBare)
                        {
                            let place = assigned.place(byte, second, third, run: run, goesOn: goesOn)
                            if place != 0 { try attempt(assigned, place, at: index, next: next, mode: mode) }
                        }
                        if run >= EncodedRun.shortest { longWords.append(index) }
                        if isOpenLeft { try scanInside(index + 1, end, next: next, mode: mode) }
                        operatorEnd = -AssignmentHead.skips - 1
                    } else {
                        let kind = kinds[Int(byte)]
                        let place = dispatch.place(byte, second, third, run: 0, goesOn: false)
                        if place != 0 { try attempt(dispatch, place, at: index, next: second, mode: mode) }
                        if kind & Dispatch.isPivot != 0 { try attemptPivots(byte, at: index, mode: mode) }
                        if kind & Dispatch.isTrigger != 0, Encodings.mayBegin(byte, second) { sites.append(index) }
                        if byte <= 32, second >= 48, second <= 62 || second == 32, index > 0, bytes[index &- 1] >= 48,
                            bytes[index &- 1] <= 57
                        {
                            numberBreaks.append(index)
                        }
                        if kind & Dispatch.isOperator != 0 {
                            operatorEnd = index &+ 1
                        } else if kind & Dispatch.isSkip == 0 {
                            operatorEnd = -AssignmentHead.skips - 1
                        }
                    }
                }
                block &+= 64
            }
        }

        /// The kinds of up to 64 bytes; beyond the end of the text there are none.
        @inline(__always)
        private static func classify(_ bytes: UnsafePointer<UInt8>, _ block: Int, _ count: Int) -> hopguard_kinds {
            if count &- block >= 64 { return hopguard_classify(bytes + block) }
            return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { padded in
                padded.initialize(repeating: 0)
                for index in 0..<(count &- block) { padded[index] = bytes[block &+ index] }
                return hopguard_classify(padded.baseAddress!)
            }
        }

        /// Tries the patterns that may begin inside a word, at every byte of one after its first.
        private func scanInside(_ first: Int, _ end: Int, next: UInt8, mode: Mode) throws(AnalysisError) {
            let goesOn = program.dispatch.kinds[Int(next)] & Dispatch.isToken != 0
            for inside in first..<max(first, end) {
                let second = inside + 1 < text.count ? text[inside + 1] : 10
                let third = inside + 2 < text.count ? text[inside + 2] : 10
                let place = program.dispatch.place(
                    text[inside], second, third, run: min(end - inside, PatternShape.longestRun), goesOn: goesOn)
                if place != 0 { try attempt(program.dispatch, place, at: inside, next: next, mode: mode, isInside: true) }
            }
        }

        @inline(__always)
        static func isWord(_ byte: UInt8) -> Bool {
            (byte | 32 >= 97 && byte | 32 <= 122) || (byte >= 48 && byte <= 57) || byte == 95
        }

        /// Beyond so many weak shapes at one place it pays to read the words around it before any of them is run.
        private static let gatedShapes = 6

        private func attempt(
            _ dispatch: Dispatch, _ place: UInt32, at start: Int, next: UInt8, mode: Mode, isInside: Bool = false
        ) throws(AnalysisError) {
            let members = UnsafePointer(dispatch.entries.baseAddress!) + Int(place)
            let sieves = UnsafePointer(dispatch.sieves.baseAddress!)
            let patterns = UnsafePointer(dispatch.patterns.baseAddress!)
            let shortestTokens = UnsafePointer(dispatch.shortestTokens.baseAddress!)
            let third = start &+ 2 < text.count ? text[start &+ 2] : 10
            let fourth = start &+ 3 < text.count ? text[start &+ 3] : 10
            let thirdWord = Int(third >> 6)
            let fourthWord = 4 &+ Int(fourth >> 6)
            let nextWord = 8 &+ Int(next >> 6)
            var weak = 0
            for offset in 1...Int(members[0]) {
                let item = Int(members[offset])
                let sieve = sieves + item &* 12
                let passes =
                    sieve[thirdWord] &>> UInt64(third) & sieve[fourthWord] &>> UInt64(fourth) & sieve[nextWord] &>> UInt64(next)
                    & 1
                if passes == 0 { continue }
                let pattern = Int(patterns[item])
                if start < ends[pattern] { continue }
                let entry = base + pattern
                if isInside, entry.pointee.edges == .both || entry.pointee.edges == .left { continue }
                if shortestTokens[item] > 0, Int(shortestTokens[item]) > tokenLength(at: start) { continue }
                if entry.pointee.isWeak {
                    waiting[weak] = UInt16(truncatingIfNeeded: pattern)
                    weak += 1
                } else {
                    try attempt(pattern, entry, at: start, mode: mode)
                }
            }
            guard weak > 0, mode == .text else { return }
            // An answer that is nothing but a value needs no words; few shapes are run faster than words are read.
            let isGated = weak > Self.gatedShapes && (start != alone.lowerBound || name != nil)
            for index in 0..<weak {
                let pattern = Int(waiting[index])
                let entry = base + pattern
                if isGated, !isRaised(entry.pointee.recognizer, at: start) { continue }
                try attempt(pattern, entry, at: start, mode: mode)
            }
        }

        /// Bytes from the place to the next space, quote or separator; longer ones than any pattern needs are cut.
        private func tokenLength(at start: Int) -> Int {
            if tokenAt != start {
                tokenAt = start
                let kinds = program.dispatch.kinds
                let limit = min(text.count, start + 512)
                var end = start
                while end < limit, kinds[Int(text[end])] & Dispatch.isToken != 0 { end += 1 }
                tokenCount = end == limit && limit < text.count ? Int.max : end - start
            }
            return tokenCount
        }

        private func attemptPivots(_ byte: UInt8, at place: Int, mode: Mode) throws(AnalysisError) {
            for pattern in program.pivots[Int(byte)] {
                let pattern = Int(pattern)
                let entry = base + pattern
                let floor = max(ends[pattern], place - entry.pointee.pivotReach)
                var start = place
                while start > floor, entry.pointee.pivotOver.contains(text[start - 1]) { start -= 1 }
                guard start < place else { continue }
                let before = ends[pattern]
                // In a run too long to be one value the value begins somewhere inside: every character is tried, at most `pivotReach`.
                let last = place - start >= Self.longRun ? place - 1 : start
                while start <= last {
                    if text[start] & 0xC0 != 0x80 { try attempt(pattern, entry, at: start, mode: mode) }
                    guard ends[pattern] == before else { break }
                    start += 1
                }
            }
        }

        /// Bytes of a run before a pivot from which on it may be more than the value: no local part of an e-mail address is longer (RFC
        /// 5321, section 4.5.3.1.1).
        static let longRun = 64

        /// Runs one pattern at one place.
        private func attempt(
            _ pattern: Int, _ entry: UnsafeMutablePointer<AnalyzerProgram.Entry>, at start: Int, mode: Mode
        ) throws(AnalysisError) {
            let recognizer = entry.pointee.recognizer
            if entry.pointee.requirement >= 0, !isRequirementMet(entry.pointee.requirement, at: start) { return }
            if entry.pointee.isWeak, mode == .structural { return }
            switch matcher.run(program.code(pattern), text, at: start) {
            case .noMatch: return
            case .limit: throw .matchLimit(recognizer: program.recognizers[recognizer].name)
            case .match: break
            }
            guard let whole = matcher.span(0), !whole.isEmpty, let span = matcher.span(entry.pointee.group), !span.isEmpty else { return }
            if entry.pointee.edges == .both || entry.pointee.edges == .left, Self.isWord(text[whole.lowerBound]),
                WordEdge.joins(before: whole.lowerBound, in: text)
            {
                return
            }
            if entry.pointee.edges == .both || entry.pointee.edges == .right, Self.isWord(text[whole.upperBound - 1]),
                WordEdge.joins(after: whole.upperBound, in: text)
            {
                return
            }
            if entry.pointee.hasCheck, !passes(program.checks[recognizer], span) { return }
            ends[pattern] = whole.upperBound
            var score = entry.pointee.score
            var evidence = entry.pointee.evidence
            var distance = Int.max
            // What is as good as sure by itself needs no words beside it.
            if mode == .text, entry.pointee.hasContext, score < 0.9,
                let near = nearest(recognizer, span, asLabel: entry.pointee.score < 0.5)
            {
                distance = near
                // Presidio's rule: 0.35 more, and 0.4 at least.
                score = max(0.4, min(1, score + 0.35))
                if entry.pointee.score < 0.5, evidence != .checksum { evidence = .context }
            }
            if mode == .text, distance == Int.max, name == nil, span == alone { score = min(1, score + 0.3) }
            // Scores are sums of tenths, which binary fractions miss by a hair.
            guard score + 0.0005 >= program.minScore else { return }
            if mode == .structural, evidence != .format, evidence != .checksum { return }
            guard candidates.count < Analyzer.candidateLimit else { throw .tooManyFindings(limit: Analyzer.candidateLimit) }
            candidates.append(
                Candidate(
                    start: span.lowerBound, end: span.upperBound, score: score, recognizer: recognizer, evidence: evidence,
                    distance: distance))
        }

        private func passes(_ check: Check, _ span: Range<Int>) -> Bool {
            if check.isNone { return true }
            var count = 0
            for index in span {
                var byte = text[index]
                if byte >= 97, byte <= 122 { byte &= 0xDF } else if !((byte >= 65 && byte <= 90) || (byte >= 48 && byte <= 57)) { continue }
                guard count < MatchedValue.limit else { break }
                compact[count] = byte
                count += 1
            }
            let value = MatchedValue(
                bytes: UnsafeBufferPointer(rebasing: text[span]), compact: UnsafeBufferPointer(start: compact.baseAddress, count: count),
                text: text, span: span)
            return check.passes(value)
        }

        // MARK: Context

        /// Reads the text for context words from 110 bytes and a phrase before `place` to beyond the longest value after it.
        private func readContext(from lower: Int, to upper: Int) {
            let lower = max(0, lower - ContextLexicon.longestPhrase)
            var upper = min(text.count, upper)
            if lower >= contextRead.lowerBound, upper <= contextRead.upperBound { return }
            var from = lower
            let goesOn = lower >= contextRead.lowerBound && lower <= contextRead.upperBound
            // A phrase may have been cut where the last reading stopped: go on a phrase's length before.
            if goesOn { from = max(contextRead.lowerBound, contextRead.upperBound - ContextLexicon.longestPhrase) }
            // Whole words only; a word of more than 48 bytes is cut, and is no context word.
            var steps = 0
            while from > 0, steps < 48, Self.goesOn(text[from - 1]), Self.goesOn(text[from]) { (from, steps) = (from - 1, steps + 1) }
            steps = 0
            upper = min(text.count, upper)
            while upper < text.count, steps < 48, Self.goesOn(text[upper - 1]), Self.goesOn(text[upper]) {
                (upper, steps) = (upper + 1, steps + 1)
            }
            if goesOn {
                var tail = hits.count
                while tail > 0, hits[tail - 1].end > from { tail -= 1 }
                let kept = hits[tail...].filter { $0.start < from }
                hits.removeSubrange(tail...)
                hits += kept
                contextRead = contextRead.lowerBound..<upper
                if hits.count > 4096 {
                    hits.removeAll { $0.end < lower }
                    contextRead = lower..<upper
                }
            } else {
                hits.removeAll(keepingCapacity: true)
                contextRead = from..<upper
            }
            program.lexicon.scan(text, from..<upper, &hits)
        }

        @inline(__always)
        private static func goesOn(_ byte: UInt8) -> Bool { byte >= 0x80 || isWord(byte) }

        /// Whether a context word of the recognizer may stand near a value that begins here.
        @inline(__always)
        private func isRaised(_ recognizer: Int, at start: Int) -> Bool {
            if raisedAt != start { gatherRaised(at: start) }
            return raised[recognizer >> 6] >> UInt64(recognizer & 63) & 1 != 0
        }

        private func gatherRaised(at start: Int) {
            raisedAt = start
            raised.update(repeating: 0)
            let lower = start - Self.before
            let upper = start + Self.longestWeak + Self.after
            readContext(from: lower, to: upper)
            let stride = program.lexicon.stride
            func add(_ phrase: Int) {
                for word in 0..<stride { raised[word] |= program.lexicon.raised[phrase * stride + word] }
            }
            if start < Self.nameReach { for hit in nameHits { add(hit.phrase) } }
            for hit in hits.reversed() {
                if hit.end < lower { break }
                if hit.start < upper { add(hit.phrase) }
            }
        }

        /// Bytes to the nearest context word of the recognizer before or after the value; nil when there is none.
        ///
        /// - Parameter asLabel: only words that label the value count: for shapes that say little by themselves.
        private func nearest(_ recognizer: Int, _ span: Range<Int>, asLabel: Bool = false) -> Int? {
            readContext(from: span.lowerBound - Self.before, to: span.upperBound + Self.after)
            let stride = program.lexicon.stride
            func raises(_ phrase: Int) -> Bool {
                program.lexicon.raised[phrase * stride + recognizer >> 6] >> UInt64(recognizer & 63) & 1 != 0
            }
            var best: Int?
            for hit in hits.reversed() {
                if hit.end < span.lowerBound - Self.before { break }
                let distance: Int
                if hit.end <= span.lowerBound {
                    distance = span.lowerBound - hit.end
                } else if hit.start >= span.upperBound, hit.start <= span.upperBound + Self.after {
                    // A word after the value counts, but one before it is nearer.
                    distance = hit.start - span.upperBound + Self.after
                } else {
                    continue
                }
                guard distance < best ?? Int.max, raises(hit.phrase) else { continue }
                if asLabel {
                    let isLabel =
                        hit.end <= span.lowerBound
                        ? Label.governs(text, from: hit.end, to: span.lowerBound)
                        : Label.governs(text, after: span.upperBound, at: hit.start)
                    guard isLabel else { continue }
                }
                best = distance
            }
            if span.lowerBound < Self.nameReach, Self.before < best ?? Int.max {
                for hit in nameHits where raises(hit.phrase) { best = Self.before }
            }
            return best
        }

        /// Whether a context word of a recognizer, the policy's own included, stands near the span.
        func hasContext(_ recognizer: Int, near span: Range<Int>) -> Bool { nearest(recognizer, span) != nil }

        /// Whether the candidate is of a kind that people write over a line's end, and something vouches for it.
        func mayBeBroken(_ candidate: Candidate) -> Bool {
            guard candidate.recognizer < program.recognizers.count else { return false }
            let type = program.recognizers[candidate.recognizer].type
            if type == .creditCard || type == .ibanCode { return candidate.evidence == .checksum }
            // A telephone number that says where it begins, a social security number in its groups or named as one.
            if type == .phoneNumber { return text[candidate.start] == UInt8(ascii: "+") || text[candidate.start] == UInt8(ascii: "(") }
            return type == EntityType("US_SSN") && candidate.score >= 0.7
        }

        // MARK: Requirements

        private func isRequirementMet(_ requirement: Int, at start: Int) -> Bool {
            let keywords = program.keywords[requirement]
            if program.isNearby[requirement] {
                let window = UnsafeBufferPointer(rebasing: text[max(0, start - 80)..<start])
                for keyword in keywords {
                    if Placeholder.contains(window, keyword) { return true }
                    if let name, Placeholder.contains(name, keyword) { return true }
                }
                return false
            }
            if headAt != start {
                headAt = start
                head = AssignmentHead.range(before: start, in: text, isLong: tokenLength(at: start) >= AssignmentHead.shortestBare)
            }
            if let head {
                for keyword in keywords where AssignmentHead.holds(keyword, head, in: text) { return true }
            }
            // The whole text is the value of a property.
            if let name, start <= 2 {
                for keyword in keywords where Placeholder.contains(name, keyword) { return true }
            }
            return false
        }
    }
}
