/// Tells from the name that a value is given to, and from the value, whether it is a secret: `api_token = "…"` is, `tokenId = "…"` is not.
enum SecretName {
    /// Last words of names whose values are no secrets, whatever stands before them.
    private static let harmless: [[UInt8]] = [
        "id", "ids", "name", "names", "file", "files", "filename", "path", "dir", "folder", "url", "uri", "urls", "length", "len", "size",
        "type", "types", "count", "event", "events", "version", "source", "format", "field", "fields", "header", "headers", "label",
        "prefix",
        "suffix", "variable", "provider", "arn", "expiry", "expires", "expiration", "policy", "hint", "list", "index", "pressed", "limit",
        "address", "endpoint", "ttl", "timeout", "date", "time", "mode", "status", "enabled", "issuer", "audience", "scope", "scopes",
        "hash",
        "sha", "sha1", "sha256", "md5", "checksum", "digest", "fingerprint", "author", "authors", "authority",
        "algorithm", "alg", "class", "pattern", "regex", "title", "description", "message", "error", "state", "store", "keystore", "alias",
        "ref", "image", "tag", "etag", "host", "domain", "region", "zone", "port", "username", "user", "email", "locale", "public_key",
        "publickey", "public-key", "pubkey", "chksum", "integrity", "usage", "code", "down", "up", "vault", "manager", "bundle", "template",
        "badge", "build", "object", "digest_key", "cache_key", "cachekey", "primary_key", "primarykey", "foreign_key", "sort_key",
        "partition_key", "hashkey", "sequencekey", "nexttoken", "next_token", "page_token", "pagetoken", "continuation_token",
        "continuationtoken", "clienttoken", "changetoken", "change-token", "s3key", "encryption", "min", "max", "strength", "callback",
        "validator", "validators", "rules", "required", "regexp", "prompt", "placeholder",
    ].map { Array($0.utf8) }

    /// Words in a name that say its value is secret.
    private static let secret: [[UInt8]] = [
        "token", "secret", "apikey", "api_key", "api-key", "api.key", "password", "passwd", "passphrase", "passwort", "pwd", "access_key",
        "accesskey", "access-key", "private_key", "privatekey", "private-key", "signing_key", "signingkey", "encryption_key",
        "encryptionkey", "master_key", "masterkey", "auth_key", "authkey", "account_key", "accountkey", "service_key", "servicekey",
        "client_key", "db_key", "database_key", "priv_key", "contrase", "db_pass", "db-pass", "dbpass", "database_pass", "key_pass",
        "credential", "creds",
        "bearer", "session_key", "sessionkey", "app_key", "appkey", "consumer_key", "webhook_key", "license_key", "licence_key",
    ].map { Array($0.utf8) }

    /// Words that count at the end of a name alone.
    private static let final: [[UInt8]] = ["auth", "pass", "key", "pat", "cred", "salt"].map { Array($0.utf8) }

    /// Types that stand between a name and its value: `var token string = "…"`, `token: &str = "…"`.
    private static let types: [[UInt8]] = ["string", "str", "char", "text", "is", "was", "const", "auto", "data", "bytes", "varchar"].map {
        Array($0.utf8)
    }

    enum Strength {
        case none
        /// It ends in `key`, which most often is no secret.
        case weak
        case strong
    }

