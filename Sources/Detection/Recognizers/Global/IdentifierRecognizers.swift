/// Identifiers of things and devices that lead to their owner.
enum IdentifierRecognizers {
    /// What a password is called, a pattern each: apart by their first letters, which the dispatch goes by.
    private static let passwordNames = [
        "password", "passwd", "pass(?:phrase|code|wort)", "pwd", "kennwort", "mot de passe", #"contrase\xC3\xB1a"#, "senha",
        "parola d'ordine",
        "wachtwoord", #"has\xC5\x82o"#, #"\xD0\xBF\xD0\xB0\xD1\x80\xD0\xBE\xD0\xBB\xD1\x8C"#, #"\xE5\xAF\x86\xE7\xA0\x81"#,
        #"\xE3\x83\x91\xE3\x82\xB9\xE3\x83\xAF\xE3\x83\xBC\xE3\x83\x89"#,
    ]
    /// What the name of an account is called.
    private static let userNames = [
        "user(?: ?name|[ _-]?id)?", "login", "benutzername", "nom d'utilisateur", "usuario", "nome utente", "gebruikersnaam",
    ]

    private static let vehicleWords = [
        "vin", "vehicle identification", "chassis number", "fahrgestellnummer", "fahrzeug-identifizierungsnummer", "fin",
        "numéro de châssis",
        "bastidor", "telaio",
    ]

