internal import CBytes

extension Analyzer {
    /// What one analysis needs to write: reused from text to text, by one thread at a time.
    // Unchecked: an analyzer lends it to one thread and takes it back, under its lock.
    final class Scratch: @unchecked Sendable {
        // Safe to pass between threads: the analyzer's pool hands it to one analysis at a time.
        let program: AnalyzerProgram
        let matcher = Matcher()
        var text = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        var name: UnsafeBufferPointer<UInt8>?
        var candidates: [Candidate] = []
        /// Patterns run since it was made: what an analysis costs, counted and not timed.
        private(set) var runs = 0
        /// The text without spaces and punctuation around it, where that is short enough for a single value: an answer that is nothing but
        /// a number, given to the question what one's number is, needs no word beside it. Of several with commas or `and` between, each.
        private var alone: [Range<Int>] = []
        /// Where the last match of each pattern ended: the next one begins there or later.
        private let ends: UnsafeMutableBufferPointer<Int>
        /// Patterns that have matched in the text at hand.
        private var matched: [UInt16] = []
        private let compact: UnsafeMutableBufferPointer<UInt8>
        private let classified: UnsafeMutablePointer<hopguard_kinds>
        private static let classifiedBytes = 4096
        /// The end of the text, with line feeds behind it.
        private let tail: UnsafeMutablePointer<UInt8>
        private static let tailBytes = 256
        /// The token that begins at `tokenAt`, in bytes.
        private var tokenCount = 0
        private var tokenAt = -1
        /// The classes of the bytes from `classesAt` on.
        private let textClasses: UnsafeMutablePointer<UInt16>
        private var classesAt = -1
        /// The lookbehinds that hold what stands before it.
        private var heldBehind: UInt64 = 0
        private var wordSights: WordSights

        /// Context phrases met so far, in order, and the part of the text that was read for them.
        private var hits: [ContextLexicon.Hit] = []
        private var contextRead = 0..<0
        private var nameHits: [ContextLexicon.Hit] = []
        /// Recognizers raised around the block `raisedAt`.
        private let raised: UnsafeMutableBufferPointer<UInt64>
        private var raisedAt = -1
        private var isAnyRaised = false
        /// Requirements met by the name that the place `headAt` is given to, and by what stands before the place `nearAt`.
        private let assigned: UnsafeMutableBufferPointer<UInt64>
        private var hasHead = false
        private var headAt = -1
        private let near: UnsafeMutableBufferPointer<UInt64>
        private var nearAt = -1
        // The program's tables, by their addresses: `program` keeps them. To count a reference for each use costs more than most uses where
        // several threads do.
        private let lexicon: Unmanaged<ContextLexicon>
        private let byteClasses: UnsafePointer<UInt16>
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
        private static let longestWeak = 64
        /// A property's name is context for values that begin in the first so many bytes of its text.
        private static let nameReach = 128

        init(_ program: AnalyzerProgram) {
            self.program = program
            ends = .allocate(capacity: max(1, program.entries.count))
            compact = .allocate(capacity: MatchedValue.limit)
            textClasses = .allocate(capacity: ByteClass.count)
            wordSights = WordSights(program.words)
            classified = .allocate(capacity: Self.classifiedBytes / 64 + 2)
            tail = .allocate(capacity: Self.tailBytes)
            raised = .allocate(capacity: program.lexicon.stride)
            assigned = .allocate(capacity: program.keywords.stride)
            near = .allocate(capacity: program.keywords.stride)
            assigned.initialize(repeating: 0)
            near.initialize(repeating: 0)
            lexicon = .passUnretained(program.lexicon)
            base = program.entries.baseAddress!
            byteClasses = UnsafePointer(program.kinds.classes.baseAddress!)
            raised.initialize(repeating: 0)
            compact.initialize(repeating: 0)
            ends.initialize(repeating: 0)
        }

        deinit {
            ends.deallocate()
            compact.deallocate()
            textClasses.deallocate()
            wordSights.deallocate()
            classified.deallocate()
            tail.deallocate()
            raised.deallocate()
            assigned.deallocate()
            near.deallocate()
        }

        func begin(_ text: UnsafeBufferPointer<UInt8>, _ name: UnsafeBufferPointer<UInt8>?) {
            self.text = text
            self.name = name
            alone.removeAll(keepingCapacity: true)
            if name == nil { Self.values(in: text, &alone) }
            candidates.removeAll(keepingCapacity: true)
            restart()
        }

