import Testing

@testable import Configuration

@Suite struct YAMLReaderTests {
    private func read(_ text: String) -> (DocumentNode?, [String]) {
        var reader = YAMLReader(file: "f")
        let root = reader.read(Array(text.utf8))
        return (root, reader.problems.map(\.description))
    }

    @Test func `every value knows its line`() throws {
        let (root, problems) = read("# c\na: 1\nb:\n  - x\n  - y: z\n    w:\n      'q'\n")
        #expect(problems == [])
        let list = try #require(root?["b"]?.sequence)
        #expect(root?["a"]?.line == 2 && list[0].line == 4 && list[1].line == 5)
        #expect(list[1]["w"]?.line == 7 && list[1]["w"]?.scalar == "q")
    }

    @Test(arguments: [
        ("a: 1\na: 2", 2, "given twice"), ("a: &x 1", 1, "anchor"), ("a: &x [1]\nb: *x", 1, "anchor"), ("a: *x", 1, "alias"),
        ("a: !!str 1", 1, "tag"),
        ("a: !x [1]", 1, "tag"), ("a: !x {b: c}", 1, "tag"), ("a: 1\n---\nb: 2", 2, "second document"), ("a: 1\n\tb: 2", 2, "tab"),
        ("a:\n  - b\n\t- c", 3, "tab"),
        ("a: [1, 2", 2, "begins on line 1"), ("a: 'x", 1, "YAML"), ("a: b: c", 1, "YAML"), ("? [a]\n: b", 1, "list or mapping"),
        ("a: \"\\x\"", 1, "YAML"), ("- a\nb: c", 2, "YAML"),
        ("a: \u{1}", 1, "YAML"), ("a: b\nc: d\n e: f", 3, "YAML"), ("<<: {a: b}\na: 1\n<<: {}", 3, "given twice"),
    ])
    func `what is ambiguous or broken is refused with its line`(text: String, line: Int, word: String) {
        let (_, problems) = read(text)
        #expect(
            problems.count == 1 && problems.first?.hasPrefix("f:\(line): ") == true && problems.first?.contains(word) == true, "\(problems)"
        )
    }

    @Test func `a duplicate key does not hide what follows`() {
        let (root, problems) = read("a: 1\na: 2\nb: 3\nb: 4")
        #expect(problems.count == 2 && root?["a"]?.scalar == "1" && root?["b"]?.scalar == "3")
    }

    @Test func `depth is bounded`() {
        let fine = String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
        #expect(read(fine).1 == [])
        let deep = String(repeating: "[", count: 100_000)
        #expect(read(deep).1.first?.contains("nested deeper") == true)
        let block = (0..<100).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")
        #expect(read(block).1.first?.contains("nested deeper") == true)
    }

    @Test func `size is bounded`() {
        var reader = YAMLReader(file: "f")
        #expect(reader.read([UInt8](repeating: 0x20, count: DocumentBounds.bytes + 1)) == nil && reader.problems.count == 1)
    }

    @Test func `text that is no UTF-8 is refused with its line`() {
        var reader = YAMLReader(file: "f")
        #expect(reader.read(Array("a: b\nc: ".utf8) + [0xFF, 0xFE]) == nil)
        #expect(reader.problems.map(\.line) == [2])
    }

    @Test(arguments: ["", "\n\n", "# only words\n", "---\n", "\u{FEFF}# a mark\n"])
    func `an empty file has no root or an empty one`(text: String) {
        let (root, problems) = read(text)
        #expect(problems == [] && root?.isNull ?? true)
    }

    @Test(arguments: ["~", "null", "", "Null"])
    func `null is nothing`(text: String) {
        #expect(read("a: \(text)").0?["a"]?.isNull == true)
        #expect(read("a: '\(text)'").0?["a"]?.isNull == false)
    }

    @Test func `what is written is read as the same tree`() throws {
        let texts = [
            "plain", "true", "12", "", " a ", "a: b", "# c", "\u{7F}\u{85}\u{2028}", "😀 \"q\" \\ \n\t\r", "- x", "{}", "http://a:1/b",
            ":8080", "*x", "&x", "!x", "%x", "@x",
        ]
        let entries = texts.enumerated().map {
            DocumentEntry(key: $1, line: 1, value: DocumentNode(.scalar(texts[$0], isPlain: false), line: 1))
        }
        let list = DocumentNode(
            .sequence([DocumentNode(.mapping(entries), line: 1), DocumentNode(.sequence(entries.map(\.value)), line: 1)]), line: 1)
        let root = DocumentNode(.mapping([DocumentEntry(key: "all", line: 1, value: list)]), line: 1, comment: nil)
        let (back, problems) = read(YAMLWriter.text(root, header: ["a comment"]))
        #expect(problems == [])
        let items = try #require(back?["all"]?.sequence)
        #expect(items[0].mapping?.map(\.key) == texts && items[0].mapping?.map(\.value.scalar) == texts)
        #expect(items[1].sequence?.map(\.scalar) == texts)
    }
}

@Suite struct JSONReaderTests {
    private func read(_ text: String) -> (DocumentNode?, [String]) {
        var reader = JSONReader(file: "f")
        let root = reader.read(Array(text.utf8))
        return (root, reader.problems.map(\.description))
    }

    @Test func `JSON is read with its lines`() {
        let (root, problems) = read("{\n \"a\": [1, -2.5e3, true, null],\n \"b\": \"x\\u00e9\\ud83d\\ude00\\n\"}")
        #expect(problems == [])
        #expect(root?["a"]?.line == 2 && root?["a"]?.sequence?.map(\.scalar) == ["1", "-2.5e3", "true", "null"])
        #expect(root?["b"]?.line == 3 && root?["b"]?.scalar == "xé😀\n")
        #expect(root?["a"]?.sequence?[3].isNull == true)
    }

    @Test(arguments: [
        "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "[1,]", "{a:1}", "{'a':1}", "{\"a\":01}", "{\"a\":1.}", "{\"a\":.5}", "{\"a\":NaN}",
        "{\"a\":+1}", "{\"a\":\"x}", "{\"a\":\"\\q\"}",
        "{\"a\":\"\\ud83d\"}", "{\"a\":\"\\udc00\"}", "{\"a\":\"\\u12\"}", "{\"a\":1} x", "{\"a\":1}{}", "{\"a\":\"\u{1}\"}", "// c\n{}",
        "{\"a\":tru}", "",
        String(repeating: "[", count: 100_000), "{\"a\":1,\"a\":2}",
    ])
    func `what is no strict JSON is refused`(text: String) {
        #expect(read(text).1.count == 1)
    }
}
