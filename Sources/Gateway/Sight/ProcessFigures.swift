internal import Glibc

/// The `process_*` metrics that every Prometheus client library gives, read from /proc.
enum ProcessFigures {
    /// Seconds since 1970 at which the service was made.
    private static let startSeconds = Double(WallClock.now()) / 1e6

    /// Notes the start.
    static func begin() { _ = startSeconds }

    /// Appends the figures. What cannot be read is left out.
    static func write(into out: inout MetricsText) {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let cpu =
            Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
        out.single(.cpu, cpu)
        out.single(.startTime, startSeconds)
        let pages = memoryPages()
        let pageSize = Double(sysconf(Int32(_SC_PAGESIZE)))
        if pages.count > 1 {
            out.single(.resident, Double(pages[1]) * pageSize)
            out.single(.virtual, Double(pages[0]) * pageSize)
        }
        if let open = openDescriptors() { out.single(.openDescriptors, Double(open)) }
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            out.single(.mostDescriptors, Double(limit.rlim_cur))
        }
    }

    /// Pages of the whole address space, pages that are resident (proc(5), statm).
    private static func memoryPages() -> [Int] {
        guard let file = fopen("/proc/self/statm", "r") else { return [] }
        defer { fclose(file) }
        var buffer = [CChar](repeating: 0, count: 128)
        guard fgets(&buffer, 128, file) != nil else { return [] }
        let fields = buffer.prefix { $0 != 0 }.split(separator: CChar(UInt8(ascii: " ")))
        return fields.compactMap { Int(String(decoding: $0.map { UInt8(bitPattern: $0) }, as: UTF8.self)) }
    }

    private static func openDescriptors() -> Int? {
        guard let folder = opendir("/proc/self/fd") else { return nil }
        defer { closedir(folder) }
        var count = -3
        while readdir(folder) != nil { count += 1 }
        return max(0, count)
    }
}
