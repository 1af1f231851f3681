/// Looks for a surrogate at one position of a text, in every way it may be written; the longest wins.
struct RestorationMatcher {
    enum Outcome {
        case nothing
        /// More text may make it one.
        case wait
        /// A short form that could be more than one person's: stays, up to there.
        case leave(Int)
        case restore(Int, [UInt8])
    }

    private struct Found {
        var end: Int
        var node: Int32
        var gaps: Int
        var marks: Int
        var spelling: SymbolReader.Spelling
        var isDigits: Bool
    }

    /// Bytes of white space and marks between two words: a line end, a quote mark, an indentation.
    private static let widestGap = 40
    /// Separators between two digits, in symbols.
    private static let widestSeparator = 3

    let index: RestorationIndex
    let text: UnsafeBufferPointer<UInt8>
    let start: Int
    let isFinal: Bool
    private var gaps: [Range<Int>] = []
    private var marks: [Range<Int>] = []
    private var escaped: Set<UInt32> = []

    init(index: RestorationIndex, text: UnsafeBufferPointer<UInt8>, start: Int, isFinal: Bool) {
        self.index = index
        self.text = text
        self.start = start
        self.isFinal = isFinal
    }

    mutating func run(_ begins: UInt8) -> Outcome {
        var exact: (entry: Int, end: Int)?
        switch walkExactly(from: start) {
        case .wait: return .wait
        case .found(let entry, let end): exact = (entry, end)
        case .none: break
        }
        // A backslash before a surrogate to the letter is the text's own, not an escape of the surrogate's.
        if exact == nil, text[start] == UInt8(ascii: "\\") {
            var p = start
            while p < text.count && text[p] == UInt8(ascii: "\\") && p - start < 8 { p += 1 }
            if p < text.count {
                switch walkExactly(from: p) {
                case .wait: return .wait
                case .found: return .nothing
                case .none: break
                }
            }
        }
        var words: Found?
        if begins & RestorationStarts.words != 0 {
            switch walkWords() {
            case .wait: return .wait
            case .found(let found): words = found
            case .none: break
            }
        }
        if begins & RestorationStarts.digits != 0 {
            switch walkDigits() {
            case .wait: return .wait
            case .found(let found):
                // Separators that changed belong to the number; the same separators leave nothing to choose but the case.
                let isRegrouped = words.map { found.end > $0.end || found.end == $0.end && $0.gaps + $0.marks > 0 } ?? true
                if found.end > exact?.end ?? 0, isRegrouped { return restoreDigits(found) }
            case .none: break
            }
        }
        if let exact, words?.end ?? 0 <= exact.end { return .restore(exact.end, index.entries[exact.entry].original) }
        if let found = words {
            guard let isCrossed = isCrossed(found) else { return .wait }
            if isCrossed { return exact.map { .restore($0.end, index.entries[$0.entry].original) } ?? .nothing }
            let outcome = restoreWords(found)
            if case .restore = outcome { return outcome }
            if exact == nil { return outcome }
        }
        if let exact { return .restore(exact.end, index.entries[exact.entry].original) }
        return .nothing
    }

    /// Whether a surrogate to the letter begins inside what was found and reaches beyond it, or begins behind its leading marks: then these
    /// marks, or that beginning, are the text's own.
    private func isCrossed(_ found: Found) -> Bool? {
        var onlyMarks = true
        for p in (start + 1)..<max(start + 1, found.end) {
            if text[p - 1].isAlphanumeric || text[p - 1] >= 0x80 { onlyMarks = false }
            switch walkExactly(from: p) {
            case .wait: return nil
            case .found(_, let end): if onlyMarks || end > found.end { return true }
            case .none: break
            }
        }
        return false
    }

    private func walkExactly(from: Int) -> ExactIndex.Walk {
        guard index.starts.flags[Int(text[from])] & RestorationStarts.exactly != 0 else { return .none }
        return index.exact.walk(text, from: from, isFinal: isFinal) { entry, end in
            let form = RestorationForm(entry: entry, kind: .full, words: [])
            return mayBegin(form, at: from) ? edge(after: end, form: form) : .no
        }
    }

    private enum Walk {
        case none
        case wait
        case found(Found)
    }

    // MARK: Words

