import Detection

/// Fills the digits of examples that a checksum must fit: `«@12#4»` with `#` a digit and `?` a capital. Prints template and filled text.
enum ExampleFiller {
    static func run() throws {
        for recognizer in RecognizerCatalog.all {
            for example in recognizer.finds where example.contains("«@") {
                let analyzer = Analyzer(recognizers: [recognizer], allow: AllowList())
                var state: UInt64 = 7
                var filled: String?
                for _ in 0..<200_000 {
                    var out = ""
                    for character in example {
                        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                        switch character {
                        case "@": continue
                        case "#": out += String((state >> 33) % 10)
                        case "?": out.append(Character(Unicode.Scalar(UInt8(65 + (state >> 33) % 26))))
                        default: out.append(character)
                        }
                    }
                    let start = out.range(before: "«")
                    let end = out.range(before: "»")
                    let text = out.filter { $0 != "«" && $0 != "»" }
                    let span = start.utf8.count..<end.utf8.count - 2
                    if try analyzer.analyze(Array(text.utf8)).contains(where: { $0.span == span }) {
                        filled = out
                        break
                    }
                }
                print("\(recognizer.name)\t\(example)\t\(filled ?? "NONE")")
            }
        }
    }
}

extension String {
    fileprivate func range(before mark: Character) -> Substring { self[..<(firstIndex(of: mark) ?? endIndex)] }
}
