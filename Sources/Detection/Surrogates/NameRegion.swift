/// Which region a name sounds like, and whether it is a woman's or a man's, as far as the name itself shows. It decides what the surrogate
/// sounds like and nothing else, so a wrong guess costs realism only. Each part of a name is judged by itself: the same word gets the same
/// surrogate wherever it stands.
enum NameRegion {
    static func lexicon(of word: [UInt8], isFirst: Bool) -> NameLexicon? {
        let small = word.allSatisfy { $0 < 0x80 } ? word.lowered : Array(String(decoding: word, as: UTF8.self).lowercased().utf8)
        guard !small.isEmpty else { return nil }
        if small.contains(where: { $0 >= 0x80 }) {
            let scalars = String(decoding: small, as: UTF8.self).unicodeScalars.map(\.value)
            if scalars.allSatisfy({ 0x400...0x52F ~= $0 }) { return .cyrillic }
            guard scalars.allSatisfy({ $0 < 0x250 }) else { return nil }
            if let mark = marks.first(where: { mark in scalars.contains { mark.letters.contains($0) } }) { return mark.lexicon }
        }
        if isFirst {
            if let known = firstNames[small] { return known.0 }
            return indianFirst.contains { ends(small, $0) } ? .indian : .english
        }
        return endings.first { group in group.endings.contains { ends(small, $0) } }?.lexicon ?? .english
    }

    static func gender(of word: [UInt8]) -> NameLexicon.Gender {
        let small = word.allSatisfy { $0 < 0x80 } ? word.lowered : Array(String(decoding: word, as: UTF8.self).lowercased().utf8)
        if let known = firstNames[small] { return known.1 }
        return female.contains { ends(small, $0) } ? .female : .male
    }

    /// Whether a word, in small letters, is a common first name.
    static func isFirstName(_ word: [UInt8]) -> Bool { firstNames[word] != nil }

    private static func ends(_ word: [UInt8], _ ending: [UInt8]) -> Bool {
        word.count >= ending.count && word[(word.count - ending.count)...].elementsEqual(ending)
    }

    private static func list(_ text: String) -> [[UInt8]] { text.split(separator: " ").map { Array($0.utf8) } }

    /// Letters that one region's names have.
    private static let marks: [(letters: Set<UInt32>, lexicon: NameLexicon)] =
        ([
            ("łąęśźżćń", .polish), ("ğşı", .turkish), ("åøæð", .nordic), ("ß", .german), ("ñãõíóú", .iberian), ("èêëçôîûœ", .french),
            ("čšžřůěď", .slavic),
            ("äöü", .german),
        ] as [(String, NameLexicon)]).map { (Set($0.0.unicodeScalars.map(\.value)), $0.1) }

    /// Endings of surnames, the more telling ones first.
    private static let endings: [(endings: [[UInt8]], lexicon: NameLexicon)] =
        ([
            ("ski ska cki cka czyk czak wicz owski", .polish), ("ov ova ev eva enko chuk vić vic ović sky skaya", .slavic),
            ("mann berg bauer meier meyer maier mayer huber schmidt stein bach hofer dorf schneider wald burg hardt ke", .german),
            ("sen sson lund qvist gaard", .nordic), ("ez es ado ano ini elli etti ucci ari eira osta ardo", .iberian),
            ("eau ault oux ier ard ois aud ette elle", .french), ("oglu", .turkish), ("awi aoui ullah eddin uddin ani oud een", .arabic),
            ("har dhary swamy rajan krishnan patel singh kar jee pta rma eddy ao", .indian),
        ] as [(String, NameLexicon)]).map { (list($0.0), $0.1) }

    private static let indianFirst = list("sh endra een ika")
    private static let female = list("a ie ine elle ette lyn ice een eth et gard hild ss y а я")

    private static let firstNames: [[UInt8]: (NameLexicon, NameLexicon.Gender)] = {
        var out: [[UInt8]: (NameLexicon, NameLexicon.Gender)] = [:]
        func add(_ lexicon: NameLexicon, _ female: String, _ male: String) {
            for name in female.split(separator: " ") { out[Array(name.utf8)] = (lexicon, .female) }
            for name in male.split(separator: " ") { out[Array(name.utf8)] = (lexicon, .male) }
        }
        add(
            .turkish, "ayşe fatma elif zeynep emine merve esra", "mehmet mustafa emre murat yusuf kemal cem")
        add(
            .arabic, "fatima aisha layla leila noor amina zainab mariam yasmin salma huda",
            "mohammed muhammad ahmed ali omar hassan hussein ibrahim khalid yousef mahmoud tariq karim samir bilal")
        add(
            .indian, "priya anjali lakshmi sunita kavita neha pooja deepa meera anita divya asha aishwarya shreya",
            "rajesh raj ravi amit sanjay vijay arjun suresh ramesh anil rahul rohan sunil vikram arun krishna deepak ashok manoj nikhil")
        add(
            .nordic, "astrid ingrid sigrid freja maja linnea solveig kirsten maren karin",
            "lars sven olav bjørn erik magnus gunnar nils henrik leif anders jens søren mikkel")
        add(
            .slavic, "natalia natalya svetlana olga tatiana irina elena ekaterina anastasia ludmila galina milena jana vesna",
            "ivan dmitri dmitry sergei sergey alexei vladimir mikhail nikolai boris igor yuri oleg pavel milan goran zoran")
        add(
            .polish, "katarzyna małgorzata agnieszka krystyna zofia joanna ewa kasia beata halina jadwiga wanda grażyna hanna",
            "piotr krzysztof andrzej tomasz paweł jan stanisław marek grzegorz wojciech jakub michał łukasz zbigniew marcin kamil")
        add(
            .iberian,
            "maria carmen ana isabel lucia sofia elena marta pilar rosa juana teresa ines beatriz giulia francesca chiara paola valentina gabriela camila fernanda dolores",
            "jose juan carlos luis miguel pedro javier diego pablo antonio manuel jorge fernando alejandro rafael marco luca giovanni giuseppe mario francesco joao paulo rui matteo"
        )
        add(
            .french, "camille chloé manon marie claire sophie julie amélie céline nathalie isabelle sylvie margaux élise brigitte",
            "pierre jean luc françois michel jacques philippe louis antoine mathieu julien nicolas laurent olivier thierry rené guillaume")
        add(
            .german,
            "anna lena hannah greta ursula ingrid helga petra sabine monika heike birgit katrin anke gisela renate ute anneliese lina johanna",
            "hans klaus jürgen wolfgang dieter uwe stefan jonas lukas felix karl heinz günter werner matthias thomas andreas christian markus sebastian tobias florian"
        )
        add(
            .english,
            "mary emma olivia sarah jane elizabeth margaret susan emily anne alice laura karen linda julia lucy grace helen amy rachel jessica jennifer charlotte amanda megan ellen ruth dorothy rebecca kate catherine victoria martha lisa nancy sandra barbara patricia",
            "john james peter paul david michael robert william richard thomas george charles mark daniel andrew matthew henry edward harry jack oliver steven stephen kevin brian simon philip martin alan tom bob bill jim joe sam ben max alex chris mike nick steve adam frank eric jason ryan gary scott patrick jeffrey"
        )
        return out
    }()
}
