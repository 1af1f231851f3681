internal import Glibc

/// The `process_*` metrics that every Prometheus client library gives, read from /proc.
enum ProcessFigures {
    /// Seconds since 1970 at which the process started, taken when the program began.
    static let startSeconds = Double(WallClock.now()) / 1e6

    /// Appends the figures. What cannot be read is left out.
    static func write(into out: inout MetricsText) {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let cpu =
            Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
        out.family("process_cpu_seconds_total", "counter", "User and system CPU time in seconds.")
        out.sample("process_cpu_seconds_total", [], cpu)
        out.family("process_start_time_seconds", "gauge", "Start of the process, seconds since 1970.")
        out.sample("process_start_time_seconds", [], startSeconds)
        if let pages = residentPages() {
            out.family("process_resident_memory_bytes", "gauge", "Resident memory in bytes.")
            out.sample("process_resident_memory_bytes", [], Double(pages) * Double(sysconf(Int32(_SC_PAGESIZE))))
        }
        if let open = openDescriptors() {
            out.family("process_open_fds", "gauge", "Open file descriptors.")
            out.sample("process_open_fds", [], Double(open))
        }
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            out.family("process_max_fds", "gauge", "Maximum number of open file descriptors.")
            out.sample("process_max_fds", [], Double(limit.rlim_cur))
        }
    }

    private static func residentPages() -> Int? {
        guard let file = fopen("/proc/self/statm", "r") else { return nil }
        defer { fclose(file) }
        var buffer = [CChar](repeating: 0, count: 128)
        guard fgets(&buffer, 128, file) != nil else { return nil }
        let fields = buffer.prefix { $0 != 0 }.split(separator: CChar(UInt8(ascii: " ")))
        guard fields.count > 1 else { return nil }
        return Int(String(decoding: fields[1].map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }

    private static func openDescriptors() -> Int? {
        guard let folder = opendir("/proc/self/fd") else { return nil }
        defer { closedir(folder) }
        var count = -3
        while readdir(folder) != nil { count += 1 }
        return max(0, count)
    }
}
