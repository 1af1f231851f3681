/// Words for the `action` of what a policy in shadow mode would have done: the action with `shadow_` before it.
public enum ShadowWord {
    /// What every such word begins with.
    public static let prefix = "shadow_"
    /// The request would have been refused: something was found where it cannot be replaced.
    public static let refuse = "shadow_refuse"

    /// The word for an action.
    public static func of(_ action: String) -> String { prefix + action }
}
