internal import Detection
internal import Middleware

/// A text in which the recognizers find something is worth a classifier's time, and so is one that they could not read to its end.
struct FindingHint: SuspicionHint {
    let plan: RedactionPlan

    func isSuspicious(_ text: [UInt8]) -> Bool {
        do throws(AnalysisError) {
            return try !plan.analyzer.analyze(text).isEmpty
        } catch {
            return true
        }
    }
}
