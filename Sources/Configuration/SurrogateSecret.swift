/// The secret that keys the surrogates.
public enum SurrogateSecret: Sendable {
    case given(Secret)
    /// Its file does not exist yet: to be made with mode 0600 at this absolute path on first start.
    case toBeCreated(path: String)
}
