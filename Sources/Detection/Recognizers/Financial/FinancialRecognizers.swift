/// Cards, accounts and securities.
enum FinancialRecognizers {
    static let all: [Recognizer] = cards + accounts + securities + coins

    private static let cardWords = [
        "card", "credit", "debit", "visa", "mastercard", "amex", "american express", "discover", "maestro", "cc", "pan", "card number",
        "kreditkarte",
        "karte", "carte", "tarjeta", "carta", "cartão", "kort", "karta", "карта", "カード", "信用卡", "银行卡", "카드", "بطاقة", "כרטיס",
    ]

    private static let cards: [Recognizer] = [
        Recognizer(
            "credit-card", .creditCard,
            Pattern(#"(?<![\d.,+-])(?:[2-689]\d{15}|3[47]\d{13}|62\d{14})(?![.,-]?\d)"#, 0.6),
            Pattern(#"(?<![\d.,+-])[2-9]\d{3}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3}(?!\d))?(?!-?\d)"#, 0.8),
            Pattern(#"(?<![\d.,+-])3[0-9]\d{2}([ -])\d{6}\1\d{4,5}(?![ -]?\d)"#, 0.8),
            check: .luhn & .rule { CardNumber.isIssued($0) },
            context: cardWords,
            source: "https://www.iso.org/standard/70484.html",
            finds: [
                "Pay with my credit card «4111 1111 1111 1111» please.", "«5500-0000-0000-0004»", "«3782 822463 10005»",
                "«6011111111111117»",
            ],
            ignores: [
                "4111 1111 1111 1112", "1234567890123456", "1700000000000", "0.4111111111111111",
                "5326 5360 5394 5428 5462 5496 5531 5565",
            ]),
        Recognizer(
            "credit-card-set-out", .creditCard,
            Pattern(#"(?<![\d.,+-])[2-9]\d{3}([ \t*_`~/|.-]{1,5})\d{4}\1\d{4}\1\d{4}(?![.,-]?\d)"#, 0.55),
            check: .luhn & .rule { CardNumber.isIssued($0) },
            context: cardWords,
            source: "https://www.iso.org/standard/70484.html",
            finds: ["«4111_1111_1111_1111»", "«5500 - 0000 - 0000 - 0004»", "on the card **«4111** **1111** **1111** **1111»**."],
            ignores: ["4111_1111_1111_1112", "2010  2011  2012  2013"]),
        Recognizer(
            "credit-card-rare", .creditCard,
            Pattern(#"(?<![\d.,+-])[1-9](?:[ -]?\d){11,18}(?![.,-]?\d)"#, 0.3),
            check: .luhn & .rule { !$0.isUniform && $0.count >= 12 && $0.count <= 19 },
            context: cardWords,
            source: "https://www.iso.org/standard/70484.html",
            finds: ["Maestro card «5018 0000 0009»"]),
    ]

    private static let accounts: [Recognizer] = [
        Recognizer(
            "iban", .ibanCode, patterns: IBANLayout.patterns,
            check: .checksum { Checksum.iban($0) },
            context: ["iban", "account", "bank", "konto", "compte", "cuenta", "conto", "rekening", "rachunek", "счет", "transfer"],
            source: "https://www.swift.com/resource/iban-registry-pdf",
            finds: ["Transfer it to the IBAN «DE89 3704 0044 0532 0130 00» tomorrow.", "«GB82WEST12345698765432»", "«NO93 8601 1117 947»"],
            ignores: ["DE89 3704 0044 0532 0130 01", "GB82 WEST 1234", "ZZ82WEST12345698765432"]),
        Recognizer(
            "iban-set-out", .ibanCode,
            Pattern(#"[A-Z]{2}\d{2}([ *_`~/|.-]{1,5})[A-Z0-9]{4}(?:\1[A-Z0-9]{4}){1,6}(?:\1[A-Z0-9]{1,3})?"#, 0.6),
            check: .checksum { Checksum.iban($0) }, context: ["iban"],
            source: "https://www.swift.com/resource/iban-registry-pdf",
            finds: ["«DE89.3704.0044.0532.0130.00»", "iban **«DE89** **3704** **0044** **0532** **0130** **00»**"],
            ignores: ["DE89.3704.0044.0532.0130.01"]),
        Recognizer(
            "iban-in-small-letters", .ibanCode,
            Pattern(#"[a-z]{2}\d{2}(?:[ -]?[a-z0-9]){11,30}"#, 0.2),
            // In groups of four, the last one shorter: a word that follows has no digit.
            Pattern(
                #"[a-z]{2}\d{2} [a-z0-9]{4}(?: (?=[a-z]*\d)[a-z0-9]{4}){1,6}(?: (?=[a-z]*\d)[a-z0-9]{1,3})?"#, 0.6),
            check: .checksum { CountryCode.isKnown($0.compact[0], $0.compact[1]) && Checksum.iban($0) }, context: ["iban"],
            source: "https://www.swift.com/resource/iban-registry-pdf",
            finds: ["iban «fr1420041010050500013m02606»", "pay to «de89 3704 0044 0532 0130 00» ok"],
            ignores: ["iban fr1420041010050500013m02607"]),
        Recognizer(
            "bic", EntityType("SWIFT_BIC"),
            Pattern(#"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?"#, 0.2),
            Pattern(#"[A-Z]{4}[A-Z]{2}(?:[A-Z0-9]\d|\d[A-Z])(?:XXX|\d{3})"#, 0.55),
            Pattern(#"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}XXX"#, 0.55),
            check: .rule { CountryCode.isKnown($0.compact[4], $0.compact[5]) },
            context: ["swift", "bic", "swift code", "bank identifier", "bank", "iban"],
            source: "https://www.iso.org/standard/60390.html",
            finds: ["BIC: «DEUTDEFF»", "swift code «NEDSZAJJXXX»"],
            ignores: ["the DOCUMENT is here", "ABCDZZFF bic"]),
        Recognizer(
            "aba-routing", EntityType("ABA_ROUTING_NUMBER"),
            Pattern(#"(?<![\d.,-])\d{9}(?![.,-]?\d)"#, 0.2),
            Pattern(#"(?<![\d.,-])(?:0[0-9]|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)\d{2}-\d{4}-\d(?![.,-]?\d)"#, 0.4),
            check: .weighted([3, 7, 1, 3, 7, 1, 3, 7, 1], modulo: 10),
            context: ["aba", "routing", "abarouting", "routing number", "bankrouting", "transit", "rtn", "bank"],
            source: "https://www.aba.com/about-us/routing-number",
            finds: ["routing number «021000021»", "ABA «1210-0035-8»"],
            ignores: ["routing number 021000022"]),
        Recognizer(
            "us-bank-account", EntityType("US_BANK_NUMBER"),
            Pattern(#"(?<![\d.,-])\d{8,17}(?![.,-]?\d)"#, 0.2),
            context: [
                "bank account", "checking account", "savings account", "account number", "account no", "acct", "debit", "deposit account",
            ],
            source: "https://www.aba.com/about-us/routing-number",
            finds: ["my bank account number is «945456787654»"]),
    ]

    private static let securities: [Recognizer] = [
        Recognizer(
            "isin", EntityType("ISIN"), Pattern(#"[A-Z]{2}[A-Z0-9]{9}\d"#, 0.6), Pattern(#"[a-z]{2}[a-z0-9]{9}\d"#, 0.2),
            check: .checksum { value in
                (CountryCode.isKnown(value.compact[0], value.compact[1]) || value.compact[0] == UInt8(ascii: "X"))
                    && Checksum.luhnOverLetters(value, 0..<12)
            } & .digits(atLeast: 3),
            context: ["isin", "security", "stock", "bond", "share", "wertpapier", "fund"],
            source: "https://www.iso.org/standard/78502.html",
            finds: ["ISIN «US0378331005»"], ignores: ["US0378331006"]),
        Recognizer(
            "cusip", EntityType("CUSIP"), Pattern(#"[0-9]{3}[0-9A-Z]{5}[0-9]"#, 0.2),
            check: .checksum { value in
                var sum = 0
                for index in 0..<8 {
                    let term = value[index] * (index % 2 == 0 ? 1 : 2)
                    sum += term / 10 + term % 10
                }
                return (10 - sum % 10) % 10 == value[8]
            },
            context: ["cusip"], source: "https://www.cusip.com/identifiers.html", finds: ["CUSIP «037833100»"], ignores: ["CUSIP 037833101"]
        ),
        Recognizer(
            "sedol", EntityType("SEDOL"), Pattern(#"[0-9B-DF-HJ-NP-TV-Z]{6}[0-9]"#, 0.2),
            check: .complement([1, 3, 1, 7, 3, 9], modulo: 10, ten: nil), context: ["sedol", "daily official list"],
            source: "https://www.lseg.com/en/data-indices-analytics/data/sedol-masterfile", finds: ["SEDOL «0263494»"],
            ignores: ["SEDOL 0263495"]),
        Recognizer(
            "lei", EntityType("LEI"), Pattern(#"[0-9A-Z]{4}00[0-9A-Z]{12}\d{2}"#, 0.7), Pattern(#"[0-9A-Z]{18}\d{2}"#, 0.3),
            check: .mod97 & .digits(atLeast: 4), context: ["lei", "legal entity identifier"],
            source: "https://www.iso.org/standard/78829.html",
            finds: ["LEI «5493001KJTIIGC8Y1R12»"], ignores: ["5493001KJTIIGC8Y1R13"]),
    ]

    private static let coins: [Recognizer] = [
        Recognizer(
            "bitcoin", .crypto,
            Pattern(#"[123mn][a-km-zA-HJ-NP-Z1-9]{25,34}"#, 0.8),
            check: .checksum { CoinAddress.isBase58Check($0.bytes) },
            context: ["wallet", "btc", "bitcoin", "crypto", "litecoin", "dogecoin"],
            source: "https://developer.bitcoin.org/reference/transactions.html#base58check",
            finds: ["«1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa»"], ignores: ["1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"]),
        Recognizer(
            "altcoin", .crypto,
            Pattern(#"[LMDXATt9r][a-km-zA-HJ-NP-Z1-9]{25,34}"#, 0.75),
            check: .checksum { CoinAddress.isBase58Check($0.bytes) },
            context: ["wallet", "crypto", "litecoin", "dogecoin", "dash", "zcash"],
            source: "https://github.com/litecoin-project/litecoin/blob/master/src/chainparams.cpp",
            finds: ["litecoin «LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9»"], ignores: ["LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH8"]),
        Recognizer(
            "bech32", .crypto,
            Pattern(#"(?:bc|tb|ltc|addr|stake|cosmos|osmo)1[02-9ac-hj-np-z]{8,120}"#, 0.85),
            Pattern(#"(?:BC|TB|LTC)1[02-9AC-HJ-NP-Z]{8,87}"#, 0.85),
            check: .checksum { CoinAddress.isBech32($0.bytes) },
            context: ["wallet", "btc", "bitcoin", "crypto"], source: "https://github.com/bitcoin/bips/blob/master/bip-0173.mediawiki",
            finds: ["«bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4»"], ignores: ["bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5"]),
        // Addresses with an alphabet or a checksum of their own, by their length and what stands near.
        Recognizer(
            "monero", .crypto, Pattern(#"[48][0-9AB][1-9A-HJ-NP-Za-km-z]{93}"#, 0.6), check: .entropy(4.5),
            context: ["wallet", "xmr", "monero"], source: "https://docs.getmonero.org/public-address/standard-address/",
            finds: ["«4\("4AFF")\(SampleText.draw(90, "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"))»"]),
        Recognizer(
            "solana-or-ripple", .crypto, Pattern(#"[1-9A-HJ-NP-Za-km-z]{43,44}|r[1-9A-HJ-NP-Za-km-z]{24,34}"#, 0.2),
            check: .entropy(3.5) & .digits(atLeast: 2), context: ["solana", "sol", "xrp", "ripple", "wallet address"],
            source: "https://solana.com/docs/core/accounts, https://xrpl.org/docs/references/protocol/data-types/base58-encodings",
            finds: [
                "solana «7\(SampleText.draw(43, "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"))»",
                "XRP: «r\(SampleText.draw(33, "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"))»",
            ], ignores: ["commit \(SampleText.letters(44))"]),
        Recognizer(
            "ethereum", .crypto,
            Pattern(#"0x[0-9a-fA-F]{40}"#, 0.7),
            check: .checksum { CoinAddress.isEthereum($0.bytes) },
            context: ["wallet", "eth", "ethereum", "crypto"], source: "https://eips.ethereum.org/EIPS/eip-55",
            finds: ["«0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed»", "«0x52908400098527886e0f7030069857d2e4169ee7»"],
            ignores: ["0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed", "0x0000000000000000000000000000000000000000"]),
    ]
}
