/// One model as a host lists it.
public struct ListedModel: Sendable, Equatable {
    public let name: String
    /// The host's own JSON object, byte for byte; empty when it gave none.
    public let entry: [UInt8]
    /// What the weights are, as Ollama has it; empty elsewhere.
    public let digest: String
    /// Size in bytes; 0 while unknown.
    public let bytes: Int64
}

/// What a host says it has.
public struct HostListing: Sendable, Equatable {
    /// Bound on the models of one host; OpenRouter lists some hundreds.
    static let maxModels = 10_000
    /// Bound on a name; Ollama's own is 350 for all parts together.
    private static let maxName = 512

    public var models: [ListedModel] = []
    /// What it has in memory (`/api/ps`).
    public var running: [ListedModel] = []

    public init() {}

    /// Reads the answer to `/api/tags` or `/api/ps`. Nil when it is not what Ollama answers.
    static func ollamaModels(_ body: [UInt8], sizeIsMemory: Bool) -> [ListedModel]? {
        read(body, list: "models") { reader, object in
            guard let name = text("model", object, reader) ?? text("name", object, reader) else { return nil }
            let size = reader.member(sizeIsMemory ? "size_vram" : "size", of: object).flatMap(reader.integer) ?? 0
            return ListedModel(
                name: name, entry: Array(reader.bytes[object]), digest: text("digest", object, reader) ?? "", bytes: max(0, size))
        }
    }

    /// Reads the answer to `/v1/models`, in OpenAI's or Anthropic's shape. Nil when it is neither.
    static func models(_ body: [UInt8]) -> [ListedModel]? {
        read(body, list: "data") { reader, object in
            text("id", object, reader).map { ListedModel(name: $0, entry: Array(reader.bytes[object]), digest: "", bytes: 0) }
        }
    }

    /// The id after which Anthropic's list goes on; nil at its end.
    static func nextPage(_ body: [UInt8]) -> String? {
        body.withUnsafeBufferPointer { bytes in
            let reader = JSONReader(bytes: bytes)
            guard let document = reader.document(), let more = reader.member("has_more", of: document), reader.isTrue(more),
                let last = reader.member("last_id", of: document)
            else { return nil }
            return reader.string(last)
        }
    }

    private static func text(_ name: StaticString, _ object: Range<Int>, _ reader: JSONReader) -> String? {
        guard let value = reader.member(name, of: object), let text = reader.string(value), !text.isEmpty, text.utf8.count <= maxName,
            !text.utf8.contains(where: { $0 < 0x20 })
        else { return nil }
        return text
    }

    private static func read(
        _ body: [UInt8], list: StaticString, _ model: (JSONReader, Range<Int>) -> ListedModel?
    ) -> [ListedModel]? {
        body.withUnsafeBufferPointer { bytes in
            let reader = JSONReader(bytes: bytes)
            guard let document = reader.document(), let list = reader.member(list, of: document) else { return nil }
            // Ollama says null for none.
            if bytes[list].elementsEqual("null".utf8) { return [] }
            guard bytes[list.lowerBound] == UInt8(ascii: "[") else { return nil }
            var models: [ListedModel] = []
            reader.forEachElement(of: list) { element in
                if models.count < maxModels, let model = model(reader, element) { models.append(model) }
            }
            return models
        }
    }
}
