/// People, places and organisations that everybody knows: a policy may say `public: keep`, and then these names pass.
/// Written for this project; the names are facts of common knowledge.
public enum PublicEntities {
    /// Whether the name is on the list, in any letter case and spelling of accents, with or without "the" or a possessive.
    ///
    /// - Parameters:
    ///   - name: the span's UTF-8 bytes.
    ///   - type: `PERSON`, `LOCATION` or `ORGANIZATION`; other types are never public. A place found as an organisation and
    ///     the reverse count too: "Germany signed" is either.
    public static func contains(_ name: ArraySlice<UInt8>, type: String) -> Bool {
        guard name.count <= 64 else { return false }
        let key = fold(String(decoding: name, as: UTF8.self))
        switch type {
        case "PERSON": return people.contains(key)
        case "LOCATION", "ORGANIZATION": return places.contains(key) || organizations.contains(key)
        default: return false
        }
    }

    /// The spans without those that name something public.
    public static func drop(from spans: [TaggedSpan], in text: [UInt8]) -> [TaggedSpan] {
        spans.filter { !contains(text[$0.range], type: $0.type) }
    }

    /// The first word of every name, in the spelling that `NameWords` gives: what to begin a search with.
    static let firstWords: Set<[UInt8]> = Set(
        (people.union(places).union(organizations)).map { name in
            Array(name.utf8.prefix { ($0 | 0x20) &- 0x61 < 26 || $0 >= 0x80 || $0 == 0x2D })
        })

    /// Small letters and digits, single spaces, no accents for the letters that occur in the lists.
    private static func fold(_ name: String) -> String {
        var out = ""
        for character in name.lowercased() {
            if let plain = accents[character] {
                out.append(plain)
            } else if character.isWhitespace || character == "-" {
                if out.last != " ", !out.isEmpty { out.append(" ") }
            } else if character != ".", character != "’", character != "'" {
                out.append(character)
            }
        }
        if out.hasPrefix("the ") { out.removeFirst(4) }
        if name.hasSuffix("'s") || name.hasSuffix("’s") { out.removeLast() }
        while out.last == " " { out.removeLast() }
        return out
    }

    private static let accents: [Character: Character] = [
        "á": "a", "à": "a", "ã": "a", "ä": "a", "é": "e", "è": "e", "ê": "e", "í": "i", "î": "i", "ó": "o", "ô": "o", "ö": "o", "õ": "o",
        "ú": "u", "ü": "u", "ñ": "n", "ç": "c",
    ]

    private static func list(_ names: String) -> Set<String> {
        Set(names.split(separator: "|").map { fold(String($0)) })
    }

