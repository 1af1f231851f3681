/// Germany, Austria, Switzerland, Liechtenstein.
enum Germany {
    static let all: [Recognizer] = germany + austria + switzerland

    private static let germany: [Recognizer] = [
        NationalIdentifier.id(
            "DE_TAX_ID", .person, [#"[1-9]\d{10}"#, #"[1-9]\d ?\d{3} ?\d{3} ?\d{3}"#, #"[1-9]\d{2}/\d{3}/\d{4}/\d"#], 0.3,
            check: .mod11And10 & .rule { Germany.hasRepetition($0) },
            words: [
                "steuer-id", "steueridentifikationsnummer", "steuer id", "idnr", "steuerliche identifikationsnummer",
                "identifikationsnummer",
            ],
            source: "https://www.bzst.de/DE/Privatpersonen/SteuerlicheIdentifikationsnummer/steuerlicheidentifikationsnummer_node.html",
            finds: ["IdNr «36 574 261 809»", "Steuer-ID: «86095742719»", "Steuer-ID: «12345678903»"], ignores: ["Steuer-ID: 12345678901"]),
        NationalIdentifier.id(
            "DE_TAX_NUMBER", .tax, [#"\d{2,3}/\d{3,4}/\d{4,5}"#], 0.5,
            words: ["steuernummer", "steuer-nr", "st.-nr", "st nr", "finanzamt", "stnr"],
            source: "https://de.wikipedia.org/wiki/Steuernummer", finds: ["St.-Nr. «123/456/78901» bitte angeben.", "«12/345/67890»"],
            ignores: ["12/34/5678"]),
        NationalIdentifier.id(
            "DE_TAX_NUMBER", .tax, [#"(?:0[1-9]|1[0-6]|2[1-8]|3[0-2]|4[01]|5\d|9\d)\d{11}"#], 0.25,
            words: ["steuernummer", "steuer-nr", "elster"], finds: ["Steuernummer «2181081508155»"]),
        NationalIdentifier.id(
            "DE_TAX_NUMBER", .tax, [#"\d{10,11}"#], 0.15, words: ["steuernummer", "steuer-nr", "st.-nr", "st nr", "stnr"], general: false,
            finds: ["St.-Nr. «9119700569»"], ignores: ["number 9119700569"]),
        NationalIdentifier.id(
            "DE_VAT_ID", .vat, [#"(?i:de)[ .-]?[1-9]\d{2}[ .,-]?\d{3}[ .-]?\d{3}"#], 0.5,
            words: ["ust-idnr", "ust-id", "ustid", "umsatzsteuer", "umsatzsteuer-identifikationsnummer", "ust id", "mwst"],
            source:
                "https://www.bzst.de/DE/Unternehmen/Identifikationsnummern/Umsatzsteuer-Identifikationsnummer/umsatzsteuer-identifikationsnummer_node.html",
            finds: ["USt-IdNr. «DE 136 695 976»", "«DE136695976»"]),
        NationalIdentifier.id(
            "DE_VAT_ID", .vat, [#"[1-9]\d{8}"#], 0.2, check: .mod11And10,
            words: ["ust-idnr", "ust-id", "ustid", "umsatzsteuer", "ust id", "mwst"], finds: ["Ust ID Nr. «136695976»"],
            ignores: ["Ust ID Nr. 136695977"]),
        NationalIdentifier.id(
            "DE_ID_CARD", .person, [#"(?i)[cfghjklmnprtvwxyz][0-9cfghjklmnprtvwxyz]{8}"#], 0.3,
            check: .checksum { Germany.isDocument($0) } & .digits(atLeast: 1),
            words: ["personalausweis", "ausweis", "ausweisnummer", "personalausweisnummer"],
            source: "https://www.personalausweisportal.de/", finds: ["Personalausweis: «L01X00T44»."],
            ignores: ["Personalausweis: L01X00T45"]),
        NationalIdentifier.id(
            "DE_ID_CARD", .person, [#"[Tt]\d{8}"#], 0.2,
            words: ["personalausweis", "ausweis", "ausweisnummer", "personalausweisnummer"],
            general: false, finds: ["Personalausweis «T00000000»"]),
        NationalIdentifier.id(
            "DE_PASSPORT", .passport, [#"(?i)[cfghjklmnprtvwxyz](?=[a-z]*\d)[0-9cfghjklmnprtvwxyz]{8}"#], 0.2,
            check: .checksum { Germany.isDocument($0) },
            words: ["pass-nr", "passnummer", "reisepassnummer"], source: "https://www.personalausweisportal.de/",
            finds: ["Pass-Nr.: «C01X00T67»"]),
        NationalIdentifier.id(
            "DE_PASSPORT", .passport, [#"[CFGHJK](?=[0-9CFGHJKLMNPRTVWXYZ]*\d)[0-9CFGHJKLMNPRTVWXYZ]{8}"#], 0.15,
            words: ["reisepassnummer"], finds: ["passport number: «C26VMVVC3»"]),
        NationalIdentifier.id(
            "DE_SOCIAL_SECURITY", .person, [#"(?i)\d{2} ?(?:0[1-9]|[12]\d|3[01]|[5-9]\d)(?:0[1-9]|1[0-2])\d{2} ?[A-Z] ?\d{3}"#], 0.5,
            check: .checksum { value in
                var sum = 0
                var digits: [Int] = []
                for index in 0..<8 { digits.append(value[index]) }
                let letter = value[8] - 9
                digits += [letter / 10, letter % 10, value[9], value[10]]
                for (index, weight) in [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1].enumerated() {
                    let term = digits[index] * weight
                    sum += term / 10 + term % 10
                }
                return sum % 10 == value[11]
            }, words: ["rvnr", "sozialversicherungsnummer", "rentenversicherungsnummer", "sv-nummer", "versicherungsnummer"],
            source: "https://www.gesetze-im-internet.de/vkvv/__2.html",
            finds: ["RVNR: «15070649C103»"], ignores: ["RVNR: 15070649C104"]),
        NationalIdentifier.id(
            "DE_HEALTH_INSURANCE", .health, [#"(?i)[a-z]\d{9}"#], 0.35,
            check: .checksum { value in
                let letter = value[0] - 9
                var sum = 0
                var digits = [letter / 10, letter % 10]
                for index in 1..<9 { digits.append(value[index]) }
                for (index, digit) in digits.enumerated() {
                    let term = digit * (index % 2 == 0 ? 1 : 2)
                    sum += term / 10 + term % 10
                }
                return sum % 10 == value[9]
            }, words: ["krankenversichertennummer", "krankenkasse", "kvnr", "versichertennummer", "gesundheitskarte", "egk"],
            source: "https://www.itsg.de/produkte/vergabestelle-krankenversichertennummer/",
            finds: ["KVNR «A123456780»"], ignores: ["KVNR A123456787"]),
        NationalIdentifier.id(
            "DE_LANR", .health, [#"\d{9}"#], 0.25,
            check: .checksum { value in
                let sum = value.weighted([4, 9, 4, 9, 4, 9])
                return (10 - sum % 10) % 10 == value[6] && value.number(0..<6) != 0
            }, words: ["lanr", "arztnummer", "lebenslange arztnummer", "vertragsarzt"], general: false,
            source: "https://www.kbv.de/html/1107.php", finds: ["Arztnummer «987654401» auf dem Rezept."], ignores: ["Arztnummer 987654501"]
        ),
        NationalIdentifier.id(
            "DE_BSNR", .health, [#"\d{9}"#], 0.2, check: .rule { !$0.isUniform }, words: ["bsnr", "betriebsstättennummer", "praxisnummer"],
            general: false,
            source: "https://www.kbv.de/html/1107.php", finds: ["Betriebsstättennummer: «021234568»"]),
        NationalIdentifier.id(
            "DE_FUEHRERSCHEIN", .licence, [#"(?i)[a-z]{2}\d{8}[a-z0-9]"#, #"[A-Z]\d{2}[A-Z0-9]{6}\d[A-Z0-9]"#], 0.25,
            words: ["führerschein", "führerscheinnummer", "fahrerlaubnis"], source: "https://www.kba.de/",
            finds: ["Führerscheinnummer: «BO12345678A»"]),
        NationalIdentifier.id(
            "DE_HANDELSREGISTER", .company,
            [
                #"(?:(?:Amtsgericht |AG )?[A-Z][a-z\x80-\xFF]{2,20}+(?:[/-][A-Z][a-z\x80-\xFF]{2,20}+)? (?=[Hh][Rr]))?(?i:hr[ab]) ?\d{1,6}(?: ?[A-Z]{1,2}(?![\w\x80-\xFF]))?"#,
                #"(?!Fix)(?:(?:Amtsgericht |AG )?[A-Z][a-z\x80-\xFF]{2,20}+(?:[/-][A-Z][a-z\x80-\xFF]{2,20}+)? )(?:GnR|VR|PR|GsR) ?\d{1,6}"#,
            ],
            0.5,
            words: ["handelsregister", "registergericht", "amtsgericht"], source: "https://www.handelsregister.de/",
            finds: [
                "«Aachen HRA 22310»", "Handelsregister: «HRB 123456»", "eingetragen als «HRA 99999» Köln", "«Frankfurt/Oder GnR 11623»",
            ], ignores: ["HRC 12345", "Fix PR28422"]),
        NationalIdentifier.id(
            "DE_KFZ", .plate, [#"(?i)[a-z\x80-\xFF]{1,3}[ -][a-z]{1,2}[ -]?\d{1,4}(?:[ -]?[eh])?"#], 0.2,
            words: ["kennzeichen", "kfz", "nummernschild", "fahrzeug"], source: "https://www.gesetze-im-internet.de/fzv_2023/",
            finds: ["Das Fahrzeug mit Kennzeichen «B AB 1234» wurde gesehen.", "license plate: «M A 1»"], ignores: ["Kennzeichen B 1234"]),
        NationalIdentifier.id(
            "DE_PLZ", .postal, [#"(?!99999|0100[0-0])(?:0[1-9]|[1-9]\d)\d{3}"#], 0.2, words: ["plz", "postleitzahl"], general: true,
            source: "https://www.deutschepost.de/de/p/plz-suche.html", finds: ["PLZ: «10115»"]),
        NationalIdentifier.id(
            "DE_LEITWEG", .company, [#"\d{2,12}-(?:[A-Z0-9]{1,30}-)?\d{2}"#], 0.3, check: .mod97, words: ["leitweg-id", "leitweg"],
            general: false, source: "https://www.xoev.de/leitweg_id-19738",
            finds: ["Leitweg-ID «020-66477-34»"], ignores: ["Leitweg-ID 020-66477-38"]),
    ]

    /// 7-3-1 over digits and letters, modulo 10 (ICAO Doc 9303, part 3).
    static func isDocument(_ value: borrowing MatchedValue) -> Bool {
        var sum = 0
        for index in 0..<8 { sum += value[index] * [7, 3, 1][index % 3] }
        return sum % 10 == value[8]
    }

    /// Of the first ten digits one at most stands twice or three times.
    static func hasRepetition(_ value: borrowing MatchedValue) -> Bool {
        guard value.count == 11 else { return false }
        var counts = [Int](repeating: 0, count: 10)
        for index in 0..<10 { counts[value[index]] += 1 }
        let repeated = counts.filter { $0 > 1 }
        return repeated.count <= 1 && repeated.allSatisfy { $0 <= 3 }
    }

    private static let austria: [Recognizer] = [
        NationalIdentifier.id(
            "AT_TIN", .tax, [#"\d{2}-?\d{3}/?\d{4}"#], 0.25, check: .luhn, words: ["abgabenkontonummer", "steuernummer", "finanzamt"],
            source: "https://www.bmf.gv.at/", finds: ["Abgabenkontonummer: «59-119/9013»"], ignores: ["Abgabenkontonummer 080466195"]),
        NationalIdentifier.id(
            "AT_UID", .vat, [#"(?<!\\)(?:AT ?)?U\d{8}"#], 0.5,
            check: .checksum { value in
                let start = value.count - 8
                var sum = 0
                for index in 0..<7 {
                    let term = value[start + index] * (index % 2 == 0 ? 1 : 2)
                    sum += term / 10 + term % 10
                }
                return (96 - sum) % 10 == value[start + 7]
            }, words: ["uid", "uid-nummer", "umsatzsteuer", "ust-idnr"], finds: ["UID «ATU13585627»", "«U13585627»"],
            ignores: ["UID ATU13585626"]),
        NationalIdentifier.id(
            "AT_VNR", .person, [#"[1-9]\d{3} ?\d{6}"#], 0.3,
            check: .checksum { value in
                let sum = 3 * value[0] + 7 * value[1] + 9 * value[2] + value.weighted([5, 8, 4, 2, 1, 6], from: 4)
                return sum % 11 == value[3]
            }, words: ["vnr", "svnr", "vsnr", "sozialversicherungsnummer", "versicherungsnummer", "e-card"],
            source: "https://www.sozialversicherung.at/", finds: ["SVNR «1237 010180»"], ignores: ["SVNR 2237 010180"]),
        NationalIdentifier.id(
            "AT_BUSINESSID", .company, [#"(?i:FN ?)?\d{1,6} ?[a-z]"#, #"\d{6}[a-z]"#], 0.2,
            words: ["firmenbuch", "firmenbuchnummer", "austrian company register", "fn"], general: false,
            source: "https://justizonline.gv.at/", finds: ["Firmenbuchnummer: «122119m»"]),
        NationalIdentifier.id("AT_PASSPORT", .passport, [#"[A-Z] ?\d{7}"#], 0.2, finds: ["passport number: «P 1630837»"]),
    ]

    private static let switzerland: [Recognizer] = [
        NationalIdentifier.id(
            "CH_SSN", .person, [#"756\.?\d{4}\.?\d{4}\.?\d{2}"#], 0.5,
            check: .checksum { value in
                var sum = 0
                for index in 0..<13 { sum += value[index] * (index % 2 == 0 ? 1 : 3) }
                return sum % 10 == 0
            }, words: ["ahv", "avs", "ahv-nummer", "sozialversicherungsnummer", "swiss social security", "navs13", "numéro avs"],
            source: "https://www.zas.admin.ch/zas/en/home/partenaires-et-institutions-/navs13.html",
            finds: ["«756.9217.0769.85»"], ignores: ["756.9217.0769.84"]),
        NationalIdentifier.id(
            "CH_UID", .company, [#"CHE[ -]?\d{3}\.?\d{3}\.?\d{3}"#], 0.5, check: .checksum { Germany.isSwissUID($0) },
            words: ["uid", "ide", "idi", "unternehmens-identifikationsnummer"],
            source: "https://www.bfs.admin.ch/bfs/en/home/registers/enterprise-register/enterprise-identification.html",
            finds: ["UID «CHE-100.155.212»"], ignores: ["UID CHE-100.155.213"]),
        NationalIdentifier.id(
            "CH_VAT", .vat, [#"(?:CHE[ -]?)?\d{3}[. ]?\d{3}[. ]?\d{3} ?(?:MWST|TVA|IVA|TPV)"#], 0.6,
            check: .checksum { Germany.isSwissUID($0) },
            words: ["mwst", "tva", "iva"], finds: ["«CHE-107.787.577 IVA»"],
            ignores: ["CHE-107.787.578 IVA"]),
        NationalIdentifier.id(
            "CH_PASSPORT", .passport, [#"[A-Z]\d{7}"#, #"[A-Z]\d[A-Z0-9]{6}"#], 0.2, finds: ["passport number: «S5200073»"]),
        NationalIdentifier.id(
            "LI_PEID", .tax, [#"\d{6,12}"#], 0.15, words: ["peid", "personenidentifikationsnummer"], general: false,
            finds: ["PEID «1234567»"]),
    ]

    static func isSwissUID(_ value: borrowing MatchedValue) -> Bool {
        let start = value.compact[0] > 57 ? 3 : 0
        return (11 - value.weighted([5, 4, 3, 2, 7, 6, 5, 4], from: start) % 11) % 11 == value[start + 8]
    }
}
