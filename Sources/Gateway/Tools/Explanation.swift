internal import Pipeline

/// What the proxy would do with a request, and why. Nothing is sent to find it out.
package struct Explanation: Sendable {
    /// Something found, and what the policy does with it.
    package struct Found: Sendable {
        /// Where in the body: `messages[0].content`.
        package let place: String
        /// Whose turn it is: `user`; `structural` for a field that cannot be rewritten.
        package let role: String
        /// Unicode scalars in the decoded text of that place.
        package let scalars: Range<Int>
        package let text: String
        package let type: String
        package let recognizer: String
        package let score: Float
        package let action: String
    }

    /// A text of the body in which something was found, decoded.
    package struct Place: Sendable {
        package let name: String
        package let text: String
    }

    /// A host in reach.
    package struct Reach: Sendable {
        package let id: String
        package let api: String
        package let trust: String
        package let url: String
        /// The model's name as the host knows it.
        package let model: String
    }

    package var api = ""
    package var model = ""
    package var key = ""
    package var policy = ""
    package var policyFile = ""
    package var chain = ""
    package var trust = ""
    /// Why this policy, one sentence a line.
    package var why: [String] = []
    /// What the reader should know about the explanation itself.
    package var notes: [String] = []
    package var findings: [Found] = []
    package var places: [Place] = []
    /// Why it would be refused; nil when it may go.
    package var refusal: String?
    /// The HTTP status of the refusal.
    package var refusalStatus = 0
    /// Whether only hosts of trust `local` may have it.
    package var isLocalOnly = false
    /// What a host of trust `cloud` would be sent; nil when none would be sent anything.
    package var cloudBody: [UInt8]?
    /// What a host of trust `local` would be sent.
    package var localBody: [UInt8]?
    /// The hosts it could reach, in the order of the route.
    package var hosts: [Reach] = []
    /// The last text of the user as it would leave.
    package var leaving = ""
    /// The same, echoed by a host and restored.
    package var returning = ""

    package init() {}
}