        private static let around = ByteSet(" \t\r\n.,;!?\"'")
        private static let joiners: [[UInt8]] = ["and", "or", "und", "oder", "et", "ou", "y", "e", "i", "ve", "og", "och", "en", "&"].map {
            Array($0.utf8)
        }

        private static func values(in text: UnsafeBufferPointer<UInt8>, _ out: inout [Range<Int>]) {
            guard text.count <= 80 else { return }
            var hasDigits = true
            func add(_ part: Range<Int>) {
                var (lower, upper) = (part.lowerBound, part.upperBound)
                while lower < upper, around.contains(text[lower]) { lower += 1 }
                while upper > lower, around.contains(text[upper - 1]) { upper -= 1 }
                guard lower < upper else { return }
                hasDigits = hasDigits && text[lower..<upper].contains { $0 >= 48 && $0 <= 57 }
                out.append(lower..<upper)
            }
            add(0..<text.count)
            var start = 0
            var index = 0
            while index < text.count {
                if text[index] == 10 || text[index] == 32, index > 0 {
                    let end = text[(index + 1)...].firstIndex(of: 32) ?? text.count
                    let isJoiner = joiners.contains { text[(index + 1)..<end].elementsEqual($0) }
                    if isJoiner || text[index] == 10 || text[index - 1] == UInt8(ascii: ",") || text[index - 1] == UInt8(ascii: ";") {
                        add(start..<index)
                        if isJoiner { index = end }
                        start = index
                    }
                }
                index += 1
            }
            if start > 0 { add(start..<text.count) }
            // One word among them, and it is a sentence.
            if !hasDigits || out.count > 6 { out.removeSubrange(min(1, out.count)...) }
        }

        /// Makes another text the subject, keeping the candidates.
        func restart(_ text: UnsafeBufferPointer<UInt8>? = nil) {
            if let text { self.text = text }
            for pattern in matched { ends[Int(pattern)] = 0 }
            matched.removeAll(keepingCapacity: true)
            hits.removeAll(keepingCapacity: true)
            contextRead = 0..<0
            raisedAt = -1
            headAt = -1
            nearAt = -1
            tokenAt = -1
            classesAt = -1
            wordSights.reset()
            nameHits.removeAll(keepingCapacity: true)
            if let name { _ = program.lexicon.scan(name, 0..<name.count, &nameHits) }
        }

