import Gateway

/// The program.
@main
enum Hopguard {
    static func main() {}
}
