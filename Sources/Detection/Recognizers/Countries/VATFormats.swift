/// VAT numbers by layout alone, beside the words "VAT number" and the like. The checked forms of each country outrank them; these are for numbers
/// that a form labels and that no check digit confirms.
enum VATFormats {
    static let all: [Recognizer] = [
        entry("AT_VAT", #"(?:AT)?U\d{8}"#, "ATU12345678"), entry("HR_VAT", #"\d{11}"#, "12345678901"),
        entry("IT_VAT", #"\d{11}"#, "12345678910"),
        entry("LV_VAT", #"\d{11}"#, "12345678901"), entry("PE_VAT", #"\d{11}"#, "12345678901"), entry("AR_VAT", #"\d{11}"#, "12345678901"),
        entry("DO_VAT", #"\d{11}"#, "12345678901"), entry("LT_VAT", #"\d{9}(?:\d{2,3})?"#, "12345678901"),
        entry("IS_VAT", #"\d{5,6}"#, "12345"),
        entry("BE_VAT", #"BE ?[01]\d{9}"#, "BE0123456789"), entry("DE_VAT_ID", #"DE\d{9}"#, "DE123456789"),
        entry("PT_VAT", #"PT\d{9}"#, "PT123456789"),
        entry("MT_VAT", #"MT\d{8}"#, "MT12345678"), entry("BY_VAT", #"(?:УНП )?\d{9}"#, "УНП 123456789"),
        entry("CA_VAT", #"CA\d{9}"#, "CA123456789"),
        entry("IL_VAT", #"IL\d{9}"#, "IL123456789"), entry("TR_VAT", #"TR\d{10}"#, "TR1234567890"),
        entry("UA_VAT", #"UA\d{12}"#, "UA123456789012"),
        entry("KZ_VAT", #"KZ\d{12}"#, "KZ123456789012"), entry("SA_VAT", #"SA\d{15}"#, "SA123456789012345"),
        entry("EC_VAT", #"EC\d{13}"#, "EC1234567890123"),
    ]

    private static func entry(_ type: String, _ regex: String, _ example: String) -> Recognizer {
        Recognizer(
            type.lowercased().split(separator: "_").joined(separator: "-"), EntityType(type),
            Pattern(NationalIdentifier.guarded("(?<![^A-Z][A-Z]{2} )(?:\(regex))"), 0.155),
            context: ["vat number", "vat no", "vat id", "vat reg"],
            source: "https://ec.europa.eu/taxation_customs/vies/#/faq", finds: ["VAT number: «\(example)»"])
    }
}

/// Accounts whose country adds a check of its own to the IBAN's.
enum NationalIBANs {
    static let all: [Recognizer] = [
        entry("NO_IBAN", #"NO\d{2}(?:[ -]?\d){11}"#, "NO93 8601 1117 947") { value in
            (11 - value.weighted([5, 4, 3, 2, 7, 6, 5, 4, 3, 2], from: 4) % 11) % 11 == value[14]
        },
        entry("ME_IBAN", #"ME\d{2}(?:[ -]?\d){18}"#, "ME25505000012345678951") { value in Checksum.mod97(value, 4..<22) == 1 },
        entry("BE_IBAN", #"BE\d{2}(?:[ -]?\d){12}"#, "BE68 5390 0754 7034") { value in
            guard let head = value.number(4..<14), let key = value.number(14..<16) else { return false }
            return (head % 97 == 0 ? 97 : head % 97) == key
        },
        entry("ES_IBAN", #"ES\d{2}(?:[ -]?\d){20}"#, "ES91 2100 0418 4502 0005 1332") { value in
            control(value.weighted([4, 8, 5, 10, 9, 7, 3, 6], from: 4)) == value[12]
                && control(value.weighted([1, 2, 4, 8, 5, 10, 9, 7, 3, 6], from: 14)) == value[13]
        },
    ]

    private static func control(_ sum: Int) -> Int {
        let check = 11 - sum % 11
        return check == 11 ? 0 : check == 10 ? 1 : check
    }

    private static func entry(
        _ type: String, _ regex: String, _ example: String, _ own: @escaping @Sendable (borrowing MatchedValue) -> Bool
    ) -> Recognizer {
        Recognizer(
            type.lowercased().split(separator: "_").joined(separator: "-"), EntityType(type), Pattern(regex, 0.5),
            check: .checksum { Checksum.iban($0) && own($0) }, source: "https://www.swift.com/resource/iban-registry-pdf",
            finds: ["«\(example)»"])
    }
}