    /// Whether the name before the value ends in a word whose values are no secrets.
    static func isHarmless(_ value: borrowing MatchedValue) -> Bool {
        guard let word = word(before: value) else { return false }
        return endsHarmless(word.map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 }, word)
    }

    /// What the name before the value says.
    static func strength(_ value: borrowing MatchedValue) -> Strength {
        guard let word = word(before: value) else { return .none }
        let name = word.map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 }
        guard !endsHarmless(name, word), !contains(name, Array("public".utf8)) else { return .none }
        for keyword in secret where contains(name, keyword) { return .strong }
        // What a test says of itself.
        if word.elementsEqual("PASS".utf8), value.byte(before: 1) == 32, value.byte(before: 2) == UInt8(ascii: ":") { return .none }
        for keyword in final where name.count >= keyword.count && name.suffix(keyword.count).elementsEqual(keyword) {
            return keyword.elementsEqual("key".utf8) ? .weak : .strong
        }
        return .none
    }

    /// Whether a value of a provider's shape may stand under this name: the provider's name is a word of it, and it does not end in `…Name`,
    /// `…Url` or `…Hash`.
    static func isFitting(_ value: borrowing MatchedValue, _ vendors: [[UInt8]]) -> Bool {
        guard let head = AssignmentHead.range(before: value.span.lowerBound, in: value.text) else { return true }
        if let word = word(before: value) {
            let name = word.map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 }
            for ending in unfitting where endsIn(ending, name, word) { return false }
        }
        for vendor in vendors where isWord(vendor, head, in: value.text) { return true }
        return false
    }

    /// Whether the vendor begins a word in the name: `cameraKit` has no `meraki` in it.
    private static func isWord(_ vendor: [UInt8], _ head: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard head.count >= vendor.count else { return false }
        for start in head.lowerBound...head.upperBound - vendor.count {
            var index = 0
            while index < vendor.count {
                let byte = text[start + index]
                if (byte >= 65 && byte <= 90 ? byte | 32 : byte) != vendor[index] { break }
                index += 1
            }
            guard index == vendor.count else { continue }
            let isInside = start > head.lowerBound && text[start - 1] >= 97 && text[start - 1] <= 122 && text[start] >= 97
            if !isInside { return true }
        }
        return false
    }

    private static let unfitting: [[UInt8]] = [
        "hash", "sha", "sha1", "sha256", "md5", "checksum", "digest", "fingerprint", "commit", "revision", "rev", "url", "uri", "path",
        "file", "version", "name", "etag", "chksum", "integrity", "image", "ref",
    ].map { Array($0.utf8) }

    private static func endsHarmless(_ name: [UInt8], _ word: [UInt8]) -> Bool {
        for ending in harmless where endsIn(ending, name, word) { return true }
        return false
    }

    /// Whether the name ends in the word: after a separator, a capital, or whole.
    private static func endsIn(_ ending: [UInt8], _ name: [UInt8], _ word: [UInt8]) -> Bool {
        guard name.count >= ending.count, name.suffix(ending.count).elementsEqual(ending) else { return false }
        let start = name.count - ending.count
        guard start > 0 else { return true }
        let before = word[start - 1]
        let isSeparator = before == UInt8(ascii: "_") || before == UInt8(ascii: "-") || before == UInt8(ascii: ".")
        let isCapital = word[start] >= 65 && word[start] <= 90 && before >= 97
        return isSeparator || isCapital
    }

    private static func contains(_ name: [UInt8], _ keyword: [UInt8]) -> Bool {
        guard name.count >= keyword.count else { return false }
        for start in 0...name.count - keyword.count where name[start..<start + keyword.count].elementsEqual(keyword) { return true }
        return false
    }

    /// The last word of the name before the value that is no type; digits and separators at its end cut off.
    private static func word(before value: borrowing MatchedValue) -> [UInt8]? {
        guard let head = AssignmentHead.range(before: value.span.lowerBound, in: value.text) else { return nil }
        var end = head.upperBound
        while end > head.lowerBound {
            while end > head.lowerBound, !Analyzer.Scratch.isWord(value.text[end - 1]) { end -= 1 }
            var start = end
            while start > head.lowerBound, isPart(value.text[start - 1]) { start -= 1 }
            guard start < end else { return nil }
            var word = Array(value.text[start..<end])
            while let last = word.last, last == UInt8(ascii: "_") || (last >= 48 && last <= 57) { word.removeLast() }
            let small = word.map { $0 | 32 }
            if !word.isEmpty, !types.contains(small) { return word }
            end = start
        }
        return nil
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        Analyzer.Scratch.isWord(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }
}
