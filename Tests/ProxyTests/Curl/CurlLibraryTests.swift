import Testing

@testable import Proxy

@Suite struct CurlLibraryTests {
    @Test(arguments: [
        (0x075801 as UInt32, true, false), (0x080901, true, false), (0x080A00, true, true), (0x080E01, true, true),
        (0x080E01, false, false),
    ])
    func `HTTP/2 is spoken where the linked library's holds under load`(version: UInt32, hasHTTP2: Bool, expected: Bool) {
        // The rest of the feature bits is as Debian has them; bit 16 is CURL_VERSION_HTTP2 (curl/curl.h).
        let features: Int32 = 0x1EB_8DFD & ~(1 << 16) | (hasHTTP2 ? 1 << 16 : 0)
        #expect(CurlLibrary.isHTTP2Sound(version: version, features: features) == expected)
    }
}
