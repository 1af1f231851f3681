/// How to reach someone.
enum ContactRecognizers {
    static let all: [Recognizer] = email + phone + address + handles

    private static let emailBytes = ByteSet("A-Za-z0-9._%+'-").union(ByteSet(0x80...0xFF))

    private static let email: [Recognizer] = [
        Recognizer(
            "email", .emailAddress,
            // What stands before the first letter of the local part is passed over: quotes, dots, and text of scripts without spaces, and whatever ends in a dash
            // or a quotation mark of print.
            Pattern(
                #"(?:[^@\s]{0,64}\xE2\x80[\x80-\xBF])?+(?:[\xE3-\xED][\x80-\xBF]{2}|[.'%+-])*+((?:[A-Za-z0-9_]|[\xC3-\xDF][\x80-\xBF])(?:[A-Za-z0-9._%+'-]|[\xC3-\xDF][\x80-\xBF]){0,127}@(?:[A-Za-z0-9\x80-\xFF](?:[A-Za-z0-9\x80-\xFF-]{0,61}[A-Za-z0-9\x80-\xFF])?\.){1,10}(?:xn--[A-Za-z0-9-]{2,59}|[A-Za-z]{2,24}|(?:[\xC3-\xF4][\x80-\xBF]{1,3}){2,20}))"#,
                1, group: 1, edges: .right, pivot: Recognizer.Pivot("@", over: emailBytes, reach: 160)),
            Pattern(
                #"(?:[A-Za-z0-9._%+-]|(?!\xE2\x80)[\xC3-\xF4][\x80-\xBF]{1,3}){1,64}@(?:[A-Za-z0-9\x80-\xFF](?:[A-Za-z0-9\x80-\xFF-]{0,61}[A-Za-z0-9\x80-\xFF])?\.){1,10}(?:xn--[A-Za-z0-9-]{2,59}|[A-Za-z]{2,24}|(?:[\xC3-\xF4][\x80-\xBF]{1,3}){2,20})"#,
                0.85, edges: .right, pivot: Recognizer.Pivot("@", over: emailBytes, reach: 160)),
            check: .rule { EmailAddress.isNoFile($0) },
            source: "https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2, https://www.rfc-editor.org/rfc/rfc6531",
            finds: [
                "Please write to «anna.kowalska@corp.example» today.", "'«bob@corp.example»'", "«o'neil+x@mail.corp.example».",
                "邮箱«zhang@corp.example»。",
                "«jörg.müller@bücher.example»", "„«anna@corp.example»“", "e-mail—«o'brien@corp.example»", "<«a@b.co»>",
                "user=«a_b@c-d.org»&x",
            ],
            ignores: ["icon@2x.png", "@app.route", "lodash@4.17.21", "a@b", "me @ home.com"])
    ]

    private static let phoneWords = [
        "phone", "telephone", "tel", "mobile", "cell", "cellphone", "call", "call me", "fax", "whatsapp", "sms", "contact number", "dial",
        "text me",
        "hotline", "number is", "my number", "office", "contact", "helpline", "landline", "reach me", "viber", "phone no", "ph",
        "mob",
        "telefon", "handy", "mobil", "rufnummer", "teléfono", "móvil", "celular", "llámame", "téléphone", "portable", "tél", "appelez",
        "telefono",
        "cellulare", "telefone", "telemóvel", "telefoon", "mobiel", "gsm", "puhelin", "matkapuhelin", "telefonas", "tālrunis", "komórka",
        "numer telefonu",
        "mobilní", "telefonszám", "telefonní", "τηλέφωνο", "κινητό", "телефон", "тел", "моб", "мобильный", "позвоните", "电话", "手机", "联系电话",
        "電話", "手機", "携帯",
        "전화", "휴대폰", "연락처", "โทร", "มือถือ", "điện thoại", "số điện thoại", "telepon", "hp", "cep telefonu", "cep no", "gsm no", "טלפון",
        "נייד",
        "هاتف", "جوال",
        "الهاتف", "تلفن", "موبایل", "फोन", "मोबाइल", "simu", "nambari ya simu",
    ]

