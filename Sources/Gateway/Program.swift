/// The program itself.
package enum Program {
    /// Its version, after semver.org.
    package static let version = "0.1.0"

    /// The licences of the program and of what it is linked with.
    package static let licenses = """
        hopguard: MIT
        libcurl: curl licence
        OpenSSL: Apache-2.0
        PCRE2: BSD-3-Clause
        SQLite: public domain
        libyaml: MIT
        zlib: zlib licence
        Brotli: MIT
        Zstandard: BSD-3-Clause
        Swift runtime: Apache-2.0 with runtime library exception
        """
}
