import Testing

@testable import Detection

@Suite struct LanguageGuessTests {
    private func isKnown(_ text: String) -> Bool {
        Array(text.utf8).withUnsafeBufferPointer { LanguageGuess.isKnown($0) }
    }

    @Test(arguments: [
        "", "hi", "Please call Margaret Thornbury about the invoice from last week.",
        "Ich heiße Anna und wohne mit meiner Familie in Köln.", "Je m'appelle Amélie et j'habite à Lyon avec mon mari.",
        "Me llamo Lucía y vivo en Madrid con mi hermana.", "Meu nome é João e moro em Lisboa com a minha família.",
        "Ik ben Sanne en ik woon in Utrecht met mijn zus.",
        "let total = items.reduce(0) { $0 + $1.price }; print(total, file: &out)", "id,name,city\n1,Anna,Ulm\n2,Bob,Bonn",
        "2024-05-01 10:22:13 WARN retry=3 host=db01",
    ])
    func `the languages of the training, short texts and code are known`(text: String) {
        #expect(isKnown(text))
    }

    @Test(arguments: [
        "Меня зовут Ирина, я живу в Москве и работаю врачом.", "私の名前は田中です。東京に住んでいます。", "我叫王小明，住在北京，在一家银行工作。",
        "مرحبا اسمي أحمد وأعيش في القاهرة مع عائلتي",
        "Nimeni on Matti Virtanen ja asun Helsingissä vaimoni kanssa, työskentelen pankissa.",
        "Benim adım Elif, kız kardeşimle birlikte Ankara'da yaşıyorum ve öğretmenim.",
    ])
    func `other scripts and languages are not`(text: String) {
        #expect(!isKnown(text))
    }
}
