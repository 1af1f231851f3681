/// Words that are written with a capital beside a name without being one: titles, greetings, beginnings of sentences.
enum OrdinaryWords {
    static func contains(_ folded: [UInt8]) -> Bool { all.contains(folded) }

    private static let all: Set<[UInt8]> = Set(
        """
        mr mrs ms miss mx dr prof professor sir madam dame lord lady doctor judge captain president director manager senator officer sergeant mayor king queen father mother uncle aunt
        dear hi hello hey thanks thank regards sincerely best yours good morning evening afternoon welcome please sorry ok okay yes no note from to cc subject re fw fwd attn
        the a an this that these those he she it they we you i his her its their our your my me him them us who whom whose which what when where why how if then else because
        since while although though as so but and or nor for yet with without within from by at in on of off over under after before between during until about against among
        through toward towards upon via per is are was were be been being has have had do does did will would shall should can could may might must not never only also just
        even still both either neither each every all any some many most few more less other another such same later earlier today tomorrow yesterday now soon once again
        first second third finally meanwhile however therefore thus hence moreover furthermore instead indeed perhaps maybe apparently clearly recently currently initially
        eventually unfortunately fortunately additionally similarly likewise overall according based given let ask tell call contact email mail write send remind inform invite
        meet see say says said asked told thinks wrote replied agreed confirmed signed sent called client customer patient employee user author owner tenant applicant candidate
        contact name names person mister january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday
        sunday spring summer autumn winter inc llc ltd gmbh ag corp company team group project account contract report letter meeting office file case order invoice summary
        sadly luckily happily hopefully interestingly importantly notably specifically essentially basically generally typically usually often sometimes occasionally rarely
        always tonight next last previous former new old young little whenever wherever whoever despite besides except unless once plus including regarding concerning like unlike
        add remove update check review help congratulate forward share schedule notify ping reach follow include exclude consider remember ensure make keep put take bring show
        explain describe discuss introduce assign pay bill charge refund ship deliver book cancel confirm approve reject hire promote visit join leave wait ask answer reply
        ceo cto cfo coo cio vp svp evp qa pm md phd esq engineer developer designer analyst architect consultant accountant lawyer attorney nurse surgeon chef coach pastor
        priest rabbi imam bishop brother sister cousin grandma grandpa grandmother grandfather mom dad mum son daughter wife husband partner colleague boss chief chairman
        chairwoman chairperson secretary treasurer minister governor detective inspector lieutenant colonel general major private agent student teacher defendant plaintiff
        witness victim suspect landlord tenant buyer seller vendor supplier guest host member subscriber resident citizen worker driver pilot artist writer editor reporter
        kollege kollegin chef chefin direktor direktorin leiter leiterin lehrer lehrerin anwalt anwaltin arzt arztin nachbar nachbarin bruder schwester vater mutter onkel tante
        hr herr herrn frau fr liebe lieber sehr geehrte geehrter hallo guten tag der die das den dem des ein eine einer und oder aber denn weil wenn als ob dass mit von zu bei
        nach aus an auf fur uber unter vor ist war hat hatte wird kann soll muss bitte danke gestern heute morgen dann auch nur noch wie was wer wo warum wann er sie es wir ihr
        kunde kundin patient mitarbeiter vertrag brief laut seit damals leider
        monsieur madame mademoiselle mme mlle cher chere bonjour bonsoir merci le la les l un une et ou mais donc car si quand que qui dans sur sous avec sans pour par chez de du
        des est etait hier demain aujourd il elle nous vous selon depuis
        senor senora sr sra don dona hola estimado estimada querido querida gracias el los las una y o pero porque cuando con sin para por en de del es era ayer hoy manana
        segun signor signora gentile caro cara ciao grazie il lo gli e ma perche con senza per da ieri oggi domani
        pan pani szanowny szanowna drogi droga czesc witaj dzien dobry i a ale bo gdy kiedy z ze do od na w po przez dla jest byl byla wczoraj dzis jutro wedlug
        господин госпожа уважаемый уважаемая дорогой дорогая привет здравствуйте спасибо и а но если когда с со в на по для из от к у о вчера сегодня завтра
        """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { Array(String($0).utf8) })
}
