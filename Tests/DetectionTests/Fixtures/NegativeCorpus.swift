/// Text with nothing private in it, but much that looks like something: source code in ten languages, logs, stack traces, Markdown, SQL, JSON,
/// prose. Made by a seeded generator, so that it is the same in every run and nobody's.
struct NegativeCorpus {
    private var state: UInt64
    private(set) var text = ""

    private init(seed: UInt64) {
        state = seed
    }

    /// At least so many bytes, every genre about as much as any other.
    static func make(bytes: Int, seed: UInt64) -> String {
        var corpus = NegativeCorpus(seed: seed)
        let genres: [(inout NegativeCorpus) -> Void] = [
            { $0.python() }, { $0.javaScript() }, { $0.typeScript() }, { $0.go() }, { $0.rust() }, { $0.java() }, { $0.c() }, { $0.cpp() },
            { $0.ruby() },
            { $0.swift() }, { $0.shell() }, { $0.log() }, { $0.trace() }, { $0.markdown() }, { $0.sql() }, { $0.json() }, { $0.yaml() },
            { $0.css() },
            { $0.prose() }, { $0.table() }, { $0.diff() },
        ]
        while corpus.text.utf8.count < bytes {
            for genre in genres {
                for _ in 0..<6 { genre(&corpus) }
                corpus.text += "\n"
            }
        }
        return corpus.text
    }

    // MARK: Pieces

    private mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    private mutating func pick(_ list: [String]) -> String { list[below(list.count)] }

    private mutating func hex(_ count: Int) -> String { (0..<count).map { _ in String("0123456789abcdef"[below(16)]) }.joined() }

    private mutating func digits(_ count: Int) -> String {
        (0..<count).map { index in String(index == 0 ? 1 + below(9) : below(10)) }.joined()
    }

    private static let nouns = [
        "node", "edge", "graph", "tree", "leaf", "root", "branch", "value", "item", "entry", "slot", "cell", "grid", "pixel",
        "shader", "texture", "camera", "scene", "mesh", "bone", "joint", "sample", "track", "mixer", "voice", "tempo", "scale",
        "chord", "filterbank", "decoder", "encoder", "codec", "bitmap", "palette", "glyph", "font", "ruler", "margin", "border",
        "gutter", "header", "footer", "banner", "badge", "button", "toggle", "slider", "panel", "drawer", "dialog", "modal",
        "toast", "menu", "tooltip", "popover", "tab", "wizard", "stepper", "rating", "avatar", "chip", "loader", "spinner",
        "skeleton", "placeholder", "anchor", "pointer", "reference", "iterator", "visitor", "observer", "factory", "builder",
        "adapter", "bridge", "facade", "proxy", "command", "memento", "strategy", "template", "registry", "resolver", "provider",
        "consumer", "producer", "publisher", "subscriber", "scheduler", "dispatcher", "executor", "reactor", "promise", "future",
        "signal", "slotmap", "arena", "pool", "lease", "ticket", "lockfile", "mutex", "barrier", "latch", "semaphore", "counter",
        "gauge", "histogram", "summary", "bucket", "shard", "replica", "quorum", "leader", "follower", "ballot", "epochs",
        "snapshot", "journal", "segment", "manifest", "catalog", "index", "partition", "tenant", "region", "zone", "cluster",
        "pod", "service", "ingress", "egress", "volume", "mount", "image", "layer", "digest", "artifact", "pipeline", "stage",
        "step", "job", "runner", "agent", "probe", "metric", "alert", "rule", "account", "address", "number", "code", "card",
        "license", "passport", "plate", "vehicle", "patient", "phone", "mobile", "health", "tax", "vat", "bank", "driver",
        "customer",
    ]
    private static let verbs = [
        "read", "write", "parse", "merge", "split", "find", "make", "load", "store", "open", "close", "send", "take", "map", "sort",
        "check", "build", "update", "validate", "format",
    ]
    private static let words = [
        "the", "a", "of", "and", "to", "in", "is", "that", "it", "was", "for", "on", "are", "with", "as", "they", "be", "at", "one", "have",
        "this", "from", "by", "had",
        "word", "but", "what", "some", "we", "can", "out", "other", "were", "all", "there", "when", "up", "use", "your", "how", "said",
        "an", "each", "she", "which", "do",
        "time", "if", "will", "way", "about", "many", "then", "them", "write", "would", "like", "so", "these", "her", "long", "make",
        "thing", "see", "him", "two", "has", "look",
        "more", "day", "could", "go", "come", "did", "number", "sound", "no", "most", "people", "my", "over", "know", "water", "than",
        "call", "first", "who", "may", "down",
        "side", "been", "now", "find", "any", "new", "work", "part", "take", "get", "place", "made", "live", "where", "after", "back",
        "little", "only", "round", "man",
        "year", "came", "show", "every", "good", "me", "give", "our", "under", "name", "very", "through", "just", "form", "great", "think",
        "say", "help", "low", "line",
        "server", "bank", "card", "phone", "account", "address", "street", "health", "doctor", "ticket", "plate", "driver", "passport",
        "tax", "code", "swift", "bearer",
    ]

