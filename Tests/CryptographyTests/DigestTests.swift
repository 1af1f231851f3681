import Cryptography
import Testing

@Suite struct DigestTests {
    @Test func `SHA-256 of abc is the value of FIPS 180-4`() {
        #expect(Digest.hex(Digest.sha256(Array("abc".utf8))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test func `HMAC-SHA-256 gives test case 2 of RFC 4231`() {
        let mac = Digest.hmac(key: Array("Jefe".utf8), Array("what do ya want for nothing?".utf8))
        #expect(Digest.hex(mac) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }

    @Test func `equality needs equal lengths and equal bytes`() {
        #expect(Digest.isEqual([1, 2], [1, 2]))
        #expect(!Digest.isEqual([1, 2], [1, 3]))
        #expect(!Digest.isEqual([1, 2], [1]))
        #expect(Digest.isEqual([], []))
    }
}
