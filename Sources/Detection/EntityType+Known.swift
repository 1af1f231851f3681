extension EntityType {
    /// A provider's key or token; the vendor is the recognizer's name.
    public static let apiKey = EntityType("API_KEY")
    public static let emailAddress = EntityType("EMAIL_ADDRESS")
    public static let phoneNumber = EntityType("PHONE_NUMBER")
    public static let creditCard = EntityType("CREDIT_CARD")
    public static let ibanCode = EntityType("IBAN_CODE")
    public static let ipAddress = EntityType("IP_ADDRESS")
    public static let macAddress = EntityType("MAC_ADDRESS")
    public static let url = EntityType("URL")
    public static let dateTime = EntityType("DATE_TIME")
    public static let dateOfBirth = EntityType("DATE_OF_BIRTH")
    public static let crypto = EntityType("CRYPTO")
    public static let password = EntityType("PASSWORD")
    public static let username = EntityType("USERNAME")
    public static let privateKey = EntityType("PRIVATE_KEY")
    public static let jwt = EntityType("JWT")
    /// A user and password inside a URL.
    public static let urlCredentials = EntityType("URL_CREDENTIALS")
    /// A value of an HTTP authorization header.
    public static let authHeader = EntityType("AUTH_HEADER")
    /// A connection string with a password in it.
    public static let connectionString = EntityType("CONNECTION_STRING")
    /// A random-looking value given to a name that says it is secret.
    public static let genericSecret = EntityType("GENERIC_SECRET")
}
