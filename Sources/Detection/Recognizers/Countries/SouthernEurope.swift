/// Spain, Portugal, Andorra, Italy, San Marino, Malta, Greece, Cyprus, Albania.
enum SouthernEurope {
    static let all: [Recognizer] = spain + portugal + italy + greece

    private static let controlLetters = Array("TRWAGMYFPDXBNJZSQVHLCKE".utf8)

    /// DNI and NIE: the number modulo 23 names the letter; X, Y and Z stand for 0, 1 and 2.
    private static func isMod23(_ value: borrowing MatchedValue) -> Bool {
        let last = value.count - 1
        var number = 0
        for index in 0..<last {
            let byte = value.compact[index]
            number = number * 10 + (byte <= 57 ? Int(byte) - 48 : Int(byte) - 88)
        }
        return number >= 0 && controlLetters[number % 23] == value.compact[last]
    }

    private static func isCIF(_ value: borrowing MatchedValue) -> Bool {
        var sum = 0
        for index in 1..<8 {
            let term = value[index] * (index % 2 == 1 ? 2 : 1)
            sum += term > 9 ? term - 9 : term
        }
        let check = (10 - sum % 10) % 10
        let last = value.compact[8]
        return last <= 57 ? Int(last) - 48 == check : Array("JABCDEFGHI".utf8)[check] == last
    }

