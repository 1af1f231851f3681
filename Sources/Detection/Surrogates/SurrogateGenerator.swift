/// Makes candidates for surrogates, by entity type. Knows nothing of the request: whether a candidate may be used is the redactor's matter.
struct SurrogateGenerator {
    let key: SurrogateKey
    let templates: [EntityType: SurrogateTemplate]

    /// A candidate for a value. Each attempt gives another; the value is never looked at beyond its shape and its keyed image.
    /// - Parameter names: the names that occur in this request.
    func candidate(for value: [UInt8], type: EntityType, attempt: Int, names: NameLedger) -> [UInt8] {
        if let template = templates[type] { return template.make(value, key: key, domain: type.name, attempt: attempt) }
        // Spellings of one value share the stream: the case of an address, the separators of a number.
        func stream(_ normalised: [UInt8]) -> KeyedStream { key.stream(type.name, normalised, attempt: attempt) }
        var made: [UInt8]?
        switch type.name {
        case "EMAIL_ADDRESS":
            made = EmailSurrogate.make(value, key: key, attempt: attempt, names: names)
        case "PHONE_NUMBER", "FAX_NUMBER", "MOBILE_NUMBER":
            var s = stream(value.digitsOnly)
            made = PhoneSurrogate.make(value, &s)
        case "CREDIT_CARD":
            var s = stream(value.digitsOnly)
            made = CardSurrogate.make(value, &s)
        case "IBAN_CODE", "IBAN", "BE_IBAN", "ES_IBAN", "ME_IBAN", "NO_IBAN":
            var s = stream(value.filter(\.isAlphanumeric).map(\.raised))
            made = IBANSurrogate.make(value, &s)
        case "US_SSN":
            made = SocialSecuritySurrogate.make(value, key: key, attempt: attempt)
        case "IP_ADDRESS", "IPV4_ADDRESS", "IPV6_ADDRESS":
            var s = stream(value.lowered)
            made = NetworkSurrogate.address(value, &s, attempt: attempt)
        case "MAC_ADDRESS":
            var s = stream(value.filter(\.isHex).lowered)
            made = NetworkSurrogate.hardware(value, &s)
        case "URL", "URL_CREDENTIALS", "CONNECTION_STRING":
            made = WebSurrogate.url(value, key: key, attempt: attempt)
        case "DOMAIN_NAME", "DOMAIN", "HOSTNAME":
            made = WebSurrogate.host(value, key: key, attempt: attempt)
        case "UUID":
            var s = stream(value.lowered)
            made = SecretSurrogate.uuid(value, &s)
        case "CRYPTO":
            var s = stream(value)
            made = CoinSurrogate.make(value, &s)
        case "DATE_TIME", "DATE_OF_BIRTH", "DATE", "BIRTH_DATE":
            made = DateSurrogate.make(value, key: key, attempt: attempt)
        case "ORGANIZATION", "LOCATION", "ADDRESS", "STREET_ADDRESS", "NRP", "PO_BOX", "FACILITY":
            var s = stream(value)
            made = InventedWord.replaceWords(in: value, &s, keep: { PlaceWords.kept.contains($0) })
        case "API_KEY", "JWT", "PRIVATE_KEY", "SECRET", "TOKEN", "ACCESS_TOKEN", "BEARER_TOKEN", "BASIC_AUTH":
            var s = stream(value)
            made = SecretSurrogate.make(value, &s)
        default:
            break
        }
        if let made, made != value { return made }
        return byShape(value, type: type, attempt: attempt)
    }

    private func byShape(_ value: [UInt8], type: EntityType, attempt: Int) -> [UInt8] {
        if IdentifierSurrogate.knows(type) {
            var stream = key.stream(type.name, value.filter(\.isAlphanumeric).map(\.raised), attempt: attempt)
            if let made = IdentifierSurrogate.make(value, type: type, &stream) { return made }
        }
        var stream = key.stream(type.name, value, attempt: attempt)
        if value.starts(with: Array("-----BEGIN".utf8)) { return SecretSurrogate.make(value, &stream) }
        let digits = value.filter(\.isDigit).count
        let isWords = digits == 0 && value.allSatisfy { $0.isLetter || $0.isBlank || $0 >= 0x80 || "-'.,&".utf8.contains($0) }
        if isWords && value.filter({ $0.isLetter || $0 >= 0x80 }).count >= 3 {
            let style = value.contains(where: \.isLower) || value.count > 5
            if style { return InventedWord.replaceWords(in: value, &stream) }
        }
        // A long token of mixed characters is a secret by its looks.
        if value.count >= 20 && !value.contains(where: \.isBlank) && value.contains(where: \.isLetter) && digits > 0 {
            return SecretSurrogate.make(value, &stream)
        }
        return ShapeSurrogate.permuted(value, key: key, domain: type.name, attempt: attempt) ?? ShapeSurrogate.make(value, &stream)
    }
}
