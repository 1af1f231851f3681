public import Pipeline

/// One text of a request, for a classifier.
public struct ClassifierText: Sendable {
    /// The slot's position in the body's list.
    public let slot: Int
    public let role: TextSlot.Role
    /// Decoded UTF-8.
    public let text: [UInt8]

    public init(slot: Int, role: TextSlot.Role, text: [UInt8]) {
        self.slot = slot
        self.role = role
        self.text = text
    }
}

/// Why a classifier gave no verdict. Never holds text, its own words neither.
public enum ClassifierFailure: Error, Sendable, Equatable {
    case unreachable
    case timedOut
    case overloaded
    /// An answer outside the agreed form.
    case badAnswer
}

/// Judges the texts of a request. Implementations own their threads or their connections; the caller's loop goes on.
public protocol Classifier: Sendable {
    /// The engine's name, such as `embedded`, in the audit log and in metrics.
    var engine: String { get }
    func classify(_ texts: [ClassifierText]) async throws(ClassifierFailure) -> Classification
}
