import Detection
import Middleware

/// What a turn costs that sends the whole conversation again: each message goes through the memory that the redact stage asks.
struct RepeatedConversation {
    private let analyzer: Analyzer
    private let messages: [[UInt8]]
    private let added: [[UInt8]]

    init(_ analyzer: Analyzer) {
        self.analyzer = analyzer
        messages = (0..<50).map { ChatText.make(bytes: 4000, density: 1500, seed: UInt64(100 + $0)) }
        added = (0..<20).map { ChatText.make(bytes: 1000, density: 1500, seed: UInt64(500 + $0)) }
    }

    /// Of the first turn, and the median of those after it.
    func milliseconds() throws -> (first: Double, again: Double) {
        let memory = FindingMemory()
        func turn(_ texts: [[UInt8]]) throws -> Double {
            try ScannerBench.cpu {
                for text in texts {
                    try text.withUnsafeBufferPointer { text in
                        _ = try memory.findings(in: text, name: UnsafeBufferPointer(start: nil, count: 0), plan: ObjectIdentifier(analyzer))
                        {
                            () throws(AnalysisError) in try analyzer.analyze(text)
                        }
                    }
                }
            } * 1000
        }
        let first = try turn(messages)
        let again = try added.map { try turn(messages + [$0]) }.sorted()
        return (first, again[again.count / 2])
    }
}
