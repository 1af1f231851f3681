internal import Configuration
internal import Cryptography
internal import Glibc

/// The secret that keys surrogates and the audit chain.
enum SurrogateKeyFile {
    /// Why the secret is not there.
    enum Fault: Error {
        case cannotBeMade(path: String, code: Int32)
        case tooShort

        var message: String {
            switch self {
            case .cannotBeMade(let path, let code):
                "the surrogate secret cannot be made at \(path) (\(String(cString: strerror(code)))): make the folder writable or set surrogates.secret"
            case .tooShort: "surrogates.secret is shorter than 16 bytes: use a longer one"
            }
        }
    }

    /// The secret's bytes; makes the file on first start, with mode 0600.
    ///
    /// - Parameter isMade: whether a missing one may be made; commands that only read do without and get a secret of their own.
    static func bytes(_ secret: SurrogateSecret, isMade: Bool = true) throws(Fault) -> [UInt8] {
        switch secret {
        case .given(let secret):
            let bytes = Array(secret.reveal().utf8)
            guard bytes.count >= 16 else { throw .tooShort }
            return bytes
        case .toBeCreated(let path):
            let made = Array(Digest.hex(SecureRandom.bytes(32)).utf8)
            guard isMade else { return made }
            return try create(path, made)
        }
    }

    private static func create(_ path: String, _ bytes: [UInt8]) throws(Fault) -> [UInt8] {
        if let slash = path.lastIndex(of: "/") { makeFolders(String(path[..<slash])) }
        // O_EXCL: two programs that start at a time agree on one secret.
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if file < 0 && errno == EEXIST { return try existing(path) }
        guard file >= 0 else { throw .cannotBeMade(path: path, code: errno) }
        defer { close(file) }
        let written = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        guard written == bytes.count, fsync(file) == 0 else {
            let code = errno
            unlink(path)
            throw .cannotBeMade(path: path, code: code)
        }
        return bytes
    }

    private static func existing(_ path: String) throws(Fault) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .cannotBeMade(path: path, code: errno) }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let got = read(file, &bytes, bytes.count)
        guard got >= 16 else { throw .tooShort }
        return Array(bytes[..<got])
    }

    /// Makes a folder and those above it, mode 0700.
    static func makeFolders(_ path: String) {
        guard !path.isEmpty, mkdir(path, 0o700) != 0, errno == ENOENT, let slash = path.lastIndex(of: "/") else { return }
        makeFolders(String(path[..<slash]))
        mkdir(path, 0o700)
    }
}