    private static let spain: [Recognizer] = [
        NationalIdentifier.id(
            "ES_NIF", .person, [#"\d{7,8}-?[A-Z]"#], 0.5, check: .checksum { SouthernEurope.isMod23($0) },
            words: ["nif", "dni", "documento nacional", "identificación"],
            source:
                "https://www.interior.gob.es/opencms/es/servicios-al-ciudadano/tramites-y-gestiones/dni/calculo-del-digito-de-control-del-nif-nie/",
            finds: ["DNI: «12345678Z»", "«1111111-G»"], ignores: ["DNI 12345678A"]),
        NationalIdentifier.id(
            "ES_NIF", .person, [#"[KLM]-?\d{7}-?[A-Z]"#, #"\d{4,6}[A-Z]"#, #"\d{7,8}-?[a-z]"#], 0.2,
            check: .checksum { value in
                let letter = value.compact[0]
                return letter > 57 ? SouthernEurope.isTail(value) : SouthernEurope.isMod23(value)
            }, words: ["nif", "dni"], finds: ["tax ID: «54237A»"]),
        NationalIdentifier.id(
            "ES_NIE", .person, [#"(?i)[xyz]-?\d{7}-?[a-z]"#], 0.6, check: .checksum { SouthernEurope.isMod23($0) },
            words: ["nie", "número de identificación de extranjero", "extranjero"],
            source:
                "https://www.interior.gob.es/opencms/es/servicios-al-ciudadano/tramites-y-gestiones/dni/calculo-del-digito-de-control-del-nif-nie/",
            finds: ["NIE «X1234567L»"], ignores: ["NIE X1234567M"]),
        NationalIdentifier.id(
            "ES_CIF", .company, [#"(?<!\\)[ABCDEFGHJNPQRSUVW]-?\d{7}-?[0-9A-J]"#], 0.5, check: .checksum { SouthernEurope.isCIF($0) },
            words: ["cif", "nif"], source: "https://sede.agenciatributaria.gob.es/", finds: ["CIF: «B64410038»"],
            ignores: ["CIF: J99216583"]),
        NationalIdentifier.id("ES_VAT", .vat, [#"ES[A-Z0-9]\d{7}[A-Z0-9]"#], 0.4, words: ["iva"], finds: ["VAT number: «ESA1234567A»"]),
        NationalIdentifier.id(
            "ES_CCC", .bank, [#"\d{4}[ -]?\d{4}[ -]?\d{2}[ -]?\d{10}"#, #"\d{4} \d{4} \d{2} \d{5} \d{5}"#], 0.5,
            check: .checksum { value in
                func digit(_ sum: Int) -> Int {
                    let check = 11 - sum % 11
                    return check == 11 ? 0 : check == 10 ? 1 : check
                }
                return digit(value.weighted([4, 8, 5, 10, 9, 7, 3, 6])) == value[8]
                    && digit(value.weighted([1, 2, 4, 8, 5, 10, 9, 7, 3, 6], from: 10)) == value[9]
            }, words: ["ccc", "código cuenta", "cuenta corriente", "cuenta"], finds: ["CCC: «1234-1234-16-1234567890»"],
            ignores: ["CCC: 1234-1234-16-1234567891"]),
        NationalIdentifier.id(
            "ES_CAE", .company, [#"ES00\d{3}[A-Z0-9]\d{4}[A-Z]"#], 0.5, words: ["cae", "código de actividad"],
            finds: ["CAE «ES00008V1488Q»"]),
        NationalIdentifier.id(
            "ES_PASSPORT", .passport, [#"(?i)[a-z]{3}\d{6}"#], 0.2,
            words: ["pasaporte", "número de pasaporte", "pas", "españa"], source: "https://www.interior.gob.es/",
            finds: ["«AaA123456» es mi número de pasaporte", "passport number: «ZAB000254»"]),
        NationalIdentifier.id(
            "ES_PASSPORT", .passport, [#"(?i)[a-z]{2}\d{6,7}"#], 0.15, words: ["pasaporte", "número de pasaporte"],
            finds: ["pasaporte «AB123456»"]),
        NationalIdentifier.id(
            "ES_POSTAL_CODE", .postal, [#"(?:0[1-9]|[1-4]\d|5[0-2])\d{3}"#], 0.15, words: ["código postal", "cp"],
            finds: ["código postal «28013»"]),
        NationalIdentifier.id(
            "ES_LICENSE_PLATE", .plate, [#"\d{4}[ -]?[BCDFGHJKLMNPRSTVWXYZ]{3}"#], 0.25, words: ["matrícula"],
            finds: ["matrícula «1234 BCD»"]),
        NationalIdentifier.id(
            "AD_NRT", .tax, [#"[ACDEFGLOPU]-?\d{6}-?[A-Z]"#], 0.3, words: ["nrt", "registre tributari"], finds: ["NRT «U-132950-X»"]),
    ]

    /// A Spanish number of a person without DNI: a letter, then as a CIF with a letter at the end.
    private static func isTail(_ value: borrowing MatchedValue) -> Bool {
        var number = 0
        for index in 1..<8 { number = number * 10 + value[index] }
        return controlLetters[number % 23] == value.compact[8]
    }

    private static let portugal: [Recognizer] = [
        NationalIdentifier.id(
            "PT_NIF", .tax, [#"(?:PT ?)?[1-9]\d{2} ?\d{3} ?\d{3}"#], 0.3,
            check: .checksum { value in
                let start = value.count - 9
                let check = 11 - value.weighted([9, 8, 7, 6, 5, 4, 3, 2], from: start) % 11
                return (check > 9 ? 0 : check) == value[start + 8]
            }, words: ["nif", "contribuinte", "número de identificação fiscal", "número de contribuinte", "nipc"],
            source: "https://www.portaldasfinancas.gov.pt/", finds: ["NIF «501964843»"], ignores: ["NIF 501964842"]),
        NationalIdentifier.id(
            "PT_CC", .person, [#"\d{8} ?\d ?[A-Z0-9]{2}\d"#], 0.4,
            check: .checksum { value in
                var sum = 0
                for index in 0..<12 {
                    let term = value[11 - index] * (index % 2 == 1 ? 2 : 1)
                    sum += index % 2 == 1 && term >= 10 ? term - 9 : term
                }
                return sum % 10 == 0
            }, words: ["cc", "cartão de cidadão", "cartão do cidadão", "número de documento"], source: "https://www.autenticacao.gov.pt/",
            finds: ["Cartão de Cidadão «00000000 0 ZZ4»"], ignores: ["Cartão de Cidadão 000000000ZZ5"]),
        NationalIdentifier.id(
            "PT_LICENSE_PLATE", .plate,
            [
                #"[A-Z]{2}(?:-|\xC2\xB7)\d{2}(?:-|\xC2\xB7)(?:\d{2}|[A-Z]{2})"#,
                #"\d{2}(?:-|\xC2\xB7)(?:[A-Z]{2}(?:-|\xC2\xB7)\d{2}|\d{2}(?:-|\xC2\xB7)[A-Z]{2})"#,
            ], 0.25, words: ["matrícula"], finds: ["license plate: «AA-12-AA»"]),
        NationalIdentifier.id(
            "PT_POSTAL_CODE", .postal, [#"[1-9]\d{3}-\d{3}"#], 0.2, words: ["código postal"], finds: ["postal code: «4829-489»"]),
        NationalIdentifier.id("PT_PASSPORT", .passport, [#"[A-Z]\d{6}"#], 0.2, finds: ["passport number: «I700044»"]),
    ]

    private static let odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]

    private static let italy: [Recognizer] = [
        NationalIdentifier.id(
            "IT_FISCAL_CODE", .person, [#"(?i)[a-z]{6}[0-9lmnpqrstuv]{2}[abcdehlmprst][0-9lmnpqrstuv]{2}[a-z][0-9lmnpqrstuv]{3}[a-z]"#],
            0.6,
            check: .checksum { value in
                var sum = 0
                for index in 0..<15 {
                    let number = value[index] > 9 ? value[index] - 10 : value[index]
                    sum += index % 2 == 0 ? SouthernEurope.odd[number] : number
                }
                return sum % 26 + 10 == value[15]
            }, words: ["codice fiscale", "cf", "codice"],
            source: "https://www.agenziaentrate.gov.it/portale/web/guest/schede/istanze/richiesta-ts_cf/informazioni-codificazione-pf",
            finds: ["Codice Fiscale «RCCMNL83S18D969H»"], ignores: ["Codice Fiscale RCCMNL83S18D969I"]),
        NationalIdentifier.id(
            "IT_VAT_CODE", .vat, [#"(?:IT ?)?\d{5}[ _]?\d{3}[ _]?\d{3}"#, #"\d{8}_\d{3}"#], 0.3,
            check: .checksum { Checksum.luhn($0, $0.count - 11..<$0.count) && !$0.isUniform },
            words: ["piva", "partita iva", "iva", "p. iva"], source: "https://www.agenziaentrate.gov.it/",
            finds: ["Partita IVA «00743157083»"], ignores: ["Partita IVA 00743110158"]),
        // A company's is its VAT number.
        NationalIdentifier.id(
            "IT_FISCAL_CODE", .tax, [#"\d{11}"#], 0.3, check: .luhn & .rule { !$0.isUniform }, words: ["codice fiscale"], general: false,
            finds: ["Codice Fiscale «00743157083»"], ignores: ["Codice Fiscale 00743157084"]),
        NationalIdentifier.id("IT_VAT", .vat, [#"IT\d{11}"#], 0.3, words: ["iva"], finds: ["VAT number: «IT12345678910»"]),
        NationalIdentifier.id(
            "IT_IDENTITY_CARD", .person,
            [#"[A-Z]{2} ?\d{5} ?[A-Za-z]{2}"#, #"(?i)[a-z]{2}\d{5}[a-z]{2}"#, #"(?i)[a-z]{2}\d{7}"#, #"\d{7}[A-Za-z]{2}"#], 0.2,
            words: ["carta d'identità", "carta identità", "identità", "carta", "cie"], source: "https://www.cartaidentita.interno.gov.it/",
            finds: ["carta d'identità «AA12345aa»"]),
        NationalIdentifier.id(
            "IT_DRIVER_LICENSE", .licence, [#"(?i)(?:[a-z]{2}\d{7}|u1[bcdefghljklmnprstuwyxz0-9]{7})[a-z]"#], 0.2,
            words: ["patente", "patente di guida", "licenza", "license"], finds: ["patente «AA0123456B»", "patente «U1H00B000C»"]),
        NationalIdentifier.id(
            "IT_PASSPORT", .passport, [#"(?i)[a-z]{2}\d{7}"#], 0.2, words: ["passaporto", "viaggiare", "elettronico"],
            finds: ["passport number: «KK0000000»"]),
        NationalIdentifier.id(
            "IT_AIC", .health, [#"0\d{8}"#], 0.25,
            check: .checksum { value in
                var sum = 0
                for index in 0..<8 {
                    let term = value[index] * (index % 2 == 1 ? 2 : 1)
                    sum += term / 10 + term % 10
                }
                return sum % 10 == value[8]
            }, words: ["aic", "farmaco", "medicinale"], general: false, finds: ["AIC «000307052»"], ignores: ["AIC 000307053"]),
        // The same in base 32, as the box shows it beside the bar code.
        NationalIdentifier.id(
            "IT_AIC", .health, [#"[0-2][0-9B-DF-HJ-NP-Z]{5}"#], 0.25,
            check: .checksum { value in
                let alphabet = Array("0123456789BCDFGHJKLMNPQRSTUVWXYZ".utf8)
                var number = 0
                for index in 0..<6 {
                    guard let digit = alphabet.firstIndex(of: value.compact[index]) else { return false }
                    number = number * 32 + digit
                }
                var sum = 0
                var rest = number / 10
                for index in 0..<8 {
                    let term = rest % 10 * (index % 2 == 0 ? 2 : 1)
                    sum += term / 10 + term % 10
                    rest /= 10
                }
                return rest == 0 && sum % 10 == number % 10
            }, words: ["aic", "farmaco", "medicinale"], general: false, finds: ["AIC «009CVD»"], ignores: ["AIC 009CVF"]),
        NationalIdentifier.id(
            "IT_POSTAL_CODE", .postal, [#"\d{5}"#], 0.15, words: ["cap", "codice postale"], general: false,
            finds: ["CAP, codice postale: «00184»"]),
        NationalIdentifier.id(
            "SM_COE", .tax, [#"(?:SM)?0?\d{5}"#], 0.2, words: ["coe", "codice operatore economico"], general: false, finds: ["COE «024165»"]
        ),
        NationalIdentifier.id(
            "SM_COE", .tax, [#"(?:SM)?\d{2,4}"#], 0.15, words: ["coe", "codice operatore economico"], general: false, finds: ["COE «2416»"]
        ),
        NationalIdentifier.id(
            "SM_VAT", .vat, [#"(?:SM|(?<![^A-Z][A-Z]{2} ))\d{5}"#], 0.155, words: ["san marino", "vat number", "vat no", "vat id"],
            general: false, finds: ["VAT number: «12345»"]),
        NationalIdentifier.id(
            "MT_VAT", .vat, [#"(?:MT ?)?[1-9]\d{3}-?\d{4}"#], 0.25,
            check: .checksum { $0.weighted([3, 4, 6, 7, 8, 9, 10, 1], from: $0.count - 8) % 37 == 0 }, words: ["malta"],
            finds: ["VAT «MT11679186»"], ignores: ["VAT 11679113"]),
        NationalIdentifier.id("MT_TAX_ID", .person, [#"\d{3,7}[APMGLHBZ]"#], 0.15, words: ["malta"], finds: ["tax ID: «1234567A»"]),
        NationalIdentifier.id(
            "MT_POSTAL_CODE", .postal, [#"(?!RFC|ISO|PEP|SHA)(?:[A-Z]{3}|(?i)[a-z]{3}(?= ?\d{4})) ?\d{2,4}"#], 0.15, words: ["malta"],
            finds: ["postal code: «MSK8723»"]
        ),
    ]

    private static let greece: [Recognizer] = [
        NationalIdentifier.id(
            "GR_VAT", .vat, [#"(?:(?:EL|GR) ?)?\d{9}"#], 0.25,
            check: .checksum { value in
                let start = value.count - 9
                var sum = 0
                for index in 0..<8 { sum = sum * 2 + value[start + index] }
                return sum * 2 % 11 % 10 == value[start + 8] && !value.isUniform
            }, words: ["fpa", "αφμ", "φπα", "afm", "greece"], source: "https://www.aade.gr/", finds: ["ΑΦΜ «094259216»"],
            ignores: ["ΑΦΜ 123456781"]),
        NationalIdentifier.id("EL_VAT", .vat, [#"(?:EL|GR)\d{9}"#], 0.3, words: ["αφμ"], finds: ["VAT number: «EL123456789»"]),
        NationalIdentifier.id(
            "GR_TAX_ID", .person, [#"\d{9}"#], 0.2,
            check: .checksum { value in
                var sum = 0
                for index in 0..<8 { sum = sum * 2 + value[index] }
                return sum * 2 % 11 % 10 == value[8]
            }, words: ["αφμ"], finds: ["tax ID: «032792320»"]),
        NationalIdentifier.id(
            "GR_AMKA", .person, [#"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{7}"#], 0.35, check: .luhn, words: ["amka", "αμκα"],
            source: "https://www.amka.gr/", finds: ["AMKA: «01013680119»"], ignores: ["AMKA: 01013099998"]),
        NationalIdentifier.id("GR_PASSPORT", .passport, [#"[A-Z]{2}\d{7}"#], 0.2, finds: ["passport number: «AE0000005»"]),
        NationalIdentifier.id(
            "CY_VAT", .vat, [#"(?:CY[ -]?)?\d{8}[A-Z]"#], 0.35,
            check: .checksum { value in
                let start = value.compact[0] > 57 ? 2 : 0
                let table = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21]
                var sum = 0
                for index in 0..<8 { sum += index % 2 == 0 ? table[value[start + index]] : value[start + index] }
                return sum % 26 + 10 == value[start + 8]
            }, words: ["αριθμός εγγραφής", "φ.π.α", "cyprus"], finds: ["VAT «CY10259033P»"], ignores: ["VAT CY10259033Z"]),
        NationalIdentifier.id("CY_VAT", .vat, [#"CY[A-Z0-9]{9}"#], 0.3, check: .digits(atLeast: 7), finds: ["VAT number: «CY123456789»"]),
        NationalIdentifier.id(
            "CY_TAX_ID", .person, [#"\d{8}[A-Z]"#], 0.3,
            check: .checksum { value in
                let table = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21]
                var sum = 0
                for index in 0..<8 { sum += index % 2 == 0 ? table[value[index]] : value[index] }
                return sum % 26 + 10 == value[8]
            }, words: ["cyprus"], finds: ["tax ID: «00123123T»"], ignores: ["tax ID: 99652156A"]),
        NationalIdentifier.id(
            "AL_NIPT", .tax, [#"(?:AL ?)?[A-M] ?\d{8} ?[A-Z]"#], 0.3, words: ["nipt", "nuis"], finds: ["NIPT «J91402501L»"]),
        NationalIdentifier.id("AL_VAT", .vat, [#"AL\d{9}[A-Z]"#, #"AL[A-Z]\d{8}[A-Z]"#], 0.4, finds: ["VAT number: «AL123456789A»"]),
    ]
}
