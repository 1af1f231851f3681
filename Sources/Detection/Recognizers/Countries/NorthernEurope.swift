/// Nordic and Baltic countries.
enum NorthernEurope {
    static let all: [Recognizer] = sweden + norway + finland + denmarkAndIceland + baltic

    private static let sweden: [Recognizer] = [
        NationalIdentifier.id(
            "SE_PERSONNUMMER", .person, [#"(?:18|19|20)?\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[6-8]\d|9[01])[-+]?\d{4}"#], 0.35,
            check: .checksum { value in
                let start = value.count - 10
                guard start >= 0, Checksum.luhn(value, start..<value.count), let day = value.number(start + 4..<start + 6),
                    let month = value.number(start + 2..<start + 4),
                    let year = value.number(start..<start + 2)
                else { return false }
                return Checksum.isDate(start == 2 ? (value.number(0..<4) ?? 2000) : 2000 + year, month, day > 60 ? day - 60 : day)
            }, words: ["personnummer", "pnr", "samordningsnummer", "personal identity code", "svenskt personnummer"],
            source: "https://www.skatteverket.se/privat/folkbokforing/personnummer.4.3810a01c150939e893f18c29.html",
            finds: ["pnr «19880320-9967»"], ignores: ["Personnummer 880320-1968"]),
        Recognizer(
            "se-personnummer-written", EntityType("SE_PERSONNUMMER"),
            Pattern(NationalIdentifier.guarded(#"(?:18|19|20)?\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[6-8]\d|9[01])[-+]\d{4}"#), 0.5),
            check: .checksum { Checksum.luhn($0, $0.count - 10..<$0.count) }, context: ["personnummer", "pnr"],
            source: "https://www.skatteverket.se/",
            finds: ["it was «880320-7680» then"], ignores: ["880320-1968"]),
        NationalIdentifier.id(
            "SE_ORGANISATIONSNUMMER", .company, [#"(?:16)?[125-9]\d[2-9]\d{3}-?\d{4}"#], 0.3,
            check: .checksum { Checksum.luhn($0, $0.count - 10..<$0.count) },
            words: ["orgnr", "organisationsnummer", "orgnummer", "org.nr", "company identity", "företag"],
            source: "https://www.bolagsverket.se/",
            finds: ["Orgnr «556703-5810»", "«556703-5810» är vårt orgnummer."], ignores: ["Orgnr 556703-7486"]),
        NationalIdentifier.id(
            "SE_ORGANISATIONSNUMMER", .company, [#"\d{6}-?\d{4}"#], 0.2, check: .checksum { Checksum.luhn($0, $0.count - 10..<$0.count) },
            words: ["orgnr", "organisationsnummer", "orgnummer"], general: false, finds: ["Orgnr «457820-9183»"],
            ignores: ["Orgnr 457820-9184"]),
        NationalIdentifier.id(
            "SE_VAT", .vat, [#"(?:SE ?)?\d{10}01"#], 0.3, check: .checksum { Checksum.luhn($0, $0.count - 12..<$0.count - 2) },
            words: ["moms", "momsnr", "momsregistreringsnummer"], finds: ["VAT «SE227053997201»"], ignores: ["VAT SE269006705801"]),
        NationalIdentifier.id("SE_VAT", .vat, [#"SE\d{12}"#], 0.3, words: ["moms"], finds: ["VAT number: «SE123456789012»"]),
        NationalIdentifier.id(
            "SE_POSTNUMMER", .postal, [#"\d{3} ?\d{2}"#], 0.2, words: ["postnummer", "postcode"], finds: ["Postcode «791 67»"]),
        NationalIdentifier.id("SE_PASSPORT", .passport, [#"\d{8}"#], 0.15, words: ["passnummer"], finds: ["passport number: «56702928»"]),
    ]

    private static let norway: [Recognizer] = [
        NationalIdentifier.id(
            "NO_FODSELSNUMMER", .person, [#"\d{6} ?\d{5}"#], 0.4,
            check: .checksum { value in
                let first = (11 - value.weighted([3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11) % 11
                let second = (11 - value.weighted([5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11
                guard first == value[9], second == value[10], let day = value.number(0..<2), let month = value.number(2..<4) else {
                    return false
                }
                return (1...31).contains(day > 40 ? day - 40 : day)
                    && (1...12).contains(month > 80 ? month - 80 : month > 40 ? month - 40 : month)
            }, words: ["fødselsnummer", "fodselsnummer", "personnummer", "d-nummer", "fnr"],
            source: "https://www.skatteetaten.no/en/person/national-registry/identitetsnummer/",
            finds: ["Fødselsnummer: «15108109111»"], ignores: ["Fødselsnummer: 15108160108"]),
        NationalIdentifier.id(
            "NO_ORGNR", .company, [#"\d{3} ?\d{3} ?\d{3}"#], 0.25, check: .complement([3, 2, 7, 6, 5, 4, 3, 2], modulo: 11, ten: nil),
            words: ["orgnr", "organisasjonsnummer", "foretak"],
            source: "https://www.brreg.no/en/about-us-2/our-registers/about-the-central-coordinating-register-for-legal-entities-ccr/",
            finds: ["Orgnr «439275006»"], ignores: ["Orgnr 988077918"]),
        NationalIdentifier.id(
            "NO_KONTONR", .bank, [#"\d{4}([ .]?)\d{2}\1\d{5}"#], 0.3,
            check: .checksum { (11 - $0.weighted([5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11 == $0[10] },
            words: ["kontonr", "konto nr", "kontonummer", "bankkonto"], source: "https://www.bits.no/en/document/norwegian-bank-accounts/",
            finds: ["Kontonr. «8601 11 17947»", "kontonummer: «86011117947»"], ignores: ["Kontonr. 8601 11 17948"]),
        NationalIdentifier.id(
            "NO_MVA", .vat, [#"(?:NO ?)?\d{3} ?\d{3} ?\d{3} ?MVA"#], 0.55,
            check: .checksum { value in
                let start = value.compact[0] == UInt8(ascii: "N") ? 2 : 0
                return (11 - value.weighted([3, 2, 7, 6, 5, 4, 3, 2], from: start) % 11) % 11 == value[start + 8]
            }, words: ["mva", "merverdiavgift"], finds: ["«NO 104256279MVA»"], ignores: ["MVA NO 995525829 MVA"]),
        NationalIdentifier.id("NO_VAT", .vat, [#"NO\d{9}MVA"#], 0.3, words: ["mva"], finds: ["VAT number: «NO123456789MVA»"]),
    ]

    private static let finland: [Recognizer] = [
        NationalIdentifier.id(
            "FI_PERSONAL_IDENTITY_CODE", .person,
            [#"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}(?i:[+\-ABCDEFYXWVU]\d{3}[0-9A-FHJ-NPR-Y])"#],
            0.6,
            check: .checksum { value in
                // The sign of the century may be no letter, so the number is taken from both ends.
                let end = value.count
                guard Checksum.isDateDDMMYY(value), let date = value.number(0..<6), let individual = value.number(end - 4..<end - 1) else {
                    return false
                }
                return Array("0123456789ABCDEFHJKLMNPRSTUVWXY".utf8)[(date * 1000 + individual) % 31] == value.compact[end - 1]
            }, words: ["hetu", "henkilötunnus", "personbeteckning", "personal identity code", "finnish id", "henkilötunnuksesi"],
            source: "https://dvv.fi/en/personal-identity-code",
            finds: ["it is «131052A0095»", "HETU: «131052-0095»", "«131052a0095»"], ignores: ["131052-308U"]),
        NationalIdentifier.id(
            "FI_YTUNNUS", .company, [#"\d{7}-\d"#], 0.45, check: .weighted([7, 9, 10, 5, 8, 4, 2, 1], modulo: 11),
            words: ["y-tunnus", "ytunnus", "business id", "fo-nummer"], source: "https://www.ytj.fi/", finds: ["Y-tunnus «2107768-0»"],
            ignores: ["Y-tunnus 2077471-1"]),
        NationalIdentifier.id(
            "FI_YTUNNUS", .company, [#"\d{8}"#], 0.25, check: .weighted([7, 9, 10, 5, 8, 4, 2, 1], modulo: 11),
            words: ["y-tunnus", "ytunnus", "business id", "fo-nummer"], general: false, finds: ["Y-tunnus «21077680»"],
            ignores: ["Y-tunnus 20774711"]),
        NationalIdentifier.id(
            "FI_ALV", .vat, [#"(?:FI ?)?\d{8}"#], 0.25,
            check: .checksum { $0.weighted([7, 9, 10, 5, 8, 4, 2, 1], from: $0.count - 8) % 11 == 0 },
            words: ["alv", "alv nro", "arvonlisävero", "y-tunnus", "ytunnus"], finds: ["ALV nro «52334731»"], ignores: ["ALV nro 20774741"]),
        NationalIdentifier.id("FI_VAT", .vat, [#"FI\d{8}"#], 0.3, words: ["alv"], finds: ["VAT number: «FI12345678»"]),
        NationalIdentifier.id(
            "FI_VERONUMERO", .tax, [#"\d{12}"#], 0.2, words: ["veronumero", "skattenummer"], general: false,
            finds: ["Veronumero «123456789123»"]),
        NationalIdentifier.id(
            "FI_ASSOCIATIONID", .company, [#"\d{1,3}\.\d{3}"#, #"\d{3,6}"#], 0.15,
            words: ["association identifier", "yhdistysrekisteri", "rekisterinumero"], general: false,
            finds: ["Association Identifier «123.123»"]),
        NationalIdentifier.id(
            "FI_PASSPORT", .passport, [#"[A-Z]{2}\d{7}"#], 0.2, words: ["passinumero"], finds: ["passport number: «XP8271602»"]),
    ]

    private static let denmarkAndIceland: [Recognizer] = [
        NationalIdentifier.id(
            "DK_CPR", .person, [#"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[- ]?\d{4}"#], 0.25,
            check: .rule { Checksum.isDateDDMMYY($0) }, words: ["cpr", "cpr-nummer", "personnummer", "cpr nummer"],
            source: "https://cpr.dk/cpr-systemet/opbygning-af-cpr-nummeret", finds: ["CPR: «211062-5629»"], ignores: ["CPR: 310262-5629"]),
        NationalIdentifier.id(
            "DK_CVR", .company, [#"(?:DK ?)?[1-9]\d{7}"#], 0.25,
            check: .checksum { $0.weighted([2, 7, 6, 5, 4, 3, 2, 1], from: $0.count - 8) % 11 == 0 },
            words: ["cvr", "cvr-nummer", "momsregistreringsnummer"], source: "https://datacvr.virk.dk/", finds: ["CVR: «25580044»"],
            ignores: ["CVR: 13585627"]),
        NationalIdentifier.id("DK_VAT", .vat, [#"DK\d{8}"#], 0.3, finds: ["VAT number: «DK12345678»"]),
        NationalIdentifier.id(
            "FO_VN", .tax, [#"(?:FO)?\d{6}"#], 0.15, words: ["v-number", "v-tal", "vinnutal"], general: false, finds: ["V-number: «623857»"]
        ),
        NationalIdentifier.id(
            "IS_KENNITALA", .person, [#"(?:[0-2]\d|3[01]|[4-6]\d|7[01])(?:0[1-9]|1[0-2])\d{2}-?\d{3}[089]"#], 0.35,
            check: .weighted([3, 2, 7, 6, 5, 4, 3, 2, 1], modulo: 11), words: ["kennitala", "kt"],
            source: "https://www.skra.is/english/individuals/me-and-my-family/my-registration/id-numbers/",
            finds: ["Kennitala «450401-4980»"], ignores: ["Kennitala 450401-3149"]),
        NationalIdentifier.id(
            "IS_VSK", .vat, [#"(?:IS ?)?\d{5,6}"#], 0.2, words: ["vsk", "virðisaukaskattsnúmer", "vsk number"], general: false,
            finds: ["VSK number «89572»"]),
        NationalIdentifier.id("IS_VAT", .vat, [#"IS\d{5,6}"#], 0.3, finds: ["VAT number: «IS12345»"]),
    ]

    /// Estonian and Lithuanian personal codes and register codes share this: weights from 1, and from 3 where that leaves 10.
    static func isBaltic(_ value: borrowing MatchedValue) -> Bool {
        let count = value.count - 1
        var sum = 0
        for index in 0..<count { sum += (1 + index % 9) * value[index] }
        if sum % 11 == 10 {
            sum = 0
            for index in 0..<count { sum += (1 + (index + 2) % 9) * value[index] }
        }
        return sum % 11 % 10 == value[count]
    }

    private static let baltic: [Recognizer] = [
        NationalIdentifier.id(
            "EE_IK", .person, [#"[1-8]\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}"#], 0.4,
            check: .checksum { NorthernEurope.isBaltic($0) }, words: ["isikukood", "ik"],
            source: "https://www.riigiteataja.ee/akt/114032011004", finds: ["Isikukood: «36805114446»"], ignores: ["Isikukood: 36805280108"]
        ),
        NationalIdentifier.id(
            "EE_KMKR", .vat, [#"(?:EE ?)?\d{3} ?\d{3} ?\d{3}"#], 0.25,
            check: .checksum { $0.weighted([3, 7, 1, 3, 7, 1, 3, 7, 1], from: $0.count - 9) % 10 == 0 },
            words: ["kmkr", "käibemaksukohuslase"], finds: ["KMKR «EE339315204»"], ignores: ["KMKR EE100931559"]),
        NationalIdentifier.id("EE_VAT", .vat, [#"EE\d{9}"#], 0.3, finds: ["VAT number: «EE123456789»"]),
        NationalIdentifier.id(
            "EE_REGISTRIKOOD", .company, [#"[1-9]\d{7}"#], 0.25, check: .checksum { NorthernEurope.isBaltic($0) },
            words: ["registrikood", "registry code"], finds: ["Registrikood «13589572»"], ignores: ["Registrikood 12345679"]),
        NationalIdentifier.id("EE_PASSPORT", .passport, [#"(?:[A-Z]\d{7}|[A-Z]{2}\d{7})"#], 0.2, finds: ["passport number: «K4218285»"]),
        NationalIdentifier.id(
            "LT_ASMENS", .person, [#"[1-9]\d{10}"#], 0.3, check: .checksum { NorthernEurope.isBaltic($0) },
            words: ["asmens kodas", "asmens"], finds: ["Asmens kodas «33309222115»"], ignores: ["Asmens kodas 33309240063"]),
        NationalIdentifier.id(
            "LT_PVM", .vat, [#"(?:LT ?)?\d{7}1\d"#, #"(?:LT ?)?\d{10}1\d"#], 0.25,
            check: .checksum { value in
                let start = value.compact[0] > 57 ? 2 : 0
                let count = value.count - start - 1
                var sum = 0
                for index in 0..<count { sum += (1 + index % 9) * value[start + index] }
                if sum % 11 == 10 {
                    sum = 0
                    for index in 0..<count { sum += (1 + (index + 2) % 9) * value[start + index] }
                }
                return sum % 11 % 10 == value[start + count]
            }, words: ["pvm", "pvm kodas"], finds: ["PVM «LT965520915»"], ignores: ["PVM 119511514"]),
        NationalIdentifier.id("LT_VAT", .vat, [#"LT(?:\d{9}|\d{11,12})"#], 0.3, finds: ["VAT number: «LT12345678901»"]),
        NationalIdentifier.id(
            "LV_PVN", .vat, [#"(?:LV ?)?\d{6}-?\d{5}"#, #"(?:LV ?)?\d{4} \d{4} \d{3}"#], 0.3,
            check: .checksum { value in
                let start = value.compact[0] > 57 ? 2 : 0
                if value[start] > 3 { return value.weighted([9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1], from: start) % 11 == 3 }
                if value[start] == 3, value[start + 1] == 2 { return true }
                guard Checksum.isDateDDMMYY(value, at: start) else { return false }
                return (1 + value.weighted([10, 5, 8, 4, 2, 1, 6, 3, 7, 9], from: start)) % 11 % 10 == value[start + 10]
            }, words: ["pvn", "pvn reģistrācijas", "personas kods"], finds: ["PVN «40005503281»"], ignores: ["PVN 40003521601"]),
        NationalIdentifier.id(
            "LV_TAX_ID", .person, [#"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}-?\d{5}"#, #"32\d{4}-?\d{5}"#], 0.2,
            words: ["personas kods"], finds: ["tax ID: «010110-12344»"]),
        NationalIdentifier.id("LV_VAT", .vat, [#"LV\d{11}"#], 0.3, finds: ["VAT number: «LV12345678901»"]),
        NationalIdentifier.id("LV_PASSPORT", .passport, [#"[A-Z0-9]{2}\d{7}"#], 0.2, finds: ["passport number: «LV4017173»"]),
        NationalIdentifier.id(
            "LT_PASSPORT", .passport, [#"[A-Z0-9]{8}"#], 0.15, check: .digits(atLeast: 4), finds: ["passport number: «20200997»"]),
    ]
}