        /// One pass over the text.
        func scan(mode: Mode) throws(AnalysisError) {
            let text = text
            guard let bytes = text.baseAddress else { return }
            let count = text.count
            let program = program
            let kinds = UnsafePointer(program.kinds.table.baseAddress!)
            sites.removeAll(keepingCapacity: true)
            longWords.removeAll(keepingCapacity: true)
            numberBreaks.removeAll(keepingCapacity: true)
            var block = 0
            var last = hopguard_kinds()
            while block < count {
                // Some KiB at a time, and the block behind them: what is classified stays in the nearest cache.
                let offset = block & (Self.classifiedBytes &- 1)
                if offset == 0 {
                    let classifying = min(Self.classifiedBytes &+ 64, count &- block)
                    hopguard_classify(program.kinds.sets, bytes + block, classifying, classified)
                    // Nothing stands behind the end.
                    classified[(classifying &+ 63) >> 6] = hopguard_kinds()
                }
                let here = classified[offset >> 6]
                let next = classified[offset >> 6 &+ 1]
                // Near the end what is read beyond it are line feeds.
                let isLast = count &- block < 64 + 64 + 2
                if isLast {
                    tail.update(repeating: 10, count: Self.tailBytes)
                    tail.update(from: bytes + block, count: count &- block)
                }
                let near = Self.reaching(here.digit, next.digit)
                let starts = here.word & ~(here.word &<< 1 | last.word &>> 63)
                let seen = isLast ? UnsafePointer(tail) : bytes + block
                let open = program.dispatch.open(starts, word: here.word, next.word, seen, program.follows)
                let numbered = program.numbers.open(
                    starts & near, word: here.word, next.word, digits: (here.digit, next.digit), seen, program.follows)
                let given = Self.given(here, last, isFirst: block == 0 && name != nil)
                let sixteen = Self.isSixteen(here.token, next.token)
                let assigned = starts & (sixteen | Self.isTwelve(here.token, next.token) & given)
                let loosely = program.assignedLoosely.open(
                    starts & (sixteen | given), word: here.word, next.word, seen, program.follows)
                let long = starts & Self.isTwelve(here.word, next.word)
                let signs = here.mark | here.numberMark & near
                // A number may go on behind a space, or behind a hyphen or a bracket at a line's end.
                let breaks = here.blank & (here.digit &<< 1 | last.digit &>> 63)
                let signBreaks = here.blank & (here.digit &<< 2 | last.digit &>> 62)
                var events = open | numbered | assigned | loosely | long | signs | breaks | signBreaks
                last = here
                while events != 0 {
                    let bit = UInt64(events.trailingZeroBitCount)
                    events &= events &- 1
                    let index = block &+ Int(bit)
                    let byte = bytes[index]
                    let second = index &+ 1 < count ? bytes[index &+ 1] : 10
                    let third = index &+ 2 < count ? bytes[index &+ 2] : 10
                    let distance = Dispatch.digitDistance(here.digit, next.digit, bit)
                    if here.word &>> bit & 1 != 0 {
                        var end = index &+ (~(here.word &>> bit)).trailingZeroBitCount
                        if end >= block &+ 64 {
                            end = block &+ 64
                            while end < count, kinds[Int(bytes[end])] & ByteKinds.isWord != 0 { end &+= 1 }
                        }
                        let next = end < count ? bytes[end] : 10
                        let after = end &+ 1 < count ? bytes[end &+ 1] : 10
                        let run = min(end &- index, PatternShape.longestRun)
                        let follow = Int(
                            program.follows.classes[Int(program.follows.nextKinds[Int(next)] &+ program.follows.afterKinds[Int(after)])])
                        if open &>> bit & 1 != 0 {
                            let place = program.dispatch.place(byte, second, third, run: run, follow: follow)
                            try attempt(program.dispatch, place, at: index, next: next, after: after, distance, mode: mode)
                        }
                        if numbered &>> bit & 1 != 0 {
                            let place = program.numbers.place(byte, second, third, run: run, follow: follow)
                            try attempt(program.numbers, place, at: index, next: next, after: after, distance, mode: mode)
                        }
                        if (assigned | loosely) &>> bit & 1 != 0 {
                            func ask(_ dispatch: Dispatch) throws(AnalysisError) {
                                let place = dispatch.place(byte, second, third, run: run, follow: follow)
                                // Whether it is given to a name is asked for the first pattern that may match: fewer places have one.
                                if place != 0, tokenLength(at: index) >= Int(dispatch.entries[place &+ Dispatch.leastTokenAt]) {
                                    try attempt(dispatch, place, at: index, next: next, after: after, distance, mode: mode)
                                }
                            }
                            if assigned &>> bit & 1 != 0 { try ask(program.assigned) }
                            if loosely &>> bit & 1 != 0 { try ask(program.assignedLoosely) }
                        }
                        if run >= EncodedRun.shortest { longWords.append(index) }
                    } else {
                        let kind = kinds[Int(byte)]
                        if kind & ByteKinds.isFirst != 0 {
                            let place = program.dispatch.place(byte, second, third, run: 0, follow: Dispatch.Follow.sign)
                            try attempt(program.dispatch, place, at: index, next: 10, after: 10, distance, mode: mode)
                        }
                        if kind & ByteKinds.isFirstOfNumber != 0, near &>> bit & 1 != 0 {
                            let place = program.numbers.place(byte, second, third, run: 0, follow: Dispatch.Follow.sign)
                            try attempt(program.numbers, place, at: index, next: 10, after: 10, distance, mode: mode)
                        }
                        if kind & ByteKinds.isPivot != 0 { try attemptPivots(byte, at: index, mode: mode) }
                        if kind & ByteKinds.isTrigger != 0, Encodings.mayBegin(byte, second) { sites.append(index) }
                        if breaks &>> bit & 1 != 0 {
                            // A digit or a quote's sign goes on; a line may begin with blanks before it.
                            let isIndented = byte != 32 && (second == 32 || second == 9)
                            if second >= 48 && second <= 62 || isIndented { numberBreaks.append(index) }
                        } else if byte == 10 || byte == 13, index > 1, signBreaks &>> bit & 1 != 0, index &+ 1 < count,
                            bytes[index &- 1] == UInt8(ascii: "-") || bytes[index &- 1] == UInt8(ascii: ")")
                        {
                            numberBreaks.append(index)
                        }
                    }
                }
                block &+= 64
            }
        }

