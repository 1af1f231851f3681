/// Names that people bear, for finding them in running text: small letters without accents, sorted. Chosen from the lists of the Faker project
/// (MIT License, see NOTICE) for some fifty countries and from general knowledge.
enum NameLists {
    /// Given names that are hardly anything else.
    static let given = NameTable(
        """
        aachal aadhya aadi aage aahana aaliyah aanuoluwapo aarav aarini aarna aarnav aaron aarush aashi aayush aba abayomi abbie abby \
        abdi abdu abdul abdullah abdullahi abebi abeer abeiku abel abelardo abelone abena abeni abha abhimanyu abhiram abhishek abigael \
        abigail abigaili abiodun abiona abjorn abosede abraham achieng achille achim adaeze adalberto adam adamo adams adan adebayo \
        adebiyi adebowale adebukola adedayo adedeji adekitan adekola adekunle adela adelaida adelasia adele adeleke adelia adelin \
        adelina adeline adelmo adem adenike adeniyi adeolu adeoti adepeju aderopo adesewa adeshina adesoji adesua adetayo adetoke \
        adetoun adeyi adhra adi adia adigun adimu adina aditya adolf adolfo adolfs adomas adonis adrian adriana adrianna adriano adrien \
        adrienn adrienne adrija adrijana adunni advaith advay advik advika adweta adwoa adya afia afolarin afonso afua agastya agata \
        agatha agathe agne agnes agnesa agnese agneta agnete agnieszka agnolo agnos agostina agostino agris agustin agustina ahmad ahmed \
        ahmet aida aidan aideen aiden aiga aigars aija aijuka aiko aileen ailis aime aimee aina ainars aine aino aisha aishani aishwarya \
        aisling aistis aisyah aivar aivaras aivars ajala ajani ajay ajda ajeng ajna ajoke akanmu aki akinkunmi akinlabi akinwale akira \
        akos akosua aksel akshay akua akumaa akumu akwasi akwesi alade alain alamu alan alana alara alba alberico albert alberte alberto \
        alberts albin albina alcides alderano aldis aldo aldonza alejandra alejandro alejo aleks aleksandar aleksander aleksandr \
        aleksandra aleksandras aleksandrs aleksei aleksi alen alena alenka aleodor ales alessandra alessandro alessia alessio alex \
        alexandar alexander alexandr alexandra alexandre alexandria alexandrie alexandru alexe alexei alexej alexia alexis alf alfio \
        alfons alfonsina alfonso alfonz alfred alfredo alfreds algirdas alica alice alicia alida alika alin alina aline alis alisa alise \
        alisha alison alistair alistar alix aliyu alja aljaz aljosa alka allan allana allegra allen allison alma almasi almira alois \
        alojz alojzia alojzij alojzija alonso alphons alphonse alva alvaro alvin alvine alyssa alzbeta amadeo amador amahle amaira amaka \
        amal amalia amalie amalija amanda amani amara amarachi ambar amber ambrose ambroz amedeo amedeu amelia amelie amelija ami amico \
        amin amina aminatu amir amira amit amleto amoke amol amondi amope amos amparo amri amrita amruta amy amza ana anabel anabela \
        anabella anais anamika ananya anasa anastasia anastasie anastazie anastazja anatolie anatoly anay andela anders anderson andile \
        andjela andjelina andra andras andre andrea andreas andree andrei andreia andrej andreja andrejka andrejs andres andress andrew \
        andrian andrija andris andrius andriy andrus andrzej andwele andy ane anej anel aneta anete anett anette anezka angalia angavu \
        angel angela angelica angelika angelina angeline angelo anghel angie angus anh ani anibal anica aniela anika aniko anil anirudh \
        anita anja anjali anjolaoluwa anka anke ankica anmol ann anna annabel annabell annabella annabelle annalena annalisa annalise \
        annamaria anne anneke anneli annelie annelies annemette annemijn annetta annette anni annibale annick annie anniina annija \
        annika annikki annunziata anny anoni anouk ansaldo ansh ansis antal antanas ante antero anthony antim anto antoine antoinette \
        anton antonella antonello antoni antonia antonie antonietta antonija antonin antonina antonino antonio antoniu antonius antons \
        antony antra antti antun anu anusha anvi anwar anya anze aoife apolena apolonia araceli aradhana aranka arcelia arda ari aria \
        ariadna arian ariana ariane arie ariel ariele arija arijus arike arild arin arina arinola aris aristide arja arjun arkadiusz \
        arlette armandas armando armands armin arminas arnaldo arnas arnaude arne arnis arno arnold arnoldas arnolds arnost arnulfo aron \
        aronas arpad arsenie arsenio arta arthur artis arto artur arturas arturo arturs arunas arunima arusi arvids arvydas arya aryan \
        asafe asake asali asani asanti asatira asbjorn asger asha ashleigh ashley ashling ashok ashton asmini asta astrid asuncion \
        atenulf atharv athumani atiena atila atinuke attila audrey audrius augustas auguste augustin augustine augusto augusts aura \
        aureja aurel aurelia aurelian aurelie aurelija aurelio aurica aurimas aurore ausma ausra ausrine austra ava avgust avi avni \
        avraham avram awero awesi axel axinte aya ayaan ayden ayelet ayinde ayinke ayla aylin aylla ayodeji ayodele ayoka ayoub ayse \
        ayten ayu ayush ayushman azaan azad azalea azeglio azizi azra azucena azuolas baaba babasola babatunde babatunji babawale baccio \
        bachittar baghyawati bahadurjit bahari baiba bailey bakhshi balazs baldassare balendra balhaar balinda balint baljiwan baltasar \
        balvan balveer bandile banel banjeet barbara barbora barbro barbu barica barkha barnabas barry bart bartek bartolomej bartolomeo \
        bartolomeu basarab bastiaan bastian bautista beata beatrice beatrix beatriz beau bebe bedrich behrouz bela belen belinda bella \
        bello ben benadik benard benas bence benedetto benedict benedicte benedikt benedikte benedita bengt beni beniamin benicio benita \
        benito benjamim benjamin benny benoit benone benson bent bente benthe bento benvenuto beppe berat berend berends berenice berit \
        bernabe bernadett bernadette bernard bernarda bernardo bernd bernhard bernt berra bert berta bertha bertil bertram bertrand \
        bertulis beshte betania beth bethan bethany betina bettina betty beverley bhanumati bhavani bhavika bhavini bhavna bhavya \
        bhekani bhekisisa bhekizizwe bhekokwakhe biagio bianca bianka bibi bibiana bibuwa bilal biljana bilkisu billie billy bimala bina \
        birger birgit birgitta birgitte birte birthe biruta biserka bishakha bjarne bjorg bjorn blahoslav blake blanka blaz blazej \
        blazena boaz bob bobby bodil boe bogdan boglarka bogomir bohdan bohdana bohumil bohumila bohumir bohus bohuslav bohuslava bojan \
        bolatito boleslav boluwatife boma bonface bonifac borbala borge boris borivoj borris borut borys bostjan bozena bozica bozidara \
        bozo brad bradley bram brandon branislav branislava branka branko brayan brencis brenda brendan breno brent bretislav brett \
        brian brianna bridget brigid brigita brigitta brigitte brijesh brinda britt britta brittany bronagh bronislava bronwyn brooke \
        bruce bruna bruno bryan bucur budi bunmi busara busisiwe bystrik caetana caio caitlin caitlyn caitriona caius calcedonio caleb \
        calebe calin calista callum calogero calvin cameron camil camila camilla camille camillo camilo canan candela candelaria \
        cantemir caoimhe capucine caren caridad carin carina carine carl carla carlijn carlo carlos carlota carly carmel carmela carmelo \
        carmen carmina carminho carola carole carolin caroline carolyn carrie carsten carter cas casandra casey casian casper cassandra \
        cassie catalin catalina catarina caterina cathal catharina catherine cathleen cathrine cathy cato catrine catriona caua caue \
        cazimir cecil cecile cecilia cecilie cecilija cedric cedrin celia celina celine cesar cesare ceylin cezar cezary chaaya chaim \
        chaitaly chaitanya chakradev chakradhar chakrika chaman chameli champak chanakya chanchal chandani chandran chandresh chaniya \
        chantal chantelle charan charita charlene charles charlie charlotta charlotte charo charvi chasmum chatresh chatura chausiki \
        chavvi chelsey cherie cheryl cheusi chiamaka chiara chibuzo chidi chidimma chigozie chijioke chinedu chinelo chinyere chioma \
        chipukizi chizoba chloe chris christa christel christelle christer christian christiana christiane christie christin christina \
        christine christof christoffer christoph christophe christopher christy chuki chukwudi chukwuemeka chus ciaobella ciara ciaran \
        cici cillian cindy cinta cinthia ciprian cipriano ciriaco ciril cirillo cirkeline ciro citlali citra claire clara clare clarice \
        clarisa clarissa claude claudia claudine claudio claudiu claus clavs clelia clemence clemens clement clemente clementina \
        clifford clinton cliodhna cliona clive clodagh codin codrin cody colette colin colins colleen collette collin collins colm \
        coluccio colum conal conall conan concepcion concetta conchita conn connie connor conny conor conrad constanca constance \
        constantin constanza constanze consuela consuelo cora corey corina corinna corinne coriolano cormac cornel cornelia cornelio \
        cornelis corneliu cornelius corrado corvin cory cosmin costache costantino costanzo costel costin courtney craig crin cristal \
        cristea cristian cristiano cristina cristobal cristofor csaba csilla ctibor ctirad curt curtis cvetka cvetko cynthia cyprian \
        cyril daan dace dacian dadi dafina dag dagmar dagmara dagny dai daiga daina dainess dainis dainius daire daisuke daisy daksh \
        daksha dakshesh dalaja dalbir dalia dalibor dalili dalima damaris damian damiano damien damife damijan damini damir damjan \
        damjana damyanti dan dana dani danica daniel daniela daniele danielius daniella danielle daniels danijel danijela danilo danique \
        danjuma danny dante danuse daphne dara daragh daria darija darika darina darinka dario darius dariusz darja darko darpan darragh \
        darrell darren darrin darryl darsh darta daryl dasa daudi dave davi david davis davor davorin dawid dayamai dayana dayita dean \
        dearbhail dearbhla debbie debora deborah debra decebal declan deepa deepak deividas dejan delfina delfino delia delphine demeter \
        demi demilade denis denisa denise deniz dennis derek derick dermot derrick dervla desiree desmond despina detlef devansh devi \
        devika devin dewi dezider dhriti dhruv diah dian diana diane dianne diarmuid didier diego dieter dietrich dilara dillon dimas \
        dimitra dimitri dimitris dina dinda dinis dino dinu diogo dion dionigi dionyz dipta dirk ditte divya diya dmitri dmitry dmytro \
        dobromila dobroslav dobroslava dolores domagoj domantas domas domen domenica domenico domhnall dominic dominik dominika \
        dominique dominyka dominykas donal donald donatas donatella donatello donato donna dora dorcas doreen dorel dorian dorin dorina \
        dorinel doris dorota dorotea doroteja dorothea dorothee dorothy dorte dorthe doru douglas dovile dovydas doyinsola draga dragan \
        dragica drago dragutin drahomir drahomira drahoslav drahoslava drazen duarte duc ducu duje dulce duma dumisani dumisile dumitru \
        duncan dunia durdica durodola dusan dusanka dustin duuk dylan dylano dzidra dzintars dzintra eakumbu eamon eamonn ebba ebbe \
        ebony ebuka ecrin eda edda eddy edel eder edgar edgaras edgardo edgars edhitha edin edina edison edita edite edith edmond edmund \
        edmunds edna edoardo edouard eduard eduarda eduardo eduards edvard edvardas edvin edvinas edvins edward edwin eemeli eero eesha \
        eeva efrain eftimie egidijus egil egils egle egon eidvile eija eila eileen eilis eilish eimantas eimear eimer einar eino \
        eiravati eirik eitan eivind eka ekaja ekalinga ekani ekansh ekanta ekantika ekapad ekaraj ekaterina ekavir ekbal ekene ekiya \
        ekow ekta ekundayo ekundu elaine elba eleanor eleanora elena eleni eleonora eleonore eli eliabeth eliakimu eliana elias elif \
        elijah elin elina eline elisa elisabet elisabeth elise elisha eliska elita eliza elizabeta elizabete elizabeth elize elke ella \
        elladio ellen elli ellie ellinor elliot elliott ellis elly elma elmar elmars elmo elna eloa eloah elodia elodie eloisa eloise \
        eloy elsa elsebeth elva elvia elvin elvina elvira elvis elyas elza elzbieta ema emanoil emanuel emanuela emanuella emanuelly \
        emanuil emeka emelie emelina emer emese emiko emil emile emilia emilian emiliana emiliano emilie emilija emilio emilis emilly \
        emils emily emin emir emma emmanuel emmanuelle emmet emmett emmi emmy emre encarnacion endah eniko eniola enna ennio enrico \
        enrika enrique ensio enya enzi enzio enzo eoghan eoin eraldo eremia eric erica erich erick erik erika erikas eriks erin erina \
        erkan erkki erling ermanis ermanno ermenegildo ermes erna ernest ernestas ernestina ernesto ernests ernst ervin erwin eryk \
        erzsebet esben eshana esila esko esmarelda esmee esparta espartaco espen esperanza esteban estefania estela estelle ester estera \
        esther esupofo eszter etela etelka ethan ethel etienne etta ettore eufemia eugen eugene eugenia eugenio eulalia eunice eunika \
        eunji eusebia eusebiu eva evaldas evalds evan evance evangelista evans evelien eveliina evelina eveline evelio evelyn evelyne \
        evgeny evi evie evija evita evy ewa ewatomi ewelina ezequiel ezio faas fabia fabian fabiana fabienne fabio fabiola fabrizia \
        fabrizio facundo fadekemi faderera fadi fahari faisa faisal faizah falak falan falguni fanaka fanni fanny faqid farah farai \
        faraj faraja faras farhad farhan farhiya farhunnisa farijika fariq faris fatemeh fathonah fatih fatima fatma fatuma faustas \
        faustino fausto fay faye feargal fearghal febe febi fedde fedele federica federico federigo fedor fehintola felicia felicitas \
        feliks feline felipe felix femke fenna fenne ferdinand ferdinando ferenc fergal fergus fernanda fernando fiamma fibikemi fidel \
        fien fiene fiifi fikayomi filip filipa filipe filippa filippo filomena finbar finn fintan fiodor fiona fionnuala fiorenzo \
        fiorino fitan fitria fitriani fiyaz flavia flavio flaviu flemming fleur floortje florea florencia florent florentin florentina \
        florian florin florina floris folashade folu fortunata frado frances francesca francesco franci francine francis francisc \
        francisca francisco francisek franciska franciszek franck franco francois francoise franjo frank franklin frans frantisek \
        frantiska franz franziska fred freddy frede frederic frederick frederico frederik frederika frederikke frederique fredo fredrick \
        fredrik fredy freja freya fricis frida fridah fridolin fridrich frieda friedrich fritz frode fryderyk fulvio fuma gabi gabino \
        gabor gabriel gabriela gabriele gabrielius gabriella gabrielle gabrielly gael gaetano gagan gaida gail gaja galasso galih galina \
        gambo gandi ganesh ganga gareth garima garrett garry gary gaspar gaspare gasti gaston gastone gatis gaurang gaurangi gaurav \
        gauri gaurika gautam gautami gavin gawati gayathri gbadebo gbolahan gbowoade gederts gediminas geert geetika geir gejza \
        gelsomina gelu gemma genaro genevieve genovefa genoveva genta geoffrey georg george georgel georges georgette georgian georgina \
        georgios gerald geraldine gerard gerardo gerd gerda gergely gergo gerhard germana geronimo gerrit gert gertrud gertruda gertrude \
        gethera geza ghaliyati ghenadie gheorghe giacinto giacobbe giacomo giada giampaolo giampiero gian giancarlo gianfranco gianluca \
        gianluigi gianmarco gianna gianni gianpaolo gianpietro gica gicu gideon giedre giedrius giel gifty gijs gil gilbert gilberto \
        gilda gilles gillian gina gino gintare gioacchino gioachino gioele gioffre gionata giorgia giorgian giorgio giorgos giosue \
        giovanna giovanni girik girindra girish girolamo girts gisela gita gitte giulia giuliana giuliano giulietta giulio giuseppe \
        giuseppina giustino gizela gizella gladys glenda glenn gloria godelieve goffredo goma goncalo gonzalo gopal goran gorazd gordana \
        gordon gorm grace gracia graciela graeme graham grainne graziano graziella greca greco grega gregoire gregor gregorian gregorio \
        gregory greta grete grethe grieta grigore griselda gro grzegorz guadalupe guang guarino gudrun guglielmo gugu gugulethu guido \
        guilherme guillaume guillermina guillermo guiomar gulay gunar gunars gunbir gundhild guneet gunhild gunilla gunita gunn gunnar \
        gunner gunta guntars gunter gunther guntis gurli gurpreet gustaf gustas gustav gustavo gustaw guus guusje gyda gyongyi gyorgy \
        gyte gytis gyula habiba habibu hadassa hadi hadithi hadiza hafsat hafshah haiba hailey hajnalka hakan hakon hala haley halima \
        halisi hamid hamima hamis hamish hamsini hamza hana hanako hani hanja hanna hannabel hannah hanne hannele hannelore hannes hannu \
        hans hanss haoran haralamb haralambie harald harambee hardik harijs harinakshi harini harish harita harold harpreet harri \
        harriet harrison harry harshil haruka haruna haruto harvey hasan hashiki hasna hassan hatima hauwa havard hawehindi hayden \
        hayley heather hector hedda hedviga hedvika hege heidi heikki heinrich heinz heitor hekima helen helena helene helga helge heli \
        helle hellen hellena helmi helmut heloisa hema hemal hemang hemangini hemani hendrik henning henri henrich henrieta henrietta \
        henriette henrik henriks henrique henry herbert herdis heriberto herman hermanis hermann hermelinda hermina hernan hernando \
        herta hesti hidaya hidde hilary hilda hilde hildegard hilkka hillary hillevi hilma hiral hiroshi hitesh hjalte hodari holger \
        hollie holly homero honore horacio horea horia horst hortense hortensia hortenzia horymir howard hredhaan hritik hrvoje hua \
        hubert huda hugh hugo hugues hulda humaira humaiya humberto huong hussein hynek hyun hyunwoo iacob iain ian iancu ianis iara \
        iben ibidapo ibironke ibolya ibrahim icha ichiro ida idika ieremia ieva ifa ifeanyi ifechukwu ifeoma ifunanya ignac ignacio \
        ignacy ignas ignazio igne igor igors ihsan iida ijaya ika ikbal ikenna ikeoluwa ikshita ilaria ilarie ilarion ildiko ileana ilga \
        ilias ilie ilija ilja ilmari ilmars ilona ilsa ilse ilyas ilze imants imany imara imaran imelda imke imran imre imrich inara \
        inaya indah indali indira indra indrajit indre indrek indrikis indy ines inese ineta inez inga inge ingeborg ingelise ingemar \
        inger ingmar ingrid ingrida inguna ingvar inioluwa inkeri inta intan ioan ioannis iolanda ionel ionica iosif ippazio iren irena \
        irene iretioluwa irfan iriana irina irinel iris irja irma irmantas irmeli irya iryna isa isaac isabel isabela isabell isabella \
        isabelle isabelly isadora isaiah isaias isak isaque isaya iseoluwa isha ishaan ishani ishanvi ishita ishola ishwar isidor isidro \
        ismael ismail issack istvan itanya ituri itzel iulian iuliu iurie iustin iustinian iva ivan ivana ivanka ivar ivars iver iveta \
        ivica ivka ivo ivona ivonne iwo iyabode iyadunni izabela izabele ize izidor iztok jaakko jaan jaana jaanus jabulani jacek \
        jacinta jacinto jack jackline jacob jacobine jacobo jacopo jacqueline jacques jade jadranka jael jafet jagat jagdish jagrati \
        jagvi jahi jai jaime jairaj jairo jaka jake jakob jakobs jakov jakub jalia jalsa jamal jamalia james jamie jamil jamila jan jana \
        janaki janani jane janet janeth janette janez jangwa jani janice janina janine janis janja janko janna janne janni jannie jannik \
        jannis jano janos januja janya jaqueline jared jari jarl jarlath jarmila jarmo jarno jarolim jaromir jaromira jaroslav jaroslava \
        jasiri jasmijn jasmin jasmina jasminka jasmit jasna jason jasper jaspreet jatin javad javier jay jayda jayden jaylinn jayne \
        jayson jazeps jazmin jean jeanette jeanine jeanne jeannette jeannine jedrzej jeet jeevika jeff jeffery jeffrey jekabs jekaterina \
        jekaubs jelani jele jelena jelita jelka jelle jelte jemma jenel jenna jenni jennifer jenny jeno jens jente jeppe jeremi jeremiah \
        jeremias jeremy jergus jerica jernej jerneja jeroen jerome jeronimo jerry jerzy jesper jesse jessica jevgeni jezups jhalak jhon \
        jiahui jianguo jihoon jill jillian jim jimena jimmy jina jindrich jindriska jing jinsoo jinthe jip jiri jirina jitka jiwoo \
        joachim joakim joan joana joanna joanne joao joaquim joaquin joaquina jocelyn jochen jodie jody joe joel joelle joep joey johan \
        johana johann johanna johanne johannes johans john johnathan johnnie johnny jokubas jolan jolana jolanda jolanta jolene jolie \
        jolien jolijn jon jonas jonatan jonathan jonathon jonna joojo joonas joost jordi jordy jorg jorge jorgen joris jorma jorn jort \
        jorune jorunn jos jose josef josefa josefin josefina josefine josep joseph josephine josette josh joshua josiah josip josipa \
        josko joso josue jouko jouni jovana jovita joyce jozef jozefa jozefina jozica jozo jozsef jua juan juana juanita jude judit \
        judita judith judy juha juhani juho jukka jula jule jules juli julian juliana juliane julianna julie julien juliet julieta \
        juliette julija julijana julijs julio julita julius juliusz juma jumaane jun juozas juraj jure jurgen jurgita juris jurre jussi \
        justas justin justina justinas justine justiniani justus justyna juul juwon jyoti jytte kaarina kabir kabiru kacper kadri kai \
        kaique kaisa kaitlin kaitlyn kaja kajetan kajus kala kalervo kalevi kalina kalle kalman kalpit kaluwa kamal kamala kamaria kamau \
        kamil kamila kamilly kamya kane kania kaombwe kara karama karan kare karel karen kari karim karimah karin karina karine karl \
        karla karlijn karlina karlis karlo karmen karol karoliina karolina karoline karolis karoly karsten karthik kartika kashangaki \
        kashish kashvi kasim kasiyah kaskazi kaspar kaspars kasper kata katalin katariina katarina katarzyna katcha kate katelyn \
        katerina kateryna katharina katharine katherina katherine kathi kathleen kathrin kathryn kathy kati katica katie katja katri \
        katrien katriina katrin katrina katrine katy kavita kavya kay kayla kaylee kayleigh kazimierz kazimir kazuo keano keiko keisha \
        keith keji keld kelechi kellie kelly kelsey kelvin kemal kemunto ken kendra kenji kenn kennedy kenneth kenny kenta kenyangi \
        kerri kerry kerstin kestutis kevim kevin keya kezia khadija khaled khalid khamani khamisi khanyisile kiaan kiah kian kiandra \
        kiapo kiara kibafupia kibibi kiburi kieran kijana kijani kikelomo kiki kilian killian kim kimberley kimberly kimbilio kimmo \
        kimya kinaya kinga kinubi kiojah kipenzi kipepeo kipras kira kirk kirsi kirsten kirsti kirstin kirstine kirsty kisima kitti \
        kiume kiwara kjeld kjell kjersti kjetil klara klaudia klaudie klaus klavdija klavs klemen klement kliment knut koen kofi kojo \
        koko kolawole koloman kondo konrad konradi konradus konstantin konstantinos konstanty korede kornel kornelia kornelija \
        kosisochukwu kostas kotryna kovu kris krish krisha krishna krisjanis kriss krista kristaps kristel kristen krister kristers \
        kristi kristian kristiana kristiina kristijan kristin kristina kristine kristjan kristof kristoffer kristopher krists kristupas \
        kristyna krisztian krisztina krystal krystian krystof krystyna krzysztof ksawery ksenija kseniya kuchanua kujoe kumar kurt \
        kurunzi kusiima kveta kvetoslav kvetoslava kwabena kwadwo kwaku kwame kwamena kwasi kweku kweli kwesi kyan kyano kyara kyle \
        kylie kyllikki kyra laban lada ladislau ladislav ladislava ladli laetitia laila lailati laimonis laini lais lajita lajos laksh \
        lakshit lakshmi lala lalita lamberto lana lance lando lara laras larisa larissa larke larry lars lascar lasse laszlo latif \
        latika laura laure laureano laureen lauren laurence laurens laurent laurenz lauretta lauri laurian laurie laurin lauris laurita \
        laurits laurynas laus laust lautaro lavanya lavinia lavize lawrence lawrencia layla lazar lazzaro lea leah leana leander leandra \
        leandro leanne lee leela leena leidy leif leigh leila leja leke lekha lena lene leni lenka lenn lennard lennart lennarth leo \
        leon leona leonard leonardo leone leonel leonhard leonie leonor leonora leons leontin leontina leontine leopold leopolda \
        leopoldo leordean leos lerato lere lesana lesia lesley leslie leticia leticija letizia levente levi levoslav lewis lex leyla lia \
        liam liana liba liberto libni libor libusa libuse licia lidia lidija lidya lieke liene liepa liesbeth lieve ligia ligita lihua \
        liisa lila lili lilia lilian liliana liliane lilija lilijana lilita lilja liljana lilli lillian lilly lily lina linas linda \
        linde lindsay lindsey linet linh linn linnea lino lintang linus lionel lipika lisa lisandro lisanne lisbeth lise liselotte \
        lisette liva livia livio liviu liwia liz liza lize lizete lizz lizzy ljiljana ljubica ljubov ljudmila lloyd lodovico loek loes \
        logan lohit lois lola lolita lona londisizwe londiwe lone lopa lorcan lore loredana lorena lorenz lorenza lorenzo loreto loretta \
        lori lorin lorna lorraine lotta lotte louis louisa louise lourenco lovisa lovre lovro luan luana luara lubica lubomir lubomira \
        lubor lubos luboslav luboslava luc luca lucas lucca luce luchino lucia lucian luciana luciano lucie lucien lucienne lucija \
        lucila lucinda lucio lucrezia lucy ludek ludmila ludolf ludomil ludomila ludovic ludovica ludovico ludovit ludvig ludvik ludwig \
        luigi luigina luis luisa luisana luise luisina luiz luiza lujza luka lukas lukasz luke lumir lungile lunna lupe lutfi luuk \
        luyanda lwandile lydia lydie lynda lynette lynn lynne maaike maanas maanav maaria maarit maarten maartje maciej macs madaha \
        madalena madalin madara madeleine madelief madeline madhav madhavi madini madison madoa mads maeve mafalda magda magdalena \
        magdolna maggie magne magnus mahali mahdi mahesh mahika mahmoud mahmud mahulena maia maida maie maija maiken maimunah maina \
        maire mairead maisha maite maj maja majani majken makini makoto maks maksim maksimiljan maksymilian makunga makuu malachy \
        malcolm malena malene malgorzata malik malika malin maliza malle malou malthe malvina malwina manan manbir manca mandla \
        mandlakhe mandy manfred manoj manole manon manpreet mantas manthan manu manuel manuela manuella manus manya mara marc \
        marcantonio marcel marcela marcelina marcell marcella marcelle marcello marcelo marcia marcin marcio marco marcos marcu marcus \
        marek mareks maren marga margaret margareta margaretha margarida margarita margaud margaux margherita margit margita margot \
        margret margrethe margrieta marguerite margus mari maria mariah mariam marian mariana mariane mariann marianna marianne mariano \
        maribel marica maricela marie mariella mariette marija marijan marijana marijke marijn marika marilena marilyn marin marina \
        marini marinka marinus mario marioara marion maris marisa marisela marisol marissa marit marita marite maritta maritza marius \
        mariusz marja marjaana marjan marjana marjanca marjani marjatta marjeta marjorie markas marketa marketta markku marko markus \
        marleen marlen marlene marlies marlis maros mart marta marte marten martha marthe martim martin martina martine martino martins \
        marton martti martyn martynas marusa marvin mary maryam maryse mason massimiliano massimo matas matea matei matej mateja mateo \
        mateus mateusz matevz matheo matheus mathew mathias mathieu mathijs mathilda mathilde mathis mati matias matic matija matilda \
        matilde matiss matjaz matous mats matteo matthew matthias matthieu matthijs matti mattia mattias matunda matus matyas maua maud \
        maude maura maureen maurice mauricio maurilio maurits maurizio mauro maurycy mavuno max maxi maxim maxime maximilian maximiliano \
        maysa mayte mayumi maza mcebisi meda medard medeja meelis meera mees megan megha meghan meghana mehdi mehmet mei meike meiling \
        mekhala melania melanie melichar melina melinda melisa melissa melita melle melvin merel merete merethe merijn merike merja \
        merle merlin mert mervyn metka metod mette micael micaela micha michael michaela michal michala micheal michel michela \
        michelangelo michele micheletto michelle michelotto michiko mick mie mieszko migle miguel miha mihael mihaela mihai mihail \
        mihaly mihels mihhail mihkel mihnea mijo mik mikael mikaela mike mikelis mikels mikhail mikkel mikko miklos mikolaj mikulas mila \
        milada milagros milana milda milena milica milka milla mille millicent milo milos miloslav miloslava milosz milota milou milton \
        miluse mimi mindaugas minenhle minerva ming minh minho minjun minna miran miranda mircea mirco mirdza mireille mirela mirella \
        miriam miriama mirja mirjam mirjami mirjana mirko miro miron miroslav miroslava mirsad mirte mirthe mislav misuli mitali \
        mitchell mitesh mitica mitra mitzy mkarkara mladen mlungisi mnqobi modesto modris modupe mofifoluwa mogens mohamad mohamed \
        mohamedi mohammad mohammed mohini moira moises mojca mojisola mojisoluwa mojmir molly mona monica monika monique moradeke morayo \
        morena morenike moreno morgan moric moritz morolake morris morten moses moshe mosunmola motunrayo moyosore mrihani mthokozisi \
        mugdha mugur mugurel muhammad muhammed muhima mukesh mulele muni murat muriel murilo murray musa musila mustafa mutia mwamini \
        mwangi mwasaa mwezi mykola myles myra myriam myrthe mzamo nabil nabila nachiket nadezda nadezhda nadia nadin nadine nadja nafula \
        naglis nahiara nahuel naiara nair naja najam najuma najwa naki naksh nakul nana nancy nandini nando nanna nanni naoise naoko \
        naomh naomi napoleone narcis narcisa nashipie nasiru nasra nasser nastja natalia natalie natalija nataliya natalja natan \
        natanael nataniel natasa natascha natasha natasja natasza nath nathalie nathan nathaniel nathari natividad naud naveen nayeli \
        nayfa nazaret ndumiso nechifor nedas nedda neel neelima neha neil neja nejc nela nelah nele nelly nelson nelu nenad nerijus \
        neringa nestor nete netra nevenka neville neza ngamia ngeni ngozi nguyen nhlanhla niall niamh niara niccolo nichifor nichola \
        nicholas nichole nick nicklas niclas nico nicoara nicodim nicola nicolae nicolai nicolaie nicolaj nicolas nicole nicoletta \
        nicoline nicolo nicu nidhi nidia nidra niek niels nienke nigel nigesa nihal niharika niina nik nika nikhil nikki niklas niko \
        nikodem nikol nikola nikolai nikolaj nikolajs nikolaos nikolas nikolaus nikolett nikoletta nikolina nikos niks niksa nilam \
        nilima nils nimakoah nimrat nina ninetta ninioluwa nino ninthe nirja nisa nisha nitara nitesh nives niyilolawa njabulo njozi \
        nkazimulo nkechi nkiruka nnamdi nneka noa noah noam nobantu nobuhle noe noelia noelle noemi noemie nojus nokulunga nomagugu \
        nomalanga nomasonto nomathalente nomathemba nomcebo nomsa nomthandazo nomusa nomvula nonhlanhla nonjabulo nonso noor noortje \
        nora norah norbert norberto norma norman normunds nothando noud nour nout noxolo nozibusiso nozizwe nqobizitha ntimi nuala nubia \
        nuhu nuno nuria nuriat nurul nusa nwabudike nyasi nynke nyoka nyoni nyota nyuki obanijesu obianuju obinna oceane ochieng octav \
        octavia octavian octavio octaviu oda odeline odette odhiambo odika oeshi ofelia ogechi ogooluwa oisin oivind ojas ojasvi ojvind \
        okechukwu oksana okto ola oladare oladimeji olaf olajumoke olakunle olanrewaju olansile olasunmbo olav olavi oldrich oleg \
        oleksandr olena olfert olga olgerts olgierd olimpia olimpian olimpiu oliva oliver olivia olivie olivier olivija oliviu oliwier \
        olli olof ololade olov oluchi olufunke olufunmilayo olumide olumorotimi oluwafemi oluwagbemiga oluwakemi oluwamuyiwa oluwasanmi \
        oluwasegun oluwaseun oluwole olwethu omaja omar omer omisha omkaar omobobola omobolanle omodunni omolabake omolara omondi \
        omosalewa omotara omotayo omotola omotoun omowumi omya ondrej onkar onni onveer onyango onyinye oona oonagh ophelia opwonya \
        orazio oreofe orestas oreste oriana orinder orla orlaith ornella orni orsolya orvokki oscar osha oskar oskari oskars osman osogo \
        osunleke osvald osvaldo osvalds oswaldo otakar otavio otieno otilia otilija oto ottavio otto ottone otylie ovidio ovidiu oviya \
        ovli owen owethu oxana oyenike oyindasola oystein oyvind ozioma ozlem paavo pablo padma padmi padraic padraig pahal paige paiman \
        paivi pallavi palle paloma pambe pamela pamfil panagachie panagiotis panait panfilo panini pankrac panya paola paoletta paolo \
        paramita paride parisa parth pascale pascual pasi paskalia pasqual pasquale patric patrice patricia patricie patricija patricio \
        patrick patrik patrizia patrizio patru patryk paul paula paulette pauliina paulin paulina pauline paulius paulo pauls pauric \
        pavani pavao pavel pavla pavlina pavol pawel peadar pearse peder pedro peeter peggy pekka pelaji pellegrino penelope pentti \
        pepijn perla pernille pertti petar pete peter peteris petr petra petrana petras petre petri petrica petrina petronela petru \
        petter petteri phileine philip philipp philippa philippe philippine phillip philomena phoebe phuong phyllis pia piedad pien \
        pierangelo piergiorgio piergiuseppe pierina pierluigi piermaria piero pierpaolo pierre piersanti pieter pietra pietro pijus \
        pilar pina piotr pippa piret pirjo pirkko piroska pius pleun polina polly polona polonca pompeo pompiliu pomponio pooja popobawa \
        porfirio poul povilas prakash pranav praneel pranit pratyush praveen pravoslav preben premysl priit priscila priscilla prisha \
        priya prokop przemyslaw puccio puck puji puk pumbaa puput purity pushti puspa puti putri qabil qadim qarin qasim qori quang \
        quincy quinn quinten quinty qushi raagini rabi rachael rachana rachel rachelle rachit rachita radek radeke raden radha radhika \
        radim radka rado radomir radoslav radoslava radoslaw radovan radovana radu raducu raduz radvile rael rafael rafaela rafal \
        raffael raffaela raffaele raffaella raffaellino raffaello rafi raghav ragna ragnar ragner ragnhild rahayu rahmi rahul raija \
        raili raimo raimondo raimonds raina rainer raisa raivis raivo raj rajata rajesh rajeshri rajko rakesh raksha ralf ralph rama \
        ramesh rami raminta ramiro ramon ramona ramunas ramune rana ranbir randi randy rania ranieri ranveer raphael raquel rasa rashid \
        rashidi rasma rasmus rastislav ratih ratna raul ravi ravy ray rayaan rayan raymond razvan rebeca rebecca rebeka rebekah rebekka \
        reda reece reet regan reginald regitse regitze rehaan reidun reijo reina reinaldo reinhold reinis reka relu rembrandt remus remy \
        rena renan renata renato rene renee rens renske renzo reshoni restu reuben reva reyansh reyes reynaldo reza rhavi rhonda rhys \
        ria ricarda ricardas ricardo ricards riccardo ricciotti richard richardt rick ricky rico ridhi rihards riina riitta rik rika \
        rikke riley rimante rina rini risasi rishi risto rita ritt ritu ritva rivka riya roan roar robert roberta robertas roberto \
        roberts robin robinson robyn rocco rocio rodney rodolfo rodrigo roger rohan rohit roisin rojus rokas roko roksana roland \
        rolandas rolando rolands rolf romana romano romeo romina romolo romualdas romulus romy ron ronald ronaldo ronan ronith ronja \
        ronke ronni ronnie ronny roos rory rosa rosalba rosalia rosalie rosanna rosaria rosario roselyn rosemarie rosemary rosie rosina \
        rosita ross rossana rostislav rowan roxana roy roza rozalia rozalija ruairi rubani ruben rudi rudiger rudite rudolf rudolfs \
        rudra rudy rufino ruggero ruggiero rugile ruhiu rui rune rungo ruqayya rushil rusne russell rut ruth ruza ruzena ruzica ryan \
        ryszard ryte rytis saadat saanvi saar sabari sabatino sabin sabina sabine sabir sabri sabrina sacha sachi sadaka sadao sadiki \
        sadina safari safina safiri safiya sakari saksham sakura salim salimah sally salma salome salomey salomon salsabila salvador \
        salvatore salvi salwa sam samaksh samanta samantha samar samarth samesh sami samiah samir samira sammy samson samu samuel samuli \
        samwel samweli sanaya sander sandi sandile sandis sandor sandra sandro sandu sandy sani sanita sanja sanjay sanna sanne sante \
        santeri santino santos sanya sapa sara sarabi sarafina sarah sari sarina sarka sarlota sarmite sarthak sarunas sasa sascha sasha \
        saskia saso sathvik satoshi satu saul saulius saumya sauti sava saverio scott seamus sean sebastiaan sebastian sebastiano \
        sebastiao sebastien sebastijan sebastjan segilola seif seija selena selin selina selma senn senna seo seojun sepp seppo septi \
        serafin serafina serena serge sergei sergej sergey sergio sergiu sergius serhiy servac sessa seth sever severin severino sevim \
        seye shadrack shakila shamsuddeen shane shani shania shannon sharon shaun shauna shaurya shawana shawn sheena shehu sheila \
        shekoni shelby shelley sheree sheryl shida shira shirin shirley shivani shivansh shlomo shona shota shravya shreya sian sibonelo \
        sibongile sibusisiwe sibusiso siddharth sidonia siem sienna sifa sigita signe sigrid sigurd sihawukele siim sijuade siku silas \
        silja silje silke sille silondile silva silvana silvano silvester silvestro silvia silvian silvie silvija silvio silviu silvo \
        simao simas sime simen simi similoluwa simion simisola simon simona simonas simone simonetta simphiwe sindre sinead sinikka \
        sinisa sintija siobhan siphesihle sipho sirje sirkka sirpa siska sisko sissel sita sithembiso siti siv siyabonga sjoerd \
        skaidrite skolastika slava slavena slavica slavka slavko slavomir slavomira slobodan smilte sneha snjezana sofia sofie soledad \
        solveig solvej solvita somadina somtochukwu sona sondre sonia sonja sonny sonya soojin sophia sophie soraia soraya sorcha soren \
        sorin sorine sowande spela spencer sphiwe srecko srinivas stacey stacy stan stana stancu stanislav stanislava stanislavs \
        stanislaw stanka stanko stanley stavros steen stef stefaan stefan stefani stefania stefanie stefanija stefano stefica stefka \
        stein steinar stela stelian stella stepan stepanka stephan stephane stephanie stephany stephen sterre steve steven stewart stian \
        stig stijn stina stine stiven stjepan stojan stuart subomi suci sudiksha suhani sumayya sungara sungmin sunil sunita suresh \
        susan susana susann susanna susanne sussanne sussie suus suzana suzanne suze svatopluk svatoslav svea svein sven svenning sverre \
        svetlana svetozar swala swati syahrini sylvester sylvia sylvie sylwia synnove szabolcs szilvia szymon tabitha tadas tade tadeas \
        tadej tadeja tadeusz tage tahir taja tajus takashi takatifu takeshi talia tamanna tamar tamara tamas tambika tami tammy tamu \
        tanay tania tanimu tanish tanisha tanja tanmayi tantri tanveer tanvi tanya tapani tapio tara tarak taras tari tariq tariro tarja \
        tarmo taro tarzicius tatiana tatjana tatyana tautvydas taylor teddy teemu teerth teja tejas tejs tekla telemaco tellervo \
        temidayo temistocle tendai teodor teodora teodoro teodors teofil teohari terence teresa teresia terez tereza terezia terezija \
        terje terri terry terttu tess tessa teun thabani thabisa thabisile thabiti thabo thalente thales thandazile thandeka thandiwe \
        thando thanh thea thelma themba thembeka thembekile thembile thembisile theo theodor theodora theodore theodoro theophile theres \
        theresa therese theresia thiago thibault thibaut thierry thijmen thijn thijs thom thomas thor thuthukile thuy tia tiago tiberiu \
        tibor tichomir ties tiffany tiina tiit tiiu tijmen tijn tijs tilde tilen tim timea timmy timo timon timotei timotej timoteo \
        timothee timothy tina tine tira tirza tisa titas titi titilayo titin titus tiziana tiziano tjasa tobias tobiasz toby todd todor \
        toivo toki tokunbo tola tolulope toluwanimi tom toma tomas tomasz tomaz tomi tomislav tommy tomo tomoko tomori toms toni tonia \
        tonino tonje tonny tony tonya toomas torben torbjorn tore tori torill torquato torsten tove tracey tracy traian trang travis \
        trevor triin trine trinidad tripti tristan triveni triya troels trond troy tuan tudor tuere tufani tukufu tullio tunde tuomas \
        turid turvi tuula tuulia tuulikki twan tycho tygo tyler tymon tymoteusz tyrone ubaadah ubaldo uberto ubika ucchal uche uchenna \
        uchita udant udarsh udeen udeera udyati uffe ugne ugo ugolino ujamaa ujunwa uldis ulf uli ulla ulle ulrich ulrik ulrika ulrike \
        ulva ulya uma umair umande umang umar umberto umi umoja unjani unnati unni upadhriti upasna upkaar upma uriel urishilla urmas \
        urmi uros ursa urska ursula urszula urvashi urvi usha ushindi usiku usman usyi utkarsh uwe uzima vaclav vagn vaida vaidas \
        vaishnavi vajen vakare vakris valda valdemar valdis valentijn valentim valentin valentina valentine valentino valer valeri \
        valeria valerie valerija valerio valeriu valija valter valtteri vamakshi vanda vanesa vanessa vanja vansha vanya varenya varsha \
        vasana vasare vasatika vasco vasil vasile vasilica vasilis vasily vasudha vasyl vavrinec vedant vedhika vedika vedran veer \
        veerle vega vegard veikko vejune veli vello velta venancio vendelin vendula veneranda veniamin venkat vera verena verner \
        veronica veronika veronique vesa vesna vicente vicki vicky victoire victor victoria vidar vidhi viera vieroslava viesturs \
        vigilija vigo vihaan vija vijay vikram viktor viktoria viktorie viktorija viktors vilem vilhelm viliam vilis vilius viljami \
        viljem villads vilma vilnis vilte vilums vinaya vince vincenc vincent vincentio vincenza vincenzo vineta vinicius viola violet \
        violeta violetta viorel viraj virgilio virginie viridiana visarion visvaldis vit vitalija vitazoslav vitezslav vito vitor \
        vitoria vittoria vittorio vivaan vivek vivi vivian viviana viviane vivien vivienne vjekoslav vlad vladimir vladimira vladislav \
        vladislavs vlado vlaicu vlasta vlastimil voicu vojtech voldemars volodymyr vratislav vratko vrinda vrishti vritti vusumuzi \
        vyanjana vytautas vyte waceera wadi wahab waida wakeeta waldemar walid walter wamwema wanda wani wanjiku wanjiru warda warhi \
        waridi warinder warjas warren waseme watika wayne wazir weena wei weiwei wenche wendolin wendy werner wesley wessel whitney \
        widisha widya wiktor wilfredo wilfrido wilfried wilhelm willem willi william willie willy wilma wilmer wilson wim winda winni \
        winnie wirda wishi witold wojciech wolfgang woo wout wouter wriddhish wridesh wulan wuraola wyatt xalak xaver xavi xavier xenia \
        xiaoli xiaoming ximena xiomara xiti yaa yaakov yachana yadavi yael yagnesh yago yahvi yahya yakobo yamini yan yance yaneth yani \
        yannick yara yaroslav yash yashasvi yashawini yashica yashoda yashodhara yashvi yasinta yasmin yasmina yasmine yassin yasti \
        yatan yatin yauvani yaw yda yejide yekaterina yeni yeon yesica yessi yessica yetunde yevgeny yewande yfke yiannis yifan yinthe \
        yitzhak yngve yochana yohana yohane yoko yolanda yoshita youngho yousef youssef yrsa yuki yulia yuliana yumi yuna yuni yunita \
        yuri yuridia yusuf yutika yuvraj yves yvette yvonne zac zacarias zacharias zacharie zachary zaenab zahnya zahra zahur zaid \
        zainab zaira zaitra zaituni zakaria zakhele zalindra zamfir zamira zan zane zaneta zanis zansi zara zarna zashil zayan zayyan \
        zbynek zdenek zdenka zdenko zdislava zdravko zeferino zehaan zehnia zelaya zelda zeljka zeljko zelma zelmira zemyna zende zenia \
        zeno zenta zenzele zenzile zeynep zhiwei ziad zibuyile ziedonis ziga ziggy zigmund zigrida zikmund zilmil zina zinal zinhle zita \
        ziva zivile zixuan zizi zlatica zlatko zoe zoey zofia zofie zofija zoja zoltan zora zoraida zoran zorka zsanett zsofia zsolt \
        zsuzsanna zuba zuhri zulaikha zulfa zumaridi zuwena zuzana zvonka zvonko zwatie zygimantas
        """)

