/// Mexico to Argentina, and the Caribbean.
enum LatinAmerica {
    static let all: [Recognizer] = brazil + mexico + south + central

    private static func isCPF(_ value: borrowing MatchedValue) -> Bool {
        guard value.count == 11, !value.isUniform else { return false }
        let first = (11 - value.weighted([10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10
        let second = (11 - value.weighted([11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10
        return first == value[9] && second == value[10]
    }

    /// Letters count by their code less 48 (the numbers issued from 2026 on have them).
    private static func isCNPJ(_ value: borrowing MatchedValue) -> Bool {
        guard value.count == 14, !value.isUniform else { return false }
        return cnpjDigit(value, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) == value[12]
            && cnpjDigit(value, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) == value[13]
    }

    private static func cnpjDigit(_ value: borrowing MatchedValue, _ weights: [Int]) -> Int {
        var sum = 0
        for index in 0..<weights.count { sum += weights[index] * (Int(value.compact[index]) - 48) }
        return (11 - sum % 11) % 11 % 10
    }

    private static let brazil: [Recognizer] = [
        NationalIdentifier.id(
            "BR_CPF", .person, [#"\d{3}\.\d{3}\.\d{3}-\d{2}"#], 0.65, check: .checksum { LatinAmerica.isCPF($0) },
            words: ["cpf", "cadastro de pessoas"], source: "https://www.gov.br/receitafederal/", finds: ["CPF «390.533.447-05»"],
            ignores: ["390.533.447-06", "000.000.000-00"]),
        NationalIdentifier.id(
            "BR_CPF", .person, [#"\d{9}-?\d{2}"#], 0.35, check: .checksum { LatinAmerica.isCPF($0) },
            words: ["cpf", "cadastro de pessoas"], finds: ["CPF «39053344705»"], ignores: ["CPF 39053344706"]),
        NationalIdentifier.id(
            "BR_CNPJ", .company, [#"[A-Z0-9]{2}\.[A-Z0-9]{3}\.[A-Z0-9]{3}/[A-Z0-9]{4}-\d{2}"#], 0.65,
            check: .checksum { LatinAmerica.isCNPJ($0) }, words: ["cnpj"],
            source: "https://www.gov.br/receitafederal/", finds: ["CNPJ «16.727.230/0001-97»"], ignores: ["16.727.230/0001-98"]),
        NationalIdentifier.id(
            "BR_CNPJ", .company, [#"[A-Z0-9]{12}\d{2}"#], 0.3, check: .checksum { LatinAmerica.isCNPJ($0) } & .digits(atLeast: 4),
            words: ["cnpj"], finds: ["CNPJ «16727230000197»"], ignores: ["CNPJ 16727230000198"]),
        NationalIdentifier.id(
            "BR_VAT", .vat, [#"(?:BR)?\d{3}\.\d{3}\.\d{3}-\d{2}"#, #"(?:BR)?\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}"#], 0.2,
            check: .rule { !$0.isUniform },
            words: ["vat number", "vat no", "vat id"], general: false,
            finds: ["VAT number: «123.456.789-01»"], ignores: ["CNPJ 16.727.230/0001-98"]),
        NationalIdentifier.id("BR_POSTAL_CODE", .postal, [#"\d{5}-?\d{3}"#], 0.15, words: ["cep"], finds: ["postal code: «22040-020»"]),
        NationalIdentifier.id(
            "BR_LICENSE_PLATE", .plate, [#"(?!RFC|ISO|PEP|SHA)[A-Z]{3}[ -]?\d[0-9A-J]\d{2}"#], 0.2, words: ["placa"],
            finds: ["license plate: «ABC-1234»"]),
    ]

    private static let mexico: [Recognizer] = [
        NationalIdentifier.id(
            "MX_CURP", .person,
            [#"(?i)[A-Z][AEIOUX][A-Z]{2}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[HMX][A-Z]{5}[0-9A-Z]\d"#], 0.7,
            check: .checksum { value in
                var sum = 0
                for index in 0..<17 {
                    // The alphabet of the check has an Ñ after N.
                    let number = value[index] > 23 ? value[index] + 1 : value[index]
                    sum += number * (18 - index)
                }
                return (10 - sum % 10) % 10 == value[17]
            }, words: ["curp", "clave única"], source: "https://www.gob.mx/curp/", finds: ["CURP «BOXW310820HNERXN09»"],
            ignores: ["CURP BOXW310820HNERXN08"]),
        NationalIdentifier.id(
            "MX_RFC", .tax, [#"[A-Z&]{3,4}[ -]?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ -]?[A-Z0-9]{2}[0-9A]"#], 0.5,
            words: ["rfc", "registro federal"], source: "https://www.sat.gob.mx/", finds: ["RFC «GODE561231GR8»"],
            ignores: ["RFC GODE569931GR8"]),
        // Of a person, without the part that tells namesakes apart.
        NationalIdentifier.id(
            "MX_RFC", .tax,
            [
                #"[A-Z&]{4}[ -]?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"#,
                #"[a-z&]{3,4}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[a-z0-9]{3}"#,
            ], 0.2, words: ["rfc", "registro federal"],
            general: false, finds: ["RFC «GODE 561231»"]),
        NationalIdentifier.id(
            "MX_VAT", .vat, [#"(?:MX|(?<![^A-Z][A-Z]{2} ))[A-Z&]{3,4}\d{6}[A-Z0-9]{3}"#], 0.2, words: ["rfc"],
            finds: ["VAT number: «MXABCD123456EFG»"]),
        NationalIdentifier.id(
            "MX_POSTAL_CODE", .postal, [#"\d{5}"#], 0.15, words: ["código postal"], general: false, finds: ["código postal «06600»"]),
    ]

    private static let south: [Recognizer] = [
        NationalIdentifier.id(
            "AR_CUIT", .tax, [#"(?:20|2[347]|30|3[34]|5[015])-?\d{8}-?\d"#], 0.4,
            check: .checksum { value in
                let check = 11 - value.weighted([5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11
                return (check == 11 ? 0 : check == 10 ? 9 : check) == value[10]
            }, words: ["cuit", "cuil"], source: "https://www.afip.gob.ar/", finds: ["CUIT «20-05536168-2»"], ignores: ["CUIT 20267565392"]),
        NationalIdentifier.id(
            "AR_TAX_ID", .tax, [#"(?:20|2[347]|30|3[34])\d{9}"#], 0.2,
            check: .checksum { value in
                let check = 11 - value.weighted([5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11
                return (check == 11 ? 0 : check == 10 ? 9 : check) == value[10]
            }, finds: ["tax ID: «30678561165»"], ignores: ["tax ID: 30678561164"]),
        NationalIdentifier.id(
            "AR_DNI", .person, [#"\d{2}\.\d{3}\.\d{3}"#, #"\d{7,8}"#], 0.2, words: ["dni", "documento"], finds: ["DNI «20.123.456»"]),
        NationalIdentifier.id(
            "AR_CBU", .bank, [#"\d{8} ?\d{14}"#], 0.5,
            check: .checksum { value in
                (10 - value.weighted([7, 1, 3, 9, 7, 1, 3]) % 10) % 10 == value[7]
                    && (10 - value.weighted([3, 9, 7, 1, 3, 9, 7, 1, 3, 9, 7, 1, 3], from: 8) % 10) % 10 == value[21]
            }, words: ["cbu"], source: "https://www.bcra.gob.ar/", finds: ["CBU «28505909 40090418135201»"],
            ignores: ["CBU 2850590940090418135202"]),
        NationalIdentifier.id(
            "AR_VAT", .vat, [#"AR\d{11}"#], 0.3, finds: ["VAT number: «AR12345678901»"]),
        NationalIdentifier.id("AR_POSTAL_CODE", .postal, [#"[A-HJ-NP-Z]\d{4}[A-Z]{3}"#], 0.25, finds: ["postal code: «C1000WAM»"]),
        NationalIdentifier.id(
            "CL_RUT", .person, [#"(?<![~+])(?!20[0-3]\d[01])\d{1,2}\.?\d{3}\.?\d{3}-[0-9Kk]"#], 0.5,
            check: .checksum { LatinAmerica.isRUT($0) },
            words: ["rut", "run", "rol único"], source: "https://www.sii.cl/", finds: ["RUT «12.531.909-2»"], ignores: ["RUT 12531909-3"]),
        NationalIdentifier.id(
            "CL_RUT", .person, [#"\d{7,8}[0-9Kk]"#], 0.25, check: .checksum { LatinAmerica.isRUT($0) }, words: ["rut", "run", "rol único"],
            finds: ["RUT «125319092»"], ignores: ["RUT 125319093"]),
        NationalIdentifier.id("CL_VAT", .vat, [#"CL\d{8}-\d"#], 0.4, words: ["rut"], finds: ["VAT number: «CL12345678-9»"]),
        NationalIdentifier.id(
            "CO_NIT", .tax, [#"\d{3}\.?\d{3}\.?\d{3}-\d"#, #"\d{8,10}"#], 0.25,
            check: .checksum { value in
                let weights = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71]
                let last = value.count - 1
                var sum = 0
                for index in 0..<last { sum += weights[index] * value[last - 1 - index] }
                return [0, 1, 9, 8, 7, 6, 5, 4, 3, 2, 1][sum % 11] == value[last]
            }, words: ["nit", "rut"], source: "https://www.dian.gov.co/", finds: ["NIT «213.123.432-1»"], ignores: ["NIT 2131234325"]),
        NationalIdentifier.id("CO_VAT", .vat, [#"CO\d{10}"#], 0.3, words: ["nit"], finds: ["VAT number: «CO1234567890»"]),
        NationalIdentifier.id(
            "PE_RUC", .tax, [#"(?:10|15|16|17|20)\d{9}"#], 0.35,
            check: .checksum { value in (11 - value.weighted([5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 10 == value[10] }, words: ["ruc"],
            source: "https://www.sunat.gob.pe/", finds: ["RUC «20512333151»"], ignores: ["RUC 20512333158"]),
        NationalIdentifier.id(
            "PE_CUI", .person, [#"\d{8}(?:-?\d)?"#], 0.2, words: ["cui", "dni", "cédula única"], finds: ["CUI «10117410»"]),
        NationalIdentifier.id(
            "PE_VAT", .vat, [#"PE\d{11}"#], 0.3, finds: ["VAT number: «PE12345678901»"]),
        NationalIdentifier.id(
            "EC_CI", .person, [#"(?:[01]\d|2[0-4]|30|50)[0-6]\d{6}-?\d"#], 0.3,
            check: .checksum { value in
                var sum = 0
                for index in 0..<10 {
                    let term = value[index] * (index % 2 == 0 ? 2 : 1)
                    sum += term > 9 ? term - 9 : term
                }
                return sum % 10 == 0
            }, words: ["cédula", "ci", "cedula"], source: "https://www.registrocivil.gob.ec/", finds: ["cédula «1714307103»"],
            ignores: ["cédula 1714307104"]),
        NationalIdentifier.id(
            "EC_RUC", .tax, [#"(?:[01]\d|2[0-4]|30|50)\d{8}-?(?!000)\d{3}"#], 0.2, words: ["ruc"], source: "https://www.sri.gob.ec/",
            finds: ["RUC «1792060346001»"]),
        NationalIdentifier.id(
            "EC_VAT", .vat, [#"(?:EC)?\d{13}"#], 0.16, words: ["ruc", "ecuador"], finds: ["VAT number: «1234567890123»"]),
        NationalIdentifier.id(
            "PY_RUC", .tax, [#"\d{4,8}-?\d"#], 0.25,
            check: .checksum { value in
                let last = value.count - 1
                var sum = 0
                for index in 0..<last { sum += (index + 2) * value[last - 1 - index] }
                return (11 - sum % 11) % 11 % 10 == value[last]
            }, words: ["ruc", "ruc number"], source: "https://www.set.gov.py/", finds: ["RUC «80028061-0»"], ignores: ["RUC 80028061-1"]),
        NationalIdentifier.id(
            "PY_VAT", .vat, [#"(?:PY|(?<![^A-Z][A-Z]{2} ))\d{6,8}-\d"#], 0.16, words: ["ruc"], finds: ["VAT number: «PY12345678-9»"]),
        NationalIdentifier.id(
            "UY_RUT", .tax, [#"\d{2}-?\d{6}-?\d{3}-?\d"#], 0.35,
            check: .complement([4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2], modulo: 11, ten: nil), words: ["rut"], source: "https://www.dgi.gub.uy/",
            finds: ["RUT «21-100342-001-7»"], ignores: ["RUT 211003420018"]),
        NationalIdentifier.id("UY_VAT", .vat, [#"UY\d{12}"#], 0.3, words: ["rut"], finds: ["VAT number: «UY123456789012»"]),
        NationalIdentifier.id(
            "VE_RIF", .tax, [#"[VEJPG]-?\d{8}-?\d"#], 0.45,
            check: .checksum { value in
                let letters: [UInt8: Int] = [86: 4, 69: 8, 74: 12, 80: 16, 71: 20]
                let sum = (letters[value.compact[0]] ?? 0) + value.weighted([3, 2, 7, 6, 5, 4, 3, 2], from: 1)
                return [0, 0, 9, 8, 7, 6, 5, 4, 3, 2, 1][sum % 11] == value[9]
            }, words: ["rif", "registro de información fiscal"], source: "https://www.seniat.gob.ve/", finds: ["RIF «V-11470283-4»"],
            ignores: ["RIF V-11470283-3"]),
        NationalIdentifier.id(
            "VE_VAT", .vat, [#"VE[JGVE]-(?:\d{9}|\d{8}-\d)"#, #"[JGVE]-\d{8}-\d"#], 0.3, words: ["rif"],
            finds: ["VAT number: «VEJ-12345678-9»"]),
        NationalIdentifier.id("BO_VAT", .vat, [#"BO\d{7}"#], 0.3, words: ["nit"], finds: ["VAT number: «BO1234567»"]),
    ]

    static func isRUT(_ value: borrowing MatchedValue) -> Bool {
        let last = value.count - 1
        var sum = 0
        for index in 0..<last { sum += (2 + index % 6) * value[last - 1 - index] }
        let check = (11 - sum % 11) % 11
        return check == 10 ? value.compact[last] == UInt8(ascii: "K") : check == value[last] && value.compact[last] <= 57
    }

    private static let central: [Recognizer] = [
        NationalIdentifier.id(
            "GT_NIT", .tax, [#"\d{1,8}-[0-9Kk]"#, #"\d{4,9}[0-9Kk]"#], 0.2,
            check: .checksum { value in
                let last = value.count - 1
                var sum = 0
                for index in 0..<last { sum += (index + 2) * value[last - 1 - index] }
                let check = (11 - sum % 11) % 11
                return check == 10 ? value.compact[last] == UInt8(ascii: "K") : check == value[last] && value.compact[last] <= 57
            }, words: ["nit"], general: false, source: "https://portal.sat.gob.gt/", finds: ["NIT «576935-3»"], ignores: ["NIT 576935-4"]),
        NationalIdentifier.id("GT_VAT", .vat, [#"(?:GT)?\d{7}-\d"#], 0.2, words: ["nit"], finds: ["VAT number: «GT1234567-8»"]),
        NationalIdentifier.id(
            "SV_NIT", .tax, [#"\d{4}-?\d{6}-?\d{3}-?\d"#], 0.35,
            check: .checksum { value in
                guard let serial = value.number(10..<13) else { return false }
                if serial <= 100 { return value.weighted([14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11 % 10 == value[13] }
                return (11 - value.weighted([2, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10 == value[13]
            }, words: ["nit"], source: "https://www.mh.gob.sv/", finds: ["NIT «0614-050707-104-8»"], ignores: ["NIT 0614-050707-104-0"]),
        NationalIdentifier.id(
            "SV_VAT", .vat, [#"(?:SV)?\d{4}-\d{6}-\d{3}-\d"#], 0.25, words: ["nit"], finds: ["VAT number: «SV1234-567890-123-1»"]),
        NationalIdentifier.id(
            "DO_CEDULA", .person, [#"\d{3}-?\d{7}-?\d"#], 0.3, check: .luhn & .rule { !$0.isUniform }, words: ["cedula", "cédula"],
            source: "https://jce.gob.do/", finds: ["Cédula «001-1391820-5»"], ignores: ["Cédula 00113918204"]),
        NationalIdentifier.id(
            "DO_RNC", .tax, [#"\d-?\d{2}-?\d{5}-?\d"#], 0.25,
            check: .checksum { value in
                let rest = value.weighted([7, 9, 8, 6, 5, 4, 3, 2]) % 11
                return (10 - rest + 9) % 9 + 1 == value[8]
            }, words: ["rnc", "registro nacional del contribuyente"], source: "https://dgii.gov.do/", finds: ["RNC «101850043»"],
            ignores: ["RNC 101850042"]),
        NationalIdentifier.id(
            "DO_NCF", .tax, [#"[AP]\d{18}"#, #"B\d{10}"#, #"E\d{12}"#], 0.25, words: ["ncf", "e-cf", "comprobante fiscal"],
            finds: ["NCF «E310000000005»"]),
        NationalIdentifier.id(
            "DO_VAT", .vat, [#"DO(?:\d{9}|\d{11}|\d{3}-\d{7}-\d)"#], 0.3, words: ["rnc", "dominican"],
            finds: ["VAT number: «DO12345678901»"]),
        NationalIdentifier.id("CR_VAT", .vat, [#"CR\d{9,12}"#], 0.3, words: ["cédula jurídica"], finds: ["VAT number: «CR123456789012»"]),
        NationalIdentifier.id(
            "NI_VAT", .vat, [#"(?:NI)?\d{3}-\d{6}-\d{4}[A-Z]"#], 0.4, words: ["ruc", "cédula"], finds: ["VAT number: «123-456789-0123A»"]),
        NationalIdentifier.id(
            "CU_NI", .person, [#"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{5}"#], 0.2, check: .rule { Checksum.isDateYYMMDD($0) },
            words: ["ni", "carné de identidad", "número de identidad"], finds: ["NI «91021412345»"]),
    ]
}
