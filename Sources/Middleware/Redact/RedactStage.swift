package import Detection
@_spi(Redaction) public import Pipeline

/// Examines every text slot of a request, carries out the policy's actions, makes the only body that a cloud host can be sent, and has
/// the answer restored: both directions live in one function, the surrogate map in its scope.
public struct RedactStage: Middleware {
    public let name = "redact"
    private let cloud: RedactionPlan?
    private let local: RedactionPlan?
    private let keys: SurrogateKeys
    private let memory: FindingMemory
    private let formats: @Sendable (ClientAPI) -> any WireFormat

    /// - Parameters:
    ///   - cloud: the plan for hosts of trust `cloud`; nil only where the policy's own words leave redaction out.
    ///   - local: the plan for hosts of trust `local`; nil sends them the original.
    ///   - secret: keys the surrogates.
    package init(
        cloud: RedactionPlan?, local: RedactionPlan?, secret: [UInt8], memory: FindingMemory,
        formats: @escaping @Sendable (ClientAPI) -> any WireFormat
    ) {
        self.cloud = cloud
        self.local = local
        keys = SurrogateKeys(secret: secret)
        self.memory = memory
        self.formats = formats
    }

    public func handle(
        _ request: Request, context: RequestContext, reply: any ReplyWriter, next: Next
    ) async throws(PipelineError) {
        let prepared = try prepare(request, context)
        if prepared.restoration.isNeeded {
            let writer = RestoringWriter(
                base: reply, restoration: prepared.restoration, format: formats(request.api), record: context.record)
            defer { writer.count() }
            try await next(prepared.request, prepared.context, writer)
        } else {
            try await next(prepared.request, prepared.context, reply)
        }
    }

    /// What goes on. A class: one reference in a function that stays suspended as long as a stream is open.
    private final class Prepared {
        let request: Request
        let context: RequestContext
        let restoration: Restoration

        init(_ request: Request, _ context: RequestContext, _ restoration: Restoration) {
            self.request = request
            self.context = context
            self.restoration = restoration
        }
    }

    /// Kept out of `handle`: what it needs for a moment would stay in the suspended function as long as a stream is open.
    @inline(never)
    private func prepare(_ request: Request, _ context: RequestContext) throws(PipelineError) -> Prepared {
        var request = request
        var context = context
        let format = formats(request.api)
        var restoration = Restoration()
        var kept: KeptBody?

        // A request that can reach local hosts only needs no body for the cloud.
        if context.trust == .cloud {
            if let cloud {
                let outcome = try redact(&request, context, cloud, format, isFor: .cloud)
                request.cloudBody = RedactedBody(outcome.body)
                restoration.cloud = outcome.restorer
                context.localOnly = context.localOnly || outcome.isLocalOnly
                kept = context.localOnly ? nil : outcome.kept
            } else {
                context.record.noteUnexamined("text")
                request.cloudBody = RedactedBody(request.body.asItCame)
            }
        }
        if let local {
            let outcome = try redact(&request, context, local, format, isFor: .local)
            request.localBody = outcome.body
            restoration.local = outcome.restorer
            if context.trust == .local || context.localOnly { kept = outcome.kept }
            context.record.isRedactedLocally = true
        }
        if let kept { request.kept = kept }
        return Prepared(request, context, restoration)
    }

    /// What the stage finds in a body bound for hosts of that trust, slot by slot; nil where it changes nothing for them.
    package func findings(
        in body: RequestBody, api: ClientAPI, for trust: Trust, _ classification: Classification?
    ) throws(AnalysisError) -> [[Finding]]? {
        guard let plan = trust == .cloud ? cloud : local else { return nil }
        return try examine(body, plan, formats(api), classification)
    }

    private struct Outcome {
        var body: OutboundBody
        var restorer: Restorer?
        var isLocalOnly = false
        var kept: KeptBody?
    }

    private func redact(
        _ request: inout Request, _ context: RequestContext, _ plan: RedactionPlan, _ format: any WireFormat, isFor trust: Trust
    ) throws(PipelineError) -> Outcome {
        let body = request.body
        let examined: [[Finding]]
        do throws(AnalysisError) {
            examined = try examine(body, plan, format, context.classification)
        } catch {
            // What could not be examined within its bounds does not go out.
            throw .client(.malformed(.unexaminable))
        }

        // A primary plan speaks for the request; the counterpart's findings are the same text seen again, and are not counted twice.
        let isPrimary = context.trust == trust
        if isPrimary { note(examined, body, plan, context.record) }
        guard let enforced = EnforcedPlan(plan) else {
            if isPrimary && trust == .cloud {
                context.record.noteUnexamined("text")
                noteAttachments(body.attachments, plan, context.record)
            }
            return Outcome(body: body.asItCame)
        }

        if trust == .cloud {
            if !body.attachments.isEmpty {
                guard !plan.blocksAttachments else { throw .client(.attachmentsBlocked(body.attachments)) }
                if body.attachments.images > 0 { context.record.noteUnexamined("images") }
                if body.attachments.audio > 0 { context.record.noteUnexamined("audio") }
                if body.attachments.files > 0 { context.record.noteUnexamined("files") }
            }
            leaveOutTellingFields(&request, plan)
        }
        guard examined.contains(where: { !$0.isEmpty }) else {
            return Outcome(body: body.asItCame, kept: enforced.kept(body.asItCame, body.attachments))
        }

        var redactor = Redactor(
            key: keys.key(of: context.principal.tenant), templates: plan.templates,
            action: { plan.actions.action(for: $0) })
        for proposal in proposals(context.classification, body, format) { redactor.propose(proposal) }
        var slotOfText: [Int] = []
        for (index, slot) in body.slots.enumerated() {
            guard slot.use == .text else {
                for finding in examined[index] where plan.actions.action(for: finding) != .keep {
                    // What stands in a structural field cannot be replaced without breaking the request.
                    guard plan.actions.action(for: finding) != .local else { continue }
                    throw .client(.malformed(.structuralFinding))
                }
                continue
            }
            slotOfText.append(index)
            let isRestorable = slot.role == .other || plan.restoredRoles.contains(slot.role)
            format.withText(of: slot, in: body) { text in
                redactor.add(text, findings: examined[index], isRestorable: isRestorable)
            }
        }
        let redaction = redactor.finish()
        if !redaction.blocked.isEmpty {
            throw .client(.blocked(redaction.blocked.map { EntityCount(type: $0.type.name, count: $0.occurrences) }))
        }
        if isPrimary {
            context.record.noteRedacted(
                redaction.counts.filter { $0.action.replaces }.map { EntityCount(type: $0.type.name, count: $0.occurrences) })
        }
        let edits = redaction.edits.map { SlotEdit(slot: slotOfText[$0.text], span: $0.span, text: $0.replacement) }
        let outbound = edits.isEmpty ? body.asItCame : format.splice(body, edits)
        return Outcome(
            body: outbound, restorer: plan.restores && !redaction.map.isEmpty ? Restorer(redaction.map) : nil,
            isLocalOnly: redaction.isLocalOnly, kept: enforced.kept(outbound, body.attachments))
    }

