/// Where a model stands in the memory of a host.
public enum Residency: UInt8, Sendable {
    case unknown
    /// Asked of the host since it was last looked at: loaded soon.
    case loading
    case loaded
}

/// What a strategy decides on: the hosts that may be taken, and what is known of them.
///
/// Holds pointers into the balancer's arrays and lives only while a strategy runs.
struct SelectionInput {
    /// Slots of the hosts that may be taken; never empty.
    let usable: UnsafeBufferPointer<Int32>
    /// Every host's load, by slot. Round robin writes `turn`; nothing else is written.
    let loads: UnsafeMutableBufferPointer<HostLoad>
    let now: MonotonicTime
    /// Hash of the conversation's beginning; nil without one.
    let affinity: UInt64?
    /// The model's residency by slot; empty where nothing is known.
    let residency: UnsafeBufferPointer<Residency>
    /// The model's size in bytes; 0 while unknown.
    let modelSize: Int64
}

/// How a host is chosen. Raw values are those of `balance.strategy`.
public enum SelectionStrategy: String, Sendable, CaseIterable {
    case random
    case roundRobin = "round_robin"
    case leastBusy = "least_busy"
    case memoryAware = "memory_aware"
    case affinity
    case latencyAware = "latency_aware"

    /// The slot of the chosen host.
    func choose(_ input: SelectionInput, _ random: inout RandomSource) -> Int {
        if input.usable.count == 1 { return Int(input.usable[0]) }
        return switch self {
        case .random: RandomSelection.choose(input, &random)
        case .roundRobin: RoundRobinSelection.choose(input, &random)
        case .leastBusy: LeastBusySelection.choose(input, &random)
        case .memoryAware: MemoryAwareSelection.choose(input, &random)
        case .affinity: AffinitySelection.choose(input, &random)
        case .latencyAware: LatencyAwareSelection.choose(input, &random)
        }
    }
}
