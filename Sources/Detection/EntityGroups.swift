/// Groups of entity types, which a policy may name in the place of a type: `SECRET`, `FINANCIAL`, `NATIONAL_ID`, `NETWORK`, `HEALTH`, or a
/// country, `US`.
public enum EntityGroups {
    /// Every type that something here can find, by name.
    public static let types: Set<String> = Set(RecognizerCatalog.all.map(\.type.name)).union(modelTypes)

    /// What the model finds.
    private static let modelTypes: Set<String> = ["PERSON", "ORGANIZATION", "LOCATION", "ADDRESS", "DATE_OF_BIRTH", "ID", "SECRET"]

    /// What outside classifiers report when they do not say what it is.
    public static let sensitive = EntityType("SENSITIVE")

    private static let secrets: Set<String> = [
        "API_KEY", "PASSWORD", "PRIVATE_KEY", "JWT", "URL_CREDENTIALS", "AUTH_HEADER", "CONNECTION_STRING", "GENERIC_SECRET", "SECRET",
        "BASIC_AUTH", "BEARER_TOKEN",
    ]
    private static let financial: Set<String> = [
        "CREDIT_CARD", "IBAN_CODE", "SWIFT_BIC", "ABA_ROUTING_NUMBER", "US_BANK_NUMBER", "CRYPTO", "ISIN", "SEDOL", "CUSIP", "LEI",
    ]
    private static let network: Set<String> = ["IP_ADDRESS", "MAC_ADDRESS", "URL"]
    private static let health: Set<String> = ["MEDICAL_LICENSE", "UK_NHS", "US_NPI", "US_MBI", "AU_MEDICARE", "CA_BC_PHN"]

    private static let byGroup: [String: Set<EntityType>] = {
        var groups: [String: Set<EntityType>] = [:]
        for name in types {
            for group in groupNames(of: name) { groups[group, default: []].insert(EntityType(name)) }
        }
        return groups
    }()

    /// Whether a name is a group's. `SECRET` is a group, of which the type of that name is a part.
    public static func isGroup(_ name: String) -> Bool { byGroup[name] != nil }

    /// The types of a group; none for a name that is no group's.
    public static func types(in group: String) -> Set<EntityType> { byGroup[group] ?? [] }

    /// Whether a name is a type's.
    public static func isKnownType(_ name: String) -> Bool { types.contains(name) || name == sensitive.name }

    /// The type or group whose name is nearest to a misspelled one; nil when none is near.
    public static func nearestName(to name: String) -> String? {
        let known = types.union(byGroup.keys)
        let near = known.map { ($0, distance(Array($0.utf8), Array(name.utf8))) }.min { ($0.1, $0.0) < ($1.1, $1.0) }
        return near.flatMap { $0.1 <= max(2, name.utf8.count / 3) ? $0.0 : nil }
    }

    private static func groupNames(of name: String) -> [String] {
        var groups: [String] = []
        let country = country(of: name)
        if let country { groups.append(country) }
        let isMoney = financial.contains(name) || name.hasSuffix("_CBU") || name.hasSuffix("_CCC") || name.contains("_IBAN") || name.contains("BANK")
        let isHealth = health.contains(name) || name.contains("HEALTH") || name.hasSuffix("_LANR") || name.hasSuffix("_BSNR")
        if secrets.contains(name) { groups.append("SECRET") }
        if isMoney { groups.append("FINANCIAL") }
        if network.contains(name) { groups.append("NETWORK") }
        if isHealth { groups.append("HEALTH") }
        let isPlace = name.hasSuffix("POSTAL_CODE") || name.hasSuffix("POSTCODE") || name.hasSuffix("_PLZ") || name.hasSuffix("ZIP_CODE")
        let isPlate = name.hasSuffix("LICENSE_PLATE") || name.hasSuffix("VEHICLE_REGISTRATION") || name.hasSuffix("_KFZ")
        if country != nil, !isMoney, !isPlace, !isPlate, !name.contains("PHONE"), !name.contains("MOBILE") { groups.append("NATIONAL_ID") }
        return groups
    }

    /// The country code that a type's name begins with.
    private static func country(of name: String) -> String? {
        let bytes = Array(name.utf8)
        guard bytes.count > 3, bytes[2] == UInt8(ascii: "_") else { return nil }
        let code = String(name.prefix(2))
        // `IP_ADDRESS` and `PO_BOX` only look as if they had one.
        return ["IP", "PO"].contains(code) ? nil : code
    }

    /// Levenshtein distance.
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var row = Array(0...b.count)
        for (i, left) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, right) in b.enumerated() {
                let above = row[j + 1]
                row[j + 1] = min(above + 1, row[j] + 1, diagonal + (left == right ? 0 : 1))
                diagonal = above
            }
        }
        return row[b.count]
    }
}
