internal import Pipeline

/// A set of field names, asked for each field of each message: compared as bytes, without case and without making strings.
struct FieldNames: Sendable {
    /// By length, small letters.
    private let byLength: [[[UInt8]]]

    init(_ names: [String]) {
        var byLength = [[[UInt8]]](repeating: [], count: (names.map(\.utf8.count).max() ?? 0) + 1)
        for name in names { byLength[name.utf8.count].append(name.utf8.map(HTTPFields.lowered)) }
        self.byLength = byLength
    }

    func contains(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        guard name.count < byLength.count else { return false }
        return byLength[name.count].contains { known in
            for i in 0..<known.count where HTTPFields.lowered(name[i]) != known[i] { return false }
            return true
        }
    }

    /// Whether a name begins so.
    static func has(_ name: UnsafeBufferPointer<UInt8>, prefix: StaticString) -> Bool {
        guard name.count >= prefix.utf8CodeUnitCount else { return false }
        for i in 0..<prefix.utf8CodeUnitCount where HTTPFields.lowered(name[i]) != prefix.utf8Start[i] { return false }
        return true
    }
}
