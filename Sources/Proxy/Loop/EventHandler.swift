/// What a file descriptor is watched for. That the peer closed is always watched.
public struct Interest: OptionSet, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    public static let read = Interest(rawValue: 1)
    public static let write = Interest(rawValue: 2)
    /// Reports changes only (EPOLLET): the handler reads or writes until the kernel says that it would block.
    public static let edge = Interest(rawValue: 4)
}

/// What became of a watched file descriptor.
public struct ReadyEvents: OptionSet, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    public static let readable = ReadyEvents(rawValue: 1)
    public static let writable = ReadyEvents(rawValue: 2)
    /// The peer will send nothing more; it may still read.
    public static let readHangup = ReadyEvents(rawValue: 4)
    /// Both directions are closed.
    public static let hangup = ReadyEvents(rawValue: 8)
    public static let error = ReadyEvents(rawValue: 16)
}

/// Told by an `EventLoop`, on its thread, what became of a file descriptor.
public protocol EventHandler: AnyObject {
    /// Must not block. May deregister itself and others: no event of a descriptor comes after its deregistration.
    func ready(_ events: ReadyEvents)
}
