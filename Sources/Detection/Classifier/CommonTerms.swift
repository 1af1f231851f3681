/// Abbreviations and tools that look like names of organisations or people and never are personal: what the network finds
/// of them alone is dropped. None of them is also a person's name or a company. Written for this project.
enum CommonTerms {
    /// Exact spellings: "NDA" is an agreement, "Nda" may be somebody.
    private static let terms: Set<[UInt8]> = {
        let words = """
            HR SQL NDA QA API PDF CSV JSON XML HTML CSS HTTP HTTPS TLS SSL SSH DNS TCP UDP VPN CPU GPU RAM SSD USB LED OKR KPI ROI CEO \
            CTO CFO COO CIO CISO PTO FAQ ETA ASAP FYI TODO UI UX CI CD SDK IDE ORM CRUD REST SOAP JWT OAuth SSO MFA GDPR HIPAA PII SLA \
            SLO RFC DNA RNA MRI ECG GPA MBA PhD VAT IBAN BIC SWIFT ETF IPO ML AI LLM NLP OCR RAG YAML TOML UTF URL URI UUID GUID CLI GUI \
            OS VM DB POC MVP EOD WFH B2B B2C SaaS SEO CRM ERP POS PIN SMS GPS AM PM EUR USD GBP Kubernetes Postgres PostgreSQL MySQL \
            SQLite Redis Kafka Terraform Ansible Grafana Prometheus Jenkins Dockerfile Elasticsearch MongoDB GraphQL TypeScript \
            JavaScript NumPy Pandas PyTorch TensorFlow FastAPI Webpack Nginx Hadoop Gradle Maven Bazel Jest Parquet Fluentd Filebeat \
            Metricbeat Logstash Kibana OpenSearch EventBridge CloudFormation CloudWatch DynamoDB Vite Vue Vuex Nuxt SvelteKit Svelte \
            Redux jQuery Tailwind NestJS Fastify Deno Prisma Sequelize Prettier ESLint esbuild Rollup Playwright Puppeteer \
            Selenium Mockito JUnit Pytest Pylint Mypy Valgrind Doxygen Mermaid Erlang Elixir Kotlin OCaml Clojure Golang Laravel Symfony \
            Django Starlette Pydantic SQLAlchemy Hibernate Quarkus Micronaut Ktor Lombok Log4j SLF4J Logback Serilog Liquibase Flyway \
            Debian Ubuntu Fedora CentOS NixOS openSUSE Linux Unix macOS iOS Android OpenTelemetry OTLP Jira Confluence Bitbucket \
            Mattermost LangChain LlamaIndex Ollama Llama vLLM Keras XGBoost LightGBM CatBoost SciPy Matplotlib Plotly Jupyter \
            CUDA OpenCL OpenGL Vulkan WebGL WebGPU WebAssembly RabbitMQ ActiveMQ ZeroMQ Memcached CouchDB InfluxDB TimescaleDB \
            ClickHouse DuckDB ScyllaDB Neo4j Qdrant Weaviate Milvus pgvector MariaDB Solr Lucene Zookeeper Airflow Dagster Dask Istio \
            Linkerd Traefik HAProxy Varnish Certbot Kustomize ArgoCD Tekton Podman Minikube Vagrant Pulumi SaltStack Zabbix Nagios \
            Keycloak Kerberos LDAP SAML OpenID OpenSSL OpenSSH Wireshark Nmap Metasploit Hazelcast Tomcat WildFly Xcode CocoaPods \
            IntelliJ PyCharm WebStorm Neovim Emacs Vim Homebrew Conda Pipenv CMake Makefile Meson Clang LLD LLVM GCC WordPress Drupal \
            Joomla Magento phpMyAdmin gRPC Protobuf Avro Arduino MQTT Modbus Zigbee UART \
            NaN Bool Equatable Codable Serializable enum struct func guard elif nil null undefined lambda const async await bool int uint8 char str \
            staticmethod classmethod dataclass foo baz param
            """
        return Set(words.split { $0 == " " || $0 == "\n" }.map { Array($0.utf8) })
    }()

    /// Whether the span holds nothing but such terms and what joins them: "Fedora 40", "Clang and LLD".
    static func contain(_ span: TaggedSpan, in text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard span.range.count <= 48, span.type == "ORGANIZATION" || span.type == "PERSON" || span.type == "LOCATION" else { return false }
        var words = text[span.range].split { $0 == 0x20 || $0 == UInt8(ascii: ",") }
        let count = words.count
        words.removeAll { terms.contains(Array($0)) }
        return words.count < count
            && words.allSatisfy { word in word.elementsEqual("and".utf8) || word.allSatisfy { $0 &- 0x30 < 10 || $0 == UInt8(ascii: ".") } }
    }
}