        /// The places of a block that an operator stands before, with nothing but quotes, spaces and brackets between: what is there is
        /// given to a name.
        ///
        /// - Parameter isFirst: whether the text begins here, and is itself the value of a property.
        @inline(__always)
        private static func given(_ here: hopguard_kinds, _ last: hopguard_kinds, isFirst: Bool) -> UInt64 {
            if here.assigning | last.assigning == 0, !isFirst { return 0 }
            var before = last.assigning &<< 1
            var out = here.assigning &<< 1 | last.assigning &>> 63 | (isFirst ? 1 : 0)
            for _ in 0..<AssignmentHead.skips {
                let passed = before & last.skipped
                out |= (out & here.skipped) &<< 1 | passed &>> 63
                before |= passed &<< 1
            }
            return out
        }

        /// The places of a block from which so many bytes are all in the set: `AnalyzerProgram.assignedToken` and `EncodedRun.shortest`.
        @inline(__always)
        private static func isTwelve(_ set: UInt64, _ behind: UInt64) -> UInt64 {
            let (four, next) = isFour(set, behind)
            let (eight, _) = both(four, next, 4)
            return eight & (four &>> 8 | next &<< 56)
        }

        /// The same of `AssignmentHead.shortestBare`.
        @inline(__always)
        private static func isSixteen(_ set: UInt64, _ behind: UInt64) -> UInt64 {
            let (four, next) = isFour(set, behind)
            let (eight, rest) = both(four, next, 4)
            return eight & (eight &>> 8 | rest &<< 56)
        }

        @inline(__always)
        private static func isFour(_ set: UInt64, _ behind: UInt64) -> (UInt64, UInt64) {
            let (two, next) = both(set, behind, 1)
            return both(two, next, 2)
        }

        /// Where the set holds a place and the one so many bytes behind it, in two blocks.
        @inline(__always)
        private static func both(_ set: UInt64, _ behind: UInt64, _ bytes: UInt64) -> (UInt64, UInt64) {
            (set & (set &>> bytes | behind &<< (64 &- bytes)), behind & behind &>> bytes)
        }

        /// The places of a block from which a digit is among the next `AnalyzerProgram.numberReach` bytes.
        @inline(__always)
        private static func reaching(_ digits: UInt64, _ behind: UInt64) -> UInt64 {
            var (here, behind) = (digits, behind)
            // Each step doubles how far is seen.
            var step: UInt64 = 1
            while step < UInt64(AnalyzerProgram.numberReach) {
                here |= here &>> step | behind &<< (64 &- step)
                behind |= behind &>> step
                step &*= 2
            }
            return here
        }

        @inline(__always)
        static func isWord(_ byte: UInt8) -> Bool {
            (byte | 32 >= 97 && byte | 32 <= 122) || (byte >= 48 && byte <= 57) || byte == 95
        }

        /// Runs the patterns of a list that may match at the place; a list at 0 is none.
        ///
        /// - Parameter distance: see `Dispatch.digitDistance`.
        @inline(__always)
        private func attempt(
            _ dispatch: Dispatch, _ place: Int, at start: Int, next: UInt8, after: UInt8, _ distance: Int, mode: Mode
        ) throws(AnalysisError) {
            guard place != 0, distance < Int(dispatch.entries[place &+ Dispatch.reachAt]) else { return }
            try attemptList(dispatch, place, at: start, next: next, after: after, distance, mode: mode)
        }