    private mutating func walkWords() -> Walk {
        let trie = index.words
        var node: Int32 = 0
        var at = start
        var best: Found?
        var spelling: SymbolReader.Spelling = []
        var last: UInt32 = 0
        while true {
            if node != 0 && trie.isEnd(node) {
                switch edge(after: at, node: node) {
                case .cut: return .wait
                case .no: break
                case .yes: best = Found(end: at, node: node, gaps: gaps.count, marks: marks.count, spelling: spelling, isDigits: false)
                }
            }
            guard trie.hasChildren(node) else { break }
            guard at < text.count else {
                if isFinal { break }
                return .wait
            }
            let b = text[at]
            if b.isAlphanumeric {
                let next = trie.child(node, UInt32(b.lowered))
                guard next >= 0 else { break }
                node = next
                last = UInt32(b.lowered)
                at += 1
                continue
            }
            if b < 0x80 {
                let next = trie.child(node, UInt32(b))
                if next >= 0 {
                    node = next
                    last = UInt32(b)
                    at += 1
                    continue
                }
            }
            let symbol = SymbolReader.read(text, at, isFinal: isFinal)
            if symbol.value == SymbolReader.Symbol.incomplete { return .wait }
            let folded = Fold.scalar(symbol.value)
            if !SymbolReader.isBlank(symbol.value) {
                let next = trie.child(node, folded)
                if next >= 0 {
                    node = next
                    last = folded
                    at = symbol.next
                    spelling.formUnion(symbol.spelling)
                    if !symbol.spelling.isEmpty { escaped.insert(symbol.value) }
                    continue
                }
            }
            if node == 0 { break }
            guard SymbolReader.isBlank(symbol.value) || SymbolReader.isMark(symbol.value) || symbol.value == 43 || symbol.value == 45 else {
                break
            }
            switch between(at, node: node, last: last) {
            case .wait: return .wait
            case .none: return best.map { .found($0) } ?? .none
            case .gap(let end):
                gaps.append(at..<end)
                if text[at] == UInt8(ascii: "%") { spelling.insert(.percent) }
                if text[at] == UInt8(ascii: "&") { spelling.insert(.html) }
                node = trie.child(node, SymbolTrie.gap)
                last = SymbolTrie.gap
                at = end
            case .marks(let end):
                marks.append(at..<end)
                at = end
            case .skip(let end):
                at = end
            }
        }
        return best.map { .found($0) } ?? .none
    }

    private enum Between {
        case none
        case wait
        case gap(Int)
        case marks(Int)
        case skip(Int)
    }

    /// Reads a run of white space and marks inside a form.
    private func between(_ from: Int, node: Int32, last: UInt32) -> Between {
        var at = from
        var hasBlank = false
        var hasLine = false
        var hasUnderscore = false
        var isJoined = false
        var next: UInt32 = 0
        while true {
            guard at - from <= Self.widestGap else { return .none }
            guard at < text.count else {
                if isFinal { return .none }
                return .wait
            }
            let symbol = SymbolReader.read(text, at, isFinal: isFinal)
            if symbol.value == SymbolReader.Symbol.incomplete { return .wait }
            if SymbolReader.isBlank(symbol.value) {
                hasBlank = true
                if symbol.value == 10 || symbol.value == 13 { hasLine = true }
            } else if SymbolReader.isMark(symbol.value) {
                if symbol.value == 95 { hasUnderscore = true }
            } else if at == from, symbol.value == 43 || symbol.value == 45 {
                // "Lena+Hartwig" in a form's answer, "lena-hartwig" in a link: only right between the words.
                isJoined = true
                at = symbol.next
                guard at < text.count else {
                    if isFinal { return .none }
                    return .wait
                }
                let first = SymbolReader.read(text, at, isFinal: isFinal)
                if first.value == SymbolReader.Symbol.incomplete { return .wait }
                next = Fold.scalar(first.value)
                break
            } else if symbol.value == 62 && hasLine {
                // The quote mark of a wrapped Markdown quotation.
            } else if symbol.value == 60, let end = lineBreakTag(at) {
                if end < 0 { return .wait }
                hasBlank = true
                hasLine = true
                at = end
                continue
            } else {
                next = Fold.scalar(symbol.value)
                break
            }
            at = symbol.next
        }
        let trie = index.words
        if isJoined {
            let after = trie.child(node, SymbolTrie.gap)
            return after >= 0 && trie.child(after, next) >= 0 ? .gap(at) : .none
        }
        if hasBlank || hasUnderscore, trie.child(node, SymbolTrie.gap) >= 0 { return .gap(at) }
        if !hasBlank { return trie.child(node, next) >= 0 ? .marks(at) : .none }
        // A long token, broken at the end of a line or spread around its sign.
        if trie.isSolid(node), trie.child(node, next) >= 0, hasLine || last == 64 || next == 64 { return .skip(at) }
        return .none
    }

