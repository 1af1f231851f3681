/// Abbreviations and tools that look like names of organisations or people and never are personal: what the network finds
/// of them alone is dropped. Written for this project.
enum CommonTerms {
    /// Exact spellings: "NDA" is an agreement, "Nda" may be somebody.
    private static let terms: Set<[UInt8]> = {
        let words = """
            HR SQL NDA QA API PDF CSV JSON XML HTML CSS HTTP HTTPS TLS SSL SSH DNS TCP UDP VPN CPU GPU RAM SSD USB LED OKR KPI ROI CEO CTO CFO COO CIO CISO PTO FAQ ETA ASAP FYI TODO UI UX CI CD SDK IDE ORM CRUD REST SOAP JWT \
            OAuth SSO MFA GDPR HIPAA PII SLA SLO RFC DNA RNA MRI ECG GPA MBA PhD VAT IBAN BIC SWIFT ETF IPO ML AI LLM NLP OCR RAG YAML TOML UTF URL URI UUID GUID CLI GUI OS VM DB POC MVP EOD WFH B2B B2C SaaS SEO CRM ERP POS PIN \
            SMS GPS AM PM EUR USD GBP Kubernetes Postgres PostgreSQL MySQL SQLite Redis Kafka Terraform Ansible Grafana Prometheus Jenkins Dockerfile Elasticsearch MongoDB GraphQL TypeScript JavaScript NumPy Pandas PyTorch \
            TensorFlow FastAPI Webpack Nginx Hadoop Gradle Maven Bazel Jest Parquet
            """
        return Set(words.split { $0 == " " || $0 == "\n" }.map { Array($0.utf8) })
    }()

    /// Whether the span holds nothing but such a term.
    static func contain(_ span: TaggedSpan, in text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard span.range.count <= 16, span.type == "ORGANIZATION" || span.type == "PERSON" || span.type == "LOCATION" else { return false }
        return terms.contains(Array(text[span.range]))
    }
}