        @inline(never)
        private func attemptList(
            _ dispatch: Dispatch, _ place: Int, at start: Int, next: UInt8, after: UInt8, _ distance: Int, mode: Mode
        ) throws(AnalysisError) {
            let members = UnsafePointer(dispatch.entries.baseAddress!) + place
            let sieves = UnsafePointer(dispatch.sieves.baseAddress!)
            let heads = UnsafePointer(dispatch.heads)
            let third = start &+ 2 < text.count ? text[start &+ 2] : 10
            let fourth = start &+ 3 < text.count ? text[start &+ 3] : 10
            let first = text[start]
            let second = start &+ 1 < text.count ? text[start &+ 1] : 10
            let firstWord = Int(first >> 6)
            let secondWord = 4 &+ Int(second >> 6)
            let thirdWord = 8 &+ Int(third >> 6)
            let fourthWord = 12 &+ Int(fourth >> 6)
            let nextWord = 16 &+ Int(next >> 6)
            let afterWord = 20 &+ Int(after >> 6)
            let anyAfter: UInt64 = next >= 0x80 ? 1 : 0
            let distance = Int32(truncatingIfNeeded: distance)
            // Where the token is measured already it refuses most of a long list at once.
            let token = tokenAt == start ? Int32(truncatingIfNeeded: min(tokenCount, 1 << 20)) : Int32.max
            func passes(_ item: Int) -> Bool {
                let head = heads + item
                guard distance < head.pointee.digitReach, head.pointee.shortestToken <= token else { return false }
                if classesAt != start { look(at: start) }
                guard heldBehind & head.pointee.lookbehinds == 0, hopguard_fits(head, textClasses) != 0 else { return false }
                let sieve = sieves + item &* Dispatch.sieveWords
                let bits =
                    sieve[firstWord] &>> UInt64(first) & sieve[secondWord] &>> UInt64(second)
                    & sieve[thirdWord] &>> UInt64(third) & sieve[fourthWord] &>> UInt64(fourth) & sieve[nextWord] &>> UInt64(next)
                    & (sieve[afterWord] &>> UInt64(after) | anyAfter) & 1
                guard bits != 0, start >= ends[Int(head.pointee.pattern)] else { return false }
                let shortest = Int(head.pointee.shortestToken)
                return shortest == 0 || shortest <= tokenLength(at: start)
            }
            let strong = Int(members[0])
            for offset in Dispatch.head..<Dispatch.head &+ strong {
                let item = Int(members[offset])
                if passes(item) { try attempt(Int(heads[item].pattern), at: start, mode: mode) }
            }
            let weak = Int(members[1])
            guard weak > 0, mode == .text else { return }
            // Where nothing near raises a weak shape it need not be looked at; an answer that is nothing but a value needs no words.
            let isAlone = alone.contains { $0.lowerBound == start }
            let waiting = members + (Dispatch.head &+ strong)
            if !isAlone {
                // Before the words around are read for it, one of them must be able to begin here.
                if raisedAt != start / Self.raisedBlock, !(0..<weak).contains(where: { passes(Int(waiting[2 &* $0])) }) { return }
                if !isRaised(at: start) { return }
            }
            for offset in 0..<weak {
                let recognizer = Int(waiting[2 &* offset &+ 1])
                if !isAlone, raised[recognizer >> 6] &>> UInt64(recognizer & 63) & 1 == 0 { continue }
                let item = Int(waiting[2 &* offset])
                if passes(item) { try attempt(Int(heads[item].pattern), at: start, mode: mode) }
            }
        }

        /// Takes in what stands at the place and before it, for the sieves.
        private func look(at start: Int) {
            classesAt = start
            heldBehind = program.lookbehinds.held(text, at: start)
            hopguard_look_up(byteClasses, text.baseAddress! + start, text.count - start, ByteClass.end, textClasses)
        }

        /// Bytes from the place to the next space, quote or separator; longer ones than any pattern needs are cut.
        private func tokenLength(at start: Int) -> Int {
            if tokenAt != start {
                tokenAt = start
                let kinds = program.kinds.table
                let limit = min(text.count, start + 512)
                var end = start
                while end < limit, kinds[Int(text[end])] & ByteKinds.isToken != 0 { end += 1 }
                tokenCount = end == limit && limit < text.count ? Int.max : end - start
            }
            return tokenCount
        }

        private func attemptPivots(_ byte: UInt8, at place: Int, mode: Mode) throws(AnalysisError) {
            let starts = program.pivotStarts.baseAddress! + Int(byte)
            for offset in Int(starts[0])..<Int(starts[1]) {
                let pattern = Int(program.pivots[offset])
                let entry = base + pattern
                let floor = max(ends[pattern], place - entry.pointee.pivotReach)
                guard floor < place, mayMatch(entry, from: floor, to: place - 1) else { continue }
                var start = place
                let over = program.pivotOvers.baseAddress! + entry.pointee.pivotOver
                while start > floor, over[Int(text[start &- 1] >> 6)] &>> UInt64(text[start &- 1]) & 1 != 0 { start -= 1 }
                guard start < place else { continue }
                let before = ends[pattern]
                // In a run too long to be one value the value begins somewhere inside: every character is tried, at most `pivotReach`.
                let last = place - start >= Self.longRun ? place - 1 : start
                guard mayMatch(entry, from: start, to: last) else { continue }
                while start <= last {
                    if text[start] & 0xC0 != 0x80 { try attempt(pattern, at: start, mode: mode) }
                    guard ends[pattern] == before else { break }
                    start += 1
                }
            }
        }