    private static let people = list(
        """
        Abraham Lincoln|Ada Lovelace|Adam Smith|Adolf Hitler|Agatha Christie|Alan Turing|Albert Camus|Albert Einstein|\
        Alexander Graham Bell|Alexander the Great|Alexandre Dumas|Alfred Hitchcock|Amelia Earhart|Andy Warhol|Angela Merkel|\
        Angelina Jolie|Anne Frank|Archimedes|Aristotle|Audrey Hepburn|Babe Ruth|Bach|Barack Obama|Beethoven|Benjamin Franklin|\
        Beyoncé|Bezos|Bill Clinton|Bill Gates|Bob Dylan|Bob Marley|Boris Johnson|Botticelli|Brad Pitt|Bram Stoker|Buddha|\
        C. S. Lewis|Caravaggio|Carl Sagan|Catherine the Great|Charlemagne|Charles Darwin|Charles Dickens|Charles de Gaulle|\
        Charlie Chaplin|Che Guevara|Chopin|Christopher Columbus|Christopher Nolan|Churchill|Claude Monet|Cleopatra|Confucius|\
        Copernicus|Cristiano Ronaldo|Da Vinci|Dalai Lama|Dante|Darwin|David Bowie|Dennis Ritchie|Descartes|Diego Maradona|\
        Don Quixote|Donald Knuth|Donald Trump|Dostoevsky|Ed Sheeran|Edgar Allan Poe|Edsger Dijkstra|Edvard Munch|Einstein|\
        Elon Musk|Elvis Presley|Emily Dickinson|Emmanuel Macron|Enrico Fermi|Ernest Hemingway|Erwin Schrödinger|Fidel Castro|\
        Florence Nightingale|Francis Crick|Frank Sinatra|Franklin D. Roosevelt|Franz Kafka|Freddie Mercury|Freud|Frida Kahlo|\
        Friedrich Nietzsche|Frédéric Chopin|Fyodor Dostoevsky|Gabriel García Márquez|Galileo|Galileo Galilei|Gandhi|\
        Genghis Khan|George Lucas|George Orwell|George R. R. Martin|George W. Bush|George Washington|Goethe|Grace Hopper|\
        Gregor Mendel|Guido van Rossum|Gustav Klimt|Gustave Flaubert|Harry Potter|Hegel|Henry Ford|Henry VIII|Hillary Clinton|\
        Hitler|Homer|Immanuel Kant|Isaac Newton|J. K. Rowling|J. R. R. Tolkien|J.K. Rowling|J.R.R. Tolkien|James Cameron|\
        James Clerk Maxwell|James Joyce|James Watson|Jane Austen|Jay-Z|Jean-Paul Sartre|Jeff Bezos|Jensen Huang|Jesse Owens|\
        Jimi Hendrix|Joan of Arc|Joe Biden|Johann Sebastian Bach|Johann Wolfgang von Goethe|Johannes Vermeer|John F. Kennedy|\
        John Lennon|John Locke|John Maynard Keynes|Jorge Luis Borges|Joseph Stalin|Jules Verne|Julius Caesar|Kafka|\
        Kamala Harris|Kant|Kanye West|Karl Marx|Keanu Reeves|Kobe Bryant|Kurt Cobain|Lady Gaga|Larry Ellison|Larry Page|\
        LeBron James|Lenin|Leo Tolstoy|Leonardo DiCaprio|Leonardo da Vinci|Lewis Carroll|Linus Torvalds|Lionel Messi|\
        Louis Pasteur|Louis XIV|Ludwig van Beethoven|Mahatma Gandhi|Malcolm X|Mandela|Mao Zedong|Marcel Proust|Marco Polo|\
        Margaret Thatcher|Marie Curie|Marilyn Monroe|Mark Twain|Mark Zuckerberg|Martin Luther King|Martin Scorsese|\
        Mary Shelley|Max Planck|Meryl Streep|Messi|Michael Faraday|Michael Jackson|Michael Jordan|Michael Phelps|Michelangelo|\
        Miguel de Cervantes|Milton Friedman|Morgan Freeman|Mother Teresa|Mozart|Muhammad Ali|Musk|Napoleon|Napoleon Bonaparte|\
        Neil Armstrong|Nelson Mandela|Newton|Niels Bohr|Nietzsche|Nikola Tesla|Noam Chomsky|Novak Djokovic|Obama|Odysseus|\
        Oprah Winfrey|Oscar Wilde|Otto von Bismarck|Pablo Neruda|Pablo Picasso|Paul McCartney|Pelé|Peter the Great|Picasso|\
        Plato|Pope Francis|Putin|Pythagoras|Queen Elizabeth|Queen Victoria|Quentin Tarantino|Rafael Nadal|Raphael|Rembrandt|\
        Richard Feynman|Richard Nixon|Robert Frost|Robert Oppenheimer|Roger Federer|Ronald Reagan|Ronaldo|Rosa Parks|\
        Rosalind Franklin|Rousseau|Salvador Dalí|Sam Altman|Santa Claus|Satya Nadella|Scarlett Johansson|Serena Williams|\
        Sergey Brin|Shakespeare|Sherlock Holmes|Sigmund Freud|Simone Biles|Simone de Beauvoir|Socrates|Spinoza|Stalin|\
        Stanley Kubrick|Stephen Hawking|Stephen King|Steve Jobs|Steven Spielberg|Sundar Pichai|Sylvia Plath|Taylor Swift|Tesla|\
        Theodore Roosevelt|Thomas Edison|Thomas Jefferson|Tiger Woods|Tim Berners-Lee|Tim Cook|Tolstoy|Tom Brady|Tom Hanks|\
        Toni Morrison|Tony Blair|Trump|Turing|Usain Bolt|Van Gogh|Victor Hugo|Vincent van Gogh|Virginia Woolf|Vladimir Lenin|\
        Vladimir Putin|Volodymyr Zelensky|Voltaire|Walt Disney|Walt Whitman|Warren Buffett|Werner Heisenberg|\
        William Shakespeare|Winston Churchill|Wolfgang Amadeus Mozart|Wright brothers|Xi Jinping|Yuri Gagarin|Zeus|Zuckerberg|\
        Akira Kurosawa|Antonio Vivaldi|Anwar Sadat|Aretha Franklin|Attila the Hun|Benito Mussolini|Cate Blanchett|\
        Denzel Washington|Desmond Tutu|Erling Haaland|Federico Fellini|Francisco Franco|Franz Ferdinand|Giuseppe Verdi|\
        Golda Meir|Greta Thunberg|Hannah Arendt|Haruki Murakami|Hayao Miyazaki|Ibn Sina|Igor Stravinsky|Indira Gandhi|\
        Ingmar Bergman|Jawaharlal Nehru|Kemal Atatürk|Kofi Annan|Kylian Mbappé|Lao Tzu|Lewis Hamilton|Magnus Carlsen|\
        Malala Yousafzai|Max Verstappen|Megan Rapinoe|Miles Davis|Naomi Osaka|Omar Khayyam|Otto Hahn|Ramses II|Richard Wagner|\
        Rosa Luxemburg|Simón Bolívar|Sofia Coppola|Sun Tzu|Zinedine Zidane
        """)

