import Detection
import Glibc

/// Scans a file in documents of 2 KB and says how many MB a CPU second takes.
enum DetectionBench {
    static func run(_ path: String, rounds: Int) throws {
        guard let file = fopen(path, "r") else { return }
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { break }
            text += buffer[0..<count]
        }
        fclose(file)
        let start = clock()
        let analyzer = Analyzer()
        print("made in \(Double(clock() - start) / Double(CLOCKS_PER_SEC)) s")
        _ = try analyzer.analyze(Array(text.prefix(200_000)))
        for _ in 0..<rounds {
            var found = 0
            let begin = clock()
            try text.withUnsafeBufferPointer { text in
                var start = 0
                while start < text.count {
                    var end = min(text.count, start + 2048)
                    while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
                    found += try analyzer.analyze(UnsafeBufferPointer(rebasing: text[start..<end])).count
                    start = end
                }
            }
            let seconds = Double(clock() - begin) / Double(CLOCKS_PER_SEC)
            print("\(Int(Double(text.count) / 1e6 / seconds * 10) / 10) MB/s, \(found) findings")
        }
    }
}
