import Testing

@testable import Detection

@Suite struct WordPieceTokenizerTests {
    private func tokenize(_ bytes: [UInt8]) -> TokenizedText {
        bytes.withUnsafeBufferPointer { ShippedModel.tagger.tokenizer.tokenize($0) }
    }

    private func words(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return tokenize(bytes).words.map { String(decoding: bytes[Int($0.start)..<Int($0.end)], as: UTF8.self) }
    }

    @Test(arguments: [
        ("Anna's e-mail: a_b", ["Anna", "'", "s", "e", "-", "mail", ":", "a", "_", "b"]),
        ("José Müller\u{2011}Lü", ["José", "Müller", "\u{2011}", "Lü"]),
        ("e\u{301}le\u{300}ve", ["e\u{301}le\u{300}ve"]),
        ("Mar\u{200B}garet", ["Mar\u{200B}garet"]),
        ("我叫王小明。", ["我", "叫", "王", "小", "明", "。"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("مرحبا אני", ["مرحبا", "אני"]),
        ("👩‍👩‍👧 ok", ["👩", "👩", "👧", "ok"]),
        ("a\u{0}b\u{7}c\r\nd", ["a", "b", "c", "d"]),
        ("", []), (" \n\t\u{2003}\u{200D}", []),
    ])
    func `words keep their exact place`(text: String, expected: [String]) {
        #expect(words(text) == expected)
    }

    @Test(arguments: [
        ("my name is Müller", [2026, 2171, 2003, 12304], [7, 5, 5, 9]),
        ("Zrinski 12.03.1980", [1062, 6657, 5488, 2260, 1012, 6021, 1012, 3150], [11, 11, 11, 21, 28, 20, 28, 20]),
    ])
    func `pieces and letter cases are those of the training`(text: String, pieces: [UInt16], cases: [UInt8]) {
        let found = tokenize(Array(text.utf8))
        #expect(found.pieces == pieces)
        #expect(found.cases == cases)
    }

    static let odd: [[UInt8]] = [
        [0xFF, 0x41, 0xC3], [0xED, 0xA0, 0x80, 0x61], [0xF5, 0x80], [0xC0, 0xAF], [0xE2, 0x82], [0xF0, 0x9F, 0x91],
        Array("Anna ".utf8) + [0x80] + Array(" Bob".utf8),
        Array("Ⅷ ½ ²③ Ⓐ ǅ ﬁ ß ς İ Æ 𝐀𝐧𝐧𝐚 𝕸".utf8), Array("안녕하세요 김철수 ｶﾞ が".utf8), Array("ไทย ລາວ မြန်မာ ᏣᎳᎩ ꙮ 🏳️‍🌈 ☃".utf8),
    ]

    @Test(arguments: odd.indices)
    func `any bytes give words in order, inside the text, each with a piece`(index: Int) {
        let bytes = Self.odd[index]
        let found = tokenize(bytes)
        var last = 0
        for (number, word) in found.words.enumerated() {
            #expect(Int(word.start) >= last && word.end > word.start && Int(word.end) <= bytes.count)
            #expect(found.end(ofWord: number) > Int(word.first))
            last = Int(word.end)
        }
        #expect(found.pieces.count == found.cases.count)
    }

    @Test(arguments: ["a", "Ж", "王", "\u{301}", "🇩🇪", "1", "-"])
    func `a megabyte without a space is bounded and seen whole`(unit: String) {
        let bytes = Array(String(repeating: unit, count: (1 << 20) / unit.utf8.count).utf8)
        let found = tokenize(bytes)
        #expect(found.pieces.count <= bytes.count)
        #expect(found.words.allSatisfy { $0.end - $0.start <= 48 * 4 })
        #expect(unit == "\u{301}" ? found.words.isEmpty : Int(found.words.last!.end) == bytes.count)
        #expect(zip(found.words, found.words.dropFirst()).allSatisfy { $0.end == $1.start })
    }
}
