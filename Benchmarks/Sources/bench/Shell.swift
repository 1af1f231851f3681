import Foundation

/// Starts programs and reads what they cost.
enum Shell {
    /// Runs a program to its end and answers what it printed.
    static func output(_ path: String, _ arguments: [String]) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return data
    }

    /// Starts a program that runs until it is ended.
    static func start(_ path: String, _ arguments: [String], environment: [String: String] = [:]) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// CPU seconds that a process and its children have used.
    static func cpuSeconds(_ pid: Int32) -> Double {
        var total = 0.0
        for id in [pid] + children(of: pid) {
            // A process that has just ended has no figures any more.
            guard let stat = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8), let close = stat.lastIndex(of: ")") else {
                continue
            }
            let fields = stat[stat.index(after: close)...].split(separator: " ")
            total += (Double(fields[11])! + Double(fields[12])!) / Double(sysconf(Int32(_SC_CLK_TCK)))
        }
        return total
    }

    /// Proportional memory of a process and its children in KiB.
    static func memoryKiB(_ pid: Int32) -> Double {
        var total = 0.0
        for id in [pid] + children(of: pid) {
            // The same.
            guard let text = try? String(contentsOfFile: "/proc/\(id)/smaps_rollup", encoding: .utf8) else { continue }
            for line in text.split(separator: "\n") where line.hasPrefix("Pss:") {
                total += Double(line.split(separator: " ")[1])!
            }
        }
        return total
    }

    static func children(of pid: Int32) -> [Int32] {
        // A process that has ended has no children.
        guard let text = try? String(contentsOfFile: "/proc/\(pid)/task/\(pid)/children", encoding: .utf8) else { return [] }
        return text.split(separator: " ").compactMap { Int32($0) }
    }

    /// Waits until something listens on a port.
    static func waitForPort(_ port: Int) throws {
        for _ in 0..<500 {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(descriptor) }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(port).bigEndian
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            let done = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
            }
            if done == 0 { return }
            usleep(20_000)
        }
        throw Fault(description: "nothing listens on port \(port)")
    }

    /// What kept the benchmarks from running.
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }
}
