/// Short form of the table entries for national identifiers: adds the words that every identifier of a kind goes by.
enum NationalIdentifier {
    /// What an identifier is for; decides which general words raise it beside its own.
    enum Kind {
        case person
        case tax
        case vat
        case company
        case health
        case passport
        case licence
        case plate
        case postal
        case bank

        /// General words in the languages that most forms are written in.
        var words: [String] {
            switch self {
            case .person:
                [
                    "identity card", "identity number", "id card", "id number", "national id", "personal id", "personal number",
                    "national identity",
                    "identification number", "identity code", "identity nr", "national identifier", "personal code", "citizen number",
                    "social security", "tax id", "tin", "resident",
                ]
            case .tax:
                [
                    "tax id", "tin", "tax number", "tax identification", "taxpayer", "tax registration", "fiscal number", "fiscal id",
                    "vat number", "vat id", "vat no", "tax identifier", "tax code", "contribuyentes", "identificación tributaria",
                ]
            case .vat: ["vat", "vat number", "vat id", "vat no", "vat registration", "tax id", "value added tax"]
            case .company:
                [
                    "company number", "registration number", "business number", "company registration", "organisation number",
                    "organization number", "vat number", "tax id", "company identification", "company identifier", "enterprise number",
                    "business identifier", "organisation identifier",
                ]
            case .health: ["health", "patient", "insurance number", "medical", "health card"]
            case .passport:
                [
                    "passport", "passport number", "passport no", "travel document", "pasaporte", "passeport", "reisepass", "passaporto",
                    "paspoort", "paszport", "паспорт", "护照", "旅券", "여권",
                ]
            case .licence:
                [
                    "driver license", "drivers license", "driver's license", "driving licence", "driving license", "driver licence",
                    "dl number", "permit",
                ]
            case .plate:
                [
                    "license plate", "licence plate", "number plate", "plate number", "vehicle", "registration plate", "car registration",
                    "car reg", "vehicle registration",
                ]
            case .postal: ["postal code", "postcode", "zip", "zip code", "post code"]
            case .bank: ["bank account", "account number", "bank", "account"]
            }
        }

        /// Where the formats of the kind are gathered; entries name a closer source where one is public.
        var source: String {
            switch self {
            case .person, .tax: "https://www.oecd.org/tax/automatic-exchange/crs-implementation-and-assistance/tax-identification-numbers/"
            case .vat: "https://ec.europa.eu/taxation_customs/vies/#/faq"
            case .company: "https://e-justice.europa.eu/topics/registers-business-insolvency-land/business-registers-search-company-eu_en"
            case .health: "https://www.who.int/publications/i/item/9789241506199"
            case .passport: "https://www.icao.int/publications/pages/publication.aspx?docnum=9303"
            case .licence: "https://www.iso.org/standard/63798.html"
            case .plate: "https://unece.org/DAM/trans/conventn/crt1968e.pdf"
            case .postal: "https://www.upu.int/en/postal-solutions/programmes-services/addressing-solutions"
            case .bank: "https://www.swift.com/resource/iban-registry-pdf"
            }
        }
    }

    /// One identifier.
    ///
    /// - Parameters:
    ///   - score: confidence without context.
    ///   - words: its own names, in its country's languages; its type's name is added.
    ///   - finds: as in `Recognizer`; the first may be a bare value.
    static func id(
        _ type: String, _ kind: Kind, _ regexes: [String], _ score: Float, check: Check = .none, words: [String] = [], general: Bool = true,
        source: String? = nil, finds: [String], ignores: [String] = []
    ) -> Recognizer {
        let name = type.split(separator: "_").map { $0.lowercased() }
        var context = words + [name.joined(separator: " ")] + (FullNames.of[type] ?? [])
        if general { context += kind.words }
        if name.count == 2, name[1].count >= 3, !["vat", "tin", "tax"].contains(name[1]) { context.append(name[1]) }
        return Recognizer(
            type.lowercased().split(separator: "_").joined(separator: "-"), EntityType(type),
            patterns: regexes.map { Pattern(guarded($0), score) }, check: check, context: context,
            source: source ?? kind.source,
            finds: finds,
            ignores: ignores)
    }

    /// Numbers are not looked for inside longer numbers: no digit with a decimal point or group sign directly around.
    static func guarded(_ regex: String) -> String { "(?<!\\d[.,/:-])(?<![A-Za-z]-)(?:\(regex))(?![.,/:-]\\d|\\.\\.|\\.[A-Za-z]{2})" }
}
