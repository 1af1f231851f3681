/// Label values of one kind and their numbers, from 1 on; 0 is `other`, for all past the bound. Those met last are found without hashing.
struct MetricNames {
    private static let recents = 4

    private let most: Int
    private var numbers: [String: UInt64] = [:]
    private var texts = ["other"]
    private var recent: [(text: String, number: UInt64)] = []
    private var turn = 0

    init(most: Int) {
        self.most = most
    }

    /// The value behind a number.
    func text(_ number: UInt64) -> String { texts[Int(number)] }

    /// The number of a value.
    mutating func number(of text: String) -> UInt64 {
        for known in recent where known.text == text { return known.number }
        let number: UInt64
        if let known = numbers[text] {
            number = known
        } else if texts.count > most || text == "other" {
            return 0
        } else {
            number = UInt64(texts.count)
            numbers[text] = number
            texts.append(text)
        }
        if recent.count < Self.recents {
            recent.append((text, number))
        } else {
            recent[turn] = (text, number)
            turn = (turn + 1) % Self.recents
        }
        return number
    }
}