    /// Given names that are as often a word, a place or a product: they count beside a surname that is known.
    static let words = NameTable(
        """
        abril ada ade adelaide africa age ake alberta alexa ali alta ama america amor anda angeles ants apollo april archer armas asa \
        ase asia atena athena ati atlas aud august aurora austin autumn bale bambi bara bas basil belo beta bill bitten blanca blessing \
        boje brandy breda brooklyn bryce carol carolina chad charity chase che chelsea cheyenne comfort corona cruz crystal dakota dale \
        darin dawn destiny dev devon dex diamond dita dom domingo duke durante duro earl eden edi edit ela els enda ene esa esi \
        esmeralda eta eve faith fem floor flor flora florence forum fran franc france gal gene georgia german glen goda grant gun guy \
        harmony harsh hazel hope hudson hung hunter ige ina india indiana ion ira ise isis israel ivy jackson jasmine jesus jet job \
        jordan joy julia june juri kani kent kick kingston kitty kritika lean lica liga lilla lincoln line liv lot lourdes lucky luna \
        luz made mala manda mante mar mare marine marino mark mars masa mate mato maxima maximo may maya melody mercedes mercy mia mika \
        milan mile min mina mira mora nada nae nevaeh nikita noel nova novi nula oba odd oke ole olive olympia oni orlando ove pal paris \
        pascal patience paw paz peace penny phoenix pier pierce pim prudence raf regina rein rok roman rose royal rua ruby ruta rute \
        saga sai samo santa santiago savannah sem sep sherry siena sierra sil sine sinica siri siya skye socorro sol sole sos sten \
        summer sys tanner tea tenis tiara tome tone tonu tor trinity urban veda venus vid vida vilde ville virginia vita will wolf yug \
        zion
        """)