    private mutating func camel() -> String {
        let noun = pick(Self.nouns)
        return pick(Self.verbs) + noun.prefix(1).uppercased() + noun.dropFirst()
    }
    private mutating func snake() -> String { pick(Self.nouns) + "_" + pick(Self.nouns) }
    private mutating func pascal() -> String {
        let a = pick(Self.nouns)
        let b = pick(Self.nouns)
        return a.prefix(1).uppercased() + a.dropFirst() + b.prefix(1).uppercased() + b.dropFirst()
    }
    private mutating func version() -> String {
        "\(below(20)).\(below(40)).\(below(99))"
    }
    private mutating func number() -> String {
        switch below(9) {
        case 0: "\(below(10))"
        case 1: digits(2)
        case 2: digits(3)
        case 3: digits(4)
        case 4: digits(5)
        case 5: digits(8)
        case 6: "0x" + hex(8)
        case 7: "\(below(100)).\(digits(3))"
        default: "\(1 << below(31))"
        }
    }
    private mutating func epoch() -> String { "1\(6 + below(2))" + digits(8) }
    private mutating func sentence() -> String {
        var out = ""
        for index in 0..<(6 + below(12)) {
            let word = pick(Self.words)
            out += index == 0 ? word.prefix(1).uppercased() + word.dropFirst() : " " + word
            switch below(60) {
            case 0: out += " \(number())"
            case 1: out += " (see section \(below(9)).\(below(9)))"
            case 2: out += ","
            case 3: out += " $\(digits(3)).\(digits(2))"
            case 4: out += " \(below(100))%"
            case 5: out += " — \(pick(Self.words))"
            default: break
            }
        }
        return out + "."
    }

    private mutating func add(_ line: String) { text += line + "\n" }

    // MARK: Source code

    private mutating func python() {
        add("def \(snake())(self, \(pick(Self.nouns)), limit=\(number())):")
        add("    \"\"\"\(sentence())\"\"\"")
        add("    if not \(pick(Self.nouns)) or len(\(pick(Self.nouns))) > \(number()):")
        add("        raise ValueError(f\"{\(pick(Self.nouns))!r} is out of range at {\(snake())}\")")
        add("    \(snake()) = self.\(snake())[\(below(9)):\(below(99))]")
        add("    password = config.get(\"password\", None)")
        add("    token = os.environ[\"\(snake().uppercased())\"]")
        add("    return \(snake())(\(number()), \(number()), key=lambda e: e.\(pick(Self.nouns)))")
        add("@\(pick(Self.nouns)).route(\"/\(pick(Self.nouns))/<int:\(pick(Self.nouns))_id>\")")
    }

