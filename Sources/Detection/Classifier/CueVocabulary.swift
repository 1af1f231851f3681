/// The words beside which a birthday, an identifier or a secret stands; folded: small letters, no accents. Written for this
/// project after the layouts of forms, tickets, logs and chats in English, German, French, Spanish, Portuguese and Dutch.
enum CueVocabulary {
    enum Kind: Sendable {
        case birthday
        /// An identifier's name that says enough by itself.
        case identifier
        /// A noun that makes an identifier only with "number", "id" and the like behind it.
        case qualifiedIdentifier
        case userName
        case secret
        case pin
    }

    struct Cue: Sendable {
        let words: [String]
        let kind: Kind
    }

    /// Cues by their first word, the longest first.
    static let cues: [String: [Cue]] = {
        var out: [String: [Cue]] = [:]
        func add(_ kind: Kind, _ phrases: String) {
            for phrase in phrases.split(separator: "|") {
                let words = phrase.split(separator: " ").map(String.init)
                out[words[0], default: []].append(Cue(words: words, kind: kind))
                // The same as a column or a key: `date_of_birth`.
                if words.count > 1 {
                    out[words[0], default: []].append(Cue(words: Array(words.map { [$0] }.joined(separator: ["_"])), kind: kind))
                }
            }
        }
        add(
            .birthday,
            "dob|d . o . b|date of birth|birth date|birthdate|birthday|bday|born|born on|birth day|geburtsdatum|geburtstag|geboren|geboren am|geb|ne le|nee le|date de naissance|nacido|nacida|naci|nacido el|nacida el|naci el|fecha de nacimiento|nascido|nascida|nasci|nascido em|nascida em|data de nascimento|geboren op|geboortedatum"
        )
        add(
            .identifier,
            "passport|passport number|passport no|mrn|ssn|social security number|national insurance number|ni number|nhs number|medical record|medical record number|driver ' s license|driver ' s licence|drivers license|driver license|driver licence|license plate|licence plate|number plate|vin|aadhaar|dni|nie|cpf|bsn|national id|tax id|tax number|voter id|id card|id card number|employee id|employee number|employee no|emp id|emp no|staff id|staff number|badge number|badge id|student id|student number|customer id|customer number|customer reference|customer no|client number|client id|account number|account no|account id|policy number|policy no|claim number|booking ref|booking reference|booking code|reservation code|reservation number|membership number|membership no|member id|patient id|patient number|loan number|insurance number|health insurance id|order number|case number|contract number|contract no|registration number|residence permit|library card|frequent flyer number|subscriber id|visa application|personalausweisnummer|ausweisnummer|reisepassnummer|kundennummer|kontonummer|steuer - id|steuernummer|versicherungsnummer|sozialversicherungsnummer|numero de passeport|numero de client|numero de securite sociale|numero de pasaporte|numero de cliente|numero do passaporte|paspoortnummer|klantnummer|burgerservicenummer"
        )
        add(.userName, "username|user name|userid|user id|login|benutzername|identifiant|usuario|gebruikersnaam|handle is")
        add(
            .secret,
            "password|passwd|passphrase|pwd|pw|wifi password|admin password|root password|passwort|kennwort|mot de passe|contrasena|senha|wachtwoord|secret answer"
        )
        add(
            .pin,
            "pin|pin code|pincode|pin number|passcode|door code|gate code|alarm code|unlock code|security code|keypad code|entry code|one - time code|one time code|verification code|safe combination|voicemail pin|code pin|code de la porte|turcode|codigo de la puerta|otp"
        )
        for key in out.keys { out[key]!.sort { $0.words.count > $1.words.count } }
        return out
    }()

    /// What may stand between a cue and its value.
    static let fillers: Set<String> = [
        ":", "=", "-", "#", "\"", "'", "`", "(", "*", ".", "is", "was", "are", "on", "the", "no", "nr", "number", "num", "id", "code",
        "ist", "lautet", "war", "am", "est", "le", "el", "em", "op", "es", "e", "i",
        "s", "now", "of", "still", "always", ">", "|", "set", "to", "changed", "'s",
    ]

    /// Fillers after which any word can be a password.
    static let connectors: Set<String> = [":", "=", "is", "was", "ist", "lautet", "est", "es", "e", "\"", "'", "to"]

    /// Words that follow "password is" or "password:" without being one.
    static let commonWords: Set<String> = [
        "required", "reset", "incorrect", "wrong", "correct", "protected", "expired", "invalid", "missing", "empty", "not", "too", "weak",
        "strong", "the", "my", "your", "string", "str", "null", "none", "nil", "true",
        "false", "text", "varchar", "char", "password", "passwort", "secret", "hidden", "changed", "different", "same", "stored", "hashed",
        "encrypted", "unknown", "optional", "used", "needed", "safe", "secure", "lost",
        "forgotten", "stolen", "compromised", "leaked", "default", "redacted", "removed", "example", "placeholder", "here", "below",
        "above", "this", "that", "what", "how", "why", "when", "where", "being", "going",
        "process", "os", "env", "getenv", "self", "config", "input", "request", "user", "value", "hash", "never", "always", "very", "easy",
        "hard", "long", "short", "about", "only", "also",
    ]

    static let months: [String: Int] = {
        var out: [String: Int] = [:]
        let names = [
            ["january", "jan", "januar", "janvier", "enero", "janeiro", "januari", "ene"],
            ["february", "feb", "februar", "fevrier", "febrero", "fevereiro", "februari", "fev"],
            ["march", "mar", "marz", "mars", "marzo", "marco", "maart", "mrz"], ["april", "apr", "avril", "abril", "abr", "avr"],
            ["may", "mai", "mayo", "maio", "mei"], ["june", "jun", "juni", "juin", "junio", "junho"],
            ["july", "jul", "juli", "juillet", "julio", "julho"], ["august", "aug", "aout", "agosto", "augustus", "ago"],
            ["september", "sep", "sept", "septembre", "septiembre", "setembro", "set"],
            ["october", "oct", "oktober", "octobre", "octubre", "outubro", "okt", "out"],
            ["november", "nov", "novembre", "noviembre", "novembro"],
            ["december", "dec", "dezember", "decembre", "diciembre", "dezembro", "dez", "dic"],
        ]
        for (index, spellings) in names.enumerated() { for spelling in spellings { out[spelling] = index + 1 } }
        return out
    }()
}
