@testable import Detection

/// Chat-like text with values from the catalogue's own examples strewn in; the same for the same seed.
enum RealisticText {
    private static let words =
        "the of and to in is you that it for on are with as be this have from or had by not but some what there we can out other were all your when up use how said each she which do their time if will way about many then them would write like these her long make thing see him two has look more day could go come did number sound no most people my over know water than call first who may down side been now find any new work part take get place made live where after back little only round man year came show every good me give our under name very through just form much great think say help low line before turn cause same mean differ move right boy old too does tell sentence set three want air well also play small end put home read hand port large spell add even land here must big high such follow act why ask men change went light kind off need house picture try us again animal point mother world near build self earth father head stand own page should country found answer school grow study still learn plant cover food sun four thought let keep eye never last door between city tree cross since hard start might story saw far sea draw left late run don't while press close night real life few stop open seem together next white children begin got walk example ease paper often always music those both mark book letter until mile river car feet care second group carry took rain eat room friend began idea fish mountain north once base hear horse cut sure watch color face wood main enough plain girl usual young ready above ever red list though feel talk bird soon body dog family direct pose leave song measure state product black short numeral class wind question happen complete ship area half rock order fire south problem piece told knew pass farm top whole king size heard best hour better true during hundred am remember step early hold west ground interest reach fast five sing listen six table travel less morning ten simple several vowel toward war lay against pattern slow center love person money serve appear road map science rule govern pull cold notice voice fall power town fine certain fly unit lead cry dark machine note wait plan figure star box noun field rest correct able pound done beauty drive stood contain front teach week final gave green quick develop sleep warm free minute strong special mind behind clear tail produce fact street inch lot nothing course stay wheel full force blue object decide surface deep moon island foot yet busy test record boat common gold possible plane age dry wonder laugh thousand ago ran check game shape yes hot miss brought heat snow bed bring sit perhaps fill east weight language among"
        .split(separator: " ").map(String.init)

    /// - Parameter density: one example every so many sentences.
    static func make(bytes: Int, seed: UInt64, density: Int) -> String {
        var state = seed
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let examples = RecognizerCatalog.all.flatMap(\.finds).map { $0.filter { $0 != "«" && $0 != "»" } }
        var out = ""
        while out.utf8.count < bytes {
            var sentence = ""
            for index in 0..<(6 + next(12)) {
                let word = words[next(words.count)]
                sentence += index == 0 ? word.prefix(1).uppercased() + word.dropFirst() : " " + word
                if next(14) == 0 { sentence += "," }
                if next(30) == 0 { sentence += " \(next(1000))" }
            }
            out += sentence + (next(9) == 0 ? "?\n" : ". ")
            if next(density) == 0 { out += examples[next(examples.count)] + ". " }
        }
        return out
    }
}
