internal import WireFormats

/// An explanation as the playground shows it.
enum PlaygroundAnswer {
    /// The text that offsets count in is what was typed; of a request body, the texts in which something was found, each below its place.
    static func json(_ explanation: Explanation, _ question: ExplainQuestion) -> [UInt8] {
        let typed = String(decoding: question.input, as: UTF8.self)
        var text = typed
        var shifts: [String: Int] = [:]
        if question.isBody, !explanation.places.isEmpty {
            text = ""
            for place in explanation.places {
                let head = text + place.name + "\n"
                // Two keys of an object have one place in words; the first keeps it.
                if shifts[place.name] == nil { shifts[place.name] = head.unicodeScalars.count }
                text = head + place.text + "\n\n"
            }
        } else {
            for place in explanation.places where place.text == typed { shifts[place.name] = 0 }
        }
        let scalars = text.unicodeScalars.count
        var json = JSONWriter()
        json.object { json in
            json.name("policy")
            json.string(explanation.policy)
            json.name("why")
            json.string((explanation.why + explanation.notes).joined(separator: " "))
            json.name("text")
            json.string(text)
            json.name("findings")
            json.array { json in
                for found in explanation.findings {
                    guard let shift = shifts[found.place], shift + found.scalars.upperBound <= scalars else { continue }
                    json.object { json in
                        json.name("start")
                        json.number(shift + found.scalars.lowerBound)
                        json.name("end")
                        json.number(shift + found.scalars.upperBound)
                        json.name("type")
                        json.string(found.type)
                        json.name("score")
                        json.raw(Array(Fixed.text(Double(found.score), digits: 2).utf8))
                        json.name("recognizer")
                        json.string(found.recognizer)
                        json.name("action")
                        json.string(found.action)
                        json.name("place")
                        json.string(found.place)
                    }
                }
            }
            let body = explanation.trust == "cloud" ? explanation.cloudBody ?? explanation.localBody : explanation.localBody
            json.name("leaving")
            json.string(question.isBody ? body.map { String(decoding: $0, as: UTF8.self) } ?? "" : explanation.leaving)
            json.name("returning")
            json.string(explanation.returning)
            json.name("refused")
            if let refusal = explanation.refusal { json.string(refusal) } else { json.null() }
            json.name("hosts")
            json.array { json in for host in explanation.hosts { json.string("\(host.id) (\(host.trust))") } }
        }
        return json.bytes
    }
}