    private static let places = list(
        """
        Abu Dhabi|Accra|Afghanistan|Africa|Alabama|Alaska|Albania|Alberta|Algeria|Algiers|Alps|Amazon|America|Amman|Amsterdam|\
        Andes|Andorra|Angola|Ankara|Antarctica|Antwerp|Argentina|Arizona|Arkansas|Armenia|Asia|Athens|Atlanta|Atlantic|\
        Auckland|Australia|Austria|Azerbaijan|Baghdad|Bahamas|Bahrain|Balkans|Baltimore|Bangalore|Bangkok|Bangladesh|Barbados|\
        Barcelona|Basel|Bavaria|Beijing|Beirut|Belarus|Belfast|Belgium|Belgrade|Belize|Benin|Berlin|Bern|Bhutan|Birmingham|\
        Bogota|Bolivia|Bordeaux|Bosnia and Herzegovina|Boston|Botswana|Bratislava|Brazil|Brisbane|Britain|Brunei|Brussels|\
        Bucharest|Budapest|Buenos Aires|Bulgaria|Burkina Faso|Burundi|Busan|Cairo|California|Cambodia|Cameroon|Canada|\
        Cape Town|Caracas|Casablanca|Catalonia|Central Asia|Chad|Chennai|Chicago|Chile|China|Cologne|Colombia|Colorado|Comoros|\
        Congo|Connecticut|Copenhagen|Costa Rica|Croatia|Cuba|Cyprus|Czech Republic|Czechia|Dallas|Damascus|Delaware|Delhi|\
        Denmark|Denver|Detroit|Dhaka|Djibouti|Doha|Dominica|Dominican Republic|Dubai|Dublin|EU|Eastern Europe|Ecuador|\
        Edinburgh|Egypt|El Salvador|England|Eritrea|Estonia|Eswatini|Ethiopia|Europe|Fiji|Finland|Florence|Florida|France|\
        Frankfurt|Gabon|Gambia|Geneva|Georgia|Germany|Ghana|Glasgow|Grand Canyon|Great Britain|Greece|Grenada|Guatemala|Guinea|\
        Guyana|Haiti|Hamburg|Hanoi|Havana|Hawaii|Helsinki|Himalayas|Ho Chi Minh City|Hollywood|Honduras|Hong Kong|Houston|\
        Hungary|Hyderabad|Iceland|Idaho|Illinois|India|Indiana|Indonesia|Iowa|Iran|Iraq|Ireland|Israel|Istanbul|Italy|\
        Ivory Coast|Jakarta|Jamaica|Japan|Jerusalem|Johannesburg|Jordan|Jupiter|Kampala|Kansas|Karachi|Kazakhstan|Kentucky|\
        Kenya|Kigali|Kilimanjaro|Kinshasa|Kiribati|Kolkata|Kosovo|Krakow|Kuala Lumpur|Kuwait|Kyiv|Kyoto|Kyrgyzstan|Lagos|\
        Lahore|Laos|Latin America|Latvia|Lebanon|Lesotho|Liberia|Libya|Liechtenstein|Lima|Lisbon|Lithuania|Liverpool|Ljubljana|\
        London|Los Angeles|Louisiana|Luanda|Luxembourg|Lyon|Madagascar|Madrid|Maine|Malawi|Malaysia|Maldives|Mali|Malta|\
        Manchester|Manila|Mars|Marseille|Maryland|Massachusetts|Mauritania|Mauritius|Mediterranean|Melbourne|Mesopotamia|\
        Mexico|Mexico City|Miami|Michigan|Middle East|Milan|Minneapolis|Minnesota|Minsk|Mississippi|Missouri|Moldova|Monaco|\
        Mongolia|Montana|Montenegro|Montevideo|Montreal|Moon|Morocco|Moscow|Mount Everest|Mozambique|Mumbai|Munich|Myanmar|\
        Nairobi|Namibia|Naples|Nauru|Nebraska|Nepal|Netherlands|Nevada|New Hampshire|New Jersey|New Mexico|New York|\
        New York City|New Zealand|Niagara Falls|Nicaragua|Nice|Niger|Nigeria|Nile|Normandy|North America|North Carolina|\
        North Dakota|North Korea|North Macedonia|Norway|Ohio|Oklahoma|Oman|Ontario|Oregon|Osaka|Oslo|Ottawa|Ottoman Empire|\
        Pacific Ocean|Pakistan|Palau|Palestine|Panama|Papua New Guinea|Paraguay|Paris|Pennsylvania|Persia|Perth|Peru|\
        Philadelphia|Philippines|Phoenix|Poland|Portland|Porto|Portugal|Prague|Provence|Prussia|Puerto Rico|Qatar|Quebec|Quito|\
        Reykjavik|Rhode Island|Riga|Rio de Janeiro|Riyadh|Roman Empire|Romania|Rome|Rotterdam|Russia|Rwanda|Sahara|\
        Saint Petersburg|Salzburg|Samoa|San Francisco|Santiago|Saudi Arabia|Saxony|Scandinavia|Scotland|Seattle|Senegal|Seoul|\
        Serbia|Seville|Seychelles|Shanghai|Siberia|Sicily|Sierra Leone|Silicon Valley|Singapore|Slovakia|Slovenia|Sofia|\
        Somalia|South Africa|South America|South Carolina|South Dakota|South Korea|Soviet Union|Spain|Sri Lanka|St. Petersburg|\
        Stockholm|Sudan|Suriname|Sweden|Switzerland|Sydney|Syria|São Paulo|Taipei|Taiwan|Tajikistan|Tallinn|Tanzania|Tehran|\
        Tel Aviv|Tennessee|Texas|Thailand|Togo|Tokyo|Tonga|Toronto|Tripoli|Tunis|Tunisia|Turin|Turkey|Turkmenistan|Tuscany|\
        Tuvalu|U.S.|UAE|UK|US|USA|Uganda|Ukraine|United Arab Emirates|United Kingdom|United States|United States of America|\
        Uruguay|Utah|Uzbekistan|Valencia|Vancouver|Vanuatu|Venezuela|Venice|Vermont|Vienna|Vietnam|Vilnius|Virginia|Wales|\
        Wall Street|Warsaw|Washington|Washington D.C.|Washington DC|Wellington|West Virginia|Western Europe|Wisconsin|Wyoming|\
        Yemen|Zagreb|Zambia|Zimbabwe|Zurich|\
        Bali|Baltic Sea|Black Forest|Caribbean|Corsica|Crete|Danube|Ganges|Lake Victoria|Lapland|Lhasa|Marrakesh|Mekong|\
        Patagonia|Rhine|Samarkand|Timbuktu|Ulaanbaatar
        """)

