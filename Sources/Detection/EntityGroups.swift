/// Which groups a type belongs to, so that a policy can name a group: `SECRET`, `FINANCIAL`, `NATIONAL_ID`, `NETWORK`, `HEALTH`, or a country.
public enum EntityGroups {
    /// Names of groups that are not countries.
    public static let topics = ["SECRET", "FINANCIAL", "NATIONAL_ID", "NETWORK", "HEALTH"]

    private static let secrets: Set<String> = [
        "API_KEY", "PASSWORD", "PRIVATE_KEY", "JWT", "URL_CREDENTIALS", "AUTH_HEADER", "CONNECTION_STRING", "GENERIC_SECRET", "SECRET",
    ]
    private static let network: Set<String> = ["IP_ADDRESS", "MAC_ADDRESS", "URL"]
    private static let financial: Set<String> = [
        "CREDIT_CARD", "IBAN_CODE", "SWIFT_BIC", "ABA_ROUTING_NUMBER", "US_BANK_NUMBER", "CRYPTO", "ISIN", "CUSIP", "SEDOL", "LEI",
        "AR_CBU", "ES_CCC",
        "NZ_BANKACCOUNT", "BE_OGM_VCS", "NO_IBAN", "ME_IBAN", "BE_IBAN", "ES_IBAN",
    ]
    private static let health: Set<String> = [
        "UK_NHS", "US_NPI", "US_MBI", "MEDICAL_LICENSE", "US_HEALTH_INSURANCE_MEMBER_ID", "US_MEDICAL_CLAIM_NUMBER",
        "US_PRESCRIPTION_NUMBER",
        "US_PRIOR_AUTHORIZATION_NUMBER", "US_REFERRAL_NUMBER", "US_PROVIDER_TAX_ID", "CA_BC_PHN", "DE_HEALTH_INSURANCE", "DE_LANR",
        "DE_BSNR",
        "AU_MEDICARE", "IT_AIC", "MEDICAL_RECORD_NUMBER",
    ]
    /// Types of a country that are no identifier of a person or company: where one lives, what one drives.
    private static let places = [
        "_POSTAL_CODE", "_POSTCODE", "_PLZ", "_POSTNUMMER", "_ZIP_CODE", "_LICENSE_PLATE", "_KFZ", "_VEHICLE_REGISTRATION",
    ]
    /// Documents whose country their label does not say.
    private static let documents: Set<String> = ["PASSPORT"]
    /// Types that no pattern finds: a model does.
    private static let modelled = ["PERSON", "LOCATION", "ORGANIZATION", "NRP", "ADDRESS", "DATE_OF_BIRTH", "ID", "SECRET"]

    /// Every type that something in the project finds, by name.
    public static let known: [String] = Set(RecognizerCatalog.all.map(\.type.name) + modelled).sorted()
    private static let knownSet = Set(known)

    /// Every group that some type belongs to, by name.
    public static let all: [String] = Set(known.flatMap { groups(of: $0) }).sorted()
    private static let allSet = Set(all)

    /// Whether the project finds this type or knows this group.
    public static func isKnown(_ name: String) -> Bool { knownSet.contains(name) || allSet.contains(name) }

    /// The groups of a type, the closest first: its topic, then its country.
    public static func groups(of type: String) -> [String] {
        var out: [String] = []
        if secrets.contains(type) { out.append("SECRET") }
        if health.contains(type) { out.append("HEALTH") }
        if financial.contains(type) { out.append("FINANCIAL") }
        if network.contains(type) { out.append("NETWORK") }
        let country = country(of: type)
        if (country != nil && !financial.contains(type) && !places.contains { type.hasSuffix($0) }) || documents.contains(type) {
            out.append("NATIONAL_ID")
        }
        if let country { out.append(country) }
        return out
    }

    /// The country in a type's name: `DE` of `DE_TAX_ID`. Greece's VAT prefix EL is Greece.
    public static func country(of type: String) -> String? {
        let bytes = Array(type.utf8)
        if type == "MEDICAL_LICENSE" || type == "ABA_ROUTING_NUMBER" { return "US" }
        guard bytes.count > 3, bytes[2] == UInt8(ascii: "_") else { return nil }
        let name = String(decoding: bytes[0..<2], as: UTF8.self)
        if name == "UK" || name == "EL" { return name == "EL" ? "GR" : name }
        // IP_ADDRESS and PO_BOX begin like a country.
        guard type != "IP_ADDRESS", type != "PO_BOX", CountryCode.isKnown(bytes[0], bytes[1]) else { return nil }
        return name
    }

    /// The known type or group that is most like a name that is not known; nil when none is near.
    public static func nearest(to name: String) -> String? {
        let wanted = Array(name.uppercased().utf8)
        var best: (distance: Int, name: String)?
        for candidate in known + all {
            let distance = editDistance(wanted, Array(candidate.utf8))
            if distance < best?.distance ?? Int.max { best = (distance, candidate) }
        }
        guard let best, best.distance <= max(2, wanted.count / 3) else { return nil }
        return best.name
    }

    /// Levenshtein's distance: letters to insert, remove or replace.
    private static func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var row = Array(0...b.count)
        for i in 0..<a.count {
            var diagonal = row[0]
            row[0] = i + 1
            for j in 0..<b.count {
                let next = a[i] == b[j] ? diagonal : 1 + min(diagonal, row[j], row[j + 1])
                diagonal = row[j + 1]
                row[j + 1] = next
            }
        }
        return row[b.count]
    }
}
