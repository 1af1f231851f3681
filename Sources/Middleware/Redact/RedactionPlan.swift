public import Detection
public import Pipeline
internal import Synchronization

/// What a policy's `redact:` section says, made ready: one for each policy, shared by all loops.
public struct RedactionPlan: Sendable {
    private let scanner: Scanner
    public let actions: ActionTable
    /// Shapes of the surrogates of custom types.
    public let templates: [EntityType: SurrogateTemplate]
    /// Whether image, audio and file parts bound for a cloud host refuse the request.
    public let blocksAttachments: Bool
    /// Whether answers are restored.
    public let restores: Bool
    /// Values first seen only under other roles than these are not restored.
    public let restoredRoles: Set<TextSlot.Role>
    /// Whether the plan only records what it would do.
    public let isShadow: Bool
    /// Header values found harmless.
    let fields = FieldMemory()

    /// - Parameter analyzer: made when it is first asked for: that takes tens of milliseconds and megabytes, which a plan that nothing
    ///   is examined with never costs.
    public init(
        analyzer: @autoclosure @escaping @Sendable () -> Analyzer, actions: ActionTable, templates: [EntityType: SurrogateTemplate],
        blocksAttachments: Bool, restores: Bool,
        restoredRoles: Set<TextSlot.Role>, isShadow: Bool
    ) {
        scanner = Scanner(analyzer)
        self.actions = actions
        self.templates = templates
        self.blocksAttachments = blocksAttachments
        self.restores = restores
        self.restoredRoles = restoredRoles
        self.isShadow = isShadow
    }

    /// Finds what the policy names.
    public var analyzer: Analyzer { scanner.get() }

    /// Makes the analyzer once, for whichever thread asks first.
    private final class Scanner: Sendable {
        private let made = Mutex<Analyzer?>(nil)
        private let make: @Sendable () -> Analyzer

        init(_ make: @escaping @Sendable () -> Analyzer) {
            self.make = make
        }

        func get() -> Analyzer {
            made.withLock { made in
                if let made { return made }
                let analyzer = make()
                made = analyzer
                return analyzer
            }
        }
    }
}

/// Which action meets which type. Groups are resolved when the policy is compiled; here every name is a type's.
public struct ActionTable: Sendable {
    private let named: [EntityType: Action]
    /// For a type that the policy does not name.
    public let fallback: Action

    public init(named: [EntityType: Action], fallback: Action) {
        self.named = named
        self.fallback = fallback
    }

    /// What is done with a finding. What a classifier found was asked for by the policy's own `classify`, so a fallback of `keep` does not
    /// let it pass; naming its type does.
    public func action(for finding: Finding) -> Action {
        if let action = named[finding.type] { return action }
        return finding.evidence == .model && fallback == .keep ? .surrogate : fallback
    }

    /// What is done with a type.
    public func action(for type: EntityType) -> Action { named[type] ?? fallback }
}