    /// The end of `<br>`, `<br/>`, `<br />` at a position; -1 when the text ends inside; nil when it is something else.
    private func lineBreakTag(_ at: Int) -> Int? {
        var p = at + 1
        for letter in "br".utf8 {
            guard p < text.count else { return isFinal ? nil : -1 }
            guard text[p].lowered == letter else { return nil }
            p += 1
        }
        while p < text.count && p - at < 8 && (text[p] == 32 || text[p] == 47) { p += 1 }
        guard p < text.count else { return isFinal ? nil : -1 }
        return text[p] == UInt8(ascii: ">") ? p + 1 : nil
    }

    // MARK: Digits

    private mutating func walkDigits() -> Walk {
        let trie = index.digits
        var node: Int32 = 0
        var at = start
        var best: Found?
        var separators = 0
        var opened = 0
        // A sign or a bracket before the number belongs to it.
        if text[at] == UInt8(ascii: "+") {
            at += 1
        }
        if at < text.count, text[at] == UInt8(ascii: "(") {
            opened = 1
            at += 1
        }
        if at == text.count { return isFinal ? .none : .wait }
        while true {
            if node != 0 && trie.isEnd(node) && opened == 0 {
                switch edge(afterDigits: at) {
                case .cut: return .wait
                case .no: break
                case .yes: best = Found(end: at, node: node, gaps: 0, marks: 0, spelling: [], isDigits: true)
                }
            }
            guard trie.hasChildren(node) else { break }
            guard at < text.count else {
                if isFinal { break }
                return .wait
            }
            let b = text[at]
            if b.isAlphanumeric {
                let next = trie.child(node, UInt32(b.lowered))
                guard next >= 0 else { break }
                node = next
                separators = 0
                at += 1
                continue
            }
            guard node != 0, separators < Self.widestSeparator else { break }
            let symbol = SymbolReader.read(text, at, isFinal: isFinal)
            if symbol.value == SymbolReader.Symbol.incomplete { return .wait }
            let folded = Fold.scalar(symbol.value)
            switch folded {
            case 45, 46, 47: break
            case 40: opened += 1
            case 41:
                opened -= 1
                if opened < 0 { return best.map { .found($0) } ?? .none }
            default:
                if folded < 0x80, UInt8(folded).isDigit || UInt8(folded).isLetter {
                    let next = trie.child(node, folded)
                    guard next >= 0 else { return best.map { .found($0) } ?? .none }
                    node = next
                    separators = 0
                    at = symbol.next
                    continue
                }
                guard SymbolReader.isBlank(symbol.value) || SymbolReader.isMark(symbol.value) else {
                    return best.map { .found($0) } ?? .none
                }
            }
            separators += 1
            at = symbol.next
        }
        return best.map { .found($0) } ?? .none
    }

    private func restoreDigits(_ found: Found) -> Outcome {
        guard !SymbolReader.isWordBefore(text, start, from: 0), !isNumberBefore else { return .nothing }
        let forms = index.digits.forms(at: found.node)
        guard let first = forms.first else { return .nothing }
        if text[start] == UInt8(ascii: "+"), index.entries[index.forms[Int(first.form)].entry].surrogate.first != UInt8(ascii: "+") {
            return .nothing
        }
        let answer = index.forms[Int(first.form)].words[0]
        // One number, two ways of writing it: either will do. Two numbers that read alike: neither.
        let digits = answer.filter(\.isAlphanumeric)
        for form in forms.dropFirst() where index.forms[Int(form.form)].words[0].filter(\.isAlphanumeric) != digits {
            return .leave(found.end)
        }
        return .restore(found.end, answer)
    }