    private mutating func javaScript() {
        add("const { \(camel()), \(camel()) } = require('./\(pick(Self.nouns))-\(pick(Self.nouns))');")
        add("export async function \(camel())(req, res) {")
        add("  const \(pick(Self.nouns)) = await \(pick(Self.nouns)).\(camel())({ id: req.params.id, limit: \(number()) });")
        add("  if (\(pick(Self.nouns)).length === \(number())) return res.status(\(200 + below(300))).json({ error: '\(sentence())' });")
        add("  setTimeout(() => \(camel())(\(number())), \(digits(4)));")
        add("  // eslint-disable-next-line \(pick(Self.nouns))-\(pick(Self.nouns))/no-\(pick(Self.verbs))")
        add("  element.style.color = '#\(hex(6))'; const re = /^\\d{3}-\\d{2}-\\d{4}$/;")
        add("}")
    }

    private mutating func typeScript() {
        add("export interface \(pascal()) {")
        add("  readonly \(pick(Self.nouns))Id: string;")
        add("  password?: string; username: string; phone: string | null; ssn?: never;")
        add("  \(camel()): (\(pick(Self.nouns)): \(pascal())[]) => Promise<Record<string, \(pascal())>>;")
        add("}")
        add("import type { \(pascal()) } from \"@\(pick(Self.nouns))/\(pick(Self.nouns))@\(version())\";")
        add("const \(snake().uppercased()) = \(number()) as const; // line \(digits(4))")
    }

    private mutating func go() {
        add("func (\(pick(Self.nouns).prefix(1)) *\(pascal())) \(pascal())(ctx context.Context, n int64) ([]byte, error) {")
        add("\tif err := \(pick(Self.nouns)).\(pascal())(ctx, \(number())); err != nil {")
        add("\t\treturn nil, fmt.Errorf(\"\(pick(Self.verbs)) \(pick(Self.nouns)) %d: %w\", n, err)")
        add("\t}")
        add("\tmu.Lock(); defer mu.Unlock(); x := time.Duration(\(number())) * time.Millisecond")
        add("\treturn append(buf[:\(below(99))], 0x\(hex(2)), 0x\(hex(2))), nil")
        add("}")
        add(
            "require github.com/\(pick(Self.nouns))/\(pick(Self.nouns)) v\(version())-0.20\(20 + below(5))0\(1 + below(9))1\(below(9))\(digits(6))-\(hex(12))"
        )
    }

    private mutating func rust() {
        add("impl<'a, T: \(pascal())> From<&'a T> for \(pascal())<T> {")
        add("    fn \(snake())(&mut self, \(pick(Self.nouns)): u64) -> Result<(), \(pascal())> {")
        add("        let \(snake()) = self.\(pick(Self.nouns)).iter().map(|x| x.0 ^ 0x\(hex(16))).collect::<Vec<_>>();")
        add(
            "        match \(pick(Self.nouns)) { \(number()) => Ok(()), 0..=\(digits(3)) => Err(std::io::Error::last_os_error())?, _ => todo!() }"
        )
        add("    }")
        add("}")
        add("\(pick(Self.nouns)) = { version = \"\(version())\", features = [\"\(pick(Self.nouns))\"] }")
        add("checksum = \"\(hex(64))\"")
    }

    private mutating func java() {
        add("public final class \(pascal())Factory extends Abstract\(pascal()) implements Serializable {")
        add("    private static final long serialVersionUID = \(digits(18))L;")
        add("    @Override public String \(camel())(final Map<String, List<\(pascal())>> \(pick(Self.nouns))) throws IOException {")
        add("        LOG.debug(\"{} of {} in {} ms\", \(pick(Self.nouns)).size(), \(number()), System.currentTimeMillis() - \(epoch())L);")
        add("        return this.password == null ? \"\" : \(pick(Self.nouns)).get(\(number())).toString();")
        add("    }")
        add("}")
    }

