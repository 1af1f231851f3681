/// What a newcomer is shown.
enum Demo {
    /// A line to try, for an address that the proxy listens on.
    static func invitation(_ address: String) -> String {
        """

        hopguard runs in demo mode. The built-in host 'mirror' plays a cloud provider and answers with what it received.
        Try this in another terminal: the name, the e-mail address and the card number leave as surrogates (shown here), and
        the answer has them as they were.

        curl -sN http://\(address)/v1/chat/completions -H 'content-type: application/json' -d '{"model":"mirror","messages":[{"role":"user","content":"Write to Margaret Thornbury (margaret.thornbury@corp.example) that her card 4111 1111 1111 1111 was declined."}]}'

        """
    }
}