        /// Whether one of the words stands where a match of the pattern that begins in these bounds needs it.
        @inline(__always)
        private func mayMatch(_ entry: UnsafeMutablePointer<AnalyzerProgram.Entry>, from start: Int, to last: Int) -> Bool {
            let set = entry.pointee.words
            return set < 0 || wordSights.hold(set, text, from: start, to: min(text.count, last &+ entry.pointee.wordReach))
        }

        /// Bytes of a run before a pivot from which on it may be more than the value: no local part of an e-mail address is longer (RFC
        /// 5321, section 4.5.3.1.1).
        static let longRun = 64

        /// Runs one pattern at one place.
        private func attempt(
            _ pattern: Int, at start: Int, mode: Mode
        ) throws(AnalysisError) {
            let entry = base + pattern
            let recognizer = entry.pointee.recognizer
            if entry.pointee.requirement >= 0, !isRequirementMet(entry.pointee.requirement, at: start) { return }
            if entry.pointee.isWeak, mode == .structural { return }
            if !entry.pointee.isPivoted, !mayMatch(entry, from: start, to: start) { return }
            runs &+= 1
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
            if ends[pattern] == 0 { matched.append(UInt16(truncatingIfNeeded: pattern)) }
            ends[pattern] = whole.upperBound
            var score = entry.pointee.score
            var evidence = entry.pointee.evidence
            var distance = Int.max
            // What is as good as sure by itself needs no words beside it.
            if mode == .text, entry.pointee.hasContext, score < 0.9,
                let near = nearest(recognizer, span, asLabel: entry.pointee.score < 0.5, isChecked: evidence == .checksum)
            {
                distance = near
                // Presidio's rule: 0.35 more, and 0.4 at least.
                score = max(0.4, min(1, score + 0.35))
                if entry.pointee.score < 0.5, evidence != .checksum { evidence = .context }
            }
            let isWordless = entry.pointee.hasContext || score < 0.5
            if mode == .text, distance == Int.max, isWordless, alone.contains(span) { score = min(1, score + 0.3) }
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
            return check.passes(value) && !value.isInRow
        }

        // MARK: Context

        /// Reads the text for the phrases that end behind `lower` or begin before `upper`.
        private func readContext(from lower: Int, to upper: Int) {
            let lower = max(0, lower - ContextLexicon.longestHit)
            let upper = min(text.count, upper)
            if lower >= contextRead.lowerBound, upper <= contextRead.upperBound { return }
            var from = contextRead.upperBound
            if lower < contextRead.lowerBound || lower > contextRead.upperBound {
                hits.removeAll(keepingCapacity: true)
                from = lower
                while from > 0, lower - from < TokenBytes.limit, Self.goesOn(text[from - 1]), Self.goesOn(text[from]) { from -= 1 }
                contextRead = from..<from
            } else if hits.count > 4096 {
                hits.removeAll { $0.start < lower }
                contextRead = lower..<from
            }
            // Whole blocks: the next place asks for what follows.
            let end = lexicon._withUnsafeGuaranteedRef { lexicon in
                lexicon.scan(text, from..<min(text.count, from + (upper - from + 63) & ~63), &hits)
            }
            contextRead = contextRead.lowerBound..<end
        }

        @inline(__always)
        private static func goesOn(_ byte: UInt8) -> Bool { byte >= 0x80 || isWord(byte) }

        /// Whether a context word may stand near a value that begins here; `raised` then says whose.
        @inline(__always)
        private func isRaised(at start: Int) -> Bool {
            if raisedAt != start / Self.raisedBlock { gatherRaised(in: start / Self.raisedBlock) }
            return isAnyRaised
        }

        /// Bytes for which context is gathered together: most words have weak shapes, and their context is nearly the same.
        private static let raisedBlock = 64

