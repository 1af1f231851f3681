internal import Configuration
internal import Detection
internal import Middleware
internal import Pipeline

/// A policy made ready to run. A class, so that a request takes one reference of it and not one of each of its lists.
final class CompiledPolicy: Sendable {
    let policy: Policy
    /// What `redact:` says; also there when the chain leaves redact out, because an attempt at a host of the other trust may need it.
    let plan: RedactionPlan

    init(policy: Policy, plan: RedactionPlan) {
        self.policy = policy
        self.plan = plan
    }

    /// Whether the policy's chain redacts.
    var redacts: Bool { policy.chain.contains(.redact) }
    var isShadow: Bool { policy.mode == .shadow }
}

/// Makes policies ready: compiles patterns, resolves names of entities and groups. Faults come back at their places in the file.
enum PolicyCompiler {
    /// Compiles one policy. With faults the policy is not to be used.
    static func compile(_ policy: Policy) -> (policy: CompiledPolicy, problems: [Problem]) {
        let parts = parts(of: policy)
        var problems = parts.problems
        let ownTypes = Set(policy.redact.recognizers.map { EntityType($0.type.value) })
        let (table, faults) = actions(policy, ownTypes: ownTypes)
        problems += faults
        problems += testFaults(policy, ownTypes: ownTypes)
        let minScore = Float(policy.redact.score)
        let custom = parts.custom + (namesPeople(policy) ? [CustomRecognizer.people] : [])
        let isShipped = custom.isEmpty && policy.redact.allow.isEmpty
        let plan = RedactionPlan(
            analyzer: isShipped
                ? SharedAnalyzers.analyzer(for: table, minScore: minScore)
                : Analyzer(recognizers: table.examined, custom: custom, minScore: minScore, allow: parts.allow),
            actions: table, templates: parts.templates, blocksAttachments: policy.redact.images == .block,
            restores: policy.redact.responses == .restore, restoredRoles: roles(policy.redact.restoreFrom),
            isShadow: policy.mode == .shadow)
        // Made now where requests will need it: making it would hold up a loop.
        if policy.chain.contains(.redact) || policy.chain.contains(.classify) { _ = plan.analyzer }
        return (CompiledPolicy(policy: policy, plan: plan), problems)
    }

    /// An analyzer that reports what the policy would find, and also what it keeps.
    static func reportingAnalyzer(_ policy: Policy, minScore: Float?) -> Analyzer {
        let parts = parts(of: policy)
        let people = namesPeople(policy) ? [CustomRecognizer.people] : []
        return Analyzer(custom: parts.custom + people, minScore: minScore ?? Float(policy.redact.score), allow: parts.allow)
    }

    /// Whether the policy itself asks for people's names. Its `default` does not: a common word that is a name too would go.
    private static func namesPeople(_ policy: Policy) -> Bool {
        policy.redact.entities.contains { $0.name.value == CustomRecognizer.people.type.name && $0.action != .keep }
    }

    private struct Parts {
        var custom: [CustomRecognizer] = []
        var templates: [EntityType: SurrogateTemplate] = [:]
        var allow = AllowList.shipped
        var problems: [Problem] = []
    }

    /// The policy's own recognizers and its allow list, compiled.
    private static func parts(of policy: Policy) -> Parts {
        var problems: [Problem] = []
        var custom: [CustomRecognizer] = []
        var templates: [EntityType: SurrogateTemplate] = [:]
        for rule in policy.redact.recognizers {
            let type = EntityType(rule.type.value)
            if let pattern = rule.pattern {
                do throws(CustomPattern.Fault) {
                    let compiled = try CustomPattern.compile(pattern.value)
                    custom.append(CustomRecognizer(type: type, pattern: compiled, score: Float(rule.score), context: rule.context))
                } catch {
                    problems.append(pattern.problem("the pattern cannot be used: \(error.message)"))
                }
            } else {
                custom.append(CustomRecognizer(type: type, words: rule.words.map(\.value), ignoresCase: rule.ignoresCase))
            }
            if let shape = rule.surrogate {
                if let template = SurrogateTemplate(shape.value) {
                    templates[type] = template
                } else {
                    problems.append(shape.problem("the surrogate's shape has no '#', '?' or '*' in it: expected one such as 'E-######'"))
                }
            }
        }
        var values: [String] = []
        var patterns: [CustomPattern] = []
        for allowed in policy.redact.allow {
            switch allowed {
            case .text(let text): values.append(text.value)
            case .pattern(let pattern):
                do throws(CustomPattern.Fault) {
                    patterns.append(try CustomPattern.compile(pattern.value))
                } catch {
                    problems.append(pattern.problem("the pattern cannot be used: \(error.message)"))
                }
            }
        }

        return Parts(
            custom: custom, templates: templates, allow: AllowList.shipped.adding(values: values, patterns: patterns), problems: problems)
    }

    /// The action of every type. The more exact name wins: a type before a group. Of two groups that both hold a type, the stricter action.
    private static func actions(_ policy: Policy, ownTypes: Set<EntityType>) -> (ActionTable, [Problem]) {
        var problems: [Problem] = []
        var byGroup: [EntityType: EntityAction] = [:]
        var byName: [EntityType: EntityAction] = [:]
        for entity in policy.redact.entities {
            let name = entity.name.value
            if EntityGroups.isGroup(name) {
                for type in EntityGroups.types(in: name) {
                    if let other = byGroup[type], other.strictness >= entity.action.strictness { continue }
                    byGroup[type] = entity.action
                }
            } else if EntityGroups.isKnownType(name) || ownTypes.contains(EntityType(name)) {
                byName[EntityType(name)] = entity.action
            } else {
                let near = EntityGroups.nearest(to: name).map { ", did you mean '\($0)'?" } ?? ""
                problems.append(entity.name.problem("there is no entity type or group '\(name)'\(near)"))
            }
        }
        var named: [EntityType: Action] = [:]
        for (type, action) in byGroup.merging(byName, uniquingKeysWith: { $1 }) { named[type] = self.action(action) }
        return (ActionTable(named: named, fallback: action(policy.redact.fallback)), problems)
    }

    private static func testFaults(_ policy: Policy, ownTypes: Set<EntityType>) -> [Problem] {
        policy.tests.flatMap { test -> [Problem] in
            let names: [String]
            switch test.expectation {
            case .finds(let types): names = types
            case .blocks(let type), .local(let type): names = [type]
            }
            return names.filter { !EntityGroups.isKnownType($0) && !ownTypes.contains(EntityType($0)) }.map { name in
                let near = EntityGroups.nearest(to: name).map { ", did you mean '\($0)'?" } ?? ""
                return Problem(file: test.file, line: test.line, message: "there is no entity type '\(name)'\(near)")
            }
        }
    }

    /// The operator's name in Detection for the word in the file.
    static func action(_ action: EntityAction) -> Action {
        switch action {
        case .surrogate: .surrogate
        case .placeholder: .placeholder
        case .mask: .mask
        case .hash: .hash
        case .block: .block
        case .local: .local
        case .keep: .keep
        }
    }

    private static func roles(_ roles: Set<RedactRules.Role>) -> Set<TextSlot.Role> {
        Set(
            roles.map { role in
                switch role {
                case .system: TextSlot.Role.system
                case .user: .user
                case .assistant: .assistant
                case .tool: .tool
                }
            })
    }
}