    private static let phone: [Recognizer] = [
        Recognizer(
            "phone-international", .phoneNumber,
            Pattern(
                #"(?<![\d+])(?<!\d[eE])\+\(?\d(?:[ .\-/()\xC2\xA0]{0,3}\d){6,14}(?!\d)(?:[ ,;]{0,2}(?:x|ext\.?|extension|#)\s?\d{1,6})?"#,
                0.75
            ),
            Pattern(#"(?<![\d+])\(\+\d{1,3}\)(?:[ .\-/]{0,3}\d){5,13}(?!\d)"#, 0.75),
            check: .rule { PhonePlan.isInternational($0) },
            context: phoneWords,
            source: "https://www.itu.int/rec/T-REC-E.164, https://www.itu.int/pub/T-SP-E.164D",
            finds: [
                "«+1 415 555 0132»", "«+48 600 123 456»", "«+49 (0)30 901820»", "«+390212345678»", "«+44 20 7946 0958»",
                "«+995 555 12 34 56»",
                "«+1 (212) 555-0187 ext. 12»", "«(+41) 22 730 5989»", "«+(371) 67221234»",
            ],
            ignores: ["+1 2", "1+123456789", "+999 123456789", "a+b+1234567", "-1922.00670E+375923302"]),
        // Numbers that no plan has as yet, and mistyped ones, where a word says what they are.
        Recognizer(
            "phone-labelled", .phoneNumber, Pattern(#"(?<![\d+])\+[1-9]\d{6,15}(?!\d)"#, 0.3), check: .rule { !$0.isUniform },
            context: phoneWords, source: "https://www.itu.int/rec/T-REC-E.164", finds: ["mobile phone: «+5051234567»"],
            ignores: ["offset +5051234567"]),
        Recognizer(
            "phone-dialled", .phoneNumber,
            Pattern(#"(?<![\d.-])(?:00|011[ -]?)[1-9](?:[ .\-/()]{0,2}\d){8,13}(?!\d)"#, 0.3),
            check: .rule { PhonePlan.isDialled($0) },
            context: phoneWords,
            source: "https://www.itu.int/rec/T-REC-E.123",
            finds: ["tel «0048 600 123 456»"]),
        Recognizer(
            "phone-nanp", .phoneNumber,
            Pattern(
                #"(?<![\d.\-])(?:1[ .-]?|[08] )?\((?:[2-9]\d{2}|[01]\d{2})\) ?\d{3}[ .-]?\d{4}(?![\d-])(?:[ ,;]{0,2}(?:x|ext\.?|extension|#)\s?\d{1,6})?"#,
                0.6),
            Pattern(
                #"(?<![\d.\-+])(?<!\d\.\d{3} )(?!1\.\d{3} )(?:1[-. ])?[2-9]\d{2}([-. ])[2-9]\d{2}\1\d{4}(?![\d-])(?:[ ,;]{0,2}(?:x|ext\.?|extension|#)\s?\d{1,6})?"#,
                0.5),
            Pattern(#"(?<![\d.\-+])(?:1[-. ])?\d{3}([-. ])\d{3}\1\d{4}(?![\d-])"#, 0.3),
            check: .rule { !$0.isInRow },
            context: phoneWords,
            source: "https://www.nationalnanpa.com/number_resource_info/",
            finds: ["Her phone number is «(212) 555-0187».", "call «212-555-0187»", "«(523)222-8888 x623»", "«1-800-555-0199»"],
            ignores: ["123-45-6789", "2024-555-0187", "ratio 1.622 393 6616 e-3", "2.061 485 788 7415", "858 870 882 894 906 2918 2930"]),
        Recognizer(
            "phone-national", .phoneNumber,
            // In groups, after a trunk 0: the common European and Asian way.
            Pattern(#"(?<![\d.\-+/])0[1-9](?:[ .]\d\d){4}(?![ .]?\d)"#, 0.55),
            Pattern(#"(?<![\d.\-+/,])\(0\d{1,5}\)[ /-]?\d{3,8}(?:[ -]\d{2,6}){0,3}(?!\d)"#, 0.55),
            Pattern(#"(?<![\d.\-+/,])(?<!\d )0[1-9]\d{1,4}[ /-]\d{3,8}(?:[ -]\d{2,5}){0,3}(?![\d-])"#, 0.3),
            // Bare digits of a length that numbers have: only beside a word that says so.
            Pattern(
                #"(?<![\d.+/@-])\(?\d\)?(?:[ .\-/()]{0,2}\d){5,13}(?!\d)(?!\.\d)(?:[ ,;]{0,2}(?:x|ext\.?|extension|#)\s?\d{1,6})?"#, 0.19),
            Pattern(#"(?<![\d.+/@-])(?:0\d{10}|(?:0 ?)?\(?\d{3,4}\)?[ -]\d{3}[ -]?\d{2,4}(?:[ -]?\d{2})?)(?!\d)"#, 0.2),
            Pattern(#"(?<![\d.+/@-])(?:55 ?)?\(\d{2}\) ?9?\d{4}-\d{4}(?!\d)"#, 0.5),
            Pattern(#"(?<![\d.+/@-])\d{1,3}-\d{3}-\d{3}-\d{4}(?![\d-])"#, 0.5),
            // Ten digits that are no point in time: found where they stand alone.
            Pattern(#"(?<![\d.+/@,-])[2-5]\d{9}(?![.,-]?\d)"#, 0.2),
            Pattern(#"(?<![\d.+/@-])\(?\d{1,4}\)?(?:[ .\-/()]{1,3}\d{1,7}){2,5}(?!\d)(?:x\d{1,5})?"#, 0.2),
            check: .rule { PhonePlan.isPlausible($0) },
            context: phoneWords,
            source: "https://www.itu.int/pub/T-SP-E.164D",
            finds: [
                "Call me at «40 61 23 45» tomorrow.", "tel «912 345 678»", "Telefon «0171-1234567»", "«06 12 34 56 78»",
                "mobile phone: «849229754»",
                "手机号«13912345678»",
            ],
            ignores: ["phone released 2024-01-15", "tel 12", "mobile 1.2.3"]),
    ]

    private static let streetWords = [
        "address", "lives at", "live at", "located at", "ship to", "deliver to", "residence", "home address", "mailing", "new place at",
        "moved to",
    ]

    private static let address: [Recognizer] = [
        Recognizer(
            "street", EntityType("STREET_ADDRESS"),
            Pattern(
                #"(?<![\d.,-])\d{1,5}[A-Za-z]?(?: (?:[NSEWnsew]|North|South|East|West)\.?)?(?: (?:[A-Z][A-Za-z'.-]{1,20}|\d{1,3}(?:st|nd|rd|th))){1,4} (?=[A-Z])(?i:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|place|pl|square|sq|terrace|ter|parkway|pkwy|highway|hwy|way|circle|cir|close|crescent|mews|row|gardens|grove|alley|plaza|trail|trl)\b(?![\x80-\xFF])\.?(?:,? (?i:apt|apartment|suite|ste|unit|floor|fl|#)\.? ?#?[A-Za-z0-9-]{1,6})?"#,
                0.6, edges: .left),
            Pattern(
                #"(?<![\d.,-])\d{1,5} (?:[A-Za-z][A-Za-z'.-]{2,20} ){1,2}(?i:street|st|avenue|ave|road|rd|boulevard|blvd|lane|drive|parkway|highway)\b\.?"#,
                0.3,
                edges: .left),
            Pattern(
                #"(?=[^ ]{4,40} \d)[A-Z\xC3][A-Za-z\x80-\xFF-]{1,30}(?:stra(?:ss|\xC3\x9F)e|str\.|weg|platz|allee|gasse|straat|laan|gatan|v\xC3\xA4gen|katu|veien) \d{1,4}(?:[ -]?[a-zA-Z]|/\d{1,4})?(?!\d)"#,
                0.55),
            Pattern(
                #"(?:Rue|Avenue|Boulevard|Calle|Via|Viale|Piazza|Rua|Avenida|ul\.|Plaza|Paseo) (?:[a-z]{1,3} ){0,2}[A-Z\x80-\xFF][A-Za-z\x80-\xFF'-]{1,30}(?: [A-Z\x80-\xFF][A-Za-z\x80-\xFF'-]{1,30}){0,2},? (?:n[.\xC2\xBAo]{0,3} ?)?\d{1,4}(?:[ -]?[a-zA-Z]|/\d{1,4})?(?!\d)"#,
                0.55),
            Pattern(
                #"(?<!\d)\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|boulevard|bd|chemin|place|all\xC3\xA9e|impasse|quai) (?:[a-z']{1,4} ){0,2}(?:[a-z]')?[A-Z\x80-\xFF][A-Za-z\x80-\xFF'-]{1,30}(?: [A-Z\x80-\xFF][A-Za-z\x80-\xFF'-]{1,30}){0,3}"#,
                0.6, edges: .left),
            context: streetWords,
            source: "https://pe.usps.com/text/pub28/28apc_002.htm",
            finds: [
                "He lives at «350 Fifth Avenue», third floor", "«101 Main St.»", "checkout the new place at «101 main st.»",
                "«Hauptstraße 12», Berlin", "«12 rue de la Paix»",
            ],
            ignores: ["2024 was a good year", "10 apples a day"]),
        Recognizer(
            "po-box", EntityType("PO_BOX"),
            Pattern(#"(?i:p\.? ?o\.?|post(?:al)? office) ?(?i:box) ?#?\d{1,7}"#, 0.7),
            Pattern(
                #"(?i:postfach|apartado(?: de correos)?|caixa postal|bo\xC3\xAEte postale|casella postale|postbus|skrytka pocztowa|locked bag|private bag) ?[A-Z]?\d[\d ]{0,8}\d"#,
                0.65),
            source: "https://pe.usps.com/text/pub28/28c2_037.htm",
            finds: ["Write to «P.O. Box 1234», Springfield", "«PO Box 123456»", "«Postfach 10 20»"],
            ignores: ["po box", "a box 12"]),
    ]

    private static let handles: [Recognizer] = [
        Recognizer(
            "twitter", EntityType("TWITTER_HANDLE"),
            Pattern(#"(?<![A-Za-z0-9_@./])@[A-Za-z0-9_]{1,15}(?![\w@.(/-])"#, 0.2),
            check: .without(["twitter", "admin", "media", "import", "param", "return", "override"]),
            context: [
                "twitter", "tweet", "tweeter", "my handle", "handle is", "follow me", "x.com", "instagram", "mastodon", "threads", "tiktok",
            ],
            source: "https://help.x.com/en/managing-your-account/x-username-rules",
            finds: ["my twitter handle is «@anna_k»"],
            ignores: ["@Override", "This is an invalid handle @TwitterInfo", "a@b"]),
        Recognizer(
            "skype", EntityType("SKYPE"),
            Pattern(
                #"(?i:skype)(?i: (?:id|name|username|handle|user|account|is|me at|at|:|-))* ?:? ?([A-Za-z][A-Za-z0-9._,-]{5,31})(?<![.,-])"#,
                0.6, group: 1, edges: .left),
            Pattern(#"(live:[A-Za-z0-9._-]{3,40})"#, 0.6, group: 1),
            check: .digits(atLeast: 1),
            source: "https://support.skype.com/en/faq/FA10858",
            finds: ["skype: «anna.k.1990»"],
            ignores: ["skype is down"]),
    ]
}
