/// How hard the tagger looks: more recall costs more false alarms. What each level adds to the logits of each type was
/// chosen on the dev split by the training command and is part of the model file.
public enum RecallLevel: String, Sendable, CaseIterable {
    /// The best balance of recall and precision.
    case balanced
    /// Recall counts more: the level for redaction.
    case high
    /// Almost everything that could be a name.
    case max

    /// What is added to the logits of names on words in small letters, in texts that begin names with capitals. Chosen on the dev split, where it
    /// raises precision by 0.7 at `high` and costs 0.2 of recall.
    var smallWords: Float { self == .balanced ? 0 : -1.5 }
}
