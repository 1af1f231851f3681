/// South, East and South-East Asia.
enum Asia {
    static let all: [Recognizer] = india + korea + china + japan + southEast + others

    private static let india: [Recognizer] = [
        NationalIdentifier.id(
            "IN_AADHAAR", .person, [#"[2-9]\d{3}([ :-])\d{4}\1\d{4}"#], 0.6, check: .verhoeff & .rule { !$0.isUniform },
            words: ["aadhaar", "aadhar", "uidai", "आधार"], source: "https://uidai.gov.in/", finds: ["Aadhaar «3463 4578 1497»"],
            ignores: ["3463 4578 1467", "2320 2341 2362 2383 2404 2425"]),
        NationalIdentifier.id(
            "IN_AADHAAR", .person, [#"[2-9]\d{11}"#], 0.35, check: .verhoeff, words: ["aadhaar", "aadhar", "uidai", "आधार"],
            finds: ["Aadhaar «234123412380»"], ignores: ["Aadhaar 234123412347"]),
        NationalIdentifier.id(
            "IN_VID", .person, [#"[2-9]\d{3} ?\d{4} ?\d{4} ?\d{4}"#], 0.35, check: .verhoeff, words: ["vid", "virtual id", "aadhaar"],
            finds: ["VID «2341 2341 2341 2341»"], ignores: ["VID 2341234123412349"]),
        NationalIdentifier.id(
            "IN_PAN", .tax, [#"[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]"#], 0.5,
            words: ["pan", "permanent account number", "pancard", "income tax"], source: "https://incometaxindia.gov.in/",
            finds: ["my PAN number is «DJPPS1234Z»"], ignores: ["ABCDEFGHIJ"]),
        NationalIdentifier.id(
            "IN_PAN", .tax, [#"[A-Z]{5}\d{4}[A-Z]"#, #"[A-Z]{3}[A-Z0-9]{2}\d{4}[A-Z]"#, #"[a-z]{5}\d{4}[a-z]"#], 0.25,
            words: ["pan", "permanent account number", "pancard"], general: false, finds: ["my PAN number is «DJPMS1234Z»"],
            ignores: ["tax ID: DDDDD1111"]),
        NationalIdentifier.id(
            "IN_GSTIN", .vat, [#"(?i)(?:0[1-9]|[12]\d|3[0-8]|97|99)[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]"#], 0.7,
            words: ["gst", "gstin", "goods and services tax"], source: "https://www.gst.gov.in/", finds: ["GSTIN «27AAPFU0939F1ZV»"],
            ignores: ["00ABCDE1234F1Z5"]),
        NationalIdentifier.id(
            "IN_VAT", .vat, [#"(?:IN)?\d{15}"#], 0.16, words: ["gst", "india"], finds: ["VAT number: «IN123456789012345»"]),
        NationalIdentifier.id(
            "IN_VOTER", .person, [#"[A-Z]{3}\d{7}"#], 0.35, check: .checksum { Checksum.luhn($0, 3..<10) },
            words: ["voter", "vote", "epic", "elector", "voter id"], source: "https://voters.eci.gov.in/", finds: ["EPIC «WKH1186246»"],
            ignores: ["EPIC WKH1186252"]),
        NationalIdentifier.id(
            "IN_VOTER", .person, [#"(?i)[a-z]{2}[a-z0-9]\d{7}"#], 0.2, words: ["voter", "vote", "elector", "voter id"], general: false,
            finds: ["my voter: «DBJ2289013»"]),
        NationalIdentifier.id(
            "IN_PASSPORT", .passport, [#"[A-PR-WY]\d{7}"#, #"[A-Z]-?\d{7}"#], 0.2, words: ["indian passport"],
            source: "https://www.passportindia.gov.in/", finds: ["passport number: «A3456781»"]),
        NationalIdentifier.id(
            "IN_VEHICLE_REGISTRATION", .plate,
            [
                #"(?:AN|AP|AR|AS|BR|BH|CH|CG|DD|DL|DN|GA|GJ|HR|HP|JH|JK|KA|KL|LA|LD|MH|ML|MN|MP|MZ|NL|OD|OR|PB|PY|RJ|SK|TN|TR|TS|UK|UP|WB)[ -]?\d{1,2}[ -]?[A-Z]{1,3}[ -]?\d{4}"#
            ],
            0.5, words: ["rto", "registration number"], source: "https://parivahan.gov.in/",
            finds: ["«GJ09AB1234»", "license plate: «KL 18 X 5800»"]),
        NationalIdentifier.id("IN_VEHICLE_REGISTRATION", .plate, [#"[A-Z]{3}\d{4}"#], 0.2, finds: ["vehicle «MCX1243»"]),
        NationalIdentifier.id(
            "IN_POSTAL_CODE", .postal, [#"[1-8]\d{2} ?\d{3}"#], 0.15, words: ["pin code", "pincode"], finds: ["postal code: «364240»"]),
    ]

    private static func koreanSum(_ value: borrowing MatchedValue) -> Int { value.weighted([2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11 }

    private static let korea: [Recognizer] = [
        NationalIdentifier.id(
            "KR_RRN", .person, [#"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-[1-4]\d{6}"#], 0.5,
            words: ["rrn", "resident registration", "주민등록번호", "주민번호"], source: "https://www.mois.go.kr/", finds: ["RRN: «971013-1019902»"],
            ignores: ["971313-1019902"]),
        NationalIdentifier.id(
            "KR_RRN", .person, [#"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[1-4]\d{6}"#], 0.3,
            check: .checksum { (11 - Asia.koreanSum($0)) % 10 == $0[12] }, words: ["rrn", "resident registration", "주민등록번호", "주민번호"],
            finds: ["RRN: «9710131019901»"], ignores: ["RRN: 9710131019903"]),
        NationalIdentifier.id(
            "KR_FRN", .person, [#"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-?[5-8]\d{6}"#], 0.35,
            check: .checksum { (13 - Asia.koreanSum($0)) % 10 == $0[12] },
            words: ["frn", "foreigner registration", "외국인등록번호", "alien registration"], finds: ["FRN «911124-5678906»"],
            ignores: ["FRN 911124-5678907"]),
        NationalIdentifier.id(
            "KR_RRN", .person, [#"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[05-9]\d{6}"#], 0.25,
            check: .checksum { (11 - Asia.koreanSum($0)) % 10 == $0[12] }, words: ["rrn", "주민등록번호"], general: false,
            finds: ["RRN: «9710138019900»"]),
        NationalIdentifier.id(
            "KR_RRN", .person, [#"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-[05-9]\d{6}"#], 0.15,
            check: .checksum { (11 - Asia.koreanSum($0)) % 10 == $0[12] }, words: ["rrn", "주민등록번호"], general: false,
            finds: ["RRN: «971013-8019900»"]),
        // Since October 2020 the last digits are drawn by chance; such a number counts where it stands alone.
        Recognizer(
            "kr-rrn-drawn", EntityType("KR_RRN"),
            Pattern(NationalIdentifier.guarded(#"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[1-4]\d{6}"#), 0.2),
            source: "https://www.mois.go.kr/", finds: ["«9710131019903»"], ignores: ["RRN: 9710131019903"]),
        NationalIdentifier.id(
            "KR_FRN", .person, [#"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-[5-8]\d{6}"#], 0.3, words: ["frn", "외국인등록번호"],
            general: false, finds: ["FRN is «911124-5678901»"]),
        NationalIdentifier.id(
            "KR_FRN", .person, [#"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[5-8]\d{6}"#], 0.2,
            words: ["frn", "외국인등록번호"], general: false, finds: ["FRN «9111245678907»"]),
        NationalIdentifier.id(
            "KR_BRN", .company, [#"\d{10}"#, #"\d{3}-\d{2}-\d{5}"#], 0.15, words: ["brn", "business registration", "사업자등록번호"],
            general: false,
            finds: ["BRN «5356111710»"]),
        NationalIdentifier.id(
            "KR_BRN", .company, [#"\d{3}-\d{2}-\d{5}"#, #"\d{10}"#], 0.3,
            check: .checksum { value in
                let sum = value.weighted([1, 3, 7, 1, 3, 7, 1, 3, 5]) + value[8] * 5 / 10
                return (10 - sum % 10) % 10 == value[9]
            }, words: ["brn", "business registration", "사업자등록번호"], source: "https://www.nts.go.kr/", finds: ["BRN «104-86-56659»"],
            ignores: ["BRN 104-86-56658"]),
        NationalIdentifier.id(
            "KR_PASSPORT", .passport, [#"(?i)[msrodg](?:\d{3}[a-z]\d{4}|\d{8})"#], 0.3, words: ["여권", "korea"],
            source: "https://www.passport.go.kr/", finds: ["passport number «M123A4567»"], ignores: ["M123A456"]),
        NationalIdentifier.id(
            "KR_DRIVER_LICENSE", .licence, [#"(?:1[1-9]|2[0-68])([ -])\d{2}\1\d{6}\1\d{2}"#], 0.5, words: ["운전면허"],
            source: "https://www.safedriving.or.kr/", finds: ["«11-22-123456-12»"], ignores: ["11-22-12345-12"]),
        NationalIdentifier.id(
            "KR_DRIVER_LICENSE", .licence, [#"(?:1[1-9]|2[0-68])\d{10}"#], 0.2, words: ["운전면허"], finds: ["driver license «112212345612»"]),
    ]

    /// GB 32100-2015: powers of 3 modulo 31.
    private static func isUSCC(_ value: borrowing MatchedValue) -> Bool {
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
        let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
        guard value.count == 18 else { return false }
        var sum = 0
        for index in 0..<17 {
            guard let number = alphabet.firstIndex(of: value.compact[index]) else { return false }
            sum += weights[index] * number
        }
        return alphabet[(31 - sum % 31) % 31] == value.compact[17]
    }

    private static let china: [Recognizer] = [
        NationalIdentifier.id(
            "CN_RIC", .person, [#"[1-8]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx]"#], 0.7,
            check: .checksum { value in
                guard Checksum.isDateYYYYMMDD(value, at: 6) else { return false }
                let sum = value.weighted([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11
                return Array("10X98765432".utf8)[sum] == value.compact[17]
            }, words: ["ric", "ric no", "身份证", "居民身份证", "身份证号", "公民身份号码"], source: "https://openstd.samr.gov.cn/bzgk/gb/ (GB 11643-1999)",
            finds: ["身份证号«360426199101010071»"], ignores: ["身份证号 360426199101010072"]),
        NationalIdentifier.id(
            "CN_RIC", .person, [#"[1-8]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}"#], 0.2,
            check: .rule { Checksum.isDateYYMMDD($0, at: 6) }, words: ["身份证", "居民身份证"], finds: ["identity card number: «110101491001001»"]),
        NationalIdentifier.id(
            "CN_USCC", .company, [#"[159Y][1239]\d{6}[0-9A-HJ-NPQRTUWXY]{10}"#], 0.6,
            check: .checksum { Asia.isUSCC($0) }, words: ["uscc", "统一社会信用代码", "信用代码"],
            source: "https://openstd.samr.gov.cn/bzgk/gb/ (GB 32100-2015)",
            finds: ["USCC «911100006000373477»"], ignores: ["USCC 911100006000373412"]),
        NationalIdentifier.id(
            "CN_USCC", .company, [#"\d{8}[0-9A-HJ-NPQRTUWXY]{10}"#], 0.3, check: .checksum { Asia.isUSCC($0) },
            words: ["uscc", "统一社会信用代码", "信用代码"], general: false, finds: ["USCC «211100006000373458»"]),
        NationalIdentifier.id(
            "CN_PASSPORT", .passport, [#"[EGDSPH][A-Z]?\d{7,8}"#], 0.25, words: ["护照号"], finds: ["passport number: «EA1234567»"]),
        NationalIdentifier.id("CN_POSTAL_CODE", .postal, [#"[0-8]\d{5}"#], 0.15, words: ["邮编", "邮政编码"], finds: ["postal code: «150237»"]),
        NationalIdentifier.id(
            "CN_LICENSE_PLATE", .plate,
            ["(?:京|津|沪|渝|冀|豫|云|辽|黑|湘|皖|鲁|新|苏|浙|赣|鄂|桂|甘|晋|蒙|陕|吉|闽|贵|粤|青|藏|川|宁|琼)[A-HJ-NP-Z](?:·)?[A-HJ-NP-Z0-9]{5,6}"], 0.6,
            words: ["车牌", "车牌号"], finds: ["车牌«京A12345»"]),
        NationalIdentifier.id(
            "HK_ID_CARD", .person,
            [#"[A-Z]{1,2}\d{6}(?:\([0-9A]\)|\[[0-9A]\])"#, #"[a-z]{1,2}\d{6}\([0-9a]\)"#, #"(?<!/)[A-Z]{1,2}(?!\d{3}0000)\d{6}[0-9A]"#],
            0.5,
            check: .checksum { value in
                let letters = value.count - 7
                guard letters == 1 || letters == 2 else { return false }
                var sum = letters == 2 ? 9 * value[0] + 8 * value[1] : 9 * 36 + 8 * value[0]
                for index in 0..<7 { sum += (7 - index) * value[letters + index] }
                return sum % 11 == 0
            }, words: ["hkid", "香港身份證", "hong kong identity"], source: "https://www.immd.gov.hk/", finds: ["HKID «A123456(3)»"],
            ignores: ["A123456(4)"]),
        NationalIdentifier.id(
            "TW_ID_CARD", .person, [#"[A-Z][1289]\d{8}"#], 0.5,
            check: .checksum { value in
                let codes = [10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21, 22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33]
                let code = codes[value[0] - 10]
                let sum = code / 10 + code % 10 * 9 + value.weighted([8, 7, 6, 5, 4, 3, 2, 1, 1], from: 1)
                return sum % 10 == 0
            }, words: ["身分證", "身分證字號", "國民身分證"], source: "https://www.ris.gov.tw/", finds: ["身分證字號«A123456789»"], ignores: ["A123456788"]),
        NationalIdentifier.id(
            "TW_UBN", .company, [#"\d{8}"#], 0.25,
            check: .checksum { value in
                var sum = 0
                for (index, weight) in [1, 2, 1, 2, 1, 2, 4, 1].enumerated() {
                    let term = value[index] * weight
                    sum += term / 10 + term % 10
                }
                return sum % 5 == 0 || (value[6] == 7 && (sum + 1) % 5 == 0)
            }, words: ["ubn", "統一編號", "統編"], source: "https://www.fia.gov.tw/", finds: ["統一編號«00501503»"], ignores: ["統一編號 00501502"]),
    ]

    private static let japan: [Recognizer] = [
        NationalIdentifier.id(
            "JP_CN", .company, [#"[1-9]-?\d{4}-?\d{4}-?\d{4}"#], 0.3,
            check: .checksum { value in
                var sum = 0
                for index in 1..<13 { sum += value[index] * (index % 2 == 0 ? 1 : 2) }
                return 9 - sum % 9 == value[0]
            }, words: ["cn", "法人番号", "corporate number"], source: "https://www.houjin-bangou.nta.go.jp/", finds: ["法人番号«5835678256246»"],
            ignores: ["法人番号 6835678256246"]),
        NationalIdentifier.id(
            "JP_IN", .person, [#"\d{4}[ -]?\d{4}[ -]?\d{4}"#], 0.3,
            check: .checksum { value in
                let check = (11 - value.weighted([6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10
                return check == value[11]
            }, words: ["in", "個人番号", "マイナンバー", "my number"], source: "https://www.digital.go.jp/policies/mynumber/",
            finds: ["マイナンバー«621498582235»"], ignores: ["マイナンバー 621498320258"]),
        NationalIdentifier.id(
            "JP_PASSPORT", .passport, [#"[A-Z]{2}\d{7}"#], 0.2, words: ["旅券番号", "パスポート"], finds: ["passport number: «TE3180251»"]),
        NationalIdentifier.id(
            "JP_POSTAL_CODE", .postal, [#"\d{3}-?\d{4}"#], 0.15, words: ["郵便番号"], finds: ["postal code: «135-0000»", "郵便番号«150-0002»"]),
    ]

    private static let southEast: [Recognizer] = [
        NationalIdentifier.id(
            "SG_NRIC_FIN", .person, [#"(?i)[stfgm]\d{7}[a-z]"#], 0.35, words: ["nric", "fin", "singapore"],
            source: "https://www.ica.gov.sg/", finds: ["NRIC «S1234567D»"]),
        NationalIdentifier.id(
            "SG_NRIC_FIN", .person, [#"[STFGM]\d{7}[A-Z]"#], 0.6,
            check: .checksum { value in
                var sum = value.weighted([2, 7, 6, 5, 4, 3, 2], from: 1)
                let first = value.compact[0]
                if first == UInt8(ascii: "T") || first == UInt8(ascii: "G") { sum += 4 }
                if first == UInt8(ascii: "M") { sum += 3 }
                let letters: [UInt8]
                switch first {
                case UInt8(ascii: "S"), UInt8(ascii: "T"): letters = Array("JZIHGFEDCBA".utf8)
                case UInt8(ascii: "M"): letters = Array("KLJNPQRTUWX".utf8)
                default: letters = Array("XWUTRQPNMLK".utf8)
                }
                return letters[sum % 11] == value.compact[8]
            }, words: ["nric", "fin"], finds: ["«S1234567D»"], ignores: ["S1234567A"]),
        NationalIdentifier.id(
            "SG_NRIC_FIN", .person, [#"(?i)[a-z]\d{7}[a-z]"#], 0.2, words: ["nric", "fin"], general: false, finds: ["NRIC «A1234567Z»"]),
        NationalIdentifier.id(
            "SG_UEN", .company, [#"\d{8}[A-Z](?![+-]\d)"#, #"(?:19|20)\d{7}[A-Z]"#, #"[RST]\d{2}[A-Z]{2}\d{4}[A-Z]"#], 0.5,
            check: .checksum { value in
                let letters: [UInt8]
                let sum: Int
                if value.count == 9 {
                    sum = value.weighted([10, 4, 9, 3, 8, 2, 7, 1])
                    letters = Array("XMKECAWLJDB".utf8)
                } else if value.compact[0] <= 57 {
                    sum = value.weighted([10, 8, 6, 4, 9, 7, 5, 3, 1])
                    letters = Array("ZKCMDNERGWH".utf8)
                } else {
                    let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWX0123456789".utf8)
                    var total = 0
                    for (index, weight) in [4, 3, 5, 3, 10, 2, 2, 5, 7].enumerated() {
                        total += weight * (alphabet.firstIndex(of: value.compact[index]) ?? 0)
                    }
                    return alphabet[(total - 5 + 11) % 11] == value.compact[9]
                }
                return letters[sum % 11] == value.compact[value.count - 1]
            }, words: ["uen", "unique entity number"], source: "https://www.uen.gov.sg/", finds: ["UEN «00192200M»"],
            ignores: ["UEN 00192200A"]),
        NationalIdentifier.id(
            "SG_UEN", .company, [#"\d{9}[A-Z]"#], 0.25, words: ["uen", "unique entity number"], general: false, finds: ["UEN «144852176C»"]),
        NationalIdentifier.id(
            "SG_LICENSE_PLATE", .plate, [#"S[A-Z]{1,2}[ -]?\d{1,4}[ -]?[A-EGHJ-MPR-UX-Z]"#], 0.25, finds: ["license plate: «SGB1234Z»"]),
        NationalIdentifier.id(
            "MY_NRIC", .person, [#"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-\d{2}-\d{4}"#], 0.5,
            words: ["nric", "nric no", "mykad", "kad pengenalan"], source: "https://www.jpn.gov.my/", finds: ["«770305-02-1234»"],
            ignores: ["771305-02-1234"]),
        NationalIdentifier.id(
            "MY_NRIC", .person, [#"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[0-5]\d|[6-9]\d)\d{4}"#], 0.2,
            words: ["nric", "nric no", "mykad", "kad pengenalan"], finds: ["NRIC No.: «770305021234»"]),
        NationalIdentifier.id("MY_PASSPORT", .passport, [#"[AHK]\d{8}[A-Z]?"#], 0.2, finds: ["passport number: «H12345678»"]),
        NationalIdentifier.id(
            "ID_NIK", .person,
            [#"(?:1[1-9]|21|[37][1-6]|5[1-3]|6[1-5]|[89][12])\d{4}(?:[0-2]\d|3[01]|[4-6]\d|7[01])(?:0[1-9]|1[0-2])\d{6}"#], 0.3,
            words: ["nik", "ktp", "nomor induk"], source: "https://dukcapil.kemendagri.go.id/", finds: ["NIK «3171011708450001»"]),
        NationalIdentifier.id(
            "ID_NPWP", .tax, [#"\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}"#, #"\d{15,16}"#], 0.2, words: ["npwp", "nomor pokok wajib pajak"],
            source: "https://www.pajak.go.id/", finds: ["NPWP «01.300.066.7-091.000»"]),
        NationalIdentifier.id(
            "ID_VAT", .vat, [#"(?:ID)?(?:\d{15}|\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3})"#], 0.16, words: ["npwp", "indonesia"],
            finds: ["VAT number: «123456789012345»"]),
        NationalIdentifier.id("ID_PASSPORT", .passport, [#"[A-Z]\d{7}"#], 0.2, words: ["paspor"], finds: ["passport number: «A4859472»"]),
        NationalIdentifier.id(
            "TH_TNIN", .person, [#"[1-8]-?\d{4}-?\d{5}-?\d{2}-?\d"#, #"0\d{12}"#, #"0-\d{2}-\d-\d{3}-\d{5}-\d"#], 0.4,
            check: .checksum { value in
                (11 - value.weighted([13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 10 == value[12] && !value.isUniform
                    && (value[0] == 0 ? value[1] + value[2] != 0 : (10...96).contains(value[1] * 10 + value[2]))
            }, words: ["tnin", "pin", "thai national id", "thai id", "เลขบัตรประชาชน", "เลขประจำตัวประชาชน", "tin"],
            source: "https://www.bora.dopa.go.th/", finds: ["Thai National ID «1234567890121»"],
            ignores: ["PIN 1234567890122", "1111111111111"]),
        NationalIdentifier.id(
            "TH_MOA", .company, [#"0-?99-?\d-?\d{3}-?\d{5}-?\d"#, #"0-?\d{2}-?\d-?\d{3}-?\d{5}-?\d"#], 0.35,
            check: .checksum { (11 - $0.weighted([13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 10 == $0[12] },
            words: ["moa", "เลขทะเบียนนิติบุคคล"], finds: ["MOA «0994000160623»"], ignores: ["MOA 0994000617722"]),
        NationalIdentifier.id(
            "TH_PASSPORT", .passport, [#"[A-Z]{1,2}\d{6,7}"#], 0.2, words: ["หนังสือเดินทาง"], finds: ["passport number: «A123456»"]),
        NationalIdentifier.id(
            "VN_MST", .tax, [#"\d{10}(?:-?\d{3})?"#], 0.3,
            check: .checksum { 10 - $0.weighted([31, 29, 23, 19, 17, 13, 7, 5, 3]) % 11 == $0[9] }, words: ["mst", "mã số thuế"],
            source: "https://tracuunnt.gdt.gov.vn/", finds: ["MST «0100233939»"], ignores: ["MST 0100233489"]),
        NationalIdentifier.id(
            "VN_CCCD", .person, [#"0\d{11}"#], 0.15, words: ["cccd", "căn cước công dân", "cmnd"], general: false,
            finds: ["CCCD «001090123456»"]),
        NationalIdentifier.id(
            "PH_TIN", .tax, [#"[0-5]\d{2}-\d{3}-\d{3}(?:-\d{3,5})?"#, #"[0-5]\d{11}"#], 0.3, words: ["bir", "bir tin"],
            source: "https://www.bir.gov.ph/", finds: ["Tax ID: «000-123-456-001»"]),
        NationalIdentifier.id(
            "PH_UMID", .person, [#"\d{4}-\d{7}-\d"#], 0.5, words: ["umid", "crn", "common reference"], source: "https://www.sss.gov.ph/",
            finds: ["«0111-1234567-8»"]),
        NationalIdentifier.id(
            "PH_PASSPORT", .passport, [#"[A-Z]\d{7}[A-Z]"#, #"[A-Z]{2}\d{7}"#], 0.3, words: ["dfa"], finds: ["passport number: «P1234567A»"]
        ),
        NationalIdentifier.id(
            "PH_VAT", .vat, [#"(?:PH)?\d{3} \d{3} \d{3} \d{3}"#, #"PH\d{12}"#], 0.3, words: ["bir"],
            finds: ["VAT number: «PH123 456 789 012»"]),
    ]

    private static let others: [Recognizer] = [
        NationalIdentifier.id(
            "PK_CNIC", .person, [#"[1-7]\d{4}-\d{7}-\d"#], 0.55, words: ["cnic", "cnic number", "nadra", "nicop"],
            source: "https://id.nadra.gov.pk/", finds: ["«21032-1288943-5»"], ignores: ["81032-1288943-5"]),
        NationalIdentifier.id("PK_CNIC", .person, [#"[1-7]\d{12}"#], 0.2, words: ["cnic", "nadra"], finds: ["CNIC «3420107205064»"]),
        NationalIdentifier.id(
            "PK_ID_CARD", .person, [#"[1-7]\d{4}-\d{7}-\d"#], 0.3, words: ["pakistan"], finds: ["identity card number: «45504-4185771-3»"]),
        NationalIdentifier.id(
            "LK_ID_CARD", .person, [#"[1-9]\d(?:[0-35-8]\d{2})\d{4}[VvXx]"#, #"(?:19|20)\d{2}(?:[0-35-8]\d{2})\d{5}"#], 0.3,
            words: ["nic", "sri lanka"], finds: ["identity card number: «722222222V»"]),
        NationalIdentifier.id(
            "BD_NID", .person, [#"\d{10}"#, #"\d{17}"#], 0.15, words: ["nid", "bangladesh", "জাতীয় পরিচয়পত্র"], general: false,
            finds: ["NID «1234567890»"]),
    ]
}
