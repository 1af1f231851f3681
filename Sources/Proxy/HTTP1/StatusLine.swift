/// Status lines, with the reason phrases of IANA's registry.
enum StatusLine {
    /// Appends `HTTP/1.1 200 OK` and its CRLF.
    static func append(_ status: Int, to out: inout [UInt8]) {
        append("HTTP/1.1 ", to: &out)
        append(decimal: status, to: &out)
        out.append(ASCII.space)
        append(reason(status), to: &out)
        append("\r\n", to: &out)
    }

    @inline(__always)
    static func append(_ text: StaticString, to out: inout [UInt8]) {
        out.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    static func append(decimal number: Int, to out: inout [UInt8]) {
        if number >= 10 { append(decimal: number / 10, to: &out) }
        out.append(UInt8(0x30 + number % 10))
    }

    static func append(hex number: Int, to out: inout [UInt8]) {
        if number >= 16 { append(hex: number >> 4, to: &out) }
        let digit = UInt8(number & 15)
        out.append(digit < 10 ? 0x30 + digit : 0x61 - 10 + digit)
    }

    private static func reason(_ status: Int) -> StaticString {
        switch status {
        case 101: "Switching Protocols"
        case 200: "OK"
        case 201: "Created"
        case 202: "Accepted"
        case 204: "No Content"
        case 206: "Partial Content"
        case 301: "Moved Permanently"
        case 302: "Found"
        case 303: "See Other"
        case 304: "Not Modified"
        case 307: "Temporary Redirect"
        case 308: "Permanent Redirect"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 402: "Payment Required"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 406: "Not Acceptable"
        case 408: "Request Timeout"
        case 409: "Conflict"
        case 410: "Gone"
        case 411: "Length Required"
        case 413: "Content Too Large"
        case 414: "URI Too Long"
        case 415: "Unsupported Media Type"
        case 417: "Expectation Failed"
        case 422: "Unprocessable Content"
        case 425: "Too Early"
        case 426: "Upgrade Required"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 502: "Bad Gateway"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        case 529: "Overloaded"
        default: "Status"
        }
    }
}