    /// What stands in each slot, with what a classifier found beside what the recognizers do.
    private func examine(
        _ body: RequestBody, _ plan: RedactionPlan, _ format: any WireFormat, _ classification: Classification?
    ) throws(AnalysisError) -> [[Finding]] {
        var found: [[Finding]] = []
        found.reserveCapacity(body.slots.count)
        for slot in body.slots {
            let result = format.withName(of: slot, in: body) { name in
                format.withText(of: slot, in: body) { text -> Result<[Finding], AnalysisError> in
                    Result { () throws(AnalysisError) in
                        guard slot.use == .text else {
                            return try plan.analyzer.analyze(text, name: name, mode: .structural)
                        }
                        return try memory.findings(in: text, name: name, plan: ObjectIdentifier(plan.analyzer)) {
                            () throws(AnalysisError) in
                            try plan.analyzer.analyze(text, name: name, mode: .text)
                        }
                    }
                }
            }
            found.append(try result.get())
        }
        spreadNames(&found, body, format)
        for span in classification?.spans ?? [] where found.indices.contains(span.slot) {
            found[span.slot].append(
                Finding(type: EntityType(span.type), span: span.range, score: span.score, recognizer: span.recognizer, evidence: .model))
        }
        return found
    }

    /// Whom one text names in full another may call by surname.
    private func spreadNames(_ found: inout [[Finding]], _ body: RequestBody, _ format: any WireFormat) {
        var names = NameSpread()
        for (index, slot) in body.slots.enumerated() where slot.use == .text && !found[index].isEmpty {
            format.withText(of: slot, in: body) { names.add(found[index], in: $0) }
        }
        guard !names.isEmpty else { return }
        for (index, slot) in body.slots.enumerated() where slot.use == .text {
            format.withText(of: slot, in: body) { names.extend(&found[index], in: $0) }
        }
    }

    private func note(_ examined: [[Finding]], _ body: RequestBody, _ plan: RedactionPlan, _ record: ExchangeRecord) {
        for (slot, findings) in zip(body.slots, examined) {
            for finding in findings {
                let action = plan.actions.action(for: finding)
                guard action != .keep else { continue }
                // In a structural field it would have refused the request.
                let shadow = slot.use == .text || action == .local ? ShadowWord.of(action.rawValue) : ShadowWord.refuse
                record.note(
                    EntityRow(
                        type: finding.type.name, action: plan.isShadow ? shadow : action.rawValue, recognizer: finding.recognizer, count: 1)
                )
            }
        }
    }

    /// Parts that would have blocked the request.
    private func noteAttachments(_ attachments: Attachments, _ plan: RedactionPlan, _ record: ExchangeRecord) {
        guard plan.blocksAttachments else { return }
        for (name, count) in [("images", attachments.images), ("audio", attachments.audio), ("files", attachments.files)] where count > 0 {
            record.note(EntityRow(type: "ATTACHMENT", action: ShadowWord.of("block"), recognizer: name, count: count))
        }
    }

    /// A forwarded field in whose value something is found is left out.
    private func leaveOutTellingFields(_ request: inout Request, _ plan: RedactionPlan) {
        request.forwardedFields.keep { name, value in
            // Clients send the same few values with every request; the request's own id is new each time, and made or checked by us.
            if value.count == 36, name.elementsEqual("x-request-id".utf8), UUIDShape.matches(value) { return true }
            return plan.fields.isHarmless(name, value) {
                let found = try? plan.analyzer.analyze(value, name: name, mode: .structural)
                // A value that could not be examined is left out too.
                return found.map { $0.allSatisfy { plan.actions.action(for: $0) == .keep } } ?? false
            }
        }
    }

    private func proposals(_ classification: Classification?, _ body: RequestBody, _ format: any WireFormat) -> [ProposedReplacement] {
        (classification?.spans ?? []).compactMap { span in
            guard let replacement = span.replacement, body.slots.indices.contains(span.slot) else { return nil }
            let original = format.withText(of: body.slots[span.slot], in: body) { text in
                span.range.upperBound <= text.count ? Array(text[span.range]) : []
            }
            return original.isEmpty ? nil : ProposedReplacement(type: EntityType(span.type), original: original, replacement: replacement)
        }
    }
}
