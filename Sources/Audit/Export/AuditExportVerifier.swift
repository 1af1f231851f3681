internal import Cryptography
internal import Glibc
internal import Pipeline

/// Checks an export without the database.
public enum AuditExportVerifier {
    /// A line longer than this is no line of an export: rows are bounded.
    static let longestLine = 1 << 20

    /// Checks a file of JSON lines.
    ///
    /// - Returns: nil when the file cannot be read.
    public static func verify(file path: String, key: [UInt8]) -> AuditVerdict? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var buffer: UnsafeMutablePointer<CChar>?
        var room = 0
        defer { free(buffer) }
        return verify(key: key) {
            let count = getline(&buffer, &room, file)
            guard count > 0, let buffer else { return nil }
            return buffer.withMemoryRebound(to: UInt8.self, capacity: count) { Array(UnsafeBufferPointer(start: $0, count: count)) }
        }
    }

    /// Checks lines, each with its line end.
    public static func verify(key: [UInt8], next: () -> [UInt8]?) -> AuditVerdict {
        let key = KeyedDigest(key: key)
        let encoder = EventEncoder()
        var verdict = AuditVerdict()
        var digest = ChainHash.none
        var number: Int64 = 0
        var isEnded = false
        while var line = next() {
            if line.last == UInt8(ascii: "\n") { line.removeLast() }
            if isEnded {
                verdict.note(AuditFault(.lineChanged(line: Int(number) + 1), writer: 0))
                break
            }
            let value = line.count <= longestLine ? JSONValue(line) : nil
            if number > 0, let proof = value?["proof"]?.string {
                isEnded = true
                if ChainHash(hex: proof) != digest || value?["rows"]?.integer != number - 1 {
                    verdict.note(AuditFault(.exportCutOff, writer: 0))
                }
                continue
            }
            if number == 0 {
                if value?["audit_export"]?.integer != AuditExport.version {
                    verdict.note(AuditFault(.lineChanged(line: 1), writer: 0))
                }
            } else if let value, let row = AuditRow(value) {
                verdict.rows += 1
                verdict.links += (row.opened == nil ? 0 : 1) + (row.closed == nil ? 0 : 1)
                if row.closed == nil { verdict.open += 1 }
                if !row.isSound(key, encoder) {
                    verdict.note(
                        AuditFault(
                            .lineChanged(line: Int(number) + 1), writer: row.writer, link: row.opened ?? row.closed, seq: row.seq,
                            id: row.id, time: row.time))
                }
            } else {
                verdict.note(AuditFault(.lineChanged(line: Int(number) + 1), writer: 0))
            }
            digest = AuditExport.next(digest, number, line, key, encoder)
            number += 1
        }
        if !isEnded { verdict.note(AuditFault(.exportCutOff, writer: 0)) }
        return verdict
    }
}