    private mutating func c() {
        add("#define \(snake().uppercased()) 0x\(hex(8))u /* \(sentence()) */")
        add("static inline int \(snake())(const struct \(snake()) *\(pick(Self.nouns)), size_t n)")
        add("{")
        add("\tuint32_t \(pick(Self.nouns))[\(number())] = { 0x\(hex(8)), 0x\(hex(8)), \(digits(10))u, \(digits(9)) };")
        add("\tif (n > \(number()) || !\(pick(Self.nouns))->\(snake())) goto out_\(digits(3));")
        add("\tprintf(\"%08x: %s\\n\", \(digits(8)), \(pick(Self.nouns)));")
        add("\treturn \(pick(Self.nouns))[n & \(digits(3))];")
        add("}")
    }

    private mutating func cpp() {
        add("template <typename T, std::size_t N = \(number())> class \(pascal()) : public detail::\(snake())<T> {")
        add("  std::unordered_map<std::string, std::vector<\(pascal())>> \(snake())_{\(number())};")
        add(
            "  constexpr auto \(snake())() const noexcept -> std::enable_if_t<(N > \(number())), double> { return \(below(9)).\(digits(15)); }"
        )
        add("  static_assert(sizeof(T) == \(below(64)), \"\(sentence())\");")
        add("  auto x = a::b<\(digits(2))>(\(digits(3)), {\(digits(4)), \(digits(4)), \(digits(4)), \(digits(4))});")
        add("};")
    }

    private mutating func ruby() {
        add("class \(pascal()) < ApplicationRecord")
        add("  has_many :\(pick(Self.nouns))s, -> { order(:\(snake())) }, dependent: :destroy")
        add(
            "  validates :\(pick(Self.nouns)), format: { with: /\\A[\\w+\\-.]+@[a-z\\d\\-.]+\\.[a-z]+\\z/i }, length: { maximum: \(digits(3)) }"
        )
        add("  def \(snake())(password:, token: nil) = @\(snake()) ||= Digest::SHA256.hexdigest(\"#{id}:#{\(pick(Self.nouns))}\")")
        add("  scope :\(snake()), -> { where(\(snake()): \(number())..\(number())) }")
        add("end # \(sentence())")
    }

    private mutating func swift() {
        add("public struct \(pascal())<Element: Sendable>: ~Copyable {")
        add(
            "    @inline(__always) func \(camel())(_ \(pick(Self.nouns)): borrowing [UInt8], at offset: Int = \(number())) throws(\(pascal())Error) -> Int {"
        )
        add("        guard offset + \(number()) <= \(pick(Self.nouns)).count else { throw .\(camel())(limit: \(digits(5))) }")
        add("        return \(pick(Self.nouns)).withUnsafeBufferPointer { $0[offset] &* 0x\(hex(4)) ^ \(digits(10)) }")
        add("    }")
        add("}")
    }

    private mutating func shell() {
        add("if [ \"$#\" -lt \(below(9)) ]; then echo \"usage: $0 --\(pick(Self.nouns)) FILE\" >&2; exit \(below(128)); fi")
        add("for f in \"${\(snake().uppercased())[@]}\"; do tar -xzf \"$f\" -C /usr/local/\(pick(Self.nouns))-\(version()) || exit 1; done")
        add("export PATH=\"$HOME/.local/bin:$PATH\" \(snake().uppercased())=\(number()) PASSWORD=\"$1\" API_KEY=\"${API_KEY:?missing}\"")
        add("sha256sum -c <<< \"\(hex(64))  \(pick(Self.nouns)).tar.gz\" && chmod 0755 /opt/\(pick(Self.nouns))/bin/*")
        add("git checkout \(hex(40)) && git cherry-pick \(hex(7))..\(hex(7))")
    }

    // MARK: Logs and traces

