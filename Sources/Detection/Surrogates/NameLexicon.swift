/// Invented first names and surnames, put together from beginnings and endings that sound like a region. No list of real people was used, and
/// most of the words are nobody's: several hundred first names of each gender and several thousand surnames a region.
final class NameLexicon: Sendable {
    enum Gender: Sendable { case female, male }

    typealias Syllables = [[UInt8]]

    private let firstHeads: Syllables
    private let femaleTails: Syllables
    private let maleTails: Syllables
    private let lastHeads: Syllables
    private let lastTails: Syllables

    private init(firstHeads: Syllables, femaleTails: Syllables, maleTails: Syllables, lastHeads: Syllables, lastTails: Syllables) {
        self.firstHeads = firstHeads
        self.femaleTails = femaleTails
        self.maleTails = maleTails
        self.lastHeads = lastHeads
        self.lastTails = lastTails
    }

    /// A first name, its first letter a capital.
    func first(_ gender: Gender, _ stream: inout KeyedStream) -> [UInt8] {
        join(stream.pick(firstHeads), stream.pick(gender == .female ? femaleTails : maleTails))
    }

    /// A surname, its first letter a capital.
    func last(_ stream: inout KeyedStream) -> [UInt8] {
        join(stream.pick(lastHeads), stream.pick(lastTails))
    }

    /// How many first names and surnames there are at most.
    var size: (first: Int, last: Int) { (firstHeads.count * (femaleTails.count + maleTails.count), lastHeads.count * lastTails.count) }

    private func join(_ head: [UInt8], _ tail: [UInt8]) -> [UInt8] {
        WordCase.title.apply(head + tail)
    }

    private static func words(_ text: StaticString) -> Syllables {
        text.description.split(separator: " ").map { Array($0.utf8) }
    }