extension AuditRow {
    /// Reads an object as `AuditJSON` writes it. Nil when a field is missing or of another type.
    init?(_ value: JSONValue) {
        self.init()
        var isWhole = true
        func text(_ name: String) -> String {
            if let text = value[name]?.string { return text }
            isWhole = false
            return ""
        }
        func integer(_ name: String) -> Int64 {
            if let number = value[name]?.integer { return number }
            isWhole = false
            return 0
        }
        func optional<T>(_ name: String, _ read: (JSONValue) -> T?) -> T? {
            switch value[name] {
            case .null?: return nil
            case let found?:
                guard let value = read(found) else { fallthrough }
                return value
            case nil:
                isWhole = false
                return nil
            }
        }
        func real(_ value: JSONValue) -> Double? {
            switch value {
            case .real(let number): number
            case .integer(let number): Double(number)
            default: nil
            }
        }
        func hash(_ value: JSONValue) -> ChainHash? { value.string.flatMap { ChainHash(hex: $0) } }
        seq = integer("seq")
        id = text("id")
        requestID = text("request_id")
        time = text("time")
        key = text("key")
        team = text("team")
        clientAddress = text("client_address")
        api = text("api")
        path = text("path")
        modelAsked = text("model_asked")
        modelSent = text("model_sent")
        policy = text("policy")
        decision = text("decision")
        reason = text("reason")
        host = text("host")
        status = optional("status") { $0.integer.flatMap { Int(exactly: $0) } }
        attemptCount = Int(integer("attempts"))
        stream = value["stream"] == .flag(true)
        requestBytes = integer("request_bytes")
        responseBytes = integer("response_bytes")
        promptTokens = optional("prompt_tokens") { $0.integer }
        completionTokens = optional("completion_tokens") { $0.integer }
        firstByteMilliseconds = optional("first_byte_ms", real)
        totalMilliseconds = optional("total_ms", real)
        stageMilliseconds = optional("stage_ms") { $0.string }
        ended = optional("ended") { $0.string }
        generation = integer("generation")
        unrestored = integer("unrestored")
        cost = value["cost"]?.integer
        tokensAreEstimated = value["estimated"] == .flag(true)
        writer = integer("writer")
        opened = optional("opened") { $0.integer }
        closed = optional("closed") { $0.integer }
        admissionHash = optional("admission_hash", hash)
        previousHash = optional("prev_hash", hash)
        self.hash = optional("hash", hash)
        for item in value["entities"]?.items ?? [] {
            guard let type = item["type"]?.string, let action = item["action"]?.string, let recognizer = item["recognizer"]?.string,
                let count = item["count"]?.integer
            else { return nil }
            entities.append(EntityRow(type: type, action: action, recognizer: recognizer, count: Int(count)))
        }
        for item in value["tries"]?.items ?? [] {
            guard let host = item["host"]?.string, let status = item["status"]?.integer, let error = item["error"]?.string,
                let milliseconds = item["ms"].flatMap(real), item["n"]?.integer == Int64(attempts.count + 1)
            else { return nil }
            attempts.append(AttemptRow(host: host, status: Int(status), error: error, milliseconds: milliseconds))
        }
        guard isWhole else { return nil }
    }

    /// Whether the row's own hash holds.
    func isSound(_ key: KeyedDigest, _ encoder: EventEncoder) -> Bool {
        guard let previousHash, let hash, (opened == nil) == (admissionHash == nil) else { return false }
        if closed == nil && admissionHash != hash { return false }
        RowEvent.begin(
            closed == nil ? .admission : .outcome, writer: writer, link: closed ?? opened ?? 0, previous: previousHash, opened: opened,
            admission: admissionHash ?? .none, in: encoder)
        func text(_ value: String) {
            var value = value
            value.withUTF8 { encoder.text(UnsafeRawBufferPointer($0)) }
        }
        func optionalText(_ value: String?) {
            if let value { text(value) } else { encoder.null() }
        }
        for value in [
            id, requestID, time, self.key, team, clientAddress, api, path, modelAsked, modelSent, policy, decision, reason, host,
        ] { text(value) }
        encoder.integer(status.map { Int64($0) })
        encoder.integer(Int64(attemptCount))
        encoder.integer(stream ? Int64(1) : 0)
        encoder.integer(requestBytes)
        encoder.integer(responseBytes)
        encoder.integer(promptTokens)
        encoder.integer(completionTokens)
        encoder.real(firstByteMilliseconds)
        encoder.real(totalMilliseconds)
        optionalText(stageMilliseconds)
        optionalText(ended)
        encoder.integer(generation)
        encoder.integer(unrestored)
        for entity in entities {
            encoder.mark(RowEvent.entityMark)
            text(entity.type)
            text(entity.action)
            text(entity.recognizer)
            encoder.integer(Int64(entity.count))
        }
        for (at, attempt) in attempts.enumerated() {
            encoder.mark(RowEvent.attemptMark)
            encoder.integer(Int64(at + 1))
            text(attempt.host)
            encoder.integer(Int64(attempt.status))
            text(attempt.error)
            encoder.real(attempt.milliseconds)
        }
        if let cost {
            encoder.mark(RowEvent.costMark)
            encoder.integer(cost)
        }
        if tokensAreEstimated { encoder.mark(RowEvent.estimateMark) }
        return hash == encoder.link(key)
    }
}
