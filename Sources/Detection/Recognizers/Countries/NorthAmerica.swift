/// United States and Canada.
enum NorthAmerica {
    static let all: [Recognizer] = unitedStates + health + canada

    private static let unitedStates: [Recognizer] = [
        Recognizer(
            "us-ssn", EntityType("US_SSN"),
            Pattern(#"(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])"#, 0.6),
            Pattern(#"(?<![\d.-])(?!000|666|9\d\d)\d{3}([. ])(?!00)\d{2}\1(?!0000)\d{4}(?![\d. -]\d)(?!\d)"#, 0.5),
            Pattern(#"(?<![\d.,-])(?!000|666|9\d\d)\d{3}(?!00)\d{2}(?!0000)\d{4}(?![.,-]?\d)"#, 0.2),
            check: .rule { !$0.isUniform && SocialSecurityNumber.isNotAdvertised($0) },
            context: [
                "ssn", "social security", "social security number", "ssns", "ssid", "social insurance", "us ssn", "tax id", "tin",
                "seguro social",
            ],
            source: "https://www.ssa.gov/employer/randomization.html",
            finds: ["My social security number (ssn) is «536-90-4399».", "«219-64-8836»", "SSN: «159928405»"],
            ignores: ["000-12-3456", "666-12-3456", "987-65-4320", "078-05-1120", "123-45-67890"]),
        Recognizer(
            "us-itin", EntityType("US_ITIN"),
            Pattern(#"(?<![\d-])9\d{2}-(?:5\d|6[0-5]|7\d|8[0-8]|9[0-2]|9[4-9])-\d{4}(?![\d-])"#, 0.5),
            Pattern(#"(?<![\d.-])9\d{2}(?:5\d|6[0-5]|7\d|8[0-8]|9[0-2]|9[4-9])\d{4}(?![.-]?\d)"#, 0.3),
            context: ["itin", "individual taxpayer", "tax id", "taxpayer", "us itin", "tin"],
            source: "https://www.irs.gov/individuals/individual-taxpayer-identification-number",
            finds: ["«911-53-1234»", "my itin: «911701234»"], ignores: ["911-49-1234"]),
        NationalIdentifier.id(
            "US_ATIN", .tax, [#"\d{3}-\d{2}-\d{4}"#, #"\d{9}"#], 0.2, words: ["atin", "adoption taxpayer"], general: false,
            source: "https://www.irs.gov/individuals/adoption-taxpayer-identification-number", finds: ["ATIN «912-93-2060»"]),
        NationalIdentifier.id(
            "US_EIN", .tax, [#"(?:0[1-6]|1[0-6]|2[0-7]|3[0-9]|4[0-8]|5[0-9]|6[0-8]|7[1-7]|8[0-8]|9[0-589])[- ]\d{7}"#], 0.3,
            words: ["ein", "employer identification", "federal tax id", "fein"],
            source: "https://www.irs.gov/businesses/small-businesses-self-employed/how-eins-are-assigned-and-valid-ein-prefixes",
            finds: ["EIN «71-2343617»"], ignores: ["EIN 00-1234567"]),
        NationalIdentifier.id(
            "US_EIN", .tax, [#"(?:0[1-6]|1[0-6]|2[0-7]|3[0-9]|4[0-8]|5[0-9]|6[0-8]|7[1-7]|8[0-8]|9[0-589])\d{7}"#], 0.2,
            words: ["ein", "employer identification", "fein"], general: false, finds: ["EIN «712343617»"]),
        NationalIdentifier.id(
            "US_PTIN", .tax, [#"P-?\d{8}"#], 0.25, words: ["ptin", "preparer"],
            source: "https://www.irs.gov/tax-professionals/ptin-requirements-for-tax-return-preparers",
            finds: ["PTIN «P01533723»"]),
        NationalIdentifier.id(
            "US_PASSPORT", .passport, [#"[A-Z]\d{8}"#, #"\d{9}"#], 0.2, words: ["us passport", "united states", "passport#", "travel"],
            source: "https://travel.state.gov/content/travel/en/passports/passport-help/next-generation-passport.html",
            finds: ["my travel passport is «A12803456»", "passport number: «E00007734»"]),
        NationalIdentifier.id(
            "US_DRIVER_LICENSE", .licence,
            [
                #"[A-Z]\d{3,14}"#, #"[A-Z]{1,2}\d{5,13}"#, #"\d{6,14}"#, #"[A-Z]\d{3}-\d{4}-\d{4}"#, #"[A-Z]{5}\d{7}"#,
                #"[A-Z]\d{3}-\d{3}-\d{2}-\d{3}-\d"#,
            ], 0.15,
            words: ["license number", "license no", "lic", "dls", "cdls", "driver id", "driver permit"],
            source: "https://ntsi.com/drivers-license-format/",
            finds: ["my driver license is: «H12234567»", "driver license «1234567901234»"]),
        NationalIdentifier.id(
            "US_DRIVER_LICENSE", .licence, [#"[A-Z]\d{7,8}"#, #"[A-Z]\d{3}-\d{4}-\d{4}"#], 0.2, words: ["license number", "dl"],
            general: false,
            finds: ["«H12234567»", "DL: «S530-4601-2345»"]),
        NationalIdentifier.id(
            "US_ZIP_CODE", .postal, [#"\d{5}-\d{4}"#, #"\d{5}"#], 0.2, words: ["zip", "zip code", "zipcode"], general: false,
            source: "https://pe.usps.com/text/pub28/28c2_007.htm", finds: ["zip code «90210-1234»", "ZIP «94107»"]),
        NationalIdentifier.id(
            "US_LICENSE_PLATE", .plate, [#"\d[A-Z]{3}\d{3}"#, #"[A-Z]{3}[ -]?\d{4}"#], 0.15,
            source: "https://www.aamva.org/vehicles/license-plates", finds: ["license plate: «7ABC123»"]),
    ]

    private static let health: [Recognizer] = [
        Recognizer(
            "us-npi", EntityType("US_NPI"),
            Pattern(#"(?<![\d.,-])[12]\d{9}(?![.,-]?\d)"#, 0.3),
            Pattern(#"(?<![\d.,-])[12]\d{3}[ -]\d{3}[ -]\d{3}(?![.,-]?\d)"#, 0.4),
            check: .checksum { value in
                // Luhn over 80840 and the number: the prefix adds 24.
                var sum = 24
                for index in 0..<10 {
                    let term = value[9 - index] * (index % 2 == 1 ? 2 : 1)
                    sum += term > 9 ? term - 9 : term
                }
                return sum % 10 == 0
            },
            context: ["npi", "national provider", "provider", "physician", "prescriber", "us npi"],
            source:
                "https://www.cms.gov/Regulations-and-Guidance/Administrative-Simplification/NationalProvIdentStand/Downloads/NPIcheckdigit.pdf",
            finds: ["NPI: «1234567893»", "«1245319599»"], ignores: ["NPI: 1234567894"]),
        Recognizer(
            "us-mbi", EntityType("US_MBI"),
            Pattern(
                #"(?i)[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}"#, 0.6),
            context: ["mbi", "medicare", "beneficiary", "medicare id", "us mbi"],
            source: "https://www.cms.gov/medicare/new-medicare-card/understanding-the-mbi.pdf",
            finds: ["«1EG4-TE5-MK73»", "Medicare ID: «3CD5-FG7-HJ89»"], ignores: ["1EG4-ZE5-MK73", "1BG4-TE5-MK73", "1EG4TE5MK734"]),
        Recognizer(
            "us-dea", EntityType("MEDICAL_LICENSE"),
            Pattern(#"(?i)[abcdefghjklmprstux][a-z9]\d{7}"#, 0.45),
            check: .checksum { value in
                (value[2] + value[4] + value[6] + 2 * (value[3] + value[5] + value[7])) % 10 == value[8]
            },
            context: ["dea", "medical license", "certificate", "prescriber", "controlled substance", "physician", "medical"],
            source: "https://www.deadiversion.usdoj.gov/", finds: ["DEA number «AB1234563»"], ignores: ["DEA number AB1234564"]),
        NationalIdentifier.id(
            "US_HEALTH_INSURANCE_MEMBER_ID", .health, [#"[A-Z]{1,4}[- ]?\d{6,12}(?:-\d{2})?"#, #"\d{8,12}"#], 0.15,
            words: ["member id", "subscriber id", "member number", "policy number", "insurance id", "health plan"], general: false,
            finds: ["member id «XYZ123456789»"]),
        NationalIdentifier.id(
            "US_MEDICAL_CLAIM_NUMBER", .health, [#"(?:[A-Z]{1,4}-?)?\d{8,17}"#], 0.15,
            words: ["claim number", "claim no", "claim id", "claim"],
            general: false,
            finds: ["claim number «CLM-2024001234»"]),
        NationalIdentifier.id(
            "US_PRESCRIPTION_NUMBER", .health, [#"(?:(?:RX|Rx)[- ]?)?\d{6,12}"#], 0.15,
            words: ["prescription", "rx number", "rx", "prescription number"], general: false,
            finds: ["prescription number «7654321»"]),
        NationalIdentifier.id(
            "US_PRIOR_AUTHORIZATION_NUMBER", .health, [#"(?:[A-Z]{1,4}-?)?\d{6,14}"#], 0.15,
            words: ["prior authorization", "prior auth", "authorization number", "pre-authorization"],
            general: false, finds: ["prior authorization «PA-12345678»"]),
        NationalIdentifier.id(
            "US_PROVIDER_TAX_ID", .tax, [#"\d{2}-\d{7}"#], 0.2, words: ["provider tax id", "billing provider", "provider tin"],
            general: false, finds: ["provider tax id «71-2343617»"]),
        NationalIdentifier.id(
            "US_REFERRAL_NUMBER", .health, [#"(?:[A-Z]{1,4}-?)?\d{6,14}"#], 0.15, words: ["referral", "referral number", "referral id"],
            general: false, finds: ["referral number «REF-123456»"]),
    ]

    private static let canada: [Recognizer] = [
        NationalIdentifier.id(
            "CA_SIN", .person, [#"[1-79]\d{2}([- ])\d{3}\1\d{3}"#], 0.5, check: .luhn,
            words: ["sin", "social insurance", "nas", "assurance sociale"],
            source: "https://www.canada.ca/en/employment-social-development/services/sin.html",
            finds: ["SIN «387-159-544»", "mon NAS: «258 933 688»"], ignores: ["130-692-545"]),
        NationalIdentifier.id(
            "CA_SIN", .person, [#"[1-79]\d{8}"#], 0.25, check: .luhn, words: ["sin", "social insurance", "nas", "assurance sociale"],
            finds: ["SIN: «123473191»"],
            ignores: ["SIN: 123473192"]),
        NationalIdentifier.id(
            "CA_TAX_ID", .tax, [#"[0-79]\d{8}"#, #"\d{3}([- ])\d{3}\1\d{3}"#], 0.2, check: .luhn, words: ["canada revenue", "cra"],
            finds: ["tax ID: «120217450»"]),
        NationalIdentifier.id(
            "CA_BN", .company, [#"\d{5} ?\d{4}(?: ?(?:RC|RM|RP|RT) ?\d{4})?"#], 0.2, check: .checksum { Checksum.luhn($0, 0..<9) },
            words: ["bn", "business number", "numéro d'entreprise", "gst", "hst"],
            source: "https://www.canada.ca/en/revenue-agency/services/tax/businesses/topics/registering-your-business/business-number.html",
            finds: ["BN «123030546»", "{\"ca_bn\": \"«481791580RC7992»\"}"], ignores: ["BN 134062008"]),
        NationalIdentifier.id(
            "CA_BC_PHN", .health, [#"9\d{3} ?\d{3} ?\d{3}"#], 0.3,
            check: .checksum { value in
                let sum = value.weighted([2, 4, 8, 5, 10, 9, 7, 3], from: 1)
                return (11 - sum % 11) % 11 == value[9]
            }, words: ["phn", "bc phn", "personal health number"],
            source: "https://www2.gov.bc.ca/gov/content/health/health-drug-coverage/msp",
            finds: ["BC PHN «9128514009»"], ignores: ["BC PHN 9158004210"]),
        NationalIdentifier.id(
            "CA_POSTAL_CODE", .postal, [#"(?i)[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ -]?\d[ABCEGHJ-NPRSTV-Z]\d"#], 0.45,
            words: ["code postal", "canada"],
            source: "https://www.canadapost-postescanada.ca/cpc/en/support/articles/addressing-guidelines/postal-codes.page",
            finds: ["postal code: «V5K 0A1»"], ignores: ["postal code: D1A 1A1"]),
        NationalIdentifier.id(
            "CA_PASSPORT", .passport, [#"[A-Z]{2}\d{6}"#, #"[A-Z]\d{6}[A-Z]{2}"#], 0.2, finds: ["passport number: «A123456AB»"]),
    ]
}