    private mutating func log() {
        let stamp = "2024-0\(1 + below(9))-1\(below(9))T0\(below(9)):\(10 + below(49)):\(10 + below(49)).\(digits(3))Z"
        add(
            "\(stamp) INFO  [\(pick(Self.nouns))-\(below(16))] \(pick(Self.nouns)).\(pascal()) - \(pick(Self.verbs)) took \(digits(3)) ms, seq=\(digits(9)) size=\(digits(6))B id=\(hex(16))"
        )
        add("\(epoch()).\(digits(6)) kernel: [\(digits(5)).\(digits(6))] \(pick(Self.nouns))\(below(9)): \(sentence())")
        add(
            "\(stamp) WARN  pid=\(digits(5)) tid=\(digits(6)) retry \(below(9))/\(below(9)) after \(digits(4))ms offset=\(digits(12)) crc=\(hex(8))"
        )
        add("ts=\(epoch()) level=debug trace_id=\(hex(32)) span_id=\(hex(16)) msg=\"\(sentence())\" rows=\(digits(7))")
        add(
            "\(epoch())\(digits(3)) \(pick(Self.nouns)) snapshot \(digits(19)) committed, lsn \(digits(8))/\(hex(8).uppercased()), \(digits(10)) bytes"
        )
        add(
            "HTTP/1.1 \(200 + below(300)) \(digits(5)) \"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/\(100 + below(30)).0.\(digits(4)).\(digits(3)) Safari/537.36\""
        )
    }

    private mutating func trace() {
        add("Exception in thread \"\(pick(Self.nouns))-\(below(16))\" java.lang.IllegalStateException: \(sentence())")
        add("\tat com.acme.\(pick(Self.nouns)).\(pascal()).\(camel())(\(pascal()).java:\(digits(3)))")
        add("\tat java.base/java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1136)")
        add("  File \"\(pick(Self.nouns))/\(snake()).py\", line \(digits(4)), in \(snake())")
        add("#\(below(40)) 0x0000\(hex(12)) in \(snake()) (\(pick(Self.nouns))=0x\(hex(12)), n=\(digits(6))) at \(snake()).c:\(digits(4))")
        add(
            "thread 'main' panicked at src/\(snake()).rs:\(digits(3)):\(digits(2)): index out of bounds: the len is \(digits(3)) but the index is \(digits(4))"
        )
        add("goroutine \(digits(3)) [running]: main.\(camel())(0xc000\(hex(6)), 0x\(hex(2)), 0x\(hex(2)))")
    }

    // MARK: Documents

    private mutating func markdown() {
        add("## \(below(9)).\(below(20)) \(sentence())")
        add("- [x] \(sentence()) (#\(digits(5)), `\(hex(7))`)")
        add("| \(pick(Self.nouns)) | \(number()) | \(version()) | \(below(99))% |")
        add("![\(pick(Self.nouns))](./images/\(pick(Self.nouns))-\(digits(4))x\(digits(3)).png \"\(pick(Self.words))\")")
        add("> **Note:** \(sentence()) ISBN 978-\(below(9))-\(digits(2))-\(digits(6))-\(below(9)), pp. \(digits(3))–\(digits(3)).")
        add(
            "Changed in \(version()): `\(camel())()` \(sentence()) RFC \(digits(4)), section \(below(9)).\(below(9)).\(below(9)).\(below(9))"
        )
    }

    private mutating func sql() {
        add(
            "SELECT \(snake()), COUNT(*) AS n, MAX(created_at) FROM \(snake())s WHERE \(pick(Self.nouns))_id IN (\(digits(6)), \(digits(6)), \(digits(6))) GROUP BY 1 HAVING n > \(number());"
        )
        add(
            "INSERT INTO \(snake()) (id, \(pick(Self.nouns)), total) VALUES (\(digits(8)), '\(pick(Self.words))', \(digits(4)).\(digits(2)));"
        )
        add(
            "CREATE TABLE \(snake()) (id BIGINT PRIMARY KEY, password VARCHAR(255) NOT NULL, phone TEXT, passport CHAR(9), iban VARCHAR(34));"
        )
        add(
            "ALTER TABLE \(snake()) ADD COLUMN \(snake()) DECIMAL(\(below(30)),\(below(9))) DEFAULT \(below(999)); -- migration \(digits(14))"
        )
    }