    static let english = NameLexicon(
        firstHeads: words(
            "al ash bren cal car dar del el em fen gar gwen har hol jar jos kel ken lan lor mar mer nor ol per quin ros sel tam ther val wes wil wyn"
        ),
        femaleTails: words("anne belle dra enna essa ia ine issa la lyn na nora rah rietta ryn sie vina wen ette"),
        maleTails: words("an ard bert den don drew ett fred gan ick ias lan mond nard ric ron son ton vin win"),
        lastHeads: words(
            "ab ald ams ant ash ath bal bar bel ber bram bran bren brid brock cal car chal chat clif col crom dal darn den dor drew dun eld elm fair fal fen fos gar glen gran grim had hal han har hart hask hav hex hol horn hux kel ken kirk lam lang lin lock lor mal mar mer mil mor nor oak or pem pen pres quar rad ran red ros rud sel shel sher sil sten stock tal tem thorn trev wal war wes whit win wor"
        ),
        lastTails: words(
            "beck berry bourne brook bury by combe cott croft dale den don field ford gate grave ham hurst ington ison kins land ley low man mere mond more more nard ner ney over rick ridge sall sey shaw smore stead ston thorp ton ville wald wall wick win wold worth"
        )
    )
    static let german = NameLexicon(
        firstHeads: words(
            "al arn bern bert dag det diet eck ed el fried ger gis gun har hed heid hel her hil ing irm jor kon leo lin lud mech otto rein ros sieg ul wal wil wolf"
        ),
        femaleTails: words("burga ela elie friede gard gunde helma hild ina inde lind linde mara mina rada run rike traud trud wina"),
        maleTails: words("bald bert brand brecht fried gar ger hard hart helm hold ian ko mar mund rad ram rich wald win"),
        lastHeads: words(
            "alb ant arn ast bach barn berg bir blan bog bor brand bren bruk bul dar degen dern diet dor ecker ehren eich elz ess fab falk fels fen fil for frank gal geb gier gom gral grim grub hag hal harn hass heid hel hem hin hoh hol horn hub jag kal karl kel kern kir klam klin kol kor kram kron kur lam lan leh lin lob lud mal mar mer mit mor nad neu nor ohl ost pel pir pol rab rein rieg rod ros rud sal sei sen sie sol spiel stam stein sten tal tan ter tor ul vol wal wan weid wen wern wies wil win zan zel"
        ),
        lastTails: words(
            "acher auer bach bauer berg berger born brecht brink burger dorf dorfer eder egger feld felder gartner hagen hammer hardt hauer haus heim hoff hofer hold horst huber inger kamp kirch lach lander loch mann meier mer muth ner reich reuter rieder sack schmied stadt stetter stock thaler wald wart weger wig winkel"
        )
    )
    static let french = NameLexicon(
        firstHeads: words(
            "ad al am ar aur bas bert blan cam cel cor del dom ed el em fab fern flor gas ger hor jos jul lor luc mar mel nat od pas quen ren ros sév sol syl thib val vin yv"
        ),
        femaleTails: words("aëlle aine ande anne elle émie ence erine essa ette iane ie ienne ille ine isse lise onie otte uelle"),
        maleTails: words("aud ain ard aric as bert ien émy eric ert éon ian in ius mond ois old on ric uel"),
        lastHeads: words(
            "ab alb am ar aub bal bar beau bel ber blan bois bon bor bour bran brev bru cal cam car cha chas chat clair clav col cor cour dal dam dar del des dor du dur fab fal fer flav flor fon for fres gal gan gar gas gir gon gran gri hau her jal jar jol lac lam lan lar lav len lor lur mal mar mau mer mil mon mor mou nar nor oli pal par pel per pil pon por pra quer ran rav ren riv roch ros rou sal san sau sav ser sol tal tan tar ter tes tour tran val van var ver vil vin"
        ),
        lastTails: words(
            "ac adel ain ais al and ant ard aret aud ault ay eau el elin elle enc enet er eret eron ert et eul eux ey ier iez ignac il illac illard in inet ion is oche oir ois oison on onnet ot ouard oux ran ret ric rin ron tel vel vert"
        )
    )
    static let iberian = NameLexicon(
        firstHeads: words(
            "ad al am an ar au bel ber ces cel dam del dom el em est fab fel fer flor gal gas gin hor is jac lau leo lor luc mar mel nel ol pal ren ros sal sil tad val ver"
        ),
        femaleTails: words("alia andra anza asia ela elina encia enia erina essa etta iana icia ida ilda inda inia isa ona ora"),
        maleTails: words("aldo ancio ando anio ardo asio elino encio enio erino esio etto iano icio ido ildo indo inio isto orio"),
        lastHeads: words(
            "ab ac al alb alc alm alv am and ar arg arr az bal bar bel ben ber bor bra bur cab cal cam can car cas cer col cor cos cue dal del dom dur esc esp est fal fer fig flor fon fra gal gam gar gil gom gra gran guer hor ib jar jim lan lar led lob lor luc mad mal man mar mat med mel men mer mir mol mon mor mun nar nav ob ol or ort pal par ped pen per pin pra quin ram reb rib riv rob rom ros sal sam san sar seg ser sol tab tal tor tru ur val var veg ver vil zal"
        ),
        lastTails: words(
            "abal adar ades ado aldez alez allar amar anar ander anes ano aral arez arin ariz aro asco ates avel azar edar edo egas eiro elar eles elo emar ena endez ento eral eras erez ero esca estra etti ez iales iano ibar iero ijar ilar ildes illas inar ines ingo ino ios iso izal oba odar olin ondar onez oral orez osta oval uelo urez"
        )
    )
    static let polish = NameLexicon(
        firstHeads: words(
            "ad al bar bog bol bron cel dag dob dom el fel gab gos hal ig il jad jar kal kam kas kaz kor kry lech lub lud mal mar mat mil mir nad ol pat rad rom sław stan sul tad wac wal wer wiel wit woj zdz zof"
        ),
        femaleTails: words(
            "ana anna ela elina elia enia ena ina inka isława ita izna lina mira nisława olina ona rana rena rina tyna wina"),
        maleTails: words("an ard as ek ian in isław iusz mił mir nik oj or osław ryk sław tan usz win wit"),
        lastHeads: words(
            "ad bab bal ban bar bart bed bel ber bial biel bir blach bog bor brod bron brzoz bud bur but cel chab cham chmiel chod cich czar czub dal dan dob dol dom drew drob dud dyl fal fil fran gad gal gaw glin gol gom gor grab grod grud gryn gut hal hol jab jag jam jan jar jas jaw jod kab kac kal kam kap karp kas kem kin klim kob kol kon kop kor kos kow kras kub kuj kul kur kwas lach las lew lip lis lub mach maj mal mar mat maz mich mik mil mos mud nad nied now ob ol or ost pal paw pel piet piot pol por rad raj rog rom rud ryb sad sal sam ser sik sob sok sol stach star szczep szym tal tar tom tur tyl urb wal war wes wid wierz wil wit wod wol wron zab zal zar zaw ziel"
        ),
        lastTails: words(
            "aczek adzin ajczyk ak al an anek arczyk arek aszek at awiec ecz ek el elak en er erczyk eszcz ian iarz iczak ik ikowiec in iniec isz ol olczyk on orek osz owiak owicz uch ulec un ur us uszczak ych yk yl ynek ysz"
        )
    )
    static let slavic = NameLexicon(
        firstHeads: words(
            "al an ant bog bor dan dar dmit fed gal gen gleb gri ig il iv kir klav kon lar lev lid lub mak mar mil mir nad nat nik ol pav pol rad rod ros sav sem serg stan sval tam tim val var ver vik vlad zin"
        ),
        femaleTails: words("ana andra anya ela elina ena enka eya ica ina inka ira islava ita iya mila olina ona ora yana"),
        maleTails: words("an ar as en eslav ian ii il im in ir islav lan mil mir on or oslav san yan"),
        lastHeads: words(
            "ab af ag al am and ant ar ast bab bal bar bel ber bog bol bor bur chad cher dan dav dem dob dol dor drob dub eg er fad fed fil gal gav ger gol gor grab grom gub gur ign il iv jar kab kal kam kar kas kaz kir klim kob kol kon kor kos kov kras kur lap lar las lav leb leon lob luk mak mal mar mat med mel mik mil mir mor nad naz neb nik nov ob ol or os pan pav pel pes pet pol por prok rad rod rog rom rud ryb sad sal sam sav sel sem ser shal sid sob sok sol star sum sur tal tar ter tim tok tur ul ust vad val var vas ver vin vlas vol vor yak yar zab zak zar zav zel zim zor"
        ),
        lastTails: words(
            "achev akov alev amov anin ankov arin arov asev atov avin ayev echin edov egin ekov elin emin enkov enov erin eshin etov evin eyev ichev idov igin ikov ilin imov inov irin ishev itov ivin obin odin okhin olev omin onov opin orin osov otin ovkin uchin ukov umov upin urin ushev utin uvarov ykin ylov"
        )
    )
    static let nordic = NameLexicon(
        firstHeads: words(
            "ag al an arn as ast bert bir bjar bod dag ed ein el er eri frej gud gun hal har hed hel ing jor kar ket kol leif lin mag mar nil od ol ragn ro sig sol sten sve tor tyr ulf val ve"
        ),
        femaleTails: words("a borg dis ela fríd gerd gun hild ina inda ine is laug lin mara mina rid run unn veig vi"),
        maleTails: words("ar bald bert bjørn en eir fast fred gar geir grim ian ik kel leif mar mund olf rik vald"),
        lastHeads: words(
            "ag al alm and ap ar ask ast bak bal berg bir bjer björ blom bod bor bran brek bro dal dam eg ek el eng er esp fager fal far fjel flod for frej gar gran gren grim gron gul hag hal ham has hav hed hell hof hol hul jar kal kar kil klev kol krag kul lang lil lin ljung lof lon lun mal mar mel mo myr nes nor ny od oks ol or os øst ram ran rik ros rud sand sel sig sjö skog sol sor stal sten stor strand sten sun sved tan tor tun ul vad val var vest vik vin"
        ),
        lastTails: words(
            "aker bakk berg beck blad borg bro by dahl ersen esson fors gaard gard grav gren haug heim hjelm holm holt hus inen kvist land lund löf mark moen mo nes ness quist rud rup sand skog son ström stad stedt strand sen sund vall vang vik"
        )
    )
    static let indian = NameLexicon(
        firstHeads: words(
            "abh ad aj ak am an ar bal bhav chan dak dev dhan div gan gir har hem ind jag jay kal kam kar kav kir lak mad mah man mohan nar nav nir pad pran prat rag raj ram ran rav roh sam san sar shan shiv sur tan uday var ved vij yash"
        ),
        femaleTails: words("ali ana anti anya ashi avi eeka eena eesha ella ika ila ima ini inya ira isha ita iya ushri vati"),
        maleTails: words("aan al an and ansh ant ar av een endra esh eet il in inder ish it kant raj vik"),
        lastHeads: words(
            "ab ach ad ag ahl al am an ap ar av bad bag bak bal ban bar bas bed bhal bhan bhar bhat bir bod bom chak chal chan chat chav dal dam dar das dav des dev dhan dhar dod dub gad gah gan gar ghos god gop gul gur hal har hed in iy jad jag jain jal jat jos kad kak kal kam kan kap kar kas kat kel khan khar kir kod kol kor kul lak lal lod mad mah mal man mar mat meh mis mod moh muk nad nag nam nan nar nat nay nim ot pad pal pan par pat pil pra pur rag raj ram ran rao rast rav red rod sab sad sah sal sam san sar sat sax sek sen shan shar shet sid sik sod sun sur tal tan tej thak tiv tri up vad var ved ver vis wad yad"
        ),
        lastTails: words(
            "abar adar agi ajan al alia alkar amani an anand ani ankar anthan apati appan ar ara aran ardan ari arkar arya asan atkar aval avan dal dar das devan edkar endran ekar eshan gar gir ikar il inder ingal inkar ishi ithan ival kar khar krishan lani mal mani nath oli onkar pal rajan ran singam uri van war wani wari"
        )
    )
    static let arabic = NameLexicon(
        firstHeads: words(
            "ab ad al am an as az bad bas fad fah far fay had haf ham han has hus im jab jal jam kam kar kha lam lat mah maj mal man mar mun nab nad naj nas naw rad raf raj ram ras sab sad sal sam shar sul tah tal tar wal was yas zah zay"
        ),
        femaleTails: words("aa afa aida ala ama ana ara asma aya eela eema een eesha eeza ela ila ima ina ira iya isa una"),
        maleTails: words("aad ad al am an ar ed eef eem een eer im in ir ood oof oor oud uf ul ur"),
        lastHeads: words(
            "ab ad af ah aj al am an ar as at ay az bad bag bah bak bal bar bas bay daf dah dal dar daw faj far fas fat faw fay gad gal gam gar had haf haj hal ham han har has hat haw hay is jab jad jal jam jar jaw kab kad kaf kal kam kan kar kas kat khad khal khar lah lam lat mad maf mah maj mak mal man mar mas mat maw nab nad naf naj nam nas naw qab qad qal qar qas rab rad raf rah raj ram ras raw sab sad saf sah sal sam sar saw say shab shah shal sham shar tab tah taj tal tam tar taw wad wah wal was yas zab zah zak zal zar zay"
        ),
        lastTails: words(
            "aani aari aawi adeh ael ahiri ai airi akani alabi alani alawi aldin ali amani ami amri ani anidi ari arni aroun asani ashi asri ati atwan awad awi azi eddin eed eefi eem eeri een eer elawi ibi idi imi irani ishi oud oudi ouli oun our ouri ousi udin uri urani"
        )
    )
    static let turkish = NameLexicon(
        firstHeads: words(
            "ab ad ah ak al as at ay ba ban ber bil bur cem cen der dil eb ed ek el em er es fer gök gül gün hal har il in kad kem ker ley mel mer mir mut nal naz nes nil nur oğ ok or öz sel sem ser sev sul taş tun um un yal yas yil zer"
        ),
        femaleTails: words("a ana ay cihan dan de demet eda ela ge gül han hilal ine iye ku lin na nur sel seda su şe"),
        maleTails: words("al an ay baş bey can demir dar er gin han hat kan kut man met mut ran rem tan tay"),
        lastHeads: words(
            "ab ac ad ağ ak al alp an ar as at av ay az bal bar baş bay bel ber bil bir boz bul bur can cel cen çak çal çam çel çet çin dağ dal dem der dil doğ dur el em er es ev gök gül gün gür hal han har il in iz kab kal kan kap kar kay ker kes kil koç kor kos koy köm kur kut mer met mut nal ok on or oy ön öz par pek pol sağ sal sam sar sel ser sev soy sul sun şah şen şim taş tek ter tok top tor tun tur tut uç uğ ul um ur us uy uz ün var yal yar yav yen yer yıl yol yur yük zen zor"
        ),
        lastTails: words(
            "acar ağaç akan akın alan altay aner apar ataş ay bağ bakan baran başar bel beyli bilek bulut cak can çelik çer çı dağ dal daş demir deren doğan eken el eren ersoy gen göz gül han kan kaya kıran koç kol kurt lar lek lıoğlu man maz men oğlu pınar sal san soy su tan taş tekin ter tepe türk ulu yaz yel yol"
        )
    )
    /// Cyrillic script.
    static let cyrillic = NameLexicon(
        firstHeads: words(
            "ал ан ант бог бор вад вал вас вик вит влад гал ген глеб дан дар дем ев ег зин зор ил ир кир клав кон лар лев лид люб мак мар мил над ник ол пав пол рад род рос сав сем там тим фед"
        ),
        femaleTails: words("ана андра ания аса ела елина ена енка ея ида ика илина ина инка ира ислава ита мила ора яна"),
        maleTails: words("ан ар ей ен еслав ий ил им ин ир ислав лан мил мир он ор ослав сан тей ян"),
        lastHeads: words(
            "аб аг ал ам анд ант ар аст баб бал бар бел бер бог бол бор бур вад вал вар вас вер вин влас вол вор гав гал гер гол гор граб гром губ гур дав дан дем доб дол дор дроб дуб ег заб зав зак зар зел зим зор иг ив ил каб каз кал кам кар кас кир клим коб кол кон кор кос крас кур лав лап лар лас леб лоб лук мак мал мар мат мед мик мил мир мор над наз неб ник нов об ол ор пав пан пел пес пет пол пор прок рад род рог ром руд рыб сав сад сал сам сел сем сер сид соб сок сол стар сум сур тал тар тер тим ток тур уст фад фед фил чад чер шал як яр"
        ),
        lastTails: words(
            "ачев аков алев амов анин анков арин аров асев атов авин аев ечин едов егин еков елин емин енков енов ерин ешин етов евин еев ичев идов игин иков илин имов инов ирин ишев итов ивин обин один охин олев омин онов опин орин осов отин овкин учин уков умов упин урин ушев утин уваров ыкин ылов"
        )
    )
}
