/// Addresses of machines, and what names them.
enum NetworkRecognizers {
    static let all: [Recognizer] = addresses + urls

    private static let version4 =
        #"(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:/(?:3[0-2]|[12]?\d))?(?!\.?v?\d)(?!-?[A-Za-z]*\d*\.\d)"#

    private static let version6 =
        #"(?<![0-9A-Za-z_:.])[0-9A-Fa-f]{1,4}:(?:[0-9A-Fa-f]{0,4}:){1,7}(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}|[0-9A-Fa-f]{1,4}(?!\.\d)|(?<=::))(?:%[A-Za-z0-9_.-]{1,16})?(?:/\d{1,3})?(?![:.]?[0-9A-Fa-f])"#
    /// The same, with the gap at its start.
    private static let version6Short =
        #"(?<![0-9A-Za-z_:.]):(?=:)(?:[0-9A-Fa-f]{0,4}:){1,7}(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}|[0-9A-Fa-f]{1,4}(?!\.\d)|(?<=::))(?:%[A-Za-z0-9_.-]{1,16})?(?:/\d{1,3})?(?![:.]?[0-9A-Fa-f])"#

    private static let addresses: [Recognizer] = [
        Recognizer(
            "ipv4", .ipAddress,
            Pattern(version4, 0.65),
            check: .rule { IPAddress.isNoVersion($0) && !IPAddress.isOrdinary($0) },
            context: ["ip", "ip address", "ipv4", "server", "host", "address", "subnet", "gateway", "dns"],
            source: "https://www.rfc-editor.org/rfc/rfc791",
            finds: ["The server with the ip address «198.51.100.23» is down.", "«198.51.100.23/24»", "«203.0.113.77»:443"],
            ignores: [
                "version 1.2.3.4", "v10.0.19041.1", "Chrome/120.0.6099.129", "1.2.3.4.5", "section 4.3.2.1", "256.1.1.1",
                "Git 1.7.7.7 and 3.9.3.0",
            ]),
        // What is no one's address, or a version as well as one: where a word says that it is an address, or it is all there is.
        Recognizer(
            "ip-by-name", .ipAddress,
            Pattern(version4, 0.3),
            Pattern(version6, 0.3),
            Pattern(version6Short, 0.3),
            check: .rule { value in
                guard value.bytes.contains(UInt8(ascii: ":")) else { return IPAddress.isNoVersion(value) }
                return value.bytes.count == 2 || value.bytes[2] == UInt8(ascii: "/") || IPAddress.isIPv6(value)
            },
            context: ["ip", "ip address", "ipv4", "ipv6", "src", "dst", "broadcast", "loopback", "unspecified", "connecting from"],
            source: "https://www.rfc-editor.org/rfc/rfc6890",
            finds: ["my ip: «1.2.3.4»", "ipv6 «::1»", "«127.0.0.1»"],
            ignores: ["version 1.2.3.4", "listening on 127.0.0.1", "the step [::2]", ":::"]),
        Recognizer(
            "ipv6", .ipAddress,
            Pattern(version6, 0.65),
            Pattern(version6Short, 0.65),
            check: .rule { IPAddress.isIPv6($0) && !IPAddress.isSlice($0) },
            context: ["ip", "ip address", "ipv6", "server", "host", "subnet", "gateway"],
            source: "https://www.rfc-editor.org/rfc/rfc4291#section-2.2",
            finds: [
                "[«2001:db8::8a2e:370:7334»]:443", "«2001:db8:85a3::8a2e:370:7334»", "«fe80::1ff:fe23:4567:890a%eth0»",
                "«::ffff:192.0.2.128»",
                "«2001:db8::/32»", "«fe80:0:0:0:204:61ff:fe9d:f156»",
            ],
            ignores: [
                "12:34:56", "std::vector", "abc::def", "a::b", "10:20:30:40", "::", "b[1::2]", "x[10::-1]",
                "arn:aws:ssm:ap-south-2::parameter",
            ]),
        Recognizer(
            "mac", .macAddress,
            Pattern(#"(?<![0-9A-Fa-f]:)(?:[0-9A-Fa-f]{2}:){5}(?:[0-9A-Fa-f]{2}:[0-9A-Fa-f]{2}:)?[0-9A-Fa-f]{2}(?!:[0-9A-Fa-f])"#, 0.7),
            Pattern(#"(?<![0-9A-Fa-f]-)(?:[0-9A-Fa-f]{2}-){5}(?:[0-9A-Fa-f]{2}-[0-9A-Fa-f]{2}-)?[0-9A-Fa-f]{2}(?!-[0-9A-Fa-f])"#, 0.7),
            Pattern(#"(?<![.*])[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}(?:\.[0-9A-Fa-f]{4})?(?!\.?[0-9A-Fa-f])"#, 0.5),
            Pattern(#"(?=[0-9]*[A-Fa-f])(?=[A-Fa-f]*[0-9])[0-9A-Fa-f]{12}"#, 0.15),
            // Pairs between spaces are most often part of a dump.
            Pattern(
                #"(?<!\b[0-9A-Fa-f]{2} )(?:[0-9A-Fa-f]{2} ){5}(?:[0-9A-Fa-f]{2} [0-9A-Fa-f]{2} )?[0-9A-Fa-f]{2}(?! ?[0-9A-Fa-f])"#,
                0.35),
            check: .rule { !$0.isUniform },
            context: ["mac", "mac address", "hardware address", "ethernet", "bssid", "physical address"],
            source: "https://standards.ieee.org/products-programs/regauth/",
            finds: [
                "«00:1B:44:11:3A:B7»", "«00-1b-44-11-3a-b7»", "«001b.4411.3ab7»", "MAC «00 1B 44 11 3A B7»", "MAC address: «001B44113AB7»",
            ],
            ignores: ["00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "12:34:56", "00:1B:44:11:3A:B7:00"]),
    ]

    private static let urls: [Recognizer] = [
        Recognizer(
            "url", .url,
            Pattern(
                #"(?i:https?|ftps?|sftp|wss?|s3|gs|rtmp|rtsp|nfs|smb|ldaps?|git|ssh)://(?=[^\s/?#]{0,255}[.:\[]|localhost)(?:[^\s"'<>`{}|\\^\x00-\x20]{0,2000}[^\s"'<>`{}|\\^\x00-\x20.,;:!?)\]*])(?![\x80-\xBF])(?<!\xE2\x80[\x98-\x9F\xA6])(?<!\xEF\xBC\x8C)(?<!\xE3\x80[\x81\x82])"#,
                0.6, edges: .left),
            Pattern(
                #"(?i:www)\.(?:[A-Za-z0-9\x80-\xFF-]{1,63}\.){1,8}[A-Za-z]{2,24}(?::\d{2,5})?(?:[/?#](?:[^\s"'<>`{}|\\^]{0,2000}[^\s"'<>`{}|\\^.,;:!?)\]*])?)?"#,
                0.6, edges: .left),
            // No context: what stands inside a URL, an address or a token, is worth more than the whole.
            source: "https://www.rfc-editor.org/rfc/rfc3986",
            finds: [
                "see «https://intranet.corp.example/a?b=1», please", "«www.corp.example/path»", "„«https://corp.example/straße»“",
                "«https://corp.example/x»…",
            ],
            ignores: ["http://", "https:// ", "http://microsoft"]),
        Recognizer(
            "domain", .url,
            Pattern(
                #"(?<![.@/\\\w-])(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}(?:com|org|net|edu|gov|mil|int|info|biz|io|co|de|uk|fr|it|es|nl|pl|eu|ch|at|be|se|no|dk|fi|ru|cn|jp|in|br|au|ca|us|dev|app|ai|online|site|shop|xyz|example|test|ly|gl|tech|cloud|me|(?:co|com|org|net|gov|ac|edu)\.[a-z]{2})(?::\d{2,5})?(?:/(?:[^\s"'<>`{}|\\^()\[\]]{0,2000}[^\s"'<>`{}|\\^()\[\].,;:!?*])?)?(?![\w(=]|\.\w|@|-[a-z]+-\d)"#,
                0.5, edges: .left),
            check: .rule { DomainName.isLikely($0) },
            context: ["url", "website", "link", "site", "homepage", "domain"],
            source: "https://www.iana.org/domains/root/db",
            finds: ["our site is «northwind-traders.com»", "«bit.ly/number-one»"],
            ignores: ["e.g.it is", "System.out.in", "foo.bar.com()", "self.me = 1", "index.html"]),
    ]
}
