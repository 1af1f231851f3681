/// The words beside which names stand, and those that only look like parts of names; small letters without accents. Written for this project.
enum NameVocabulary {
    /// What one calls a person before the surname.
    static let titles = set(
        """
        mr mrs ms miss mx dr prof professor sir herr herrn frau fraulein monsieur madame mademoiselle mme mlle senor senora senorita sra signor \
        signora signore mevrouw meneer dhr mevr fru pani
        """)

    /// Small words inside of names.
    static let particles = set("van von der den ter ten zu zum de del della di da do dos das du la le bin ibn al el ben af av mac y e st")

    /// Words of which a place's name is made with a saint's, a king's or a settler's.
    static let prefixes = set(
        "san santa santo saint st sankt sao new fort port mount mt lake cape north south east west hotel villa casa rue via calle plaza avenue"
    )

    /// Things that are named after people: a name that ends in one is theirs and not a person's.
    static let things = set(
        """
        hotel hotels river rivers beach university college school street road avenue drive court square park hospital clinic inc ltd llc corp \
        corporation company co gmbh ag sa plc group foundation institute bridge airport church cathedral award awards prize act bay day days \
        city county town island islands lake mountain mountains mount hill hills valley house hall center centre station library museum theatre \
        theater stadium arena club fc united bank law theorem lemma equation model algorithm method test syndrome disease effect process \
        distribution function space number numbers constant scale series transform tree search engine database server project association \
        society union league party press times post news tribune journal review magazine festival fair cup open championship trophy tournament \
        grand prix band orchestra quartet records studios films pictures productions entertainment motors airlines airways plaza mall market \
        store stores shop restaurant cafe bar pub grill kitchen bakery farm farms ranch estate estates apartments tower towers building palace \
        castle fort point cape coast gulf sea ocean strait canal creek springs falls forest gardens garden cemetery memorial monument boulevard \
        highway parkway terrace crescent state province district region republic kingdom empire army navy division fellowship scholarship lecture \
        medal chair fund trust capital partners ventures holdings industries systems technologies solutions software services consulting media \
        network networks channel radio television tv show live album song film movie book novel play opera symphony concerto sonata eve week \
        weekend year month standard bible strasse platz weg allee gasse schule universitat klinik ville road playfield reservoir field lane \
        shores extension suite junction apt chowk alert world code language library framework api compiler edition version release cluster node
        """)

    /// Things of those that are surnames too: behind a given name they are one.
    static let surnameThings = set(
        "hall hill hills park day church lane field house rivers court lake forest castle bridge marsh west law fair post price case page")

    /// Ordinary words that are frequent surnames.
    static let surnameWords = set(
        "young little king bishop major guest judge page baker cook price best good winter summers may day law case bell long small noble mayor"
    )

    /// Given names that are ordinary words too: alone they are a name inside a sentence, at its beginning they may be the word.
    static let wordLike = set(
        """
        mark grace frank jack rose lily daisy iris violet jade amber pearl max miles grant drew dean ray pat rob sue nick robin heather holly \
        hazel angel christian jean carter mason cooper tyler chip buck norm basil bob clay cliff dale gale glen jay lance neil pierce reed rusty \
        sandy terry trent victor wade ward olga alma maria stella luna aurora dolores angela marina
        """)

    /// Pairs of words behind which people say their names.
    static func introduces(_ before: [UInt8], _ word: [UInt8]) -> Bool {
        introductions.contains(before + [0x20] + word) || introductions.contains(word)
    }

    private static let introductions = set(
        "name,is name,ist namens heisse m'appelle me,llamo nombre,es mi,chiamo nome,e naam,is nazywam,sie", comma: true)

    /// Greetings, behind which any given name is a person's.
    static let greetings = set(
        "dear hi hello hey hallo liebe lieber cher chere estimado estimada querido querida caro cara ciao hola bonjour beste kare drogi droga"
    )

    private static func set(_ words: StaticString, comma: Bool = false) -> Set<[UInt8]> {
        words.withUTF8Buffer { bytes in
            Set(bytes.split { $0 == 0x20 || $0 == 0x0A }.map { $0.map { comma && $0 == 0x2C ? 0x20 : $0 } })
        }
    }
}
