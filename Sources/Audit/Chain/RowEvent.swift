internal import Pipeline

/// How a row's event is laid out for its link: the same for the writer, which has the row as values, and for a check, which reads it back.
enum RowEvent {
    /// The columns of `requests` that a link covers, in their order.
    static let columns = [
        "id", "request_id", "time", "key", "team", "client_address", "api", "path", "model_asked", "model_sent", "policy", "decision",
        "reason",
        "host", "status", "attempts", "stream", "request_bytes", "response_bytes", "prompt_tokens", "completion_tokens", "first_byte_ms",
        "total_ms", "stage_ms", "ended", "generation", "unrestored",
    ]

    /// The most types of entities, tries and stages that a row holds; more would be a fault of the program.
    static let mostEntities = 256
    static let mostAttempts = 64
    static let mostStages = 32

    /// What stands before each entity and each try, so that neither can be taken for the other.
    static let entityMark: UInt8 = 0x45
    static let attemptMark: UInt8 = 0x54
    /// What stands before the cost, which came later: a row without one is laid out as before.
    static let costMark: UInt8 = 0x43
    /// Stands where tokens are estimated; it came later too.
    static let estimateMark: UInt8 = 0x7E

    /// Where the values of an event stand in the encoder.
    struct Marks {
        var row = 0
        var entities = 0
        var attempts = 0
    }

    /// Begins an event. An outcome covers the admission's link too, so that a check need not lay out the row as it was then.
    static func begin(
        _ kind: EventKind, writer: Int64, link: Int64, previous: ChainHash, opened: Int64?, admission: ChainHash, in encoder: EventEncoder
    ) {
        encoder.begin(kind, writer: writer, link: link, previous: previous)
        if kind == .outcome {
            encoder.integer(opened)
            encoder.hash(admission)
        }
    }

    /// Adds the row as it is after its admission, or after its outcome.
    static func encode(
        _ admission: AdmissionRow, _ outcome: OutcomeRow?, entities: [EntityRow], scratch: inout [UInt8], in encoder: EventEncoder
    ) -> Marks {
        var marks = Marks()
        marks.row = encoder.mark
        encoder.text(admission.id)
        encoder.text(admission.requestID)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: UTCTime.length) { time in
            UTCTime(microseconds: admission.time).write(to: time.baseAddress!)
            encoder.text(UnsafeRawBufferPointer(start: time.baseAddress, count: UTCTime.length))
        }
        encoder.text(admission.key)
        encoder.text(admission.team)
        encoder.text(admission.clientAddress)
        encoder.text(admission.api)
        encoder.text(admission.path)
        encoder.text(admission.modelAsked)
        encoder.text(outcome?.modelSent ?? "")
        encoder.text(admission.policy)
        encoder.text((outcome?.decision ?? .forwarded).rawValue)
        encoder.text(outcome?.reason ?? "")
        encoder.text(outcome?.host ?? "")
        encoder.integer(outcome.map { Int64($0.status) })
        encoder.integer(Int64(min(outcome?.attempts.count ?? 0, mostAttempts)))
        encoder.integer(admission.stream ? Int64(1) : 0)
        encoder.integer(admission.requestBytes)
        encoder.integer(outcome?.responseBytes ?? 0)
        encoder.integer(outcome?.promptTokens)
        encoder.integer(outcome?.completionTokens)
        encoder.real(outcome?.firstByteMilliseconds)
        encoder.real(outcome?.totalMilliseconds)
        if let outcome {
            scratch.removeAll(keepingCapacity: true)
            StageTimes.write(outcome.stages.prefix(mostStages), to: &scratch)
            scratch.withUnsafeBytes { encoder.text($0) }
            encoder.text(outcome.ended.rawValue)
        } else {
            encoder.null()
            encoder.null()
        }
        encoder.integer(Int64(admission.generation))
        encoder.integer(Int64(outcome?.unrestored ?? 0))

        marks.entities = encoder.mark
        for entity in entities {
            encoder.mark(entityMark)
            encoder.text(entity.type)
            encoder.text(entity.action)
            encoder.text(entity.recognizer)
            encoder.integer(Int64(entity.count))
        }
        let attempts = outcome?.attempts.prefix(mostAttempts) ?? []
        marks.attempts = encoder.mark
        for (at, attempt) in attempts.enumerated() {
            encoder.mark(attemptMark)
            encoder.integer(Int64(at + 1))
            encoder.text(attempt.host)
            encoder.integer(Int64(attempt.status))
            encoder.text(attempt.error)
            encoder.real(attempt.milliseconds.isFinite ? attempt.milliseconds : 0)
        }
        if let cost = outcome?.cost {
            encoder.mark(costMark)
            encoder.integer(cost)
        }
        if outcome?.tokensAreEstimated == true { encoder.mark(estimateMark) }
        return marks
    }

    /// The entities of both steps, one row for each type, action and recognizer, in the order of the table's key.
    static func merge(_ first: [EntityRow], _ second: [EntityRow]) -> [EntityRow] {
        if first.isEmpty && second.isEmpty { return [] }
        var merged: [EntityRow] = []
        for row in first + second {
            let row = EntityRow(
                // Two long names must not become one only when they are written.
                type: EventEncoder.stored(row.type), action: EventEncoder.stored(row.action),
                recognizer: EventEncoder.stored(row.recognizer), count: row.count)
            if let at = merged.firstIndex(where: { $0.type == row.type && $0.action == row.action && $0.recognizer == row.recognizer }) {
                merged[at].count += row.count
            } else if merged.count < mostEntities {
                merged.append(row)
            }
        }
        if merged.count > 1 { merged.sort(by: precedes) }
        return merged
    }

    private static func precedes(_ a: EntityRow, _ b: EntityRow) -> Bool {
        if a.type != b.type { return a.type.utf8.lexicographicallyPrecedes(b.type.utf8) }
        if a.action != b.action { return a.action.utf8.lexicographicallyPrecedes(b.action.utf8) }
        return a.recognizer.utf8.lexicographicallyPrecedes(b.recognizer.utf8)
    }
}