    /// Frequent surnames, for those.
    static let surnames = NameTable(
        """
        aalts aanei aarden aarts aas aasen ababei abad abascal abatantuono abate abba abbagnale abdi abdullahi abella abellan abicic \
        abiola abrahamsen abramovic abrego abreu abril accardo acedo acerbi acero acevedo acharya achieng ackermann acosta acuna adadia \
        adame adams adan adelaar adetokunbo adeyemi adhiambo adinolfi adkins adler adolph adriaansen adriaensdr adriaense adriansyah \
        adryaens adzijevic aeije aertsz agarwal agate agazzi aggarwal agnesi agostinelli agostini agrawal aguado aguayo agudo aguilar \
        aguilera aguilo aguirre agullo agusti agustin ahluwalia ahmed ahuja ajello akar akcay akinwale akinyi akmacic aksu alarcon alba \
        alberdi albero alberola albers albertini alberto alboni albu albuquerque alcala alcalde alcantar alcantara alcaraz alcazar \
        alcolea aldobrandi alegre alegria alejandro aleman alemany alexander alfaro alfieri alfonsi alfonso ali aliaga alighieri alkovic \
        allen aller almagia almagro almansa almanza almaraz almazan almeida almonte aloisio alonso alonzi alonzo alpaidis alsina \
        altamirano altera alva alvarado alvarez alves amador amaldi amalrada amanovic amat amato amaya amble amidzic ammaniti amo amor \
        amores amoros amundsen anand anastasi anaya anders andersen anderson andersson andrade andrasek andreassen andreotti andreozzi \
        andres andresen andreu andrews andrijasevic andrijevic angeli anggriawan angiolello anguiano anguillara anguissola angulo \
        anichini anicic anne ansems antelami antic antolkovic antonacci antonelli antonello antonetti antonic antonini antonioni \
        antonsen aparecida aparicio apodaca aponte appelman apte aragao aragon aranda araujo arce archuleta ardelean ardianto arellano \
        arens arent ariens armstrong arnesen arnold arora arslan arya aschman aslan atieno atkinson atwal atzler aumann aune aurora \
        austermuhle austin avila axelsson ayala azevedo babic babu bachmann backer badal badami bahl bahr bahri bail bailey bains bajaj \
        bajan bajwa baker bakke bakken bakker baksa bakshi bal bala balakrishnan balan balatinac balay baldwin bali balic balincic \
        balogun bandi banerjee banik banks bansal barad baral barasa barber barbosa barbu barents barer baria barker barkholz barman \
        barnes barnett barrett barros barta bartels barth barton bartos basak bassi bastiaanse bastiaense basu bates bath batra batta \
        bauer baum bava bave bawa becht beck becker beckmann bedi bednar beekman beer beernink begum behl beier beijring bekbergen bell \
        bellemans belpere bender benes bengtsson bennett benson benthin beourgeois bera beran beranek berends berendse berg berge berger \
        berglund bergstrom bernaards bernard berntsen berry bertho bertrand beyer bezemer bhagat bhakta bhalla bhandari bhardwaj \
        bhargava bhasin bhat bhatia bhatnagar bhatt bhattacharyya bhatti bhavsar bien bierstraten biggen bilek bilgin bilir binner bir \
        birkeland birnbaum biswas black blaha blair blake blanc blazek bloch blumel boase bobal boe bohlander bohnbach bolander bolnbach \
        bolzmann bonbach bonnet booth bora borah borde borges borner borra bose boucsein bowen bowman boyd boyer bradley brady \
        brahmbhatt brar brekke brewer briemer brito brooks brown broz bryant buch buchholz budig budiman budiyanto bumb bures burgess \
        burke burns burton butala butler butte byrd caldeira caldwell camara camargo campbell campos cannon cardoso carlson carlsson \
        carpenter carr carrillo carroll carsten carter carvalho caspar cassiano castillo castro cavalcante cavalcanti cech cermak cerny \
        chacko chad chada chadha chahal chakrabarti chakraborty chambers chana chand chanda chander chandler chandra chandran chang \
        chapman char chatterjee chaudhari chaudhary chaudhry chavez chebet chen cheruiyot chevalier choi christensen christiansen \
        christoph chukwu cichorius cirino clark clarke clement cohen cole coleman collins conradi contreras cook cooper corlu correia \
        cortez costa costela cox craig crawford cristea cruz cummings cunha cunningham curry curtis dabukke dahl damanik daniel daniels \
        danielsen david davids davidson davies davis dawson dean dehmel delgado demir dennis diaconescu diaconu diaz dietz dima dinu \
        dippel ditschlerin dixon dobes dochioiu doe dohn dolezal dominguez dongoran doring dorr dorschner dostal douglas dowerg doyle \
        drewes drub drubin duarte dubois dumitrescu duncan dunn dupont duran durand dusek duval dvorak eberhardt ebert eberth eckbauer \
        edvardsen edwards eftimie ehlert eide eigenwillig eimer ekwueme eliassen ellingsen elliott ellis engen eraslan erdogan erickson \
        eriksen eriksson ernst espinoza etzler etzold evans evensen eze farias farmer faure faust fechner ferguson fernandes fernandez \
        ferreira fiala fiebig figueroa finke firgantoro firmansyah fischer fiser fisher fitzgerald flantz fleming fletcher fliegner \
        florea flores fogaca fonseca fontaine ford forster foster fournier fowler francis francois franke franklin frazier fredriksen \
        freeman freitas freudenberger fuller gallagher garcia gardner garner garnier garrett garza gauthier gautier george georgescu \
        gheorghiu gibson gilbert gill girard gomes gomez goncalves gonzales gonzalez goodman goodwin gordon graham grant graves gray \
        green greene gregory griffin griffith griffiths guerin guerrero gunarto gunawan gupta gustafsson gustavsson gutierrez guzman \
        habibi hakim hale halim hamalainen hamilton hammond hampton hancer hansen hanson hansson hardiansyah harding hardy harmon harper \
        harris harrison hart harvey haryanto hassan hawkins hayes haynes heikkila heikkinen heinonen henderson henry hernandez herrera \
        hicks hidayanto hidayat higgins hines hodges hoffman holland holmes holt hopkins horton howard howell huang hubbard hudson \
        hughes hunt hunter hussain hussein hutagalung ibrahim ingram ionescu ivanov jackson jacobs james jansson jarvinen jenkins \
        jennings jensen jesus jimenez johansen johansson johnson johnston jones jonsson jordan jorgensen joseph juarez juma kamau \
        kariuki karlsson kaur keller kelley kelly kennedy khan kibet kim kimani kinnunen klein knudsen korhonen koskinen kristensen \
        kumar laine lambert larsen larson larsson laurent lawrence lawson leao lee lefebvre lefevre legrand lehtinen lehtonen lemaire \
        leonard leroy levy lewis li lin lindberg lindgren lindstrom liu lloyd lopez lowe lucas luna lundberg lundgren lynch lyons \
        macharia mack madsen magnusson maina makela makinen maldonado malone manco mann manning manole marie marin marquez marsh \
        marshall martin martinez mason masson mathieu matthews mazilescu mccarthy mccoy mcdaniel mcdonald mcgee mckinney mclaughlin \
        medina mejia mendez mendoza mercier meyer michel miller mills miranda mitchell mohamed molina montgomery moore morales moran \
        moreau morel moreno morgan morin morris morrison mortensen moss muller mullins munoz murphy murray muthoni mutua mwangi myers \
        navarro neal nelson newman newton nguyen nichols nicolas nielsen niemi nieminen nilsson njeri njoroge njuguna nnamani noel \
        norris nunez obasanjo obi obrien ochieng oconnor odhiambo ogunleye ojo okafor okonkwo olawale oliver olofsson olsen olson olsson \
        omondi onyango ortega ortiz oshodi otieno ouma owen owens oyekan padilla palmer park parker parks parsons patel patterson paul \
        payne pearce pearson pedersen pereira perez perkins perrin perry persson peters petersen peterson petersson petit petrov \
        pettersson pham phillips pierce porter potter poulsen powell quinn ramirez ramos ramsey rasmussen ray reed rees reese reeves \
        reid reyes reynolds rhodes rice richard richards richardson riley rios rivera robbins robert roberts robertson robin robinson \
        rodgers rodriguez rogers rojas romero ross rousseau roussel roux rowe ruiz russell ryan saarinen sakarya salazar salminen \
        salonen sanchez sanders sandoval santiago santos sato saunders schmidt schneider schroeder schultz schwartz scott sharma sharp \
        shaw shelton sherman silva simiyu simmons simon simpson sims singh smirnov smith snyder sorensen soto spencer stanley steele \
        stephens stevens stevenson stewart stone sullivan sutton suzuki svensson swanson tanaka tate taylor terry thomas thompson \
        thomsen thornton todd torres townsend tran tucker turk turner turunen uche valdez vargas vasquez vaughn vazquez vega vincent \
        virtanen wade wafula wagner wairimu walker wallace walsh walters walton wambua wambui wang wanjala wanjiku ward warner warren \
        washington waters watkins watson watts weaver webb weber webster welch wells wheeler white wilkinson williams williamson willis \
        wilson wise wolf wong wood wright yaman yang yildirim yilmaz yorulmaz yuksel zhang zhao zhou zimmerman
        """)
}
