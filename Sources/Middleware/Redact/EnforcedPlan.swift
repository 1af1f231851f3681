@_spi(Keeping) internal import Pipeline

/// Says of a plan that it is in force. What is kept of a body is made by this, hence never in shadow mode.
struct EnforcedPlan {
    /// Nil where the plan only records what it would do.
    init?(_ plan: RedactionPlan) {
        if plan.isShadow { return nil }
    }

    /// What the log may keep of the body that the plan has made.
    func kept(_ body: OutboundBody, _ attachments: Attachments) -> KeptBody { KeptBody(body, isExamined: attachments.isEmpty) }
}
