internal import WireFormats

/// What `hopguard scan` does with a line of JSON.
package enum ScanTool {
    /// Bytes of one line.
    package static let maxLine = 64 << 20

    /// A line `{"id","text"}` becomes a line `{"id","entities":[…]}`. Throws what is wrong with the line; never its text.
    package static func line(_ line: [UInt8], _ workbench: Workbench) throws(Workbench.AnalysisFault) -> [UInt8] {
        guard let value = JSONValue(parsing: line), let text = value["text"]?.text else {
            throw Workbench.AnalysisFault(message: "expected a JSON object with a string 'text'")
        }
        let found = try workbench.findings(in: Array(text.utf8))
        var json = JSONWriter()
        json.object { json in
            json.name("id")
            json.value(value["id"] ?? .null)
            json.name("entities")
            json.array { json in
                for entity in found {
                    json.object { json in
                        json.name("start")
                        json.number(entity.scalars.lowerBound)
                        json.name("end")
                        json.number(entity.scalars.upperBound)
                        json.name("type")
                        json.string(entity.type)
                        json.name("score")
                        json.raw(Array(Fixed.text(Double(entity.score), digits: 4).utf8))
                        json.name("recognizer")
                        json.string(entity.recognizer)
                    }
                }
            }
        }
        return json.bytes
    }
}
