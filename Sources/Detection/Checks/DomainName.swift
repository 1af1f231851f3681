/// What tells a bare domain name from a dotted name of source code.
enum DomainName {
    private static let codeLabels = [
        "self", "this", "system", "std", "builtins", "typing", "java", "javax", "os", "sys", "console", "window", "document", "process",
        "module", "math", "app",
        "config", "settings", "request", "response", "req", "res", "ctx", "e", "i", "data", "args", "kwargs", "props", "state", "node",
        "event",
    ].map { Array($0.utf8) }
    private static let codeSuffixes = [
        "me", "in", "it", "at", "is", "no", "be", "as", "test", "app", "ai", "us", "io", "co", "info", "id", "net", "example", "site",
        "link",
    ].map { Array($0.utf8) }

    /// Names with a suffix that is also a word or a field count only with a path, three labels, or a hyphen or digit in the name.
    static func isLikely(_ value: borrowing MatchedValue) -> Bool {
        let bytes = value.bytes
        var end = 0
        var labels = 1
        var last = 0
        var hasCapitalInside = false
        var hasSign = false
        while end < bytes.count, bytes[end] != UInt8(ascii: "/"), bytes[end] != UInt8(ascii: ":") {
            let byte = bytes[end]
            if byte == UInt8(ascii: ".") {
                labels += 1
                last = end + 1
            } else if byte >= 65, byte <= 90, end > 0, bytes[end - 1] != UInt8(ascii: ".") {
                hasCapitalInside = true
            } else if byte == UInt8(ascii: "-") {
                hasSign = true
            }
            end += 1
        }
        let hasPath = end < bytes.count
        let suffix = UnsafeBufferPointer(rebasing: bytes[last..<end])
        // `foo.barBaz.io` is a member of an object.
        if hasCapitalInside, !hasPath { return false }
        for label in codeLabels where last > label.count && bytes[label.count] == UInt8(ascii: ".") {
            var index = 0
            while index < label.count, bytes[index] == label[index] { index += 1 }
            if index == label.count { return false }
        }
        for word in codeSuffixes where suffix.count == word.count {
            var index = 0
            while index < word.count, suffix[index] == word[index] { index += 1 }
            if index == word.count { return hasPath || hasSign }
        }
        return true
    }
}
