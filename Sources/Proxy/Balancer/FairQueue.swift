/// Who waits for a host, one lane a client key, lanes in turn: a client with a hundred requests delays another's one by one.
struct FairQueue<Element: Sendable>: Sendable {
    struct Entry: Sendable {
        let ticket: UInt64
        let element: Element
    }

    private struct Lane: Sendable {
        let key: String
        var entries: [Entry]
    }

    /// In the order of their turns: the lane served last stands last.
    private var lanes: [Lane] = []
    private(set) var count = 0
    let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Appends to the key's lane. When the queue is full, the youngest of the longest lane makes room, if that lane is longer than this
    /// one would become; its ticket is given back. Nil when there is no room.
    mutating func append(_ element: Element, ticket: UInt64, key: String) -> (isIn: Bool, evicted: UInt64?) {
        let own = lanes.firstIndex { $0.key == key }
        var evicted: UInt64?
        if count >= capacity {
            let length = own.map { lanes[$0].entries.count } ?? 0
            guard let longest = lanes.indices.max(by: { lanes[$0].entries.count < lanes[$1].entries.count }),
                lanes[longest].entries.count > length + 1
            else { return (false, nil) }
            evicted = lanes[longest].entries.removeLast().ticket
            count -= 1
        }
        if let own {
            lanes[own].entries.append(Entry(ticket: ticket, element: element))
        } else {
            lanes.append(Lane(key: key, entries: [Entry(ticket: ticket, element: element)]))
        }
        count += 1
        return (true, evicted)
    }

    /// Takes out a ticket, wherever it waits.
    mutating func remove(_ ticket: UInt64) -> Element? {
        for lane in lanes.indices {
            if let at = lanes[lane].entries.firstIndex(where: { $0.ticket == ticket }) {
                let entry = lanes[lane].entries.remove(at: at)
                count -= 1
                if lanes[lane].entries.isEmpty { lanes.remove(at: lane) }
                return entry.element
            }
        }
        return nil
    }

    /// Takes out the next that can be served, in fair order; within a lane the oldest first.
    mutating func take(where canBeServed: (Element) -> Bool) -> Entry? {
        for lane in lanes.indices {
            guard let at = lanes[lane].entries.firstIndex(where: { canBeServed($0.element) }) else { continue }
            let entry = lanes[lane].entries.remove(at: at)
            count -= 1
            let served = lanes.remove(at: lane)
            if !served.entries.isEmpty { lanes.append(served) }
            return entry
        }
        return nil
    }
}
