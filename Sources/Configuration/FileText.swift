internal import Glibc

/// Reads whole files, bounded.
enum FileText {
    struct Fault: Error {
        /// What is wrong, without the path: `does not exist`.
        let message: String
        let isAbsent: Bool
    }

    /// - Parameters:
    ///   - limit: more bytes than this are a fault.
    ///   - regularOnly: refuse pipes and devices, that could block or never end.
    static func read(_ path: String, limit: Int, regularOnly: Bool) throws(Fault) -> [UInt8] {
        guard !path.utf8.contains(0) else { throw Fault(message: "is no path", isAbsent: false) }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | (regularOnly ? O_NONBLOCK : 0))
        guard descriptor >= 0 else { throw fault(errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw fault(errno) }
        let type = status.st_mode & S_IFMT
        guard type != S_IFDIR else { throw Fault(message: "is a folder, expected a file", isAbsent: false) }
        guard !regularOnly || type == S_IFREG else { throw Fault(message: "is no regular file", isAbsent: false) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw fault(errno)
            }
            if count == 0 { return bytes }
            bytes.append(contentsOf: buffer[..<count])
            guard bytes.count <= limit else { throw Fault(message: "is larger than \(limit) bytes", isAbsent: false) }
        }
    }

    /// The names in a folder that end with `.yaml` or `.yml` and do not begin with a dot, in byte order.
    static func policyFiles(in folder: String) throws(Fault) -> [String] {
        guard let stream = opendir(folder) else { throw fault(errno) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard !name.hasPrefix("."), name.hasSuffix(".yaml") || name.hasSuffix(".yml") else { continue }
            names.append(name)
            guard names.count <= 1000 else { throw Fault(message: "holds more than 1000 policies", isAbsent: false) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Whether a file can be read.
    static func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }

    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether others than its owner may read a file.
    static func isOpenToOthers(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & 0o077 != 0
    }

    private static func fault(_ code: Int32) -> Fault {
        switch code {
        case ENOENT, ENOTDIR: Fault(message: "does not exist", isAbsent: true)
        case EACCES, EPERM: Fault(message: "may not be read", isAbsent: false)
        default: Fault(message: "cannot be read: \(String(cString: strerror(code)))", isAbsent: false)
        }
    }
}
