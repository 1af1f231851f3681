internal import Pipeline

extension MirrorScript {
    /// The moment of the answer as RFC 3339 spells it.
    private var moment: String {
        // Civil date from days since 1970 (Howard Hinnant, "chrono-compatible low-level date algorithms").
        let days = seconds / 86_400
        let z = days + 719_468
        let era = z / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        let civilMonth = month < 10 ? month + 3 : month - 9
        let year = yearOfEra + era * 400 + (civilMonth <= 2 ? 1 : 0)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let rest = seconds % 86_400
        return "\(year)-\(two(civilMonth))-\(two(day))T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }

    private func line(_ api: ClientAPI, _ text: String, done: Bool) -> [UInt8] {
        json { body in
            body.member("model", model)
            body.member("created_at", moment)
            if api == .ollamaChat {
                body.member("message") { message in
                    message.member("role", "assistant")
                    message.member("content", text)
                }
            } else {
                body.member("response", text)
            }
            body.name("done")
            body.bool(done)
            if done {
                body.member("done_reason", "stop")
                body.member("total_duration", 1_000_000)
                body.member("load_duration", 0)
                body.member("prompt_eval_count", tokens)
                body.member("prompt_eval_duration", 500_000)
                body.member("eval_count", tokens)
                body.member("eval_duration", 500_000)
            }
        } + [0x0A]
    }

    /// A chat or a generation.
    func ollama(_ api: ClientAPI) -> [UInt8] { line(api, text, done: true).dropLast() }

    /// The lines of a chat or a generation.
    func ollamaStream(_ api: ClientAPI) -> [[UInt8]] {
        words.map { line(api, $0, done: false) } + [line(api, "", done: true)]
    }

    /// Vectors.
    func ollamaEmbeddings(_ api: ClientAPI) -> [UInt8] {
        json { body in
            if api == .ollamaEmbeddings {
                body.name("embedding")
                vector(into: &body)
            } else {
                body.member("model", model)
                body.list("embeddings") { list in
                    for _ in 0..<inputs { vector(into: &list) }
                }
                body.member("total_duration", 1_000_000)
                body.member("load_duration", 0)
                body.member("prompt_eval_count", tokens)
            }
        }
    }

    /// What there is to say about the model.
    func ollamaShow() -> [UInt8] {
        json { body in
            body.member("modelfile", "# answers with what it receives\n")
            body.member("parameters", "")
            body.member("template", "{{ .Prompt }}")
            body.member("details") { details in
                details.member("parent_model", "")
                details.member("format", "mirror")
                details.member("family", "mirror")
                details.list("families") { $0.string("mirror") }
                details.member("parameter_size", "0")
                details.member("quantization_level", "none")
            }
            body.member("model_info") { $0.member("general.architecture", "mirror") }
            body.list("capabilities") { $0.string("completion") }
        }
    }
}