    private static let organizations = list(
        """
        AMD|ASML|Adidas|Adobe|Airbnb|Airbus|Al Jazeera|Aldi|Alibaba|Alphabet|Amazon|American Express|Anthropic|Apache|Apple|\
        Arsenal|AstraZeneca|Audi|BBC|BMW|BP|Bank of America|Barclays|Bayer|Bayern Munich|Berkshire Hathaway|BioNTech|BlackRock|\
        Bloomberg|Boeing|Bosch|Bundestag|Burger King|CDC|CIA|CNN|Caltech|Cambridge University|Canonical|Chanel|Chelsea FC|\
        Chrysler|Cisco|Citigroup|Coca-Cola|Columbia University|Congress|Costco|DHL|DOJ|DeepMind|Dell|Delta|Democratic Party|\
        Der Spiegel|Deutsche Bank|Disney|Docker|Dropbox|ECB|EPA|ESA|ETH Zurich|EU|Ericsson|Etsy|European Central Bank|\
        European Union|ExxonMobil|FBI|FC Barcelona|FCC|FDA|FIFA|Facebook|Fed|FedEx|Federal Reserve|Ferrari|Fiat|Ford|Fox News|\
        GM|General Motors|GitHub|Goldman Sachs|Google|Greenpeace|Gucci|H&M|HP|HSBC|Harvard|Harvard University|Honda|Huawei|\
        Hugging Face|Hyundai|IBM|IEEE|IETF|IMF|IOC|IRS|ISO|Ikea|Instagram|Intel|JPMorgan|Johnson & Johnson|Juventus|KFC|KGB|\
        Kia|Labour Party|Lamborghini|Le Monde|Lenovo|Lidl|LinkedIn|Linux Foundation|Liverpool FC|Los Angeles Lakers|\
        Louis Vuitton|Lufthansa|MI6|MIT|MLB|Manchester United|Mastercard|Mazda|McDonald's|Mercedes|Mercedes-Benz|Merck|Meta|\
        Microsoft|Mistral|Moderna|Morgan Stanley|Mozilla|NASA|NATO|NBA|NFL|NHL|NSA|Nestlé|Netflix|New York Times|\
        New York Yankees|Nike|Nintendo|Nissan|Nokia|Novartis|Nvidia|OECD|OPEC|OpenAI|Oracle|Oxford University|Parliament|\
        PayPal|Pentagon|Pepsi|Peugeot|Pfizer|Philips|Pixar|Porsche|Princeton|Qualcomm|Real Madrid|Red Cross|Red Hat|Reddit|\
        Renault|Republican Party|Reuters|Roche|Ryanair|SAP|SEC|Salesforce|Samsung|Senate|Shell|Shopify|Siemens|Slack|Snapchat|\
        Sony|SpaceX|Spotify|Stanford|Stanford University|Starbucks|Stripe|Subaru|Subway|Supreme Court|TSMC|Target|Tesla|\
        The Economist|The Guardian|TikTok|Toyota|Twitter|UBS|UC Berkeley|UEFA|UN|UNESCO|UNICEF|UPS|Uber|Unilever|\
        United Nations|Visa|Volkswagen|Volvo|W3C|WHO|WTO|Wall Street Journal|Walmart|Washington Post|Wells Fargo|WhatsApp|\
        White House|Wikipedia|World Bank|World Health Organization|Yale|YouTube|Zara|Zoom|eBay
        """)
}
