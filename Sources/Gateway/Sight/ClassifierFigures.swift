internal import Detection

/// What a classifier's engine has done since it was made, and what waits for it.
struct ClassifierFigures: Sendable {
    var queued = 0
    var texts = 0
    var refused = 0
    /// Nil for an engine that remembers nothing.
    var cache: (hits: Int, misses: Int)?
    /// Nil for an engine that has no windows.
    var windows: Int?

    /// Appends the figures of all engines; those of one kind are added up.
    static func write(_ engines: [any ClassifierEngine], into out: inout MetricsText) {
        var sums: [String: ClassifierFigures] = [:]
        for engine in engines {
            let figures = engine.figures
            var sum = sums[engine.engine] ?? ClassifierFigures()
            sum.queued += figures.queued
            sum.texts += figures.texts
            sum.refused += figures.refused
            if let cache = figures.cache { sum.cache = ((sum.cache?.hits ?? 0) + cache.hits, (sum.cache?.misses ?? 0) + cache.misses) }
            if let windows = figures.windows { sum.windows = max(sum.windows ?? 0, windows) }
            sums[engine.engine] = sum
        }
        let all = sums.sorted { $0.key < $1.key }
        func write(_ family: MetricFamily, _ value: (ClassifierFigures) -> Int) {
            out.family(family)
            for (engine, figures) in all { out.sample(family, [engine], Double(value(figures))) }
        }
        write(.classifierQueue, \.queued)
        write(.classifierTexts, \.texts)
        out.family(.classifierWindows)
        for (_, figures) in all { if let windows = figures.windows { out.sample(.classifierWindows, [], Double(windows)) } }
        out.family(.classifierCache)
        for (engine, figures) in all {
            guard let cache = figures.cache else { continue }
            out.sample(.classifierCache, [engine, "hit"], Double(cache.hits))
            out.sample(.classifierCache, [engine, "miss"], Double(cache.misses))
        }
        write(.classifierRefused, \.refused)
    }
}

/// An engine whose figures are in `/metrics`.
protocol ClassifierEngine: Sendable {
    var engine: String { get }
    var figures: ClassifierFigures { get }
}

/// The embedded model's service, which all policies share.
struct EmbeddedEngine: ClassifierEngine {
    let engine = "embedded"
    let service: TaggerService

    var figures: ClassifierFigures {
        let statistics = service.statistics
        return ClassifierFigures(
            queued: statistics.queued, texts: statistics.classified, refused: statistics.refused,
            cache: (statistics.cacheHits, statistics.cacheMisses), windows: statistics.windows)
    }
}
