import Detection
import Foundation

/// JSON lines in, JSON lines out: what the scan command does, for tuning the catalogue by itself.
@main
struct DetectionScan {
    static func main() throws {
        if CommandLine.arguments.count > 1, CommandLine.arguments[1] == "--fill" { return try ExampleFiller.run() }
        if CommandLine.arguments.count > 2, CommandLine.arguments[1] == "--bench" {
            return try DetectionBench.run(CommandLine.arguments[2], rounds: 3)
        }
        let minScore = CommandLine.arguments.count > 1 ? Float(CommandLine.arguments[1]) ?? 0.5 : 0.5
        let analyzer = Analyzer(minScore: minScore)
        while let line = readLine() {
            guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
                let text = object["text"] as? String
            else {
                continue
            }
            let bytes = Array(text.utf8)
            let findings = try analyzer.analyze(bytes, overlaps: .alternatives)
            var offsets = ScalarOffsets(bytes)
            let entities = findings.map { finding -> [String: Any] in
                let range = offsets.scalars(of: finding.span)
                return [
                    "start": range.lowerBound, "end": range.upperBound, "type": finding.type.name, "score": Double(finding.score),
                    "recognizer": finding.recognizer,
                ]
            }
            let out = try JSONSerialization.data(withJSONObject: ["id": object["id"] ?? "", "entities": entities])
            FileHandle.standardOutput.write(out + Data([10]))
        }
    }
}
