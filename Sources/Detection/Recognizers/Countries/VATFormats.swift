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
        entry("MT_VAT", #"MT\d{8}"#, "MT12345678"), entry("BY_VAT", #"\d{9}"#, "123456789"),
        entry("CA_VAT", #"CA\d{9}"#, "CA123456789"),
        entry("IL_VAT", #"IL\d{9}"#, "IL123456789"), entry("TR_VAT", #"TR\d{10}"#, "TR1234567890"),
        entry("UA_VAT", #"UA\d{12}"#, "UA123456789012"),
        entry("KZ_VAT", #"KZ\d{12}"#, "KZ123456789012"), entry("SA_VAT", #"SA\d{15}"#, "SA123456789012345"),
        entry("EC_VAT", #"EC\d{13}"#, "EC1234567890123"),
        // Forms leave the country out where it is clear; a number may then be one of several countries'.
        entry("CZ_VAT", #"\d{8,10}"#, "1234567890"), entry("BG_VAT", #"\d{9,10}"#, "123456789"),
        entry("AL_VAT", #"\d{9}[A-Z]"#, "123456789A"), entry("BE_VAT", #"\d{10}"#, "1234567890"), entry("BO_VAT", #"\d{7}"#, "1234567"),
        entry("CA_VAT", #"\d{9}"#, "123456789"), entry("CL_VAT", #"\d{8}-\d"#, "12345678-9"), entry("CO_VAT", #"\d{10}"#, "1234567890"),
        entry("CR_VAT", #"\d{9,12}"#, "123456789012"), entry("CY_VAT", #"\d{9}"#, "123456789"),
        entry("DE_VAT_ID", #"\d{9}"#, "123456789"), entry("DK_VAT", #"\d{8}"#, "12345678"), entry("EE_VAT", #"\d{9}"#, "123456789"),
        entry("EL_VAT", #"\d{9}"#, "123456789"), entry("ES_VAT", #"[A-Z]\d{7}[A-Z]"#, "A1234567A"),
        entry("FI_VAT", #"\d{8}"#, "12345678"), entry("HU_VAT", #"\d{8}"#, "12345678"),
        entry("IE_VAT", #"\d{7}[A-Z]{1,2}"#, "1234567AW"), entry("IL_VAT", #"\d{9}"#, "123456789"),
        entry("KZ_VAT", #"\d{12}"#, "123456789012"), entry("LU_VAT", #"\d{8}"#, "12345678"), entry("LT_VAT", #"LT\d{10}"#, "LT1234567890"),
        entry("MT_VAT", #"\d{8}"#, "12345678"), entry("NG_VAT", #"\d{12}"#, "123456789012"),
        entry("NL_VAT", #"\d{9}B\d{2}"#, "123456789B10"), entry("NO_VAT", #"\d{9}MVA"#, "123456789MVA"),
        entry("PH_VAT", #"\d{9}(?:\d{3})?"#, "123456789012"), entry("NZ_VAT", #"\d{9}"#, "123456789"),
        entry("PL_VAT", #"\d{10}"#, "1234567890"), entry("PT_VAT", #"[1-9]\d{8}"#, "123456789"),
        entry("RO_VAT", #"\d{6,10}"#, "1234567890"), entry("RS_VAT", #"\d{9}"#, "123456789"),
        entry("RU_VAT", #"\d{10}(?:\d{2})?"#, "123456789012"), entry("SE_VAT", #"\d{12}"#, "123456789012"),
        entry("SI_VAT", #"\d{8}"#, "12345678"), entry("SK_VAT", #"\d{10}"#, "1234567890"), entry("TR_VAT", #"\d{10}"#, "1234567890"),
        entry("UA_VAT", #"\d{12}"#, "123456789012"), entry("UK_VAT", #"GB\d{9} \d{3}"#, "GB999999999 999"),
        entry("UY_VAT", #"\d{12}"#, "123456789012"), entry("UZ_VAT", #"\d{9}"#, "123456789"),
        entry("VE_VAT", #"[JGVE]-\d{9}"#, "J-123456789"),
        entry("DO_VAT", #"\d{3}-\d{7}-\d|\d{9}|(?:DO)?\d-\d{2}-\d{5}-\d"#, "123-4567890-1"),
        entry("CH_VAT", #"(?:CHE[ -]?)?\d{3}[. ]?\d{3}[. ]?\d{3}"#, "CHE123456788"),
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
