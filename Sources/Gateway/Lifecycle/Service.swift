internal import Audit
internal import CLinux
internal import Configuration
internal import Cryptography
internal import Glibc
internal import Middleware
internal import Pipeline
internal import Proxy
internal import Synchronization
internal import WireFormats

/// What `hopguard serve` was asked for.
package struct ServeOptions: Sendable {
    /// The config file as it was named; nil to look for one.
    package var config: String?
    /// Instead of the configuration's `listen`.
    package var listen: String?
    package var isDemo: Bool
    package var isOpen: Bool

    package init(config: String?, listen: String?, isDemo: Bool, isOpen: Bool) {
        self.config = config
        self.listen = listen
        self.isDemo = isDemo
        self.isOpen = isOpen
    }
}

/// The proxy from its start to its end.
package final class Service: Sendable {
    /// For what the admin address has still to send when the last request has ended.
    private static let adminDrain = Duration.seconds(1)

    private let options: ServeOptions
    private let log = Log()
    private let ledger = KeyLedger()
    private let state = Mutex(State())

    private struct State {
        var running: Running?
        var server: HTTPServer?
        var admin: HTTPServer?
        var health: HealthChecker?
        var secret: [UInt8] = []
        var generation = 1
        var isReloading = false
        /// Whether a reload was asked for while one ran, which may have read the files before they changed.
        var isReloadWanted = false
        var isEnding = false
        var mirror: Host?
    }

    package init(_ options: ServeOptions) {
        self.options = options
    }

    /// Serves until a signal ends it. Messages for the person who starts it go to standard error.
    package func run() -> ExitCode {
        SignalWatcher.block()
        ProcessFigures.begin()
        let assembly = Assembly.load(config: options.config, Environment.options(listen: options.listen, open: options.isOpen))
        guard assembly.problems.isEmpty else {
            for problem in assembly.problems { Environment.complain("\(problem)") }
            return .configuration
        }
        let settings = assembly.loaded.settings
        log.configure(level: Service.level(settings.log.level), isJSON: settings.log.format == .json)
        log.start()
        defer { log.flush() }
        for warning in assembly.loaded.warnings { log.warning("the configuration is unwise", .problem("\(warning)")) }

        let secret: [UInt8]
        let audit: AuditStore
        do {
            secret = try SurrogateKeyFile.bytes(settings.surrogates)
            audit = try AuditStore(
                AuditAccess.store(settings.audit), key: AuditAccess.chainKey(secret)
            ) { [log] trouble in
                if trouble.isGoodNews {
                    log.info("the audit log", .name("what", "\(trouble)"))
                } else {
                    log.error("the audit log", .name("trouble", "\(trouble)"))
                }
            }
        } catch let fault as SurrogateKeyFile.Fault {
            Environment.complain(fault.message)
            return .configuration
        } catch {
            Environment.complain("the audit log cannot be opened: \(error)")
            return .failed
        }

        let beganTest = ContinuousClock.now
        let leaks = SelfTest.atStart(assembly, secret: secret)
        log.debug("the guard was tried", .milliseconds("ms", (ContinuousClock.now - beganTest).milliseconds))
        guard leaks.isEmpty else {
            for leak in leaks { Environment.complain("\(leak)") }
            Environment.complain("the guard does not hold, so it does not start; 'hopguard selftest' tells more")
            audit.shutDown()
            return .configuration
        }

        let loops = EventLoopGroup()
        let balancer = Balancer(HostAssembly.balance(settings.balance), seed: Service.seed())
        if options.isDemo {
            do throws(ListenError) {
                let mirror = try MirrorHost.start(on: loops)
                state.withLock { $0.mirror = mirror }
            } catch {
                Environment.complain("the built-in host cannot listen: \(error)")
                return .failed
            }
        }
        state.withLock { $0.secret = secret }
        ledger.configure(keys: settings.keys, teams: settings.teams, policies: assembly.allPolicies.map(\.policy))
        restoreBudgets(settings)
        let hosts = configure(assembly, balancer)
        let classifiers = Classifiers(settings, policies: assembly.allPolicies, log: log)
        let snapshot = assembly.snapshot(
            generation: 1, secret: secret, ledger: ledger, classifiers: classifiers.make, engines: classifiers.engines, sink: audit,
            balancer: balancer)
        let running = Running(log: log, balancer: balancer, audit: audit, snapshot: snapshot)
        running.spans.configure(settings.trace)
        let health = HealthChecker(loop: loops.loops[0], balancer: balancer, seed: Service.seed()) {
            [log] report, isUp in
            if isUp {
                log.info("host is up", .host(report.host.id), .milliseconds("ms", report.latency.milliseconds))
            } else {
                log.warning("host is down", .host(report.host.id), .name("why", report.fault))
            }
        }

        let server: HTTPServer
        let admin: HTTPServer?
        do throws(ListenError) {
            server = try Service.server(loops, settings, running)
            admin = try Service.adminServer(loops, settings, running, audit, state.withLock { $0.secret })
            try server.start()
            try admin?.start()
        } catch {
            Environment.complain("\(error)")
            return .failed
        }
        health.configure(hosts)
        state.withLock { state in
            state.running = running
            state.server = server
            state.admin = admin
            state.health = health
        }
        for address in server.addresses { log.info("listening", .address("\(address)")) }
        for address in admin?.addresses ?? [] { log.info("admin pages", .address("\(address)")) }
        if options.isDemo, let address = server.addresses.first { Environment.complain(Demo.invitation("\(address)")) }

        // What reading the configuration and trying the guard took is given back.
        malloc_trim(0)

        let shared = SharedUse(AuditAccess.location(settings.audit), ledger: ledger, log: log)
        if settings.audit.isShared { shared.start() }
        let ending = Ending()
        let folders = settings.watch ? Service.folders(settings) : []
        loops.loops[0].submit { [self] in
            watchSignals(loops.loops[0], ending)
            running.history.watch(balancer, on: loops.loops[0])
            running.certificate.begin(log, on: loops.loops[0])
            if !folders.isEmpty { watchFiles(folders, ignoring: settings.audit.path, loops.loops[0]) }
        }
        ending.wait()
        log.info("ended")
        shared.stop()
        audit.shutDown()
        return .well
    }

    // MARK: Signals

    private func watchSignals(_ loop: EventLoop, _ ending: Ending) {
        let watcher = SignalWatcher(loop: loop) { [self] signal in
            switch signal {
            case .hangup: reload()
            case .terminate, .interrupt: end(loop, ending)
            }
        }
        // The loop keeps the watcher registered, and with that alive, to the end.
        _ = watcher
    }

    private func watchFiles(_ folders: [String], ignoring audit: String, _ loop: EventLoop) {
        let name = audit.split(separator: "/").last.map(String.init) ?? ""
        // The loop keeps the watch registered, and with that alive, to the end.
        guard FileWatch(folders: folders, ignoring: name, loop: loop, { [self] in reload() }) != nil else {
            log.error("files cannot be watched: send SIGHUP after a change")
            return
        }
        log.info("watching files for changes")
    }

    /// The folders in which the configuration, its policies and its certificate lie.
    private static func folders(_ settings: Settings) -> [String] {
        var folders: Set<String> = []
        if !settings.file.isEmpty {
            let path = settings.file.hasPrefix("/") ? settings.file : Environment.workingDirectory() + "/" + settings.file
            if let slash = path.lastIndex(of: "/") { folders.insert(String(path[..<slash])) }
        }
        if let policies = settings.policies { folders.insert(policies) }
        for path in [settings.tls?.certificate, settings.tls?.key].compactMap(\.self) {
            if let slash = path.lastIndex(of: "/"), slash > path.startIndex { folders.insert(String(path[..<slash])) }
        }
        return folders.sorted()
    }

    /// Budgets go on where they stood: what the log says was used in the periods that run.
    private func restoreBudgets(_ settings: Settings) {
        guard let query = try? AuditQuery(AuditAccess.location(settings.audit)) else {
            log.warning("budgets start afresh: what was used before could not be read from the audit log")
            return
        }
        func restore(_ holder: KeyLedger.Holder, _ budgets: [Budget], _ filter: AuditFilter, _ dimension: AuditDimension) {
            for period in Set(budgets.map(\.period)) {
                var filter = filter
                filter.since = UTCTime(microseconds: KeyLedger.start(of: period, WallClock.now()))
                guard let sums = try? query.stats(filter, by: dimension).total else {
                    log.warning(
                        "a budget's use before the start could not be read from the audit log", .key(filter.key ?? filter.team ?? ""))
                    continue
                }
                // What was refused has used nothing.
                ledger.restore(
                    holder, period: period, requests: sums.requests - sums.refused, prompt: sums.promptTokens,
                    completion: sums.completionTokens)
            }
        }
        for key in settings.keys {
            var filter = AuditFilter()
            filter.key = key.name
            restore(.key(key.name), key.budgets, filter, .key)
        }
        for team in settings.teams {
            var filter = AuditFilter()
            filter.team = team.name
            restore(.team(team.name), team.budgets, filter, .team)
        }
    }

    private func end(_ loop: EventLoop, _ ending: Ending) {
        let (isSecond, server, admin, running) = state.withLock { state in
            defer { state.isEnding = true }
            return (state.isEnding, state.server, state.admin, state.running)
        }
        if isSecond {
            log.flush()
            _exit(ExitCode.failed.rawValue)
        }
        log.info("ending: finishing what runs")
        running?.beginDraining()
        let time = running?.snapshot.settings.limits.drain ?? .seconds(30)
        Task.immediate(executorPreference: loop) { [self] in
            await server?.drain(until: .now + time)
            // Last, so that it tells of the draining; what it sends is short.
            await admin?.drain(until: .now + Service.adminDrain)
            state.withLock { $0.health }?.stop()
            ending.signal()
        }
    }

    // MARK: Reload

    /// Reads the configuration again, on a thread of its own: compiling a catalogue of patterns would hold up a loop.
    package func reload() {
        let isFirst = state.withLock { state in
            if state.isReloading { state.isReloadWanted = true }
            defer { state.isReloading = true }
            return !state.isReloading
        }
        guard isFirst else { return }
        let service = Unmanaged.passRetained(self)
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { argument in
                let service = Unmanaged<Service>.fromOpaque(argument!).takeRetainedValue()
                service.reloadNow()
                return nil
            }, service.toOpaque())
        if status == 0 {
            pthread_detach(thread)
        } else {
            service.release()
            state.withLock { $0.isReloading = false }
        }
    }

    private func reloadNow() {
        while true {
            reloadOnce()
            let isOver = state.withLock { state in
                defer { state.isReloadWanted = false }
                state.isReloading = state.isReloadWanted
                return !state.isReloadWanted
            }
            if isOver { return }
        }
    }

    private func reloadOnce() {
        let assembly = Assembly.load(config: options.config, Environment.options(listen: options.listen, open: options.isOpen))
        guard assembly.problems.isEmpty else {
            log.error("the new configuration is refused, the old one stays", .number("faults", assembly.problems.count))
            state.withLock { $0.running }?.metrics.faultyReloads.add(1, ordering: .relaxed)
            for problem in assembly.problems { log.error("fault", .problem("\(problem)")) }
            return
        }
        let parts = state.withLock { state -> (Running, HTTPServer, HealthChecker, [UInt8], Int)? in
            guard let running = state.running, let server = state.server, let health = state.health else { return nil }
            state.generation += 1
            return (running, server, health, state.secret, state.generation)
        }
        guard let (running, server, health, secret, generation) = parts else { return }
        let leaks = SelfTest.atStart(assembly, secret: secret)
        guard leaks.isEmpty else {
            log.error("the new configuration lets planted values through, the old one stays", .number("faults", leaks.count))
            running.metrics.leakingReloads.add(1, ordering: .relaxed)
            for leak in leaks { log.error("fault", .problem("\(leak)")) }
            return
        }
        let settings = assembly.loaded.settings
        log.configure(level: Service.level(settings.log.level), isJSON: settings.log.format == .json)
        for warning in assembly.loaded.warnings { log.warning("the configuration is unwise", .problem("\(warning)")) }
        ledger.configure(keys: settings.keys, teams: settings.teams, policies: assembly.allPolicies.map(\.policy))
        let hosts = configure(assembly, running.balancer)
        let classifiers = Classifiers(settings, policies: assembly.allPolicies, log: log)
        running.replace(
            assembly.snapshot(
                generation: generation, secret: secret, ledger: ledger, classifiers: classifiers.make, engines: classifiers.engines,
                sink: running.audit, balancer: running.balancer))
        running.spans.configure(settings.trace)
        server.apply(Service.limits(settings))
        if let tls = settings.tls {
            do throws(ListenError) {
                let identity = try TLSIdentity(certificate: tls.certificate, key: tls.key)
                server.apply(identity)
                running.certificate.take(identity)
                running.certificate.look(log, now: Int(WallClock.now() / 1_000_000))
            } catch {
                log.error("the certificate cannot be read, the old one stays", .name("why", "\(error)"))
            }
        }
        health.configure(hosts)
        log.info("configuration reloaded", .number("generation", generation))
    }

    /// Hands hosts and models over to the balancer and the directory.
    private func configure(_ assembly: Assembly, _ balancer: Balancer) -> [(slot: Int, host: Host)] {
        var hosts = assembly.hosts
        if let mirror = state.withLock({ $0.mirror }) { hosts.append(mirror) }
        let settings = assembly.loaded.settings
        return balancer.configure(hosts, aliases: HostAssembly.aliases(settings.models), HostAssembly.balance(settings.balance))
    }

    // MARK: Servers

    private static func server(_ loops: EventLoopGroup, _ settings: Settings, _ running: Running) throws(ListenError) -> HTTPServer {
        var listeners: [ServerListener] = []
        let identity: TLSIdentity? =
            if let tls = settings.tls { try TLSIdentity(certificate: tls.certificate, key: tls.key) } else { nil }
        if let identity { running.certificate.take(identity) }
        for address in settings.listen { listeners.append(ServerListener(try HostAssembly.address(address.value), tls: identity)) }
        return HTTPServer(loops: loops, limits: limits(settings), listeners: listeners) { loop in
            Admission(
                running: running,
                forwarder: Forwarder(loop: loop, balancer: running.balancer, format: { WireFormats.format(for: $0) }))
        }
    }

    private static func adminServer(
        _ loops: EventLoopGroup, _ settings: Settings, _ running: Running, _ audit: AuditStore, _ secret: [UInt8]
    ) throws(ListenError) -> HTTPServer? {
        guard let address = settings.admin else { return nil }
        let listener = try HostAssembly.address(address.value)
        var limits = ServerLimits()
        limits.connections = 256
        let desk = AuditDesk(AuditAccess.location(settings.audit))
        return HTTPServer(loops: loops, limits: limits, listeners: [ServerListener(listener)]) { _ in
            AdminHandler(running: running, audit: audit, desk: desk, secret: secret, needsKey: !listener.isLoopback)
        }
    }

    private static func limits(_ settings: Settings) -> ServerLimits {
        var limits = ServerLimits()
        limits.header = settings.limits.header
        limits.headerTime = settings.limits.headerTime
        limits.bodyTime = settings.limits.bodyTime
        limits.idle = settings.limits.idle
        limits.connections = settings.limits.connections
        return limits
    }

    private static func level(_ level: LogSettings.Level) -> Log.Level {
        switch level {
        case .debug: .debug
        case .info: .info
        case .warning: .warning
        case .error: .error
        }
    }

    private static func seed() -> UInt64 {
        SecureRandom.bytes(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// Lets the main thread sleep until the service has ended. A pipe, because a signal could interrupt anything else.
private final class Ending: Sendable {
    private let descriptors: (read: Int32, write: Int32)

    init() {
        var pair: [Int32] = [0, 0]
        let status = pipe(&pair)
        precondition(status == 0, "no file descriptors left")
        descriptors = (pair[0], pair[1])
    }

    func signal() {
        var byte: UInt8 = 1
        _ = write(descriptors.write, &byte, 1)
    }

    func wait() {
        var byte: UInt8 = 0
        while read(descriptors.read, &byte, 1) < 0 && errno == EINTR {}
    }
}
