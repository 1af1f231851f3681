/// Poland, Czechia, Slovakia, Hungary, Romania, Bulgaria, Moldova, Ukraine, Belarus, Russia, and the countries of former Yugoslavia.
enum EasternEurope {
    static let all: [Recognizer] = poland + czechia + southEast + balkans + east

    private static let poland: [Recognizer] = [
        NationalIdentifier.id(
            "PL_PESEL", .person, [#"\d{2}(?:[02468][1-9]|[13579][0-2])(?:0[1-9]|[12]\d|3[01])\d{5}"#], 0.4,
            check: .complement([1, 3, 7, 9, 1, 3, 7, 9, 1, 3], modulo: 10, ten: 0),
            words: ["pesel", "numer pesel"], source: "https://www.gov.pl/web/gov/czym-jest-numer-pesel", finds: ["PESEL «44051401458»"],
            ignores: ["PESEL 44051401459", "PESEL 44951401458"]),
        NationalIdentifier.id(
            "PL_TAX_ID", .person, [#"\d{11}"#], 0.2, check: .complement([1, 3, 7, 9, 1, 3, 7, 9, 1, 3], modulo: 10, ten: 0),
            words: ["pesel"], finds: ["tax ID: «02870803622»"]),
        NationalIdentifier.id(
            "PL_NIP", .tax, [#"(?:PL ?)?\d{3}-?\d{3}-?\d{2}-?\d{2}"#, #"(?:PL ?)?\d{3}-\d{2}-\d{2}-\d{3}"#], 0.35,
            check: .checksum { value in
                let start = value.count - 10
                let sum = value.weighted([6, 5, 7, 2, 3, 4, 5, 6, 7], from: start) % 11
                return sum == value[start + 9] && !value.isUniform
            }, words: ["nip", "numer identyfikacji podatkowej"], source: "https://www.podatki.gov.pl/", finds: ["NIP «692-251-91-10»"],
            ignores: ["NIP 123-456-32-19"]),
        NationalIdentifier.id(
            "PL_VAT", .vat, [#"(?:PL)?\d{3}-\d{2}-\d{2}-\d{3}"#, #"(?:PL)?\d{3}-\d{3}-\d{2}-\d{2}"#, #"PL\d{10}"#], 0.3, words: ["nip"],
            finds: ["VAT number: «PL123-45-67-890»"]),
        NationalIdentifier.id(
            "PL_REGON", .company, [#"\d{9}"#], 0.25, check: .weighted([8, 9, 2, 3, 4, 5, 6, 7], modulo: 11, ten: 0), words: ["regon"],
            source: "https://bip.stat.gov.pl/dzialalnosc-statystyki-publicznej/rejestr-regon/", finds: ["REGON «192792590»"],
            ignores: ["REGON 192598183"]),
        NationalIdentifier.id(
            "PL_REGON", .company, [#"\d{14}"#], 0.3, check: .weighted([2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8], modulo: 11, ten: 0),
            words: ["regon"], finds: ["REGON «12345678512361»"], ignores: ["REGON 12345678512348"]),
        NationalIdentifier.id(
            "PL_DOWOD", .person, [#"[A-Z]{3} ?\d{6}"#], 0.25,
            check: .checksum { value in value.weighted([7, 3, 1, 9, 7, 3, 1, 7, 3]) % 10 == 0 },
            words: ["dowód osobisty", "dowód", "seria i numer"], source: "https://www.gov.pl/web/gov/dowod-osobisty",
            finds: ["dowód osobisty «ABC138764»"], ignores: ["dowód osobisty ABC123457"]),
        NationalIdentifier.id(
            "PL_PASSPORT", .passport, [#"[A-Z]{2} ?\d{7}"#], 0.2, words: ["paszport"], finds: ["passport number: «ZS 0000177»"]),
        NationalIdentifier.id("PL_POSTAL_CODE", .postal, [#"\d{2}-\d{3}"#], 0.2, words: ["kod pocztowy"], finds: ["postal code: «05-800»"]),
    ]

    /// A birth number: YYMMDD with 50 (women) or 20 and 70 (since 2004, overfull days) added to the month; ten digits are divisible by 11.
    static func isBirthNumber(_ value: borrowing MatchedValue, since1880: Bool = false) -> Bool {
        guard value.count == 9 || value.count == 10, let year = value.number(0..<2), let month = value.number(2..<4),
            let day = value.number(4..<6)
        else { return false }
        // The number 000 is not given out.
        if value.count == 9, value.number(6..<9) == 0 { return false }
        let real = month % 50 % 20
        guard Checksum.isDate(year < 54 ? 2000 + year : 1900 + year, real, day) else { return false }
        // Nine digits were given out until 1953; from 80 on they can only be of the century before.
        guard value.count == 10, let head = value.number(0..<9) else { return year < 54 || since1880 && year > 79 }
        return head % 11 % 10 == value[9]
    }

    private static let czechia: [Recognizer] = [
        NationalIdentifier.id(
            "CZ_RC", .person, [#"\d{6}/\d{3,4}"#], 0.5, check: .checksum { EasternEurope.isBirthNumber($0) },
            words: ["rodné číslo", "rč", "r.č", "rc"], source: "https://www.mvcr.cz/", finds: ["RČ «710319/6310»"],
            ignores: ["RČ 710319/2746"]),
        NationalIdentifier.id(
            "CZ_RC", .person, [#"\d{9,10}"#], 0.25, check: .checksum { EasternEurope.isBirthNumber($0) },
            words: ["rodné číslo", "rč", "r.č", "rc"], finds: ["RČ «7103195209»"], ignores: ["RČ 7103192746"]),
        NationalIdentifier.id(
            "CZ_RC", .person, [#"\d{6}/?\d{3}"#], 0.25, check: .checksum { EasternEurope.isBirthNumber($0, since1880: true) },
            words: ["rodné číslo", "rč", "r.č", "rc"], general: false, finds: ["RČ «960121/831»"], ignores: ["RČ 960121/000"]),
        NationalIdentifier.id(
            "CZ_TAX_ID", .person, [#"\d{6}/?\d{3,4}"#], 0.25,
            check: .checksum { value in
                guard let month = value.number(2..<4) else { return false }
                if EasternEurope.isBirthNumber(value) { return true }
                return value.count == 10 && (1...82).contains(month) && (value.number(0..<9) ?? 0) % 11 % 10 == value[9]
            }, words: ["rodné číslo", "dič"], finds: ["tax ID: «1602295134»"]),
        NationalIdentifier.id(
            "CZ_DIC", .vat, [#"(?:CZ ?)?\d{8}"#], 0.25,
            check: .checksum { value in
                let start = value.count - 8
                let check = (11 - value.weighted([8, 7, 6, 5, 4, 3, 2], from: start) % 11) % 11
                return value[start] != 9 && (check == 0 ? 1 : check) % 10 == value[start + 7]
            }, words: ["dič", "dic", "daňové identifikační číslo", "ičo", "ič"], finds: ["DIČ «CZ25123891»"], ignores: ["DIČ 25123890"]),
        NationalIdentifier.id(
            "CZ_DIC", .vat, [#"(?:CZ ?)?\d{9,10}"#], 0.25,
            check: .checksum { value in
                let start = value.compact[0] > 57 ? 2 : 0
                let count = value.count - start
                if count == 9, value[start] == 6 {
                    var sum = 0
                    for index in 0..<7 { sum += (8 - index) * value[start + 1 + index] }
                    let check = sum % 11
                    return ((8 - (10 - check + 11) % 11) % 10 + 10) % 10 == value[start + 8]
                }
                guard let month = value.number(start + 2..<start + 4) else { return false }
                let real = month > 70 ? month - 70 : month > 50 ? month - 50 : month > 20 ? month - 20 : month
                guard (1...12).contains(real) else { return false }
                if count == 9 { return value.number(start + 6..<start + 9) != 0 }
                guard let head = value.number(start..<start + 9) else { return false }
                return head % 11 % 10 == value[start + 9]
            }, words: ["dič", "dic"], finds: ["DIČ «640903926»"]),
        NationalIdentifier.id("CZ_VAT", .vat, [#"CZ\d{8,10}"#], 0.3, words: ["dič"], finds: ["VAT number: «CZ123456789»"]),
        NationalIdentifier.id(
            "SK_RC", .person, [#"\d{6}/?\d{3,4}"#], 0.25, check: .checksum { EasternEurope.isBirthNumber($0) },
            words: ["rodné číslo", "rč", "slovak"], finds: ["RČ «710319/6310»"], ignores: ["RČ 710319/2746"]),
        NationalIdentifier.id(
            "SK_RC", .person, [#"\d{6}/?\d{3}"#], 0.25, check: .checksum { EasternEurope.isBirthNumber($0, since1880: true) },
            words: ["rodné číslo", "rč"], general: false, finds: ["RČ «960121/831»"], ignores: ["RČ 960121/000"]),
        NationalIdentifier.id(
            "SK_TAX_ID", .person, [#"\d{6}/?\d{3,4}"#], 0.2,
            check: .checksum { value in
                if value.count == 10 { return (value.number(0..<9) ?? 0) % 11 % 10 == value[9] }
                return value.bytes.contains(UInt8(ascii: "/")) && (value.number(0..<2) ?? 99) < 54
                    && (1...12).contains(((value.number(2..<4) ?? 0) - 1) % 50 + 1) && (1...31).contains(value.number(4..<6) ?? 0)
                    && value.number(6..<9) != 0
            }, finds: ["tax ID: «536221/999»"]),
        NationalIdentifier.id(
            "SK_DPH", .vat, [#"(?:SK ?)?\d{3} ?\d{3} ?\d{2} ?\d{2}"#], 0.3,
            check: .checksum { value in
                (value.number(value.count - 10..<value.count) ?? 1) % 11 == 0 || EasternEurope.isBirthNumber(value)
            },
            words: ["ič dph", "dph", "ičdph", "dič"], finds: ["IČ DPH «SK2022749619»"], ignores: ["IČ DPH SK2022749618"]),
        NationalIdentifier.id("SK_VAT", .vat, [#"SK\d{10}"#], 0.3, finds: ["VAT number: «SK1234567890»"]),
    ]

    private static let southEast: [Recognizer] = [
        NationalIdentifier.id(
            "HU_ANUM", .vat, [#"(?:HU[ -]?)?\d{8}"#, #"\d{8}-\d-\d{2}"#], 0.25,
            check: .checksum { value in
                let start = value.compact[0] > 57 ? 2 : 0
                return value.weighted([9, 7, 3, 1, 9, 7, 3, 1], from: start) % 10 == 0
            }, words: ["anum", "adószám", "közösségi adószám"], finds: ["Adószám «HU12892312»"], ignores: ["Adószám HU12892313"]),
        NationalIdentifier.id("HU_VAT", .vat, [#"HU\d{8}"#], 0.3, finds: ["VAT number: «HU12345678»"]),
        NationalIdentifier.id(
            "HU_TAX_ID", .person, [#"8\d{9}"#], 0.3, check: .weighted([1, 2, 3, 4, 5, 6, 7, 8, 9], modulo: 11, ten: nil),
            words: ["adóazonosító"], finds: ["adóazonosító «8071592102»"], ignores: ["adóazonosító 8071592154"]),
        NationalIdentifier.id(
            "HU_LICENSE_PLATE", .plate, [#"[A-Z]{3}-\d{3}"#, #"[A-Z]{2}[ -][A-Z]{2}-\d{3}"#], 0.2, words: ["rendszám"],
            finds: ["license plate: «AWQ-777»"]),
        NationalIdentifier.id(
            "HU_PASSPORT", .passport, [#"[A-Z]{2}\d{6,7}"#], 0.2, words: ["útlevél"], finds: ["passport number: «ZA084505»"]),
        NationalIdentifier.id(
            "RO_CNP", .person, [#"[1-9]\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{6}"#], 0.45,
            check: .weighted([2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9], modulo: 11, ten: 1),
            words: ["cnp", "cod numeric personal", "cod numeric"], source: "https://www.mai.gov.ro/", finds: ["CNP «1630615123457»"],
            ignores: ["CNP 1630615123458"]),
        NationalIdentifier.id(
            "RO_TAX_ID", .person, [#"9000\d{9}"#, #"[1-8]\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{6}"#], 0.2,
            check: .checksum { value in
                value[0] == 9 || Checksum.isWeighted(value, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9], modulus: 11, ten: 1)
            }, finds: ["tax ID: «9000123456789»"]),
        NationalIdentifier.id(
            "RO_CUI", .company, [#"(?:RO ?)?\d{5,10}"#, #"(?:RO ?)?\d{3} \d{3} \d{2}"#], 0.2,
            check: .checksum { EasternEurope.isRomanianCompany($0) },
            words: ["cui", "cif", "cod unic"], finds: ["CUI «18547281»"], ignores: ["CUI 18547291"]),
        NationalIdentifier.id(
            "RO_CF", .vat, [#"RO ?\d{5,10}"#], 0.45, check: .checksum { EasternEurope.isRomanianCompany($0) },
            words: ["cf", "cod fiscal", "tva"], finds: ["CF «RO18547281»"], ignores: ["CF RO18547291"]),
        NationalIdentifier.id(
            "RO_CF", .vat, [#"(?:RO ?)?(?!20[0-3]\d[01])\d{3} ?\d{3} ?\d{2}"#], 0.25,
            check: .checksum { EasternEurope.isRomanianCompany($0) },
            words: ["cf", "cod fiscal"], general: false, finds: ["CF «185 472 81»"], ignores: ["CF 18547291"]),
        NationalIdentifier.id(
            "RO_CF", .vat, [#"[1-9]\d{12}"#], 0.25, check: .weighted([2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9], modulo: 11, ten: 1),
            words: ["cf", "cod fiscal"], general: false, finds: ["CF «1630615123457»"]),
        NationalIdentifier.id("RO_VAT", .vat, [#"RO\d{4,10}"#], 0.3, finds: ["VAT number: «RO1234567890»"]),
        NationalIdentifier.id(
            "RO_ONRC", .company, [#"[JFC]\d{1,2}/\d{1,6}/\d{4}"#], 0.5, words: ["onrc", "registrul comerțului", "reg. com"],
            finds: ["ONRC «J52/750/2012»"]),
        NationalIdentifier.id(
            "RO_ONRC", .company, [#"[JFC](?:19|20)\d{11}"#], 0.4,
            check: .checksum { value in
                // The code of the letter and the digits before the last add up to it, modulo 10: derived from published numbers.
                let last = value.count - 1
                var sum = Int(value.compact[0])
                for index in 1..<last { sum += value[index] }
                return sum % 10 == value[last]
            }, words: ["onrc"], finds: ["ONRC «J2012003523169»"], ignores: ["ONRC J2012003523163"]),
        NationalIdentifier.id("RO_PASSPORT", .passport, [#"\d{8,9}"#], 0.15, words: ["pașaport"], finds: ["passport number: «05485968»"]),
        NationalIdentifier.id(
            "BG_EGN", .person, [#"\d{2}(?:[024][1-9]|[135][0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{4}| \d{3} \d)"#], 0.35,
            check: .weighted([2, 4, 8, 5, 10, 9, 7, 3, 6], modulo: 11, ten: 0), words: ["egn", "егн", "единен граждански номер"],
            source: "https://www.grao.bg/", finds: ["ЕГН «7523169263»"], ignores: ["ЕГН 7523169260"]),
        NationalIdentifier.id(
            "BG_PNF", .person, [#"\d{4} ?\d{3} ?\d{3}"#], 0.25, check: .weighted([21, 19, 17, 13, 11, 9, 7, 3, 1], modulo: 10, ten: nil),
            words: ["pnf", "лнч", "lnch"], finds: ["ЛНЧ «7111042833»"], ignores: ["ЛНЧ 7111042926"]),
        NationalIdentifier.id(
            "BG_VAT", .vat, [#"(?:BG ?)?\d{3} ?\d{3} ?\d{3}"#], 0.25,
            check: .checksum { value in
                let start = value.count - 9
                var check = value.weighted([1, 2, 3, 4, 5, 6, 7, 8], from: start) % 11
                if check == 10 { check = value.weighted([3, 4, 5, 6, 7, 8, 9, 10], from: start) % 11 }
                return check % 10 == value[start + 8]
            }, words: ["ддс", "dds", "bulstat", "еик"], finds: ["ДДС «BG175074752»"], ignores: ["ДДС BG175074751"]),
        NationalIdentifier.id("BG_VAT", .vat, [#"BG\d{9,10}"#], 0.3, finds: ["VAT number: «BG1234567890»"]),
        NationalIdentifier.id(
            "BG_TAX_ID", .person, [#"\d{2}(?:[024][1-9]|[135][0-2])(?:0[1-9]|[12]\d|3[01])\d{4}"#], 0.25,
            check: .weighted([2, 4, 8, 5, 10, 9, 7, 3, 6], modulo: 11, ten: 0), finds: ["tax ID: «7541010019»"]),
    ]

    static func isRomanianCompany(_ value: borrowing MatchedValue) -> Bool {
        let start = value.compact[0] > 57 ? 2 : 0
        let count = value.count - start - 1
        guard count >= 1, count <= 9 else { return false }
        let weights = [7, 5, 3, 2, 1, 7, 5, 3, 2]
        var sum = 0
        for index in 0..<count { sum += weights[9 - count + index] * value[start + index] }
        return 10 * sum % 11 % 10 == value[start + count]
    }

    private static let balkans: [Recognizer] = [
        NationalIdentifier.id(
            "HR_OIB", .person, [#"(?:HR ?)?\d{11}"#], 0.35, check: .checksum { Checksum.mod11And10($0, $0.count - 11..<$0.count) },
            words: ["oib", "osobni identifikacijski broj"], source: "https://www.porezna-uprava.hr/", finds: ["OIB «33392005961»"],
            ignores: ["OIB 33392005962"]),
        NationalIdentifier.id("HR_VAT", .vat, [#"HR\d{11}"#], 0.3, words: ["oib", "pdv"], finds: ["VAT number: «HR12345678901»"]),
        NationalIdentifier.id(
            "SI_EMSO", .person, [#"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{9}"#], 0.4,
            check: .complement([7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2], modulo: 11, ten: 0),
            words: ["emšo", "emso", "enotna matična številka", "jmbg", "матичен број"], source: "https://www.gov.si/",
            finds: ["EMŠO «0101006500006»"], ignores: ["EMŠO 0101006500007"]),
        NationalIdentifier.id(
            "SI_DDV", .vat, [#"(?:SI ?)?[1-9]\d{3} ?\d{4}"#], 0.25,
            check: .checksum { value in
                let start = value.count - 8
                let check = 11 - value.weighted([8, 7, 6, 5, 4, 3, 2], from: start) % 11
                return check != 11 && check % 10 == value[start + 7]
            }, words: ["id za ddv", "davčna številka", "ddv"], finds: ["ID za DDV «SI50223054»"], ignores: ["ID za DDV SI50223055"]),
        NationalIdentifier.id("SI_VAT", .vat, [#"SI\d{8}"#], 0.3, finds: ["VAT number: «SI12345678»"]),
        NationalIdentifier.id(
            "SI_MATICNA", .company, [#"\d{7}(?:\d{3})?"#], 0.25,
            check: .checksum { value in
                let check = (11 - value.weighted([7, 6, 5, 4, 3, 2]) % 11) % 11
                return check % 10 == value[6]
            }, words: ["matična številka", "poslovnega registra", "maticna"], finds: ["Matična številka «9359850»"],
            ignores: ["Matična številka 9331235"]),
        NationalIdentifier.id(
            "RS_PIB", .tax, [#"\d{9}"#], 0.25, check: .mod11And10, words: ["pib", "poreski identifikacioni broj", "пиб"],
            finds: ["PIB «101134972»"], ignores: ["PIB 101134703"]),
        NationalIdentifier.id("RS_VAT", .vat, [#"RS\d{9}"#], 0.3, words: ["pib"], finds: ["VAT number: «RS123456789»"]),
        NationalIdentifier.id(
            "ME_PIB", .tax, [#"\d{8}"#], 0.25,
            check: .checksum { value in (11 - value.weighted([8, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10 == value[7] },
            words: ["pib", "poreski identifikacioni broj"], finds: ["PIB «02655098»"], ignores: ["PIB 02655285"]),
        NationalIdentifier.id(
            "MK_VAT", .vat, [#"(?:MK|(?<![^A-Z][A-Z]{2} ))\d{13}"#], 0.2, words: ["едб", "ддв", "macedonia"],
            finds: ["VAT number: «MK1234567890123»"]),
    ]

    private static let east: [Recognizer] = [
        NationalIdentifier.id(
            "RU_INN", .tax, [#"\d{10}"#], 0.3, check: .weighted([2, 4, 10, 3, 5, 9, 4, 6, 8], modulo: 11, ten: 0), words: ["инн", "inn"],
            source: "https://www.nalog.gov.ru/", finds: ["ИНН «1234567894»"], ignores: ["ИНН 1234567895"]),
        NationalIdentifier.id(
            "RU_INN", .tax, [#"\d{12}"#], 0.4,
            check: .checksum { value in
                value.weighted([7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10 == value[10]
                    && value.weighted([3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10 == value[11]
            }, words: ["инн", "inn"], finds: ["ИНН «123456789047»"], ignores: ["ИНН 123456789048"]),
        NationalIdentifier.id(
            "RU_OGRN", .company, [#"[1-9]\d{12}"#, #"[34]\d{14}"#], 0.35,
            check: .checksum { value in
                let count = value.count
                guard let head = value.number(0..<count - 1) else { return false }
                return head % (count - 2) % 10 == value[count - 1]
            }, words: ["огрн", "ogrn", "огрнип", "psrn", "ogrnip"], finds: ["ОГРН «1022200552439»"], ignores: ["ОГРН 1022500001328"]),
        NationalIdentifier.id(
            "RU_SNILS", .person, [#"\d{3}-\d{3}-\d{3}[ -]\d{2}"#], 0.5,
            check: .checksum { value in
                let sum = value.weighted([9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101 % 100
                return sum == value.number(9..<11)
            }, words: ["снилс", "snils"], finds: ["СНИЛС «112-233-445 95»"], ignores: ["СНИЛС 112-233-445 96"]),
        NationalIdentifier.id(
            "RU_PASSPORT", .passport, [#"\d{2} ?\d{2} ?\d{6}"#, #"\d \d{2} \d{6}"#], 0.2, words: ["паспорт", "серия"],
            finds: ["паспорт «45 08 123456»"]),
        NationalIdentifier.id("RU_VAT", .vat, [#"RU(?:\d{10}|\d{12})"#], 0.3, finds: ["VAT number: «RU123456789012»"]),
        NationalIdentifier.id(
            "UA_EDRPOU", .company, [#"\d{8}"#], 0.25,
            check: .checksum { value in
                guard let number = value.number(0..<8) else { return false }
                let isMiddle = (30_000_000...60_000_000).contains(number)
                var check = value.weighted(isMiddle ? [7, 1, 2, 3, 4, 5, 6] : [1, 2, 3, 4, 5, 6, 7]) % 11
                if check == 10 { check = value.weighted(isMiddle ? [9, 3, 4, 5, 6, 7, 8] : [3, 4, 5, 6, 7, 8, 9]) % 11 }
                return check % 10 == value[7]
            }, words: ["єдрпоу", "edrpou", "едрпоу"], source: "https://stat.gov.ua/", finds: ["ЄДРПОУ «32855961»"],
            ignores: ["ЄДРПОУ 32855962"]),
        NationalIdentifier.id(
            "UA_RNTRC", .person, [#"\d{10}"#], 0.3,
            check: .checksum { value in (value.weighted([-1, 5, 7, 9, 4, 6, 10, 5, 7]) % 11 + 11) % 11 % 10 == value[9] },
            words: ["рнокпп", "rntrc", "іпн"], source: "https://tax.gov.ua/", finds: ["РНОКПП «1759525902»"], ignores: ["РНОКПП 1759013777"]
        ),
        NationalIdentifier.id(
            "UA_TAX_ID", .person, [#"\d{10}"#], 0.25,
            check: .checksum { value in (value.weighted([-1, 5, 7, 9, 4, 6, 10, 5, 7]) % 11 + 11) % 11 % 10 == value[9] },
            finds: ["tax ID: «2164212906»"]),
        NationalIdentifier.id(
            "UA_PASSPORT", .passport, [#"[A-Z]{2}\d{6}"#, #"[\x80-\xFF]{4}\d{6}"#], 0.2, words: ["паспорт"],
            finds: ["passport number: «EH345655»"]),
        NationalIdentifier.id(
            "BY_UNP", .tax, [#"[1-7ABCEHKM][0-9ABCEHKMOPT]\d{7}"#], 0.3,
            check: .checksum { value in
                let second = value.compact[1] > 57 ? Array("ABCEHKMOPT".utf8).firstIndex(of: value.compact[1]) ?? 0 : value[1]
                let sum = 29 * value[0] + 23 * second + value.weighted([19, 17, 13, 7, 5, 3], from: 2)
                return sum % 11 < 10 && sum % 11 == value[8]
            }, words: ["унп", "unp"], finds: ["УНП «200988541»"], ignores: ["УНП 200988542"]),
        NationalIdentifier.id("BY_VAT", .vat, [#"УНП \d{9}"#], 0.4, words: ["унп"], finds: ["VAT number: «УНП 123456789»"]),
        NationalIdentifier.id(
            "MD_IDNO", .company, [#"\d{13}"#], 0.35, check: .weighted([7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1], modulo: 10, ten: nil),
            words: ["idno", "idnp"], finds: ["IDNO «1008600038181»"], ignores: ["IDNO 1008600038412"]),
        NationalIdentifier.id(
            "AZ_VOEN", .tax, [#"\d{3} ?\d{3} ?\d{3}[12]"#], 0.3, check: .weighted([4, 1, 8, 6, 2, 7, 5, 3], modulo: 11, ten: nil),
            words: ["vöen", "voen"], finds: ["VÖEN «1400155581»"], ignores: ["VÖEN 1400057424"]),
        NationalIdentifier.id("KZ_VAT", .vat, [#"KZ\d{12}"#], 0.3, words: ["иин", "бин"], finds: ["VAT number: «KZ123456789012»"]),
        NationalIdentifier.id("UZ_VAT", .vat, [#"UZ\d{9}"#], 0.3, words: ["инн"], finds: ["VAT number: «UZ123456789»"]),
    ]
}
