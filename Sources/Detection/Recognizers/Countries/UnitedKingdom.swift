/// United Kingdom and Ireland.
enum UnitedKingdom {
    static let all: [Recognizer] = kingdom + ireland

    private static let kingdom: [Recognizer] = [
        NationalIdentifier.id(
            "UK_NHS", .health, [#"\d{3}([ -]?)\d{3}\1\d{4}"#], 0.3, check: .complement([10, 9, 8, 7, 6, 5, 4, 3, 2], modulo: 11, ten: nil),
            words: ["nhs", "national health service", "nhs number", "health services authority"],
            source: "https://www.datadictionary.nhs.uk/attributes/nhs_number.html", finds: ["NHS number «943 476 5919»", "«9434765919»"],
            ignores: ["NHS 9434765918"]),
        NationalIdentifier.id(
            "UK_NINO", .person,
            [
                #"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PRSTW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]"#,
                #"(?!bg|gb|kn|nk|nt|tn|zz)[a-ceghj-prstw-z][a-ceghj-npr-tw-z] ?\d{2} ?\d{2} ?\d{2} ?[a-d]"#,
            ], 0.5,
            words: ["nino", "national insurance", "ni number", "national insurance number", "ni no"],
            source: "https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110",
            finds: ["nino: «AZ 12 34 56 A»", "«PR123612C»"],
            ignores: ["FQ 00 00 00 C", "nino: NT 99 88 77 A", "BG123612A"]),
        NationalIdentifier.id(
            "UK_UTR", .tax, [#"\d{10}"#, #"\d{5} \d{5}"#], 0.25,
            check: .checksum { value in
                [2, 1, 9, 8, 7, 6, 5, 4, 3, 2, 1][value.weighted([6, 7, 8, 9, 10, 5, 4, 3, 2], from: 1) % 11] == value[0]
            },
            words: ["utr", "unique taxpayer", "self assessment", "hmrc"], source: "https://www.gov.uk/find-utr-number",
            finds: ["UTR: «1955800009»"], ignores: ["UTR: 1791283188"]),
        NationalIdentifier.id(
            "UK_VAT", .vat, [#"GB ?\d{3} ?\d{4} ?\d{2}(?: ?\d{3})?"#], 0.5, check: .checksum { UnitedKingdom.isVAT($0, 2) },
            words: ["hmrc"], source: "https://www.gov.uk/vat-registration", finds: ["«GB980780684»"], ignores: ["GB980780685"]),
        NationalIdentifier.id(
            "UK_VAT", .vat, [#"\d{3} ?\d{4} ?\d{2}"#], 0.2, check: .checksum { UnitedKingdom.isVAT($0, 0) }, words: ["hmrc"],
            finds: ["VAT «406215937»"], ignores: ["VAT 406215932"]),
        NationalIdentifier.id(
            "UK_VAT", .vat, [#"GB\d{3} \d{4} \d{2}(?: \d{3})?"#, #"GBGD[0-4]\d{2}"#, #"GBHA[5-9]\d{2}"#], 0.3, words: ["hmrc"],
            finds: ["VAT number: «GB999 9999 00»"]),
        NationalIdentifier.id(
            "UK_TRN", .person, [#"\d{2}[A-Z] ?\d{5}"#], 0.2,
            words: ["national insurance", "paye", "temporary reference", "temp number", "payslip", "p60", "trn"], general: false,
            source: "https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110",
            finds: ["My PAYE temp number is «99L99999»"]),
        NationalIdentifier.id(
            "UK_UPN", .person, [#"[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]"#], 0.4,
            check: .checksum { value in
                let alphabet = Array("ABCDEFGHJKLMNPQRTUVWXYZ".utf8)
                var sum = 0
                for index in 1..<13 {
                    let byte = value.compact[index]
                    let number = byte <= 57 ? Int(byte) - 48 : alphabet.firstIndex(of: byte) ?? 0
                    sum += (index + 1) * number
                }
                return alphabet[sum % 23] == value.compact[0]
            }, words: ["upn", "unique pupil"], source: "https://www.gov.uk/government/publications/unique-pupil-numbers",
            finds: ["UPN: «B801202052134»"], ignores: ["UPN B801202052131"]),
        NationalIdentifier.id(
            "UK_PASSPORT", .passport, [#"(?i)[a-z]{2}\d{7}"#], 0.2, words: ["uk passport", "british passport", "hm passport"],
            source: "https://www.gov.uk/government/publications/basic-passport-checks",
            finds: ["My passport number is «CD7654321» and it expires soon"]),
        NationalIdentifier.id(
            "UK_DRIVING_LICENCE", .licence,
            [
                #"(?i)[a-z](?:[a-z]{4}|[a-z]{3}9|[a-z]{2}99|[a-z]999|9999)\d[0156]\d(?:[0-2]\d|3[01])\d[a-z9]{2}[a-z0-9]{3}(?: \d{2})?"#,
                #"[A-Z](?:[A-Z]{4}|[A-Z]{3}9|[A-Z]{2}99|[A-Z]999|9999) \d[0156]\d(?:[0-2]\d|3[01])\d[A-Z9]{2}[A-Z0-9]{3}(?: \d{2})?"#,
            ], 0.6,
            check: .rule { value in
                guard let month = value.number(6..<8), let day = value.number(8..<10) else { return false }
                let real = month > 50 ? month - 50 : month
                return (1...12).contains(real) && (1...31).contains(day) && !(value.compact[11] == 57 && value.compact[12] != 57) || false
            }
                & .rule { $0.compact[15] > 57 }, words: ["dvla", "driver number"],
            source: "https://www.gov.uk/government/publications/driving-licence-forms",
            finds: ["«SMITH851010AB1CD»", "«MORGA 753116SM9IJ»"],
            ignores: ["MORGA600054SM9IJ", "MORGA613054SM9IJ", "MORGA663054SM9IJ"]),
        NationalIdentifier.id(
            "UK_POSTCODE", .postal,
            [
                #"(?i)[a-pr-uwyz]\d{1,2} ?\d[abd-hjlnp-uw-z]{2}"#, #"(?i)[a-pr-uwyz][a-hk-y]\d{1,2} ?\d[abd-hjlnp-uw-z]{2}"#,
                #"(?i)[a-pr-uwyz]\d[a-hjknpstuw] ?\d[abd-hjlnp-uw-z]{2}"#, "(?i)gir ?0aa",
                #"(?i)[a-pr-uwyz][a-hk-y]\d[abehmnprv-y] ?\d[abd-hjlnp-uw-z]{2}"#,
            ], 0.2, words: ["post code", "uk"], source: "https://ideal-postcodes.co.uk/guides/uk-postcode-format",
            finds: ["Send to postcode «EC2A 1NT» please", "«DN55 1PT»"],
            ignores: ["XA1 1AA", "postcode QA1 1AA"]),
        Recognizer(
            "uk-postcode-spaced", EntityType("UK_POSTCODE"),
            Pattern(#"(?:[A-PR-UWYZ]\d{1,2}|[A-PR-UWYZ][A-HK-Y]\d{1,2}|[A-PR-UWYZ][A-HK-Y]\d[ABEHMNPRV-Y]) \d[ABD-HJLNP-UW-Z]{2}"#, 0.5),
            context: NationalIdentifier.Kind.postal.words,
            source: "https://ideal-postcodes.co.uk/guides/uk-postcode-format", finds: ["From «SW1A 1AA» to the sea"], ignores: ["QA4 2PT"]),
        NationalIdentifier.id(
            "UK_VEHICLE_REGISTRATION", .plate, [#"[A-HJ-PR-Y][A-HJ-PR-Y](?:0[2-9]|[12]\d|5[1-9]|[67]\d)[ -]?[A-HJ-PR-Z]{3}"#], 0.45,
            words: ["reg", "car", "dvla", "mot"],
            source: "https://www.gov.uk/government/publications/vehicle-registration-numbers-and-number-plates",
            finds: ["My car reg is «AB51 ABC» and it expires"],
            ignores: ["AB00 ABC", "AQ51 ABC", "IB51 ABC"]),
        NationalIdentifier.id(
            "UK_VEHICLE_REGISTRATION", .plate, [#"[a-hj-pr-y]{2}(?:0[2-9]|[12]\d|5[1-9]|[67]\d) ?[a-hj-pr-z]{3}"#], 0.2,
            words: ["reg", "dvla"],
            finds: ["reg: «ab51 abc»"]),
        NationalIdentifier.id(
            "UK_VEHICLE_REGISTRATION", .plate, [#"[A-HJ-NPR-TV-Y]\d{1,3} ?[A-HJ-PR-Y]{3}"#, #"[A-HJ-PR-Y]{3} ?\d{1,3}[A-HJ-NPR-TV-Y]"#],
            0.25, words: ["reg", "car", "dvla", "mot"],
            finds: ["car reg «DEF456G»", "car reg «A123 BCD»"], ignores: ["car reg I123 BCD"]),
    ]

    static func isVAT(_ value: borrowing MatchedValue, _ start: Int) -> Bool {
        guard value.count >= start + 9, let last = value.number(start + 7..<start + 9), let head = value.number(start..<start + 7), head > 0
        else { return false }
        let rest = (value.weighted([8, 7, 6, 5, 4, 3, 2], from: start) + last) % 97
        return rest == 0 || rest == 42 || rest == 55
    }

    private static let ireland: [Recognizer] = [
        NationalIdentifier.id(
            "IE_PPS", .person, [#"(?i)\d{7}[A-W][A-IWTX]?"#], 0.4, check: .checksum { UnitedKingdom.isPPS($0) },
            words: ["pps", "ppsn", "pps no", "rsi"],
            source: "https://www.revenue.ie/en/jobs-and-pensions/what-is-a-pps-number.aspx", finds: ["PPS No «1234567T»"],
            ignores: ["PPS No 1234567A"]),
        NationalIdentifier.id(
            "IE_VAT", .vat, [#"(?:IE ?)?\d{7}[A-W][A-IWTX]?"#, #"(?:IE ?)?\d[A-Z]\d{5}[A-W]"#], 0.25,
            check: .checksum { value in UnitedKingdom.isIrishVAT(value) }, words: ["ireland"],
            source: "https://www.revenue.ie/en/vat/index.aspx", finds: ["VAT «6433435F»"], ignores: ["VAT 6433435E"]),
        NationalIdentifier.id("IE_VAT", .vat, [#"IE\d{7}[A-W][A-IW]?"#], 0.3, finds: ["VAT number: «IE1234567AW»"]),
        NationalIdentifier.id("IE_PASSPORT", .passport, [#"[A-Z0-9]{2}\d{7}"#], 0.2, finds: ["passport number: «X65097105»"]),
        NationalIdentifier.id(
            "IE_POSTAL_CODE", .postal, [#"(?i)[AC-FHKNPRTV-Y]\d[0-9W] ?[0-9AC-FHKNPRTV-Y]{4}"#], 0.25, words: ["eircode"],
            finds: ["eircode «D02 AF30»"]),
    ]

    /// Weights 8 to 2 over the digits and 9 for a second letter, modulo 23.
    static func isPPS(_ value: borrowing MatchedValue) -> Bool {
        let letters = Array("WABCDEFGHIJKLMNOPQRSTUV".utf8)
        var sum = value.weighted([8, 7, 6, 5, 4, 3, 2])
        if value.count == 9, value.compact[8] < UInt8(ascii: "T") { sum += 9 * (value[8] - 9) }
        return letters[sum % 23] == value.compact[7]
    }

    static func isIrishVAT(_ value: borrowing MatchedValue) -> Bool {
        let letters = Array("WABCDEFGHIJKLMNOPQRSTUV".utf8)
        let start = value.compact[0] == UInt8(ascii: "I") ? 2 : 0
        guard value.count >= start + 8 else { return false }
        var sum = 0
        if value.compact[start + 1] > 57 {
            // The old form: the second place is a letter or sign, its number goes last.
            sum = value.weighted([7, 6, 5, 4, 3], from: start + 2) + 2 * value[start]
        } else {
            sum = value.weighted([8, 7, 6, 5, 4, 3, 2], from: start)
            if value.count == start + 9, value.compact[start + 8] != UInt8(ascii: "W") { sum += 9 * (value[start + 8] - 9) }
        }
        return letters[sum % 23] == value.compact[start + 7]
    }
}
