/// Dates, times, birthdays.
enum DateRecognizers {
    /// Names of months in English, German, French and Spanish, apart by their first letters: the dispatch tells them apart by these.
    private static let monthNames = [
        "(?i:jan(?:uary|uar|vier)?)", "(?i:jun[ei]?|juin|jul[yi]?|juillet|junio|julio)", "(?i:feb(?:ruary|ruar|rero)?|f\\xC3\\xA9vrier)",
        "(?i:mar(?:ch|s|zo)?|may(?:o)?|mai|m\\xC3\\xA4rz)", "(?i:apr(?:il)?|avril|abril)", "(?i:aug(?:ust)?|ao\\xC3\\xBBt|agosto)",
        "(?i:sept?(?:ember|embre)?|septiembre)",
        "(?i:oct(?:ober|obre|ubre)?|oktober)", "(?i:nov(?:ember|embre|iembre)?)", "(?i:de[cz](?:ember)?|d\\xC3\\xA9cembre|diciembre|enero)",
    ]
    private static let months = "(?:\(monthNames.joined(separator: "|")))"

    /// A pattern for each month, with the name before the rest.
    private static func each(_ rest: String, _ score: Float) -> [Pattern] {
        monthNames.map { Pattern("\($0)\(rest)", score) }
    }

    private static let birthWords = [
        "birth", "born", "birthday", "birthdate", "dob", "date of birth", "d.o.b", "geboren", "geburtsdatum", "geburtstag", "geb", "né le",
        "née le", "naissance",
        "nacimiento", "nacido", "nacida", "nascita", "nato", "nata", "nascimento", "nascido", "geboortedatum", "född", "fødselsdato",
        "syntymäaika",
        "data urodzenia", "urodzony", "urodzona", "datum narození", "születési", "дата рождения", "родился", "родилась", "生日", "出生日期",
        "生年月日", "생년월일",
        "doğum tarihi", "ngày sinh", "วันเกิด",
    ]

    static let all: [Recognizer] = [
        Recognizer(
            "date-of-birth", .dateOfBirth,
            patterns: [
                Pattern(#"(?<![\d.-])(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d{2}))(?![\d-])(?!\.\d)"#, 0.35),
                Pattern("\\d{1,2}(?:st|nd|rd|th|\\.)?[ -](?:of |de |d')?\(months)\\.?,?[ -](?:de |of )?\\d{4}", 0.35),
            ] + each("\\.? \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}", 0.35),
            check: .rule { CalendarDate.isPlausible($0) },
            context: birthWords,
            source: "https://www.iso.org/iso-8601-date-and-time-format.html",
            finds: ["«1985-01-01» is my birthday.", "born on «12 May 1984»", "Geburtsdatum: «24.12.1990»"],
            ignores: ["born 2020-13-45", "released 2024-01-01"]),
        Recognizer(
            "date", .dateTime,
            Pattern(
                #"(?<![\d.-])(?:19|20)\d{2}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?)?(?![\d-])"#,
                0.6),
            Pattern(#"(?<![\d.-])(?:19|20)\d{2}([/.])\d{1,2}\1\d{1,2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?(?![\d/-])(?!\.\d)"#, 0.55),
            Pattern(#"(?<![\d./-])\d{1,2}([/-])\d{1,2}\1(?:\d{4}|\d{2})(?![\d/-])"#, 0.55),
            Pattern(#"(?<![\d./-])\d{1,2}\.\d{1,2}\.(?:19|20)\d{2}(?![\d/-])(?!\.\d)"#, 0.55),
            Pattern(#"(?<![\d./-])(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|[12]\d|3[01])\.\d{2}(?![\d/-])(?!\.\d)"#, 0.5),
            check: .rule { CalendarDate.isPlausible($0) && !$0.follows([Array("version".utf8)]) },
            context: ["date", "dated", "on", "since", "until", "datum", "fecha"],
            source: "https://www.iso.org/iso-8601-date-and-time-format.html",
            finds: ["«2024-03-15T14:30:00.123Z»", "«12/24/2023»", "«01.19.14»", "«24.12.2023»", "«2024/1/5»"],
            ignores: ["2024-13-45", "1.2.3", "10.20.30.40", "12/24", "Docker version 20.10.13"]),
        Recognizer(
            "date-in-words", .dateTime,
            patterns: [
                Pattern("\\d{1,2}(?:st|nd|rd|th|\\.)? (?:of |de |d')?\(months)\\.?(?:,? (?:de |of )?(?:19|20)\\d{2})?", 0.55),
                Pattern("\\d{1,2}-(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)-(?:19|20)?\\d{2}", 0.55),
                Pattern("\\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?!-)", 0.5),
                Pattern("(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\\d{2}(?:\\d{2})?(?!-)", 0.5),
                Pattern("(?<![\\d./-])(?:0[1-9]|1[0-2])/(?:19|20)\\d{2}(?![/-]?\\d)", 0.5),
            ] + each("\\.? \\d{1,2}(?:st|nd|rd|th)?(?:,? (?:19|20)\\d{2})?(?!\\d|[.:]\\d)", 0.55) + each(" (?:19|20)\\d{2}", 0.5),
            source: "https://www.iso.org/iso-8601-date-and-time-format.html",
            finds: ["«Jan. 19th, 2014»", "on «12 May 1984»", "«March 2024»"],
            ignores: ["may 1.5", "march on"]),
        // Day and month, or a short year between points: numbers like any other, but where a word says that they are a day.
        Recognizer(
            "date-short", .dateTime,
            Pattern(#"(?<![\d./-])(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01]|20\d{2})(?![\d/-])"#, 0.2),
            Pattern(#"(?<![\d./-])(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.\d{2}(?![\d/-])(?!\.\d)"#, 0.2),
            context: ["today", "dated", "due date", "heute"],
            source: "https://www.iso.org/iso-8601-date-and-time-format.html",
            finds: ["Today is «5/21»", "Today is «21.5.21»"], ignores: ["version 21.5.21", "5/21 passed"]),
        Recognizer(
            "time", .dateTime,
            Pattern(#"(?<![\d:.])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)? ?(?i:[ap]\.m\.|[ap]m)(?![A-Za-z])"#, 0.55, edges: .left),
            Pattern(#"(?<![\d:.])(?:1[0-2]|[1-9]) ?(?i:[ap]\.m\.|[ap]m)(?![A-Za-z])"#, 0.5, edges: .left),
            Pattern(#"(?<![\d:.+-])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![:\d.])"#, 0.3),
            context: ["at", "time", "o'clock", "until", "appointment", "meeting", "uhr", "from"],
            source: "https://www.iso.org/iso-8601-date-and-time-format.html",
            finds: ["«9:00 A.M.»", "«9am»", "the meeting is at «14:30»"],
            ignores: ["10:99", "file.c:10:20"]),
    ]
}