    /// Whether the number goes on to the left: `3.1415926`, `12-3456789`.
    private var isNumberBefore: Bool {
        start >= 2 && (text[start - 1] == 46 || text[start - 1] == 45) && text[start - 2].isAlphanumeric
    }

    // MARK: Edges

    private func edge(afterDigits at: Int) -> TextEdge {
        guard at < text.count else { return isFinal ? .yes : .cut }
        let symbol = SymbolReader.read(text, at, isFinal: isFinal)
        if symbol.value == SymbolReader.Symbol.incomplete { return .cut }
        if SymbolReader.isWord(symbol.value) { return .no }
        guard symbol.value == 46 || symbol.value == 45 else { return .yes }
        guard symbol.next < text.count else { return isFinal ? .yes : .cut }
        return text[symbol.next].isDigit ? .no : .yes
    }

    /// Whether some form that ends at the node may end here.
    private func edge(after at: Int, node: Int32) -> TextEdge {
        var answer = TextEdge.no
        for form in index.words.forms(at: node) {
            switch edge(after: at, form: index.forms[Int(form.form)]) {
            case .cut: return .cut
            case .yes: answer = .yes
            case .no: break
            }
        }
        return answer
    }

    private func edge(after at: Int, form: RestorationForm) -> TextEdge {
        let entry = index.entries[form.entry]
        if form.kind == .full && entry.isOpenRight { return .yes }
        // A bracket or a quote ends a surrogate by itself.
        if let last = entry.surrogate.last, last < 0x80, !last.isAlphanumeric, form.kind == .full { return .yes }
        guard at < text.count else { return isFinal ? .yes : .cut }
        let symbol = SymbolReader.read(text, at, isFinal: isFinal)
        if symbol.value == SymbolReader.Symbol.incomplete { return .cut }
        let isWordy = RestorationIndex.isWordy(entry)
        if SymbolReader.isWord(symbol.value) {
            guard isWordy, symbol.spelling.isEmpty else { return .no }
            guard let end = Inflection.end(text, at, isFinal: isFinal, isName: RestorationIndex.isPerson(entry)) else { return .cut }
            guard end > at else { return .no }
            return form.kind != .short || NameNeighbours.isDecided(text, end, isFinal: isFinal) ? .yes : .cut
        }
        if isWordy {
            if form.kind == .short { return shortEdge(at, symbol) }
            // "Lena Hartwig-Meyer" is somebody else.
            guard symbol.value == 45, RestorationIndex.isPerson(entry) else { return .yes }
            guard symbol.next < text.count else { return isFinal ? .yes : .cut }
            return text[symbol.next].isUpper ? .no : .yes
        }
        // An address, a number or a key goes on after a point, a hyphen or a sign.
        guard symbol.value == 46 || symbol.value == 45 || symbol.value == 64 else { return .yes }
        guard symbol.next < text.count else { return isFinal ? .yes : .cut }
        let next = text[symbol.next]
        if symbol.value == 46 && entry.surrogate.contains(UInt8(ascii: "@")) { return next.isLower || next.isDigit ? .no : .yes }
        if symbol.value == 45 && next.isLetter
            && (entry.surrogate.contains(UInt8(ascii: "@")) || entry.surrogate.allSatisfy { !$0.isLetter })
        {
            return .yes
        }
        return next.isAlphanumeric ? .no : .yes
    }

    /// After a part of a name: no address, no second half after a hyphen, no other person's name.
    private func shortEdge(_ at: Int, _ symbol: SymbolReader.Symbol) -> TextEdge {
        switch symbol.value {
        case 46, 64, 95, 47, 61, 43:
            guard symbol.next < text.count else { return isFinal ? .yes : .cut }
            return text[symbol.next].isAlphanumeric || symbol.value == 64 ? .no : .yes
        default:
            // The word that follows is judged once the form is chosen; it has to be there.
            return NameNeighbours.isDecided(text, at, isFinal: isFinal) ? .yes : .cut
        }
    }

