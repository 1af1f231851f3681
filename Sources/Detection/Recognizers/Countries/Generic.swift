/// Documents of any country, known by their label alone: where no country's format says more.
enum GenericDocuments {
    static let all: [Recognizer] = [
        Recognizer(
            "passport", EntityType("PASSPORT"),
            Pattern(NationalIdentifier.guarded(#"[A-Za-z]\d{5,9}[A-Za-z]{0,2}"#), 0.15),
            Pattern(NationalIdentifier.guarded(#"[A-Za-z]{2}\d{5,8}[A-Za-z]?"#), 0.15),
            Pattern(NationalIdentifier.guarded(#"[A-Z]{3}\d{5,7}|\d{6,9}|\d{2}[A-Za-z]{2}\d{5}"#), 0.15),
            Pattern(NationalIdentifier.guarded(#"[A-Z]{1,2} ?\d{6,8}"#), 0.16),
            Pattern(NationalIdentifier.guarded(#"\d{1,2} ?\d{2} \d{6}"#), 0.16),
            Pattern(NationalIdentifier.guarded(#"(?=[A-Z]*\d[A-Z]*\d)(?=\d*[A-Z])[A-Z0-9]{8,9}"#), 0.15),
            context: NationalIdentifier.Kind.passport.words,
            source: "https://www.icao.int/publications/pages/publication.aspx?docnum=9303",
            finds: ["passport number: «K3295867»", "Reisepass «a01234567»"], ignores: ["passport is in the desk", "passport 2024"]),
        Recognizer(
            "license-plate", EntityType("LICENSE_PLATE"),
            Pattern(
                NationalIdentifier.guarded(#"(?!RFC|ISO|ISBN|SHA|HTTP)(?=[A-Z0-9 -]*\d)[A-Z]{1,3}[ -]?\d{1,4}(?:[ -]?[A-Z]{1,3})?"#), 0.15),
            Pattern(NationalIdentifier.guarded(#"\d{1,4}[ -]?[A-Z]{1,3}[ -]?\d{1,4}"#), 0.15),
            Pattern(NationalIdentifier.guarded(#"(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{5,8}"#), 0.15),
            Pattern(NationalIdentifier.guarded(#"[A-Z]{1,3}[ -][A-Z]{1,3}[ -]?\d{1,4}(?:[ -]?[EH])?"#), 0.15),
            Pattern(NationalIdentifier.guarded(#"[A-Z]{2,3} ?\d{2}[ -]?[A-Z]{1,2}"#), 0.15),
            Pattern(
                NationalIdentifier.guarded(#"[A-Z]{1,3}[ -]\d{1,5}(?:[ -]\d{2})?|\d{2}[ -]\d{2}[ -][A-Z]{2}|\d{1,3}[ -]?[A-Z]{1,3}"#), 0.15),
            Pattern(NationalIdentifier.guarded(#"[A-Z]{3}[ -]\d{1,4}[ -][A-Z]"#), 0.16),
            Pattern(NationalIdentifier.guarded(#"[A-Z]{2}[ -]?\d{1,2}[ -]?[A-Z]{1,3}[ -]?\d{4}"#), 0.15),
            Pattern(
                NationalIdentifier.guarded(
                    #"[A-Z]{3}[ -]?\d[A-Z]\d{2}|[A-Z]{3}[ -]?\d{4}[ -][A-Z]|[A-Z]{2,3}[ -]?\d{3,4}[ -]\d{2}"#), 0.16),
            context: NationalIdentifier.Kind.plate.words + [
                "kennzeichen", "plaque d'immatriculation", "matrícula", "targa", "placa", "kenteken", "nomor polisi", "車牌",
            ],
            source: "https://unece.org/DAM/trans/conventn/crt1968e.pdf",
            finds: ["license plate: «AB 123 CD»", "license plate: «2A45876»", "number plate «FL 1»"], ignores: ["the plate was full"]),
        Recognizer(
            "postal-code", EntityType("POSTAL_CODE"),
            Pattern(NationalIdentifier.guarded(#"(?:[A-Z]{2}-?)?\d{3,6}"#), 0.15),
            Pattern(NationalIdentifier.guarded(#"\d{2,5}[ -]\d{2,4}"#), 0.15),
            Pattern(NationalIdentifier.guarded(#"\d{7}|\d{10}|\d{5}-\d{5}|\d{5} \d{4}"#), 0.15),
            context: [
                "postal code", "postcode", "zip code", "post code", "code postal", "codigo postal", "plz", "postleitzahl",
                "kod pocztowy", "邮编", "郵便番号", "우편번호", "индекс",
            ],
            source: "https://www.upu.int/en/postal-solutions/programmes-services/addressing-solutions",
            finds: ["postal code: «AD600»", "postal code: «938 29»", "우편번호 «06236»"], ignores: ["zip file"]),
    ]
}
