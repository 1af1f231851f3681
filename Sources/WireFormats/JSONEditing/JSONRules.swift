/// How strictly a JSON text is read. A type, so that each reading is compiled on its own.
protocol JSONRules {
    /// Whether every byte above ASCII must belong to a valid UTF-8 sequence.
    static var checksUTF8: Bool { get }
    /// Whether control characters may stand in strings without an escape.
    static var allowsControls: Bool { get }
    /// Whether a `\ud800` may stand without its other half.
    static var allowsLoneSurrogates: Bool { get }
    /// Whether several values may follow one another, as in JSON Lines.
    static var allowsSeveralValues: Bool { get }
}

/// RFC 8259 to the letter, for requests: what two parsers could read differently is refused.
enum RequestJSON: JSONRules {
    static var checksUTF8: Bool { true }
    static var allowsControls: Bool { false }
    static var allowsLoneSurrogates: Bool { false }
    static var allowsSeveralValues: Bool { false }
}

/// JSON that stands inside a string of a request. Models write it carelessly, and a text that is not taken for JSON here is examined
/// with its escapes on; the careless forms are therefore read too.
enum EmbeddedJSON: JSONRules {
    static var checksUTF8: Bool { false }
    static var allowsControls: Bool { true }
    static var allowsLoneSurrogates: Bool { true }
    static var allowsSeveralValues: Bool { true }
}

/// What a host answers: its bytes pass as they are, also where a token's cut left half a character behind.
enum ReplyJSON: JSONRules {
    static var checksUTF8: Bool { false }
    static var allowsControls: Bool { true }
    static var allowsLoneSurrogates: Bool { true }
    static var allowsSeveralValues: Bool { false }
}

/// Why a text is not JSON.
enum JSONFault: Error, Equatable {
    case syntax
    case utf8
    case nesting
}
