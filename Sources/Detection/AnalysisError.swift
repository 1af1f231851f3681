/// Why a text was not examined to its end. The caller refuses the text: what was not examined must not pass.
public enum AnalysisError: Error, Equatable, Sendable {
    /// A pattern reached its match limit on this text.
    case matchLimit(recognizer: String)
    /// More candidates than one analysis holds.
    case tooManyFindings(limit: Int)
    /// Encodings in encodings beyond the depth or the volume that is read.
    case tooDeeplyEncoded

    /// What happened and what to do; never the text.
    public var message: String {
        switch self {
        case .matchLimit(let recognizer):
            "the recognizer \(recognizer) reached its match limit on this text; simplify its pattern or send the text in smaller parts"
        case .tooManyFindings(let limit): "the text has more than \(limit) candidates; send it in smaller parts"
        case .tooDeeplyEncoded: "the text has encodings nested too deeply to be examined; send it decoded"
        }
    }
}
