/// A metric of `/metrics`. The one source of what is written, of docs/metrics.md's check and of the check of the dashboards' queries.
struct MetricFamily: Sendable, Hashable {
    enum Kind: String, Sendable {
        case counter
        case gauge
        case histogram
    }

    let name: String
    let kind: Kind
    /// What it counts, in one sentence.
    let help: String
    /// In the order in which samples give their values.
    let labels: [String]

    private init(_ name: String, _ kind: Kind, by labels: [String] = [], _ help: String) {
        self.name = name
        self.kind = kind
        self.labels = labels
        self.help = help
    }

    static let requests = MetricFamily(
        "hopguard_requests_total", .counter, by: ["api", "policy", "model", "host", "status"], "Requests that ended.")
    static let requestSeconds = MetricFamily(
        "hopguard_request_seconds", .histogram, by: ["api"], "From a request's head to the end of its answer.")
    static let firstByteSeconds = MetricFamily(
        "hopguard_first_byte_seconds", .histogram, by: ["host"], "From a request's way out to the first byte of a host's answer.")
    static let stageSeconds = MetricFamily(
        "hopguard_stage_seconds", .histogram, by: ["stage"], "What a stage took of its own, inner stages left out.")
    static let hostSeconds = MetricFamily(
        "hopguard_host_seconds", .histogram, by: ["host"], "Attempts on a host, from their begin to the end of the answer.")
    static let entities = MetricFamily(
        "hopguard_entities_total", .counter, by: ["type", "action"], "Findings, by type and by what was done.")
    static let blocked = MetricFamily(
        "hopguard_blocked_total", .counter, by: ["policy", "type"], "Findings that blocked a request.")
    static let tokens = MetricFamily(
        "hopguard_tokens_total", .counter, by: ["direction", "model", "host"], "Tokens, as the hosts count them.")
    static let unrestored = MetricFamily(
        "hopguard_unrestored_total", .counter, "Surrogates in answers, changed beyond what could be restored surely.")
    static let broken = MetricFamily(
        "hopguard_broken_answers_total", .counter, by: ["host", "ended"], "Answers that did not come to their end.")
    static let queueSeconds = MetricFamily(
        "hopguard_queue_seconds", .histogram, "How long requests waited for a host that had room; those that did not wait are left out.")
    static let exchanges = MetricFamily("hopguard_exchanges", .gauge, "Requests that are being answered.")

    static let hostUp = MetricFamily("hopguard_host_up", .gauge, by: ["host"], "Whether the host may be given work.")
    static let hostInFlight = MetricFamily("hopguard_host_in_flight", .gauge, by: ["host"], "Requests that the host is answering.")
    static let hostAttempts = MetricFamily("hopguard_host_attempts_total", .counter, by: ["host"], "Attempts on the host.")
    static let hostFailures = MetricFamily("hopguard_host_failures_total", .counter, by: ["host"], "Attempts on the host that failed.")
    static let queue = MetricFamily("hopguard_queue", .gauge, "Requests that wait for a host.")
    static let shed = MetricFamily("hopguard_shed_total", .counter, "Requests refused because the queue was full.")

    static let classifierQueue = MetricFamily("hopguard_classifier_queue", .gauge, by: ["engine"], "Texts that wait for a classifier.")
    static let classifierTexts = MetricFamily(
        "hopguard_classifier_texts_total", .counter, by: ["engine"], "Texts that a classifier examined.")
    static let classifierWindows = MetricFamily(
        "hopguard_classifier_windows_total", .counter, "Windows that the embedded model ran.")
    static let classifierCache = MetricFamily(
        "hopguard_classifier_cache_total", .counter, by: ["engine", "result"], "Texts looked for among those examined before: hit or miss.")
    static let classifierRefused = MetricFamily(
        "hopguard_classifier_refused_total", .counter, by: ["engine"], "Questions refused because too many waited.")
    static let classifierErrors = MetricFamily(
        "hopguard_classifier_errors_total", .counter, by: ["engine"], "Requests on which a classifier gave no answer.")

    static let auditRows = MetricFamily("hopguard_audit_rows_total", .counter, "Rows begun in the audit log since the start.")
    static let auditQueue = MetricFamily("hopguard_audit_queue", .gauge, "Rows that wait to be written.")
    static let auditFailing = MetricFamily(
        "hopguard_audit_failing", .gauge, "Whether the last write of the audit log failed: then every request is refused.")
    static let auditRetentionFailures = MetricFamily(
        "hopguard_audit_retention_failures_total", .counter, "Times that rows older than audit.keep could not be dropped.")

    static let certificateExpiry = MetricFamily(
        "hopguard_certificate_expiry_seconds", .gauge,
        "When the listener's own certificate expires, in seconds since 1970; 0 without one.")
    static let generation = MetricFamily(
        "hopguard_configuration_generation", .gauge, "Counts the configurations that were put in force.")
    static let reloadFailures = MetricFamily(
        "hopguard_configuration_reload_failures_total", .counter, by: ["why"],
        "Reloads that were refused: for faults in the files, or because the guard let planted values through.")
    static let logDropped = MetricFamily(
        "hopguard_log_dropped_total", .counter, "Lines of the program's log that nobody took off in time.")
    static let spans = MetricFamily(
        "hopguard_trace_spans_total", .counter, by: ["result"],
        "Spans for the trace collector: exported, failed on the way, or dropped because too many waited.")
    static let ready = MetricFamily("hopguard_ready", .gauge, "Whether /readyz says so: a host is up and the program does not end.")
    static let build = MetricFamily("hopguard_build_info", .gauge, by: ["version"], "Always 1.")

    static let cpu = MetricFamily("process_cpu_seconds_total", .counter, "User and system CPU time in seconds.")
    static let startTime = MetricFamily("process_start_time_seconds", .gauge, "Start of the process, seconds since 1970.")
    static let resident = MetricFamily("process_resident_memory_bytes", .gauge, "Resident memory in bytes.")
    static let virtual = MetricFamily("process_virtual_memory_bytes", .gauge, "Virtual memory in bytes.")
    static let openDescriptors = MetricFamily("process_open_fds", .gauge, "Open file descriptors.")
    static let mostDescriptors = MetricFamily("process_max_fds", .gauge, "Maximum number of open file descriptors.")

    /// Every metric, in the order of the exposition.
    static let all = [
        requests, requestSeconds, firstByteSeconds, stageSeconds, hostSeconds, entities, blocked, tokens, unrestored, broken,
        classifierErrors, exchanges, queueSeconds, hostUp, hostInFlight, hostAttempts, hostFailures, queue, shed, classifierQueue,
        classifierTexts,
        classifierWindows, classifierCache, classifierRefused, auditRows, auditQueue, auditFailing, auditRetentionFailures,
        certificateExpiry, generation, reloadFailures, logDropped,
        spans, ready, build, cpu, startTime, resident, virtual, openDescriptors, mostDescriptors,
    ]

    /// The families that the loops count, by number: what a series' key names.
    static let counted = [
        requests, requestSeconds, firstByteSeconds, stageSeconds, hostSeconds, entities, blocked, tokens, unrestored, broken,
        classifierErrors, exchanges, queueSeconds,
    ]
}
