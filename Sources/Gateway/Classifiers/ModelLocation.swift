internal import Glibc

/// Where the embedded model's file is.
enum ModelLocation {
    /// `$HOPGUARD_MODEL`, else beside the program as `make install` and `make build` leave it. A path that is not there when none is found,
    /// so that opening it tells which was expected.
    static func find() -> String {
        if let named = getenv("HOPGUARD_MODEL").map({ String(cString: $0) }), !named.isEmpty { return named }
        let folder = programFolder()
        let name = "pii-tagger.hgm"
        let places = [
            folder + "/../share/hopguard/models/" + name, folder + "/../../../models/" + name, folder + "/../../models/" + name,
            "/usr/share/hopguard/models/" + name, "/usr/local/share/hopguard/models/" + name,
        ]
        return places.first { access($0, R_OK) == 0 } ?? places[0]
    }

    /// The folder that the program's file lies in.
    private static func programFolder() -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        guard count > 0 else { return "." }
        let path = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }
}
