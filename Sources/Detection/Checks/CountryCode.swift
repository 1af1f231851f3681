/// Country codes of ISO 3166-1 alpha-2, with XK, which banks use for Kosovo.
enum CountryCode {
    private static let codes =
        "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZWXK"

    private static let known: [Bool] = {
        var known = [Bool](repeating: false, count: 26 * 26)
        let letters = Array(codes.utf8)
        for index in stride(from: 0, to: letters.count, by: 2) {
            known[Int(letters[index] - 65) * 26 + Int(letters[index + 1] - 65)] = true
        }
        return known
    }()

    /// Whether the two capitals are a country.
    static func isKnown(_ first: UInt8, _ second: UInt8) -> Bool {
        guard first >= 65, first <= 90, second >= 65, second <= 90 else { return false }
        return known[Int(first - 65) * 26 + Int(second - 65)]
    }
}