    private mutating func json() {
        add(
            "{\"id\": \(digits(9)), \"\(snake())\": \(number().hasPrefix("0x") ? "null" : digits(5)), \"hash\": \"\(hex(40))\", \"tags\": [\"\(pick(Self.nouns))\", \"v\(version())\"]}"
        )
        add(
            "{\"event\": \"\(camel())\", \"ts\": \(epoch())\(digits(3)), \"x\": -\(below(180)).\(digits(6)), \"ok\": true, \"size\": \(digits(7)), \"ref\": \"refs/heads/\(pick(Self.nouns))-\(digits(4))\"}"
        )
        add(
            "{\"type\": \"object\", \"properties\": {\"password\": {\"type\": \"string\"}, \"card\": {\"$ref\": \"#/definitions/\(pascal())\"}}, \"maxLength\": \(digits(3))}"
        )
        add(
            "{\"integrity\": \"sha512-\(hex(20))\(hex(20).uppercased())\(hex(20))==\", \"resolved\": \"\(pick(Self.nouns))-\(version()).tgz\"}"
        )
    }

    private mutating func yaml() {
        add("\(pick(Self.nouns)):")
        add("  image: \(pick(Self.nouns))/\(pick(Self.nouns)):\(version())-alpine@sha256:\(hex(64))")
        add("  replicas: \(below(9))  # \(sentence())")
        add("  resources: { limits: { cpu: \(digits(3))m, memory: \(digits(3))Mi } }")
        add("  schedule: \"*/\(below(59)) \(below(23)) * * \(below(6))\"")
        add("  password: ${\(snake().uppercased())}")
    }

    private mutating func css() {
        add(
            ".\(pick(Self.nouns))-\(pick(Self.nouns)):nth-child(\(below(9))n+\(below(9))) > a[href^=\"#\"]::before { color: #\(hex(6)); margin: \(below(40))px \(below(40))px; width: calc(100% - \(below(99))px) }"
        )
        add(
            "@media (max-width: \(digits(3))px) { .sk-\(pick(Self.nouns))-\(pick(Self.nouns)) { background: rgba(\(below(255)), \(below(255)), \(below(255)), 0.\(below(9))); transform: translate3d(0, -\(below(99)).\(digits(2))%, 0) } }"
        )
        add(
            "<path d=\"M\(below(99)).\(digits(2)) \(below(99)).\(digits(2))c\(below(9)).\(digits(2))-\(below(9)).\(digits(2)) \(below(9)).\(digits(2)) \(digits(3)).\(digits(2))z\" fill=\"#\(hex(3))\"/>"
        )
    }

    private mutating func prose() {
        add((0..<5).map { _ in sentence() }.joined(separator: " "))
        add(
            "In \(1900 + below(120)) \(sentence()) The score was \(below(9))–\(below(9)), and \(digits(2)),\(digits(3)) people came; \(digits(3)) km² at \(below(90))°\(below(59))′ N."
        )
    }

    private mutating func table() {
        for _ in 0..<4 { add("\(below(99))\t\(digits(5))\t\(below(9)).\(digits(4))\t\(digits(3))\t\(digits(6)).\(digits(2))\t\(hex(8))") }
        add("\(pick(Self.nouns)),\(digits(4)),\(digits(6)),\(below(9)).\(digits(6)),\(digits(3)),\(pick(Self.words)),\(digits(8))")
    }

    private mutating func diff() {
        add("diff --git a/\(pick(Self.nouns))/\(snake()).ts b/\(pick(Self.nouns))/\(snake()).ts")
        add("index \(hex(7))..\(hex(7)) 100644")
        add("@@ -\(digits(3)),\(below(20)) +\(digits(3)),\(below(20)) @@ \(camel())()")
        add("-  const \(camel()) = \(number());")
        add("+  const \(camel()) = \(number()); // \(sentence())")
    }
}

extension String {
    fileprivate subscript(index: Int) -> Character { self[self.index(startIndex, offsetBy: index)] }
}
