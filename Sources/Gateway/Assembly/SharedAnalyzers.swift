internal import Detection
internal import Middleware
internal import Synchronization

/// Analyzers of the shipped catalogue, one for all policies that examine the same of it, also across a reload.
enum SharedAnalyzers {
    private struct Key: Hashable {
        /// Places in the catalogue.
        let recognizers: [Int]
        let minScore: Float
    }

    private struct Kept {
        weak var analyzer: Analyzer?
    }

    private static let known = Mutex<[Key: Kept]>([:])

    /// The analyzer for what a policy does not keep. It lives as long as somebody holds it.
    static func analyzer(for actions: ActionTable, minScore: Float) -> Analyzer {
        let all = RecognizerCatalog.all
        let places = all.indices.filter { actions.action(for: all[$0].type) != .keep }
        return known.withLock { known in
            let key = Key(recognizers: places, minScore: minScore)
            if let analyzer = known[key]?.analyzer { return analyzer }
            let analyzer = Analyzer(recognizers: places.map { all[$0] }, minScore: minScore)
            known = known.filter { $0.value.analyzer != nil }
            known[key] = Kept(analyzer: analyzer)
            return analyzer
        }
    }
}

extension ActionTable {
    /// What of the catalogue has to be looked for: what is kept need not be found.
    var examined: [Recognizer] { RecognizerCatalog.all.filter { action(for: $0.type) != .keep } }
}
