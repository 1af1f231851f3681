/// Middle East, Africa, Australia and New Zealand.
enum MiddleEastAfricaOceania {
    static let all: [Recognizer] = middleEast + africa + southAfrica + oceania

    private static let middleEast: [Recognizer] = [
        NationalIdentifier.id(
            "TR_NATIONAL_ID", .person, [#"[1-9]\d{10}"#], 0.5,
            check: .checksum { value in
                let odd = value[0] + value[2] + value[4] + value[6] + value[8]
                let even = value[1] + value[3] + value[5] + value[7]
                let tenth = ((odd * 7 - even) % 10 + 10) % 10
                return tenth == value[9] && (odd + even + tenth) % 10 == value[10]
            }, words: ["tc", "tc kimlik", "kimlik", "kimlik no", "tckn", "turkish id", "t.c. kimlik"], source: "https://www.nvi.gov.tr/",
            finds: ["TC Kimlik No: «10000000146»"], ignores: ["TC Kimlik No: 10000000147"]),
        NationalIdentifier.id(
            "TR_VKN", .tax, [#"\d{10}"#], 0.3,
            check: .checksum { value in
                var sum = 0
                for index in 0..<9 {
                    let first = (value[index] + 9 - index) % 10
                    if first == 0 { continue }
                    let second = first * (1 << (9 - index)) % 9
                    sum += second == 0 ? 9 : second
                }
                return (10 - sum % 10) % 10 == value[9]
            }, words: ["vkn", "vergi kimlik", "vergi no"], source: "https://www.gib.gov.tr/", finds: ["VKN «4540336377»"],
            ignores: ["VKN 4540536921"]),
        NationalIdentifier.id(
            "TR_LICENSE_PLATE", .plate,
            [#"(?:0[1-9]|[1-7]\d|8[01]) ?(?:[A-Z] ?\d{4,5}|[A-Z]{2} ?\d{3,4}|[A-Z]{3} ?\d{2,4}|[A-Z]{1,2} ?\d{2,3})"#], 0.25,
            words: ["plaka"], source: "https://www.egm.gov.tr/", finds: ["plaka «34ABC1234»"], ignores: ["plaka 82 ABC 123"]),
        NationalIdentifier.id(
            "TR_PASSPORT", .passport, [#"[A-Z] ?\d{8}"#], 0.2, words: ["pasaport"], finds: ["passport number: «U 01048537»"]),
        NationalIdentifier.id(
            "IL_IDNR", .person, [#"\d{7,8}-?\d"#], 0.3, check: .luhn & .rule { !$0.isUniform },
            words: ["identity number", "teudat zehut", "מספר זהות", "ת.ז", "תעודת זהות"], source: "https://www.gov.il/",
            finds: ["Identity Number «39337428-5»"], ignores: ["Identity Number 3933742-2"]),
        NationalIdentifier.id(
            "IL_HP", .company, [#"5\d{8}"#], 0.3, check: .luhn, words: ["company number", "ח.פ", "מספר חברה"],
            finds: ["Company Number «516179447»"], ignores: ["Company Number 516179150"]),
        NationalIdentifier.id(
            "IL_ID_CARD", .person, [#"\d{9}"#], 0.25, check: .luhn, words: ["israel"], finds: ["identity card number: «219472156»"],
            ignores: ["identity card number: 123456789"]),
        NationalIdentifier.id(
            "IR_ID_CARD", .person, [#"\d{10}"#], 0.25,
            check: .checksum { value in
                let rest = value.weighted([10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11
                return (rest < 2 ? rest : 11 - rest) == value[9] && !value.isUniform
            }, words: ["کد ملی", "iran", "melli"], finds: ["identity card number: «0067749828»"],
            ignores: ["identity card number: 1260293042"]),
        NationalIdentifier.id(
            "SA_ID", .person, [#"[12]\d{9}"#], 0.25, check: .luhn, words: ["iqama", "الهوية الوطنية", "رقم الهوية", "saudi"],
            general: false, finds: ["iqama «2100000005»"]),
        NationalIdentifier.id(
            "SA_VAT", .vat, [#"(?:SA)?\d{15}"#], 0.16, words: ["الرقم الضريبي", "saudi"], finds: ["VAT number: «123456789012345»"]),
        NationalIdentifier.id(
            "AE_EMIRATES_ID", .person, [#"784-?\d{4}-?\d{7}-?\d"#], 0.5, check: .luhn, words: ["emirates id", "رقم الهوية"],
            finds: ["Emirates ID «784-1990-1234567-6»"]),
        NationalIdentifier.id(
            "LY_ID_CARD", .person, [#"[12]\d{11}"#], 0.15, words: ["libya"], finds: ["identity card number: «119803455876»"]),
        NationalIdentifier.id(
            "EG_TN", .tax, [#"\d{3}-?\d{3}-?\d{3}"#], 0.2, words: ["الرقم الضريبي", "tax registration number"],
            finds: ["Tax Registration Number «100-531-385»"]),
        NationalIdentifier.id(
            "EG_ID", .person, [#"[23]\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{7}"#], 0.3, words: ["الرقم القومي", "egypt"],
            general: false, finds: ["الرقم القومي «29001011234567»"]),
    ]

    private static let africa: [Recognizer] = [
        NationalIdentifier.id(
            "NG_NIN", .person, [#"\d{11}"#], 0.35, check: .verhoeff, words: ["nin", "national identification number", "nimc"],
            source: "https://nimc.gov.ng/", finds: ["NIN: «12345678902»"], ignores: ["NIN: 12345678903"]),
        NationalIdentifier.id(
            "NG_VEHICLE_REGISTRATION", .plate, [#"[A-Z]{3}[ -]?\d{3}[ -]?[A-Z]{2}"#], 0.45, words: ["frsc", "plate number", "plates"],
            finds: ["vehicle «APP-456CV»"]),
        NationalIdentifier.id(
            "NG_VAT", .vat, [#"(?:NG)?\d{8}-\d{4}"#, #"NG\d{12}"#], 0.25, words: ["firs"], finds: ["VAT number: «NG12345678-9012»"]),
        NationalIdentifier.id(
            "GH_TIN", .tax, [#"[PCGQV]00[A-Z0-9]\d{6}[0-9X]"#], 0.5,
            check: .checksum { value in
                var sum = 0
                for index in 1..<10 { sum += index * value[index] }
                let check = sum % 11
                return check == 10 ? value.compact[10] == UInt8(ascii: "X") : check == value[10]
            }, words: ["gra", "ghana"], source: "https://gra.gov.gh/", finds: ["TIN «C0000803146»"], ignores: ["TIN C0000803563"]),
        NationalIdentifier.id(
            "GN_NIFP", .tax, [#"\d{3}-?\d{3}-?\d{3}"#], 0.25, check: .luhn, words: ["nifp", "guinée"], finds: ["NIFp: «693770885»"],
            ignores: ["NIFp: 693770880"]),
        NationalIdentifier.id(
            "KE_PIN", .tax, [#"[AP]\d{9}[A-Z]"#], 0.35, words: ["kra", "kra pin", "pin", "kenya"], source: "https://www.kra.go.ke/",
            finds: ["KRA PIN «P051365947M»"]),
        NationalIdentifier.id(
            "MZ_NUIT", .tax, [#"\d{3}[ -]?\d{3}[ -]?\d{3}"#], 0.25,
            check: .checksum { [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1][$0.weighted([8, 9, 4, 5, 6, 7, 8, 9]) % 11] == $0[8] }, words: ["nuit"],
            finds: ["NUIT «400339910»"], ignores: ["NUIT 400339911"]),
        NationalIdentifier.id(
            "MZ_PASSPORT", .passport, [#"(?:[A-Z]{2}\d{7}|\d{2}[A-Z]{2}\d{5})"#], 0.2, finds: ["passport number: «08AB12123»"]),
        NationalIdentifier.id(
            "SN_NINEA", .tax, [#"\d{3} ?\d{4}(?: ?\d[A-Z]\d)?"#, #"\d{9}"#], 0.25,
            check: .checksum { value in
                let start = value.count == 9 ? 2 : 0
                return value.weighted([1, 2, 1, 2, 1, 2, 1], from: start) % 10 == 0
            }, words: ["ninea"], general: false, finds: ["NINEA «3067528»"], ignores: ["NINEA 3067222"]),
        NationalIdentifier.id(
            "MA_ICE", .company, [#"\d{15}"#], 0.35, check: .checksum { value in (value.number(0..<15) ?? 1) % 97 == 0 },
            words: ["ice", "identifiant commun"], finds: ["ICE «001561281000061»"], ignores: ["ICE 001561281000013"]),
        NationalIdentifier.id(
            "TN_MF", .tax, [#"\d{7}/?[A-HJ-NP-TV-Z]/?[ABPDN]/?[CMNPE]/?\d{3}"#], 0.6, words: ["mf", "matricule fiscal"],
            finds: ["MF «1234567/M/A/E/001»"]),
        NationalIdentifier.id(
            "TN_MF", .tax, [#"\d{7} ?/?[A-HJ-NP-TV-Z]"#], 0.2, words: ["mf", "matricule fiscal"], general: false,
            finds: ["MF «1234567/M»"]),
        NationalIdentifier.id(
            "TN_ID_CARD", .person, [#"\d{8}"#], 0.15, words: ["tunisia", "cin"], finds: ["identity card number: «73089789»"]),
        NationalIdentifier.id(
            "DZ_NIF", .tax, [#"\d{15}(?:\d{5})?"#], 0.2, words: ["nif", "n.i.f", "algérie"], finds: ["NIF «416001000000007»"]),
        NationalIdentifier.id("DZ_PASSPORT", .passport, [#"\d{9}"#], 0.15, finds: ["passport number: «855609385»"]),
    ]

    private static let southAfrica: [Recognizer] = [
        NationalIdentifier.id(
            "ZA_ID_NUMBER", .person, [#"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]) ?\d{4} ?[0-2][0-9] ?\d"#], 0.4,
            check: .luhn & .rule { Checksum.isDateYYMMDD($0) },
            words: ["id number", "rsa id", "south african id", "sa id", "refugee id", "identity number"], source: "https://www.dha.gov.za/",
            finds: ["RSA ID: «7503303044057»"], ignores: ["ID number: 7503305044088"]),
        NationalIdentifier.id(
            "ZA_COMPANY_REGISTRATION", .company, [#"(?:19|20)\d{2}/\d{6,7}/(?:0[6-9]|[1-3]\d)"#], 0.6,
            words: ["cipc", "registration number"], source: "https://www.cipc.co.za/", finds: ["«2011/123456/07»"]),
        NationalIdentifier.id(
            "ZA_INCOME_TAX_NUMBER", .tax, [#"[01239]\d{9}"#], 0.3, check: .luhn, words: ["sars", "income tax"],
            source: "https://www.sars.gov.za/", finds: ["TIN: «0001339357»"], ignores: ["TIN: 0001339051"]),
        NationalIdentifier.id("ZA_VAT_NUMBER", .vat, [#"4\d{9}"#], 0.2, words: ["sars"], finds: ["VAT number: «4123456789»"]),
        NationalIdentifier.id(
            "ZA_PASSPORT", .passport, [#"[ADMT]\d{8}"#], 0.25, words: ["south african passport"], finds: ["passport number: «M12345678»"]),
        NationalIdentifier.id(
            "ZA_DRIVER_LICENSE", .licence, [#"\d{8}[A-Z0-9]{4}"#, #"\d{10}[A-Z]{2}"#], 0.2, finds: ["driver license «60460001B2CD»"]),
        NationalIdentifier.id(
            "ZA_TRAFFIC_REGISTER_NUMBER", .licence, [#"\d{13}"#], 0.15, words: ["traffic register", "trn"], general: false,
            finds: ["traffic register «1234567890123»"]),
        NationalIdentifier.id(
            "ZA_LICENSE_PLATE", .plate,
            [
                #"[A-Z]{2} ?\d{2} ?[A-Z]{2} ?(?:GP|NW|MP|EC|L|NC|FS|WP|ZN)"#, #"C[A-Z]{1,2} ?\d{1,3}[ -]?\d{3}"#,
                #"[B-DF-HJ-NP-TV-Z]{3} ?\d{3} ?(?:GP|NW|MP|EC|L|NC|FS)"#,
            ], 0.35, words: ["natis"], finds: ["number plate «BB 12 CD GP»"]),
    ]

    /// The check digit of a New Zealand tax number; eight digits count as nine with a zero before them.
    private static func irdCheck(_ value: borrowing MatchedValue, _ weights: [Int]) -> Int {
        let last = value.count - 1
        var sum = 0
        for index in 0..<last { sum += weights[8 - last + index] * value[index] }
        return (11 - sum % 11) % 11
    }

    private static let oceania: [Recognizer] = [
        NationalIdentifier.id(
            "AU_ABN", .company, [#"[1-9]\d ?\d{3} ?\d{3} ?\d{3}"#], 0.35,
            check: .checksum { value in
                (value.weighted([10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 == 0
            }, words: ["abn", "australian business number", "gst"], source: "https://abr.business.gov.au/Help/AbnFormat",
            finds: ["ABN «51 824 753 556»"], ignores: ["ABN 51824753557"]),
        NationalIdentifier.id(
            "AU_VAT", .vat, [#"(?:AU)?[1-9]\d{10}"#], 0.3,
            check: .checksum { value in
                (value.weighted([10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19], from: value.count - 11) - 10) % 89 == 0
            }, words: ["abn"], finds: ["VAT number: «AU53004085616»"], ignores: ["VAT number: AU55613309809"]),
        NationalIdentifier.id(
            "AU_ACN", .company, [#"\d{3} ?\d{3} ?\d{3}"#], 0.25, check: .complement([8, 7, 6, 5, 4, 3, 2, 1], modulo: 10, ten: 0),
            words: ["acn", "australian company number"], source: "https://asic.gov.au/", finds: ["ACN «004 085 616»"],
            ignores: ["ACN 824753557"]),
        NationalIdentifier.id(
            "AU_TFN", .tax, [#"\d{3} ?\d{3} ?\d{3}"#], 0.25, check: .weighted([1, 4, 3, 7, 5, 8, 6, 9, 10], modulo: 11),
            words: ["tfn", "tax file number"], source: "https://www.ato.gov.au/", finds: ["TFN «123 456 782»"], ignores: ["TFN 999999999"]),
        NationalIdentifier.id(
            "AU_MEDICARE", .health, [#"[2-6]\d{3} ?\d{5} ?\d(?:[ /-]?\d)?"#], 0.35,
            check: .weighted([1, 3, 7, 9, 1, 3, 7, 9], modulo: 10, ten: nil), words: ["medicare"],
            source: "https://www.servicesaustralia.gov.au/medicare", finds: ["Medicare «2123 45670 1»"], ignores: ["Medicare 2123 45671 1"]),
        NationalIdentifier.id("AU_PASSPORT", .passport, [#"[A-Z]{1,2}\d{7}"#], 0.2, finds: ["passport number: «PA1234567»"]),
        NationalIdentifier.id(
            "AU_POSTAL_CODE", .postal, [#"(?:0[2-9]|[1-9]\d)\d{2}"#], 0.15, words: ["australia"], finds: ["postal code: «2620»"]),
        NationalIdentifier.id(
            "NZ_IRD", .tax, [#"\d{2,3}-?\d{3}-?\d{3}"#], 0.3,
            check: .checksum { value in
                let result = MiddleEastAfricaOceania.irdCheck(value, [3, 2, 7, 6, 5, 4, 3, 2])
                if result != 10 { return result == value[value.count - 1] }
                let second = MiddleEastAfricaOceania.irdCheck(value, [7, 4, 3, 2, 5, 2, 7, 6])
                return second != 10 && second == value[value.count - 1]
            }, words: ["ird", "ird number", "inland revenue"], source: "https://www.ird.govt.nz/", finds: ["IRD number «49-091-850»"],
            ignores: ["IRD number 49-091-851"]),
        NationalIdentifier.id(
            "NZ_BANKACCOUNT", .bank, [#"\d{2}-?\d{4}-?\d{7}-?\d{2,3}"#], 0.3, words: ["new zealand bank", "nz bank"],
            source: "https://www.paymentsnz.co.nz/", finds: ["bank account number «01-0242-0100194-000»"]),
        NationalIdentifier.id("NZ_PASSPORT", .passport, [#"(?i)(?:l[a-z]|e[a-z]|n)\d{6}"#], 0.2, finds: ["passport number: «La012345»"]),
        NationalIdentifier.id("NZ_VAT", .vat, [#"NZ\d{9}"#], 0.3, words: ["gst"], finds: ["VAT number: «NZ123456789»"]),
    ]
}
