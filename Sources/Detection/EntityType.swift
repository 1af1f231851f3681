/// A kind of sensitive thing, by its name in policies and in the audit log: `EMAIL_ADDRESS`. Names are Presidio's where it has one.
public struct EntityType: Hashable, Sendable, CustomStringConvertible {
    public let name: String

    public init(_ name: String) {
        self.name = name
    }

    public var description: String { name }
}
