import Foundation

/// A proxy before the mock host.
struct Contender {
    let name: String
    let port: Int
    let process: Process

    /// nginx as a plain reverse proxy with one worker: buffering off, so that streams stay streams, connections to the host kept.
    static func nginx(folder: URL, port: Int, host: Int) throws -> Contender {
        let configuration = """
            master_process off; daemon off; pid \(folder.path)/nginx.pid; error_log /dev/null crit;
            events { worker_connections 20000; }
            http {
              access_log off; client_max_body_size 200m; client_body_buffer_size 2m; keepalive_requests 1000000;
              client_body_temp_path \(folder.path)/a; proxy_temp_path \(folder.path)/b; fastcgi_temp_path \(folder.path)/c;
              uwsgi_temp_path \(folder.path)/d; scgi_temp_path \(folder.path)/e;
              upstream host { server 127.0.0.1:\(host); keepalive 512; keepalive_requests 1000000; }
              server { listen 127.0.0.1:\(port); location / { proxy_pass http://host; proxy_http_version 1.1; proxy_set_header Connection "";
                proxy_buffering off; } }
            }
            """
        let file = folder.appendingPathComponent("nginx.conf")
        try configuration.write(to: file, atomically: true, encoding: .utf8)
        let process = try Shell.start("/usr/sbin/nginx", ["-c", file.path, "-e", "/dev/null"])
        try Shell.waitForPort(port)
        return Contender(name: "nginx", port: port, process: process)
    }

    /// hopguard with the shipped policies and a batched audit log, its host of the trust given.
    static func hopguard(_ name: String, program: String, folder: URL, port: Int, host: Int, trust: String, policies: String) throws
        -> Contender
    {
        let configuration = """
            listen: 127.0.0.1:\(port)
            admin: "off"
            hosts:
              - { id: mock, url: "http://127.0.0.1:\(host)", api: openai, trust: \(trust), models: ["json-*", "sse-*"] }
            policies: \(policies)
            audit: { path: \(name).db, durability: batched }
            limits: { connections: 20000 }
            log: { level: warning }
            surrogates: { secret: "\(String(repeating: "5f", count: 32))" }
            """
        let file = folder.appendingPathComponent("\(name).yaml")
        try configuration.write(to: file, atomically: true, encoding: .utf8)
        let process = try Shell.start(program, ["serve", "--config", file.path])
        try Shell.waitForPort(port)
        return Contender(name: name, port: port, process: process)
    }

    /// A copy of the shipped policies in which the one for cloud hosts does not ask the model.
    static func withoutModel(_ policies: String, folder: URL) throws -> String {
        let copy = folder.appendingPathComponent("rules-policies")
        try FileManager.default.copyItem(at: URL(fileURLWithPath: policies), to: copy)
        let file = copy.appendingPathComponent("cloud.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("classify:") }
        try lines.joined(separator: "\n").replacingOccurrences(of: "limit, classify, redact", with: "limit, redact")
            .write(to: file, atomically: true, encoding: .utf8)
        return copy.path
    }
}