    /// Whether a form may begin at the start.
    private func mayBegin(_ form: RestorationForm, at start: Int) -> Bool {
        let entry = index.entries[form.entry]
        if form.kind == .full && entry.isOpenLeft { return true }
        if form.kind == .full, let first = entry.surrogate.first, first < 0x80, !first.isAlphanumeric { return true }
        guard start > 0 else { return true }
        if SymbolReader.isWordBefore(text, start, from: 0) { return false }
        let before = text[start - 1]
        if RestorationIndex.isWordy(entry) {
            if form.kind == .short {
                if before == 64 || before == 47 || before == 46 || before == 95 || before == 43 || before == 61 {
                    return start < 2 || !text[start - 2].isAlphanumeric && before != 64
                }
            }
            return true
        }
        guard before == 46 || before == 45 || before == 43 || before == 64, start > 1 else { return true }
        return !text[start - 2].isAlphanumeric || SymbolReader.isEscapeBefore(text, start - 1, from: 0)
    }

    // MARK: Restoring

    private func restoreWords(_ found: Found) -> Outcome {
        let candidates = index.words.forms(at: found.node).map { index.forms[Int($0.form)] }.filter { form in
            guard mayBegin(form, at: start) else { return false }
            if case .yes = edge(after: found.end, form: form) { return true }
            return false
        }
        guard !candidates.isEmpty else { return .nothing }
        let raw = UnsafeBufferPointer(rebasing: text[start..<found.end])
        let full = candidates.filter { $0.kind == .full }
        let pool = full.isEmpty ? candidates : full
        var answers: [[UInt8]] = []
        for form in pool {
            let answer = compose(form, found)
            if !answers.contains(answer) { answers.append(answer) }
        }
        if answers.count > 1 && !full.isEmpty {
            // Spellings of one value differ in case or accents alone; the first is as good as any.
            let folded = Set(full.map { Fold.text(index.entries[$0.entry].original) })
            if folded.count == 1 { answers = [answers[0]] }
        }
        if full.isEmpty, pool[0].kind == .short {
            let form = pool[0]
            guard answers.count == 1, !isSmall(raw),
                NameNeighbours.allow(text, start..<found.end, form: form, nameWords: index.nameWords)
            else {
                return isSmall(raw) ? .nothing : .leave(found.end)
            }
        }
        guard answers.count == 1 else { return .leave(found.end) }
        return .restore(found.end, answers[0])
    }

    /// A part of a name in small letters is a word like others.
    private func isSmall(_ raw: UnsafeBufferPointer<UInt8>) -> Bool { WordCase(of: [UInt8](raw)) == .small }

    /// The original in the dress of what was read: its case, its gaps, its escapes.
    private func compose(_ form: RestorationForm, _ found: Found) -> [UInt8] {
        let entry = index.entries[form.entry]
        let ranges = gaps[..<found.gaps]
        let style = self.style(of: found, entry: entry, form: form)
        let marks = self.marks[..<found.marks]
        var out: [UInt8] = []
        var begins: [Int: Int] = [:]
        if ranges.count + 1 == form.words.count && !(ranges.isEmpty && form.kind == .full) {
            for (i, word) in form.words.enumerated() {
                begins[i] = out.count
                out.append(contentsOf: encode(style.apply(word, place: i), found))
                if i < ranges.count { out.append(contentsOf: text[ranges[ranges.startIndex + i]]) }
            }
        } else {
            let whole = form.kind == .full ? entry.original : [UInt8](form.words.joined(separator: [32]))
            out = encode(style.apply(whole, place: 0), found)
            for gap in ranges { out.append(contentsOf: text[gap].filter { $0 == 42 || $0 == 95 || $0 == 126 || $0 == 96 }) }
        }
        // Marks inside a word cannot stay inside another: an opening one goes before it, one that closes what was opened before goes behind.
        for mark in marks {
            if start > 0, text[start - 1] == text[mark.lowerBound] {
                out.append(contentsOf: text[mark])
            } else {
                let gap = ranges.lastIndex { $0.upperBound <= mark.lowerBound }
                out.insert(contentsOf: text[mark], at: gap.map { begins[$0 - ranges.startIndex + 1, default: 0] } ?? 0)
            }
        }
        return out
    }

    private struct Style {
        var change: WordCase?
        var each: [WordCase?] = []

