/// The command line.
struct Options {
    static let usage = """
        usage: bench [--program FILE] [--policies FOLDER] [--rounds N] [--seconds S] [--only NAME]
          --program FILE     the release binary (../.build/release/hopguard)
          --policies FOLDER  the shipped policies (../policies)
          --rounds N         interleaved rounds of each workload (3)
          --seconds S        how long each lasts (2)
          --only NAME        one of: \((Workload.all.map(\.name) + ["delay", "memory"]).joined(separator: ", "))
        """

    private(set) var program = "../.build/release/hopguard"
    private(set) var policies = "../policies"
    private(set) var rounds = 3
    private(set) var seconds = 2.0
    private(set) var only: String?

    /// Nil when the command line is wrong.
    init?(_ arguments: some Sequence<String>) {
        var arguments = arguments.makeIterator()
        while let name = arguments.next() {
            guard let value = arguments.next() else { return nil }
            switch name {
            case "--program": program = value
            case "--policies": policies = value
            case "--rounds":
                guard let number = Int(value), number > 0 else { return nil }
                rounds = number
            case "--seconds":
                guard let number = Double(value), number > 0, number < 3600 else { return nil }
                seconds = number
            case "--only":
                guard value == "delay" || value == "memory" || Workload.all.contains(where: { $0.name == value }) else { return nil }
                only = value
            default: return nil
            }
        }
    }
}
