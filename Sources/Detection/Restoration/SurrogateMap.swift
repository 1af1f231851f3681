/// What stands for what in one request: the way back.
public struct SurrogateMap: Sendable, Equatable {
    /// One surrogate and its original, as UTF-8.
    public struct Entry: Sendable, Equatable {
        public let type: EntityType
        public let original: [UInt8]
        public let surrogate: [UInt8]
        /// Whether the surrogate is a `[TYPE_n]`: its case says nothing of the original's.
        public let isPlaceholder: Bool
        /// Whether the original stood inside a longer word, so that its surrogate is restored there too.
        public let isOpenLeft: Bool
        public let isOpenRight: Bool

        public init(
            type: EntityType, original: [UInt8], surrogate: [UInt8], isPlaceholder: Bool = false, isOpenLeft: Bool = false,
            isOpenRight: Bool = false
        ) {
            self.type = type
            self.original = original
            self.surrogate = surrogate
            self.isPlaceholder = isPlaceholder
            self.isOpenLeft = isOpenLeft
            self.isOpenRight = isOpenRight
        }
    }

    public let entries: [Entry]

    public init(_ entries: [Entry] = []) {
        self.entries = entries
    }

    public var isEmpty: Bool { entries.isEmpty }
}
