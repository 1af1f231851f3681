import Foundation

@testable import Detection

/// The weights that the package ships, mapped once for all tests.
enum ShippedModel {
    static let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../models/pii-tagger.hgm").standardized
        .path(
            percentEncoded: false)

    static let tagger: EmbeddedTagger = {
        do { return try EmbeddedTagger(path: path) } catch { fatalError("\(error)") }
    }()

    /// What a span covers, its type and where it came from.
    static func found(_ text: String, _ recall: RecallLevel = .balanced) -> [String] {
        let bytes = Array(text.utf8)
        return tagger.tag([bytes], recall: recall)[0].map { "\($0.type) \(String(decoding: bytes[$0.range], as: UTF8.self))" }
    }
}
