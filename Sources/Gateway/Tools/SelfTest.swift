internal import Configuration
internal import Middleware
internal import Pipeline
internal import Proxy
internal import WireFormats

/// Proves the guard on a configuration: plants made-up values wherever a client can put text, sends them through the real chain to hosts that
/// keep what they are sent, looks for them there, and looks whether they come back.
package enum SelfTest {
    /// The whole test, for `hopguard selftest`.
    ///
    /// - Parameter progress: told which policy and API come next.
    package static func run(
        config: String?, policy: String?, progress: @escaping @Sendable (String) -> Void
    ) -> SelfTestReport {
        var report = SelfTestReport()
        let assembly = Assembly.load(config: config, Environment.options())
        guard assembly.problems.isEmpty else {
            report.problems = assembly.problems.map { "\($0)" }
            return report
        }
        let secret: [UInt8]
        do throws(SurrogateKeyFile.Fault) {
            secret = try SurrogateKeyFile.bytes(assembly.loaded.settings.surrogates, isMade: false)
        } catch {
            report.problems = [error.message]
            return report
        }
        let policies = policies(of: assembly).filter { policy == nil || $0.policy.name == policy }
        guard !policies.isEmpty else {
            let known = assembly.allPolicies.map(\.policy.name).joined(separator: ", ")
            report.problems = ["there is no policy '\(policy ?? "")'; there are \(known)"]
            return report
        }
        return prove(policies, assembly, secret: secret, isOverHTTP: true, progress: progress)
    }

    /// Proves policies of an assembly.
    ///
    /// - Parameters:
    ///   - types: only these types of the catalogue; nil for all.
    ///   - isOverHTTP: also sends to a listening stand-in of each configured host.
    static func prove(
        _ policies: [CompiledPolicy], _ assembly: Assembly, secret: [UInt8], types: Set<String>? = nil, isOverHTTP: Bool = false,
        progress: @escaping @Sendable (String) -> Void = { _ in }
    ) -> SelfTestReport {
        Errand.run { loop in
            var report = SelfTestReport()
            for policy in policies {
                await prove(policy, assembly, secret, types, &report, progress)
                if isOverHTTP { await SelfTestWire.prove(policy, trusts(policy), assembly, secret, loop, &report, progress) }
            }
            return report
        }
    }

    /// The short form, for the start of `serve`: one body for each API and policy that claims to redact. Gives what got through.
    static func atStart(_ assembly: Assembly, secret: [UInt8]) -> [SelfTestReport.Fault] {
        glance(policies(of: assembly), assembly, secret: secret)
    }

    /// The short form on policies of an assembly.
    static func glance(_ policies: [CompiledPolicy], _ assembly: Assembly, secret: [UInt8]) -> [SelfTestReport.Fault] {
        Errand.run { _ in
            var report = SelfTestReport()
            for policy in policies { await glance(policy, assembly, secret, &report) }
            return report.faults
        }
    }

    /// Every policy once; a built-in one that the configuration has too is the same.
    private static func policies(of assembly: Assembly) -> [CompiledPolicy] {
        var found: [CompiledPolicy] = []
        for policy in assembly.allPolicies
        where !found.contains(where: { $0.policy.name == policy.policy.name && $0.policy.file == policy.policy.file }) {
            found.append(policy)
        }
        return found
    }

    /// Why a policy claims nothing; nil when it claims to redact.
    private static func silence(_ policy: CompiledPolicy) -> String? {
        if !policy.redacts { return "its chain does not redact" }
        if policy.isShadow { return "it is in shadow mode" }
        return nil
    }

    /// The trusts of hosts that a policy is for.
    private static func trusts(_ policy: CompiledPolicy) -> [Trust] {
        switch policy.policy.match.trust {
        case .cloud: [.cloud]
        case .local: [.local]
        case nil: [.cloud, .local]
        }
    }

    // MARK: The whole test

    private static func prove(
        _ policy: CompiledPolicy, _ assembly: Assembly, _ secret: [UInt8], _ types: Set<String>?, _ report: inout SelfTestReport,
        _ progress: @Sendable (String) -> Void
    ) async {
        if let why = silence(policy) {
            report.silent.append((policy.policy.name, why))
            return
        }
        let (specimens, missing) = SelfTestSpecimen.all(for: policy, types: types)
        report.missing.append((policy.policy.name, missing))
        for trust in trusts(policy) {
            let bench = SelfTestBench(policy, trust: trust, assembly, secret: secret)
            for body in SelfTestBody.all {
                progress("\(policy.policy.name), \(body.api.rawValue)")
                var row = SelfTestReport.Row(policy: policy.policy.name, trust: trust.rawValue, api: body.api.rawValue)
                row.positions = body.positions.count
                if specimens.isEmpty {
                    row.note = "no value to plant"
                    row.unproved = 1
                } else if !bench.reaches(body.api) {
                    row.note = "no host of the policy's route speaks it"
                } else {
                    for specimen in specimens { await prove(specimen, body, bench, &row, &report) }
                }
                report.rows.append(row)
            }
            report.rows.append(await disguised(specimens, policy, bench, &report))
        }
    }

    /// Plants values that only a reader sees: encoded, or with what has no width between their letters.
    private static func disguised(
        _ specimens: [SelfTestSpecimen], _ policy: CompiledPolicy, _ bench: SelfTestBench, _ report: inout SelfTestReport
    ) async -> SelfTestReport.Row {
        let body = SelfTestBody.all[0]
        var row = SelfTestReport.Row(policy: policy.policy.name, trust: bench.trust.rawValue, api: "\(body.api.rawValue), disguised")
        guard bench.reaches(body.api) else {
            row.note = "no host of the policy's route speaks it"
            return row
        }
        row.positions = SelfTestDisguise.allCases.count
        for specimen in specimens where SelfTestSpecimen.core.contains(specimen.type) {
            if specimen.expectation == .local && bench.trust == .local { continue }
            for disguise in SelfTestDisguise.allCases {
                guard let sentence = disguise.sentence(of: specimen) else { continue }
                row.values += 1
                let bytes = body.bytes(model: bench.model, isStream: false) { body.positions[$0].name == "user" ? sentence : nil }
                let trial = await bench.send(bytes, body.api, isStream: false, echoes: false)
                judge(trial, [specimen], body.api.rawValue + ", " + disguise.rawValue, bench, &row, &report)
            }
        }
        return row
    }

    /// Plants a value in every position of a body.
    static func prove(
        _ specimen: SelfTestSpecimen, _ body: SelfTestBody, _ bench: SelfTestBench, _ row: inout SelfTestReport.Row,
        _ report: inout SelfTestReport
    ) async {
        switch specimen.expectation {
        case .local where bench.trust == .local: return
        case .blocked, .local:
            // One position at a time: a value in another would refuse the request too.
            for at in body.positions.indices {
                row.values += 1
                let bytes = body.bytes(model: bench.model, isStream: false) { $0 == at ? specimen.sentence : nil }
                let trial = await bench.send(bytes, body.api, isStream: false, echoes: false)
                judge(trial, [specimen], body.api.rawValue, bench, &row, &report)
            }
        case .restored, .replaced:
            for isStream in body.answersText ? [false, true] : [false] {
                row.values += body.positions.count
                let bytes = body.bytes(model: bench.model, isStream: isStream) { _ in specimen.sentence }
                let trial = await bench.send(bytes, body.api, isStream: isStream, echoes: body.answersText)
                judge(trial, [specimen], body.api.rawValue, bench, &row, &report)
                guard body.answersText, specimen.expectation == .restored, trial.refusal == nil else { continue }
                let wanted = Array(specimen.value.utf8)
                let sent = trial.echoable.reduce(0) { $0 + SelfTestTrace.count(wanted, in: $1) }
                let back = EchoText.read(trial.reply).map { SelfTestTrace.count(wanted, in: Array($0.utf8)) }.max() ?? 0
                if back < sent {
                    row.unrestored += sent - back
                    report.add(
                        SelfTestReport.Fault(
                            kind: .unrestored, policy: bench.policy.policy.name,
                            api: body.api.rawValue + (isStream ? " streamed" : ""), type: specimen.type, place: ""))
                }
            }
        }
    }

    /// Looks for planted values in what the hosts were sent.
    static func judge(
        _ trial: SelfTestBench.Trial, _ specimens: [SelfTestSpecimen], _ api: String, _ bench: SelfTestBench,
        _ row: inout SelfTestReport.Row, _ report: inout SelfTestReport
    ) {
        if let refusal = trial.refusal {
            // A refusal proves something only where it is what the policy promises.
            let isMeant =
                switch refusal.kind {
                case .blocked: specimens.contains { $0.expectation == .blocked }
                case .noLocalHost: specimens.contains { $0.expectation == .local }
                default: false
                }
            if !isMeant {
                row.unproved += 1
                row.note = "refused: \(refusal.reason)"
            }
        }
        // What two hosts are sent is one leak.
        var seen: Set<SelfTestReport.Fault> = []
        for sent in trial.sent where sent.host.trust == bench.trust {
            let trace = SelfTestTrace(sent.body)
            for specimen in specimens where trace.shows(specimen.value) {
                let places = bench.places(of: specimen.value, in: sent.body, sent.api)
                for place in places.isEmpty ? [""] : places { seen.insert(leak(specimen, api, place, bench)) }
            }
            sent.fields.forEach { _, value in
                let trace = SelfTestTrace(Array(value))
                for specimen in specimens where trace.shows(specimen.value) {
                    seen.insert(leak(specimen, api, "a header field", bench))
                }
            }
        }
        row.leaked += seen.count
        for fault in seen.sorted(by: { $0.description < $1.description }) { report.add(fault) }
    }

    private static func leak(_ specimen: SelfTestSpecimen, _ api: String, _ place: String, _ bench: SelfTestBench) -> SelfTestReport.Fault {
        SelfTestReport.Fault(kind: .leaked, policy: bench.policy.policy.name, api: api, type: specimen.type, place: place)
    }

    // MARK: The short form

    private static func glance(_ policy: CompiledPolicy, _ assembly: Assembly, _ secret: [UInt8], _ report: inout SelfTestReport) async {
        guard silence(policy) == nil else { return }
        let specimens = SelfTestSpecimen.all(for: policy, types: SelfTestSpecimen.core).planted
        for trust in trusts(policy) {
            let bench = SelfTestBench(policy, trust: trust, assembly, secret: secret)
            let planted = specimens.filter { $0.expectation == .restored || $0.expectation == .replaced }
            let refused = specimens.filter { $0.expectation == .blocked || ($0.expectation == .local && trust == .cloud) }
            for (number, body) in SelfTestBody.all.enumerated() where bench.reaches(body.api) {
                var row = SelfTestReport.Row(policy: policy.policy.name, trust: trust.rawValue, api: body.api.rawValue)
                if !planted.isEmpty {
                    // Each position holds another type; from API to API they move on.
                    let bytes = body.bytes(model: bench.model, isStream: false) { planted[($0 + number) % planted.count].sentence }
                    let trial = await bench.send(bytes, body.api, isStream: false, echoes: false)
                    judge(trial, planted, body.api.rawValue, bench, &row, &report)
                }
                if !refused.isEmpty {
                    let at = number % body.positions.count
                    let specimen = refused[number % refused.count]
                    let bytes = body.bytes(model: bench.model, isStream: false) { $0 == at ? specimen.sentence : nil }
                    let trial = await bench.send(bytes, body.api, isStream: false, echoes: false)
                    judge(trial, [specimen], body.api.rawValue, bench, &row, &report)
                }
            }
        }
    }
}