    static let all: [Recognizer] = [
        Recognizer(
            "uuid", EntityType("UUID"),
            Pattern(#"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}(?!-)"#, 0.5),
            check: .rule { !$0.isUniform },
            source: "https://www.rfc-editor.org/rfc/rfc9562",
            finds: ["«9f0c6b1e-3c4d-4f5a-8b6c-7d8e9f0a1b2c»"],
            ignores: ["00000000-0000-0000-0000-000000000000", "9f0c6b1e-3c4d-4f5a-8b6c"]),
        Recognizer(
            "imei", EntityType("IMEI"),
            Pattern(#"(?<![\d.,-])\d{15}(?![.,-]?\d)"#, 0.3),
            Pattern(#"(?<![\d.,-])(?:01|35|86|99)\d{13}(?![.,-]?\d)"#, 0.5),
            Pattern(#"(?<![\d.,-])\d{2}([- /])\d{6}\1\d{6}\1\d(?![.,-]?\d)"#, 0.6),
            Pattern(#"(?<![\d.,-])\d{6}-\d{2}-\d{6}-\d(?![.,-]?\d)"#, 0.6),
            check: .luhn & .rule { !$0.isUniform },
            context: ["imei", "device", "handset", "phone serial", "gerätenummer", "mobile equipment"],
            source: "https://www.gsma.com/solutions-and-impact/industry-services/device-services/tac/",
            finds: ["IMEI: «490154203237518»", "«35-209900-176148-1»"],
            ignores: ["IMEI: 490154203237519"]),
        // With the software version in place of the check digit, or without either: TS 23.003, section 6.2.2.
        Recognizer(
            "imeisv", EntityType("IMEI"),
            Pattern(#"(?<![\d.,-])\d{2}([- ])\d{6}\1\d{6}(?:\1\d{2})?(?![.,-]?\d| \d)"#, 0.3),
            Pattern(#"(?<![\d.,-])(?:\d{14}|\d{16})(?![.,-]?\d)"#, 0.2),
            context: ["imei", "imeisv"], source: "https://www.3gpp.org/dynareport/23003.htm",
            finds: ["IMEI: «35-209900-176148-23»", "IMEI «35-209900-176148»", "IMEI: «3520990017614823»"],
            ignores: ["IMEI: 35-209900-176148-7"]),
        Recognizer(
            "imsi", EntityType("IMSI"),
            Pattern(#"(?<![\d.,-])[2-7]\d{13,14}(?![.,-]?\d)"#, 0.2),
            context: ["imsi", "subscriber identity", "sim"], source: "https://www.itu.int/rec/T-REC-E.212",
            finds: ["IMSI «262011234567890»"], ignores: ["number 262011234567890"]),
        // The check digit is law in North America alone.
        Recognizer(
            "vin", EntityType("VIN"),
            Pattern(#"(?=[A-Z]*\d)(?=\d*[A-Z])[A-HJ-NPR-Z0-9]{17}"#, 0.4),
            check: .checksum { value in
                let letters = Array("0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ".utf8)
                var sum = 0
                for (index, weight) in [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2].enumerated() {
                    sum += weight * ((letters.firstIndex(of: value.compact[index]) ?? 0) % 10)
                }
                return value.compact[8] == (sum % 11 == 10 ? UInt8(ascii: "X") : UInt8(48 + sum % 11)) && !value.isUniform
            },
            context: vehicleWords, source: "https://www.iso.org/standard/52200.html, https://www.ecfr.gov/current/title-49/section-565.15",
            finds: ["VIN: «1HGCM82633A004352»"], ignores: ["VIN: 1HGCM82643A004352"]),
        Recognizer(
            "vin-of-europe", EntityType("VIN"),
            Pattern(#"(?i)(?=[A-Z]*\d)(?=\d*[A-Z])[A-HJ-NPR-Z0-9]{17}"#, 0.15),
            check: .digits(atLeast: 4),
            context: vehicleWords, source: "https://www.iso.org/standard/52200.html",
            finds: ["FIN «WVWZZZ1JZ3W386752»"], ignores: ["token WVWZZZ1JZ3W386752"]),
        Recognizer(
            "medical-record", EntityType("MEDICAL_RECORD_NUMBER"),
            Pattern(NationalIdentifier.guarded(#"(?:[A-Z]{1,3}-?)?\d{5,12}"#), 0.15),
            context: [
                "mrn", "medical record", "medical record number", "patient id", "patient number", "patient no", "chart number",
                "patientennummer",
                "patienten-id", "numéro de patient", "número de historia clínica",
            ], source: "https://www.hhs.gov/hipaa/for-professionals/special-topics/de-identification/index.html",
            finds: ["MRN: «00482913»", "patient id «P-8827361»"], ignores: ["the patient waited 30000 seconds"]),
        Recognizer(
            "imo", EntityType("IMO"),
            Pattern(#"(?i:imo) ?[0-9]{7}"#, 0.8),
            Pattern(#"(?<![\d.,-])[0-9]{7}(?![.,-]?\d)"#, 0.2),
            check: .checksum { value in
                let start = value.count - 7
                guard start >= 0 else { return false }
                return value.weighted([7, 6, 5, 4, 3, 2], from: start) % 10 == value[value.count - 1]
            },
            context: ["imo", "vessel", "ship"], source: "https://www.imo.org/en/OurWork/IIIS/Pages/IMO-Identification-Number-Schemes.aspx",
            finds: ["vessel «IMO 9074729»"], ignores: ["IMO 9074728"]),
        Recognizer(
            "username", .username,
            patterns: userNames.map { name in
                Pattern(
                    "(?i:\(name))[\"']?(?: is|:|=| :| =) ?[\"']?([A-Za-z0-9][A-Za-z0-9._@-]{1,40})(?<![.@-])", 0.6, group: 1, edges: .left)
            } + [
                Pattern(#"(?i:user ?name) ([A-Za-z0-9][A-Za-z0-9._@-]{1,40})(?= (?i:pass ?word))"#, 0.7, group: 1, edges: .left),
                Pattern(#"u(?:ser)?: ([A-Za-z0-9][A-Za-z0-9._@-]{1,40})(?=\s*\n\s*p(?:ass|wd?)?:)"#, 0.7, group: 1, edges: .left),
            ],
            check: .rule { Credentials.isUserName($0) },
            source: "https://owasp.org/www-community/attacks/Credential_stuffing",
            finds: ["username: «root»", "UserName «snoop» PassWord biggreenhat", "login: «a.kowalska»"],
            ignores: ["username: string", "user: null", "the user is here", "login = self.login", "the user is logged in"]),
        // The one thing that most paths say of a person; accounts that every machine has are no one's.
        Recognizer(
            "username-in-path", .username,
            Pattern(#"/(?:home|Users)/([A-Za-z][A-Za-z0-9._-]{1,31})(?=/|[\s"':,;)\]]|$)"#, 0.6, group: 1, edges: .none),
            Pattern(#"[A-Za-z]:\\{1,2}Users\\{1,2}([A-Za-z][A-Za-z0-9._-]{1,31})(?=\\|[\s"',;)\]]|$)"#, 0.6, group: 1, edges: .left),
            check: .rule { Credentials.isPersonalAccount($0) },
            source: "https://refspecs.linuxfoundation.org/FHS_3.0/fhs/ch03s08.html",
            finds: ["cat /home/«jkowalski»/.ssh/id_rsa", "/Users/«mbrown»/Desktop/a.txt", #"C:\Users\«anna.kowalska»\Documents"#],
            ignores: [
                "/home/user/app", "/Users/Shared/x", "/home/ubuntu/run.sh", "GET /users/list", #"C:\Users\Public\a"#, "/home/runner/work",
            ]),
        Recognizer(
            "password", .password,
            patterns: passwordNames.map { name in
                Pattern(
                    "(?i:\(name))[\"']?(?: is | ist | est | es |: ?|= ?| : ?| = ?|\\xEF\\xBC\\x9A ?)[\"']?(?![=:])((?:(?!&\\w+=)[^\\s\"'<>,;]){4,64})(?:(?<![.:!?)\\]}])|(?=[\"']))",
                    0.7, group: 1,
                    edges: .left)
            } + [
                Pattern(#"(?i:pass ?word) ([^\s\"'<>,;:=]{6,64})(?<![.:!?)])(?=\s*$)"#, 0.55, group: 1, edges: .left),
                Pattern(#"(?i:username (?!and |or )\S{2,40}\s+pass ?word) ([^\s\"'<>,;:=]{4,64})"#, 0.7, group: 1, edges: .left),
                Pattern(#"u(?:ser)?: \S{2,40}\s*\n\s*p(?:ass|wd?)?: ([^\s\"'<>,;]{4,64})"#, 0.7, group: 1, edges: .left),
            ],
            check: .rule { Credentials.isPassword($0) },
            source: "https://owasp.org/www-community/attacks/Credential_stuffing",
            finds: [
                "username: root\npassword: «root»", "UserName snoop PassWord «biggreenhat»", "my password is «Tr0ub4dor&3»",
                "PASSWORD=«hunter22»",
            ],
            ignores: [
                "password: string", "password = None", "password: ${DB_PASSWORD}", "password = getpass()", "password: ********",
                "password is required", "forgot your password?",
                "status installed passwd:amd64", "password: ReadableBuffer | None",
            ]),
    ]
}
