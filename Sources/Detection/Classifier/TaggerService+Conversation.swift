extension TaggerService {
    /// What a conversation holds: each text classified, public names dropped where the policy keeps them
    /// and looked for by the list where it does not, and every name
    /// that was found anywhere found everywhere.
    ///
    /// - Parameter keepsPublicNames: the policy's `public: keep`.
    public func examine(
        _ texts: [[UInt8]], recall: RecallLevel, keepsPublicNames: Bool
    ) async throws(TaggerServiceError) -> [[TaggedSpan]] {
        var spans = try await classify(texts, recall: recall)
        if keepsPublicNames {
            for index in texts.indices { spans[index] = PublicEntities.drop(from: spans[index], in: texts[index]) }
        } else {
            for index in texts.indices { PublicEntities.add(to: &spans[index], in: texts[index]) }
        }
        return tagger.spread(spans, through: texts)
    }
}
