import Testing

@testable import Detection

struct WordSightsTests {
    private static let sets: [[[UInt8]]] = [["pass", "pwd", "kennwort"], ["vr", "pr", "gnr"], ["q~"], ["administrator_login_password"]].map
    {
        $0.map { Array($0.utf8) }
    }

    private func holds(_ words: [[UInt8]], _ text: ArraySlice<UInt8>) -> Bool {
        let small = text.map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 }
        return words.contains { word in
            small.count >= word.count && (0...small.count - word.count).contains { small[$0...].starts(with: word) }
        }
    }

    @Test(arguments: 1...20)
    func `a word is seen where it stands whole, in any order of asking`(seed: Int) {
        var generator = SystemRandomNumberGenerator()
        let pieces = ["PASS", "pwD", "a vr", "qq~", "Kennwort", "pas", "p", " ", "gnR", "administrator_login_password", "xx", "\u{e4}"]
        var text: [UInt8] = []
        while text.count < seed * 500 { text += Array((Bool.random(using: &generator) ? pieces.randomElement()! : "....").utf8) }
        let groups = WordGroups(Self.sets)
        var sights = WordSights(groups)
        defer { withExtendedLifetime(groups) { sights.deallocate() } }
        text.withUnsafeBufferPointer { bytes in
            for _ in 0..<400 {
                let start = Int.random(in: 0..<text.count)
                let end = min(text.count, start + Int.random(in: 1...200))
                for (set, words) in Self.sets.enumerated() {
                    #expect(sights.hold(set, bytes, from: start, to: end) == holds(words, text[start..<end]))
                }
            }
        }
    }

    @Test(arguments: [
        ("[a-z]{0,9}(?:p(?:ass|wd)|kennwort)=", ["pass", "pwd", "kennwort"], 17), ("[0-9]+ (?:x|yy)", [], 0),
        (" ?(?i:hr[ab]) ?[0-9]", ["hra", "hrb"], 4),
    ])
    func `the words that every match holds are read from a pattern`(regex: String, words: [String], reach: Int) {
        let found = PatternWords(regex)
        #expect((found?.words ?? []).map { String(decoding: $0, as: UTF8.self) } == words)
        #expect(found?.reach ?? 0 == reach)
    }
}
