/// France, Monaco, Belgium, Netherlands, Luxembourg.
enum WesternEurope {
    static let all: [Recognizer] = france + belgium + netherlands + luxembourg

    /// INSEE's key: what the number lacks to a multiple of 97; Corsica's 2A and 2B count as 19 and 18.
    private static func isNIR(_ value: borrowing MatchedValue) -> Bool {
        guard value.count == 15, let year = value.number(0..<5), let rest = value.number(7..<13), let key = value.number(13..<15)
        else { return false }
        var department = value[5] * 10
        if value.compact[6] > 57 { department = value.compact[6] == UInt8(ascii: "A") ? 19 : 18 } else { department += value[6] }
        let number = (year * 100 + department) * 1_000_000 + rest
        return 97 - number % 97 == key
    }

    private static let france: [Recognizer] = [
        NationalIdentifier.id(
            "FR_NIR", .person, [#"[1-478] ?\d{2} ?(?:0[1-9]|[1-9]\d) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}"#], 0.5,
            check: .checksum { WesternEurope.isNIR($0) },
            words: ["nir", "numéro de sécurité sociale", "sécurité sociale", "insee", "carte vitale"],
            source: "https://www.insee.fr/fr/metadonnees/definition/c1409",
            finds: ["NIR «2 55 08 14 168 025 38»"], ignores: ["NIR 253072A41032788"]),
        NationalIdentifier.id(
            "FR_NIR", .person, [#"\d ?\d{2} ?\d{2} ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}"#], 0.3,
            check: .checksum { WesternEurope.isNIR($0) },
            words: ["nir", "numéro de sécurité sociale", "carte vitale"], general: false, finds: ["NIR «5 55 08 14 168 025 82»"]),
        NationalIdentifier.id(
            "FR_NIF", .tax, [#"[0-3]\d ?\d{2} ?\d{3} ?\d{3} ?\d{3}"#, #"[0-3]\d ?\d{3} ?\d{3} ?\d{3} ?\d{2}"#], 0.35,
            check: .checksum { value in
                guard value.count == 13, let head = value.number(0..<10), let tail = value.number(10..<13) else { return false }
                return head % 511 == tail
            }, words: ["nif", "numéro fiscal", "spi", "impôts"], source: "https://www.impots.gouv.fr/", finds: ["NIF: «3023217600053»"],
            ignores: ["NIF: 0701987765432"]),
        NationalIdentifier.id(
            "FR_SIRET", .company, [#"\d{3}[ .]?\d{3}[ .]?\d{3}[ .]?\d{5}"#], 0.35, check: .luhn, words: ["siret", "établissement"],
            source: "https://www.insee.fr/fr/metadonnees/definition/c1841", finds: ["SIRET «732 829 320 00058»"],
            ignores: ["SIRET 73282932000075"]),
        NationalIdentifier.id(
            "FR_SIREN", .company, [#"\d{3}([ .]?)\d{3}\1\d{3}"#], 0.25, check: .luhn, words: ["siren", "rcs"],
            source: "https://www.insee.fr/fr/metadonnees/definition/c2047", finds: ["SIREN: «732829338»"], ignores: ["SIREN 732829321"]),
        NationalIdentifier.id(
            "FR_RCS", .company, [#"RCS [A-Z][A-Za-z\x80-\xFF-]{1,30} [AB] ?\d{3} ?\d{3} ?\d{3}"#], 0.7,
            check: .checksum { Checksum.luhn($0, $0.count - 9..<$0.count) }, words: ["rcs", "registre du commerce"],
            finds: ["RCS: «RCS Nancy B 732829379»"], ignores: ["RCS Nancy B 732829321"]),
        NationalIdentifier.id(
            "FR_VAT", .vat, [#"FR ?[0-9A-HJ-NP-Z]{2} ?\d{3} ?\d{3} ?\d{3}"#], 0.45,
            words: ["tva", "numéro de tva", "tva intracommunautaire"], source: "https://www.impots.gouv.fr/",
            finds: ["VAT number: «FR40123456789»"]),
        NationalIdentifier.id(
            "FR_ACCISE", .tax, [#"FR0\d{5}[A-Z]\d{4}"#], 0.5, words: ["accise", "numéro d'accise"], finds: ["n° d'accise: «FR023004N9448»"]),
        NationalIdentifier.id(
            "FR_PASSPORT", .passport, [#"\d{2}[A-Z]{2}\d{5}"#], 0.25, words: ["numéro de passeport"],
            finds: ["passport number: «05RP34083»"]),
        NationalIdentifier.id(
            "FR_POSTAL_CODE", .postal, [#"(?:0[1-9]|[1-8]\d|9[0-58]) ?\d{3}"#], 0.15, words: ["code postal", "cp"],
            finds: ["code postal «44522»"]),
        NationalIdentifier.id(
            "FR_LICENSE_PLATE", .plate, [#"[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}"#], 0.45, words: ["immatriculation", "plaque"],
            finds: ["immatriculation «AB-123-CD»"]),
        NationalIdentifier.id(
            "MC_TVA", .vat, [#"(?:FR ?)?\d{2} ?000\d ?\d{5}"#], 0.35,
            check: .checksum { value in
                let start = value.count - 11
                guard let key = value.number(start..<start + 2), let siren = value.number(start + 2..<start + 11) else { return false }
                return key == (siren * 100 + 12) % 97
            }, words: ["tva", "monaco"], finds: ["n° TVA «FR53000004605»"], ignores: ["n° TVA FR53000266897"]),
    ]

    private static func isBelgianPerson(_ value: borrowing MatchedValue, monthOffsets: [Int]) -> Bool {
        guard let head = value.number(0..<9), let key = value.number(9..<11), let month = value.number(2..<4) else { return false }
        guard monthOffsets.contains(where: { (0...12).contains(month - $0) }) else { return false }
        return 97 - head % 97 == key || 97 - (2_000_000_000 + head) % 97 == key
    }

    private static let belgium: [Recognizer] = [
        NationalIdentifier.id(
            "BE_NN", .person, [#"\d{2}\.?\d{2}\.?\d{2}-?\d{3}[.-]?\d{2}"#], 0.35,
            check: .checksum { WesternEurope.isBelgianPerson($0, monthOffsets: [0]) },
            words: ["nn", "niss", "rrn", "rijksregisternummer", "numéro national", "registre national", "insz"],
            source: "https://www.ibz.rrn.fgov.be/", finds: ["NISS: «85.07.30-033.57»"], ignores: ["NISS: 85073003327"]),
        NationalIdentifier.id(
            "BE_BIS", .person, [#"\d{2}\.?[2-5]\d\.?\d{2}-?\d{3}[.-]?\d{2}"#], 0.35,
            check: .checksum { WesternEurope.isBelgianPerson($0, monthOffsets: [20, 40]) }, words: ["bis", "bis-nummer", "numéro bis"],
            finds: ["BIS: «98272113923»"], ignores: ["BIS: 01490987188"]),
        NationalIdentifier.id(
            "BE_SSN", .person, [#"\d{2}\.?\d{2}\.?\d{2}-?\d{3}[.-]?\d{2}"#], 0.34,
            check: .checksum { WesternEurope.isBelgianPerson($0, monthOffsets: [0, 20, 40]) },
            words: ["ssn", "insz", "niss", "socialezekerheidsnummer"], finds: ["INSZ «85073003328»"], ignores: ["INSZ 17003135644"]),
        NationalIdentifier.id(
            "BE_EID", .person, [#"\d{3}-?\d{7}-?\d{2}"#], 0.35,
            check: .checksum { value in
                guard let head = value.number(0..<10), let key = value.number(10..<12) else { return false }
                return (head % 97 == 0 ? 97 : head % 97) == key
            }, words: ["eid", "eid number", "identiteitskaart", "carte d'identité"], finds: ["eID Number «591-1917064-58»"],
            ignores: ["eID Number 591191706459"]),
        NationalIdentifier.id(
            "BE_OGM_VCS", .bank, [#"(?:\+{3}|\*{3})?\d{3}/?\d{4}/?\d{5}(?:\+{3}|\*{3})?"#], 0.35,
            check: .checksum { value in
                guard let head = value.number(0..<10), let key = value.number(10..<12) else { return false }
                return (head % 97 == 0 ? 97 : head % 97) == key
            }, words: ["ogm-vcs", "gestructureerde mededeling", "communication structurée", "structured communication"],
            finds: ["OGM-VCS «010/8068/17082»"], ignores: ["OGM-VCS 010806817184"]),
        NationalIdentifier.id(
            "BE_VAT", .vat, [#"(?:BE ?)?[01]\d{3}\.?\d{3}\.?\d{3}"#, #"(?:BE ?|\(0\))\d{3}\.?\d{3}\.?\d{3}"#], 0.35,
            check: .checksum { value in
                // Older spellings leave the first zero out, or put it in brackets.
                let start = value.compact[0] > 57 ? 2 : 0
                let end = value.count - 2
                guard let head = value.number(start..<end), let key = value.number(end..<value.count) else { return false }
                return 97 - head % 97 == key
            }, words: ["btw", "tva", "ondernemingsnummer", "nwst", "numéro d'entreprise"], finds: ["BTW «BE 0428.759.497»"],
            ignores: ["BTW 0428759498"]),
        NationalIdentifier.id(
            "BE_TAX_ID", .person, [#"\d{2}[./]\d{4}[.-]?\d{5}"#, #"\d{11}"#], 0.15,
            check: .checksum { WesternEurope.isBelgianPerson($0, monthOffsets: [0, 20, 40]) }, finds: ["tax ID: «00012511148»"]),
        NationalIdentifier.id("BE_PASSPORT", .passport, [#"[A-Z]{2}\d{6}"#], 0.2, finds: ["passport number: «LA080402»"]),
    ]

    /// The eleven-test: weights 9 to 2, and -1 for the last.
    private static func eleven(_ value: borrowing MatchedValue) -> Int {
        (value.weighted([9, 8, 7, 6, 5, 4, 3, 2]) - value[8] + 110) % 11
    }

    private static let netherlands: [Recognizer] = [
        NationalIdentifier.id(
            "NL_BSN", .person, [#"\d{4}\.?\d{2}\.?\d{3}"#], 0.3, check: .checksum { WesternEurope.eleven($0) == 0 && !$0.isUniform },
            words: ["bsn", "burgerservicenummer", "sofinummer", "burger service nummer"], source: "https://www.rvig.nl/bsn",
            finds: ["BSN: «111222370»"], ignores: ["BSN: 111222334"]),
        NationalIdentifier.id(
            "NL_ONDERWIJSNUMMER", .person, [#"10\d{2}\.?\d{2}\.?\d{3}"#], 0.3, check: .checksum { WesternEurope.eleven($0) == 5 },
            words: ["onderwijsnummer", "pgn"], general: false, finds: ["Onderwijsnummer «101222021»"],
            ignores: ["Onderwijsnummer 101222332"]),
        NationalIdentifier.id(
            "NL_BTW", .vat, [#"(?:NL)?\d{9}B\d{2}"#], 0.5,
            check: .checksum { value in
                let start = value.compact[0] == UInt8(ascii: "N") ? 2 : 0
                guard value.number(start + 10..<start + 12) != 0 else { return false }
                let sum = (value.weighted([9, 8, 7, 6, 5, 4, 3, 2], from: start) - value[start + 8] + 110) % 11
                if sum == 0 { return true }
                // Since 2020 for sole traders: ISO 7064 mod 97,10 over NL and the number.
                var rest = 2321
                for index in start..<start + 12 {
                    rest = value[index] > 9 ? (rest * 100 + value[index]) % 97 : (rest * 10 + value[index]) % 97
                }
                return rest % 97 == 1
            }, words: ["btw", "btw-identificatienummer", "btw-nummer", "omzetbelastingnummer"],
            finds: ["Btw-identificatienummer «NL111222370B01»"], ignores: ["Btw-identificatienummer 123456789B90"]),
        NationalIdentifier.id("NL_VAT", .vat, [#"NL\d{9}B\d{2}"#], 0.3, finds: ["VAT number: «NL123456789B10»"]),
        NationalIdentifier.id(
            "NL_IDENTITEITSKAARTNUMMER", .passport, [#"[A-NP-Z]{2} ?[A-NP-Z0-9]{6} ?\d"#], 0.2, check: .digits(atLeast: 2),
            words: ["identiteitskaartnummer", "paspoortnummer", "identiteitskaart"], source: "https://www.rvig.nl/",
            finds: ["Paspoortnummer «EM0000365»"]),
        NationalIdentifier.id(
            "NL_BRIN", .company, [#"\d{2} ?[A-Z]{2}(?: ?\d{2})?"#], 0.2, words: ["brin", "brin number", "brin-nummer"], general: false,
            finds: ["BRIN number «05ZX»"]),
        NationalIdentifier.id(
            "NL_POSTAL_CODE", .postal,
            [#"(?:NL-)?[1-9]\d{3} [A-Z]{2}"#, #"(?:NL-)?[1-9]\d{3}(?!SA|SD|SS)[A-Z]{2}"#, #"[1-9]\d{3} ?[a-z]{2}"#], 0.2,
            words: ["postcode"],
            finds: ["postal code: «1012 SZ»"]),
    ]

    private static let luxembourg: [Recognizer] = [
        NationalIdentifier.id(
            "LU_TVA", .vat, [#"(?:LU ?)?\d{3} ?\d{3} ?\d{2}"#], 0.25,
            check: .checksum { value in
                let start = value.count - 8
                guard let head = value.number(start..<start + 6), let key = value.number(start + 6..<start + 8) else { return false }
                return head % 89 == key
            }, words: ["tva", "luxembourg"], finds: ["TVA «LU15027442»"], ignores: ["TVA 15027443"]),
        NationalIdentifier.id("LU_VAT", .vat, [#"LU\d{8}"#], 0.3, finds: ["VAT number: «LU12345678»"]),
        NationalIdentifier.id(
            "LU_TAX_ID", .person, [#"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{5}"#], 0.35,
            check: .checksum { Checksum.isDateYYYYMMDD($0) && Checksum.luhn($0, 0..<12) },
            words: ["matricule", "numéro d'identification national"], finds: ["matricule «1983010459956»"]),
        NationalIdentifier.id(
            "LU_PASSPORT", .passport, [#"(?=[0-9]*[A-Z])[A-Z0-9]{8}"#], 0.15, check: .digits(atLeast: 2),
            finds: ["passport number: «JCU9J4T2»"]),
    ]
}