        private func gatherRaised(in block: Int) {
            raisedAt = block
            let start = block * Self.raisedBlock
            if isAnyRaised { raised.update(repeating: 0) }
            isAnyRaised = false
            let lower = start - Self.before
            let upper = start + Self.raisedBlock + Self.longestWeak + Self.after
            readContext(from: lower, to: upper)
            let stride = program.lexicon.stride
            func add(_ phrase: Int) {
                isAnyRaised = true
                for word in 0..<stride { raised[word] |= program.lexicon.raised[phrase * stride + word] }
            }
            if start < Self.nameReach { for hit in nameHits { add(hit.phrase) } }
            var index = hits.count
            while index > 0 {
                index &-= 1
                let hit = hits[index]
                if hit.start < lower - 2 * ContextLexicon.longestHit { break }
                if hit.end >= lower, hit.start < upper { add(hit.phrase) }
            }
        }

        /// Bytes to the nearest context word of the recognizer before or after the value; nil when there is none.
        ///
        /// - Parameter asLabel: only words that label the value count: for shapes that say little by themselves.
        private func nearest(_ recognizer: Int, _ span: Range<Int>, asLabel: Bool = false, isChecked: Bool = false) -> Int? {
            readContext(from: span.lowerBound - Self.before, to: span.upperBound + Self.after)
            let stride = program.lexicon.stride
            func raises(_ phrase: Int) -> Bool {
                program.lexicon.raised[phrase * stride + recognizer >> 6] >> UInt64(recognizer & 63) & 1 != 0
            }
            var best: Int?
            var index = hits.count
            while index > 0 {
                index &-= 1
                let hit = hits[index]
                if hit.start < span.lowerBound - Self.before - 2 * ContextLexicon.longestHit { break }
                let distance: Int
                if hit.end < span.lowerBound - Self.before { continue }
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
                        ? Label.governs(text, from: hit.end, to: span.lowerBound, isChecked: isChecked)
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
        ///
        /// - Parameter source: what stands in the text in its place.
        func mayBeBroken(_ candidate: Candidate, _ source: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
            guard candidate.recognizer < program.recognizers.count else { return false }
            let type = program.recognizers[candidate.recognizer].type
            let isNamed = candidate.distance != .max
            if isNamed, candidate.evidence == .checksum || candidate.score >= 0.8 { return true }
            // Digit by digit, or broken after a hyphen: nothing but one number is written so.
            let isSpread = source.count >= 2 * (candidate.end - candidate.start) - 3
            var isHyphenated = false
            for index in source.indices.dropLast() where source[index] == UInt8(ascii: "-") && source[index + 1] < 14 {
                isHyphenated = true
            }
            if isNamed || type == .phoneNumber || type == EntityType("US_SSN"), isSpread || isHyphenated { return true }
            if type == .creditCard || type == .ibanCode { return candidate.evidence == .checksum }
            // A telephone number that says where it begins, a social security number in its groups or named as one.
            if type == .phoneNumber { return text[candidate.start] == UInt8(ascii: "+") || text[candidate.start] == UInt8(ascii: "(") }
            return type == EntityType("US_SSN") && candidate.score >= 0.7
        }

        // MARK: Requirements

        private func isRequirementMet(_ requirement: Int, at start: Int) -> Bool {
            let set: UnsafeMutableBufferPointer<UInt64>
            if program.isNearby[requirement] {
                if nearAt != start { gatherNear(at: start) }
                set = near
            } else {
                _ = isAssigned(at: start)
                set = assigned
            }
            return set[requirement >> 6] >> UInt64(requirement & 63) & 1 != 0
        }

        /// Whether the value that begins here is given to a name in which some requirement's word stands.
        private func isAssigned(at start: Int) -> Bool {
            if headAt == start { return hasHead }
            headAt = start
            assigned.update(repeating: 0)
            hasHead = false
            if let head = AssignmentHead.range(before: start, in: text, isLong: tokenLength(at: start) >= AssignmentHead.shortestBare) {
                hasHead = program.keywords.meet(text, head, nearEnd: AssignmentHead.tail, assigned.baseAddress!)
            }
            // The whole text is the value of a property.
            if let name, start <= 2, program.keywords.meet(name, 0..<name.count, nearEnd: .max, assigned.baseAddress!) { hasHead = true }
            return hasHead
        }

        private func gatherNear(at start: Int) {
            nearAt = start
            near.update(repeating: 0)
            _ = program.keywords.meet(text, max(0, start - 80)..<start, nearEnd: .max, near.baseAddress!)
            if let name { _ = program.keywords.meet(name, 0..<name.count, nearEnd: .max, near.baseAddress!) }
        }
    }
}
