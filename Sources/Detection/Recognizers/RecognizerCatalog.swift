/// Every recognizer the project ships, table by table.
public enum RecognizerCatalog {
    /// The whole catalogue. Order matters only between findings that are equal in score, length and place: the earlier one wins.
    public static let all: [Recognizer] =
        SecretRecognizers.all + ContactRecognizers.all + FinancialRecognizers.all + NetworkRecognizers.all + IdentifierRecognizers.all
        + DateRecognizers.all + countries

    private static let countries: [Recognizer] =
        NorthAmerica.all + UnitedKingdom.all + Germany.all + WesternEurope.all + SouthernEurope.all + NorthernEurope.all + EasternEurope.all
        + LatinAmerica.all + Asia.all + MiddleEastAfricaOceania.all + VATFormats.all + NationalIBANs.all + GenericDocuments.all
}