        func apply(_ word: [UInt8], place: Int) -> [UInt8] {
            if place < each.count { return each[place]?.apply(word) ?? word }
            guard let change else { return word }
            guard change == .sentence else { return change.apply(word) }
            // Only the first letter was raised.
            guard place == 0, let first = String(decoding: word, as: UTF8.self).unicodeScalars.first else { return word }
            return Array(first.properties.uppercaseMapping.utf8) + word.dropFirst(String(first).utf8.count)
        }
    }

    /// How the case of what was read differs from the surrogate's: of the whole, or word by word.
    private func style(of found: Found, entry: SurrogateMap.Entry, form: RestorationForm) -> Style {
        guard !entry.isPlaceholder else { return Style() }
        var words: [[UInt8]] = [[]]
        var at = start
        var gap = 0
        while at < found.end {
            if gap < found.gaps, at == gaps[gap].lowerBound {
                words.append([])
                at = gaps[gap].upperBound
                gap += 1
                continue
            }
            let symbol = SymbolReader.read(text, at, isFinal: true)
            if let scalar = Unicode.Scalar(symbol.value) { words[words.count - 1].append(contentsOf: Array(String(scalar).utf8)) }
            at = symbol.next
        }
        let given = WordCase(of: entry.surrogate)
        let seen = WordCase(of: [UInt8](words.joined(separator: [32])))
        if seen == given { return Style() }
        switch seen {
        case .capitals: return Style(change: .capitals)
        case .small: return Style(change: .small)
        case .title:
            // "Lena" for "lena": a beginning of a sentence, or a heading.
            return given == .capitals || given == .small && words.count > 1
                ? Style(change: .title) : given == .small ? Style(change: .sentence) : Style()
        case .sentence: return given == .small ? Style(change: .sentence) : Style()
        case .mixed:
            // "Lena HARTWIG"
            guard given == .title, words.count == form.words.count, words.count > 1 else { return Style() }
            return Style(each: words.map { WordCase(of: $0) == .capitals ? .capitals : nil })
        }
    }

    /// The original with the escapes that the surrogate was written with.
    private func encode(_ word: [UInt8], _ found: Found) -> [UInt8] {
        guard !found.spelling.isEmpty else { return word }
        var out: [UInt8] = []
        for scalar in String(decoding: word, as: UTF8.self).unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            let v = scalar.value
            if found.spelling.contains(.percent), !(v < 0x80 && (UInt8(v).isAlphanumeric || "-._~".utf8.contains(UInt8(v)))),
                escaped.contains(v) || !isReserved(v)
            {
                for b in bytes { out.append(contentsOf: [37, hex(b >> 4), hex(b & 15)]) }
            } else if found.spelling.contains(.html),
                escaped.contains(v) || v >= 0x80 && escaped.contains(where: { $0 >= 0x80 }) || v == 38 || v == 60 || v == 62
            {
                out.append(contentsOf: Array("&#\(v);".utf8))
            } else if found.spelling.contains(.json),
                escaped.contains(v) && v > 0x1F && v != 34 && v != 92 && v != 47 || v >= 0x80 && escaped.contains(where: { $0 >= 0x80 })
            {
                for unit in String(scalar).utf16 {
                    out.append(contentsOf: Array("\\u".utf8))
                    for shift in [12, 8, 4, 0] { out.append(hex(UInt8(unit >> UInt16(shift) & 15), small: true)) }
                }
            } else if found.spelling.contains(.json), v == 34 || v == 92 || v == 47 && escaped.contains(47) {
                out.append(92)
                out.append(contentsOf: bytes)
            } else if found.spelling.contains(.json), v == 10 || v == 9 || v == 13 {
                out.append(contentsOf: [92, v == 10 ? 110 : v == 9 ? 116 : 114])
            } else if found.spelling.contains(.markdown), escaped.contains(v) || v == 95 || v == 42 {
                out.append(92)
                out.append(contentsOf: bytes)
            } else {
                out.append(contentsOf: bytes)
            }
        }
        return out
    }

    private func isReserved(_ v: UInt32) -> Bool { v < 0x80 && !escaped.contains(v) && "@:/?#[]!$&'()*+,;=".utf8.contains(UInt8(v)) }

    private func hex(_ x: UInt8, small: Bool = false) -> UInt8 { x < 10 ? 48 + x : (small ? 87 : 55) + x }
}
