// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is compiled with these: the compiler is the first reviewer.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// For rooms that work at start-up and on the command line only: the binary's size counts more than their speed.
let small: [SwiftSetting] = strict + [.unsafeFlags(["-Osize"], .when(configuration: .release))]

/// A room of the house: one folder below Sources.
func room(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// A C library from Debian: a module map and typed shims.
func library(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

func proof(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies + ["TestSupport"], swiftSettings: strict)
}

let package = Package(
    name: "hopguard",
    products: [.executable(name: "hopguard", targets: ["hopguard"])],
    targets: [
        library("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
        library("CTLS", pkgConfig: "libssl", apt: "libssl-dev"),
        library("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
        library("CPCRE2", pkgConfig: "libpcre2-8", apt: "libpcre2-dev"),
        library("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
        library("CYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev"),
        library("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
        library("CBrotli", pkgConfig: "libbrotlidec", apt: "libbrotli-dev"),
        library("CZstd", pkgConfig: "libzstd", apt: "libzstd-dev"),
        .systemLibrary(name: "CLinux"),
        .target(name: "CBytes"),
        .target(name: "CJemalloc", linkerSettings: [.linkedLibrary("jemalloc")]),
        .target(name: "CPostgres"),
        .target(name: "CTagger", linkerSettings: [.linkedLibrary("m")]),

        room("Cryptography", ["CCrypto"]),
        room("Pipeline", []),
        room("Detection", ["CPCRE2", "CBytes", "CTagger", "Cryptography"]),
        .target(name: "Configuration", dependencies: ["CYAML"], swiftSettings: small),
        room("WireFormats", ["Pipeline"]),
        room("Middleware", ["Pipeline", "Detection", "Cryptography"]),
        room("Proxy", ["Pipeline", "CLinux", "CCurl", "CTLS", "CZlib", "CBrotli", "CZstd"]),
        room("Audit", ["Pipeline", "CSQLite", "CPostgres", "Cryptography"]),
        .target(
            name: "Gateway",
            dependencies: [
                "Pipeline", "Detection", "Configuration", "WireFormats", "Middleware", "Proxy", "Audit", "Cryptography", "CLinux",
            ],
            resources: [
                .embedInCode("Admin/Page/index.html"), .embedInCode("Admin/Page/style.css"), .embedInCode("Admin/Page/app.js"),
            ], swiftSettings: strict),
        .executableTarget(name: "hopguard", dependencies: ["Gateway", "CJemalloc"], swiftSettings: small),

        .target(name: "TestSupport", dependencies: ["Pipeline"], path: "Tests/TestSupport", swiftSettings: strict),
        proof("PipelineTests", ["Pipeline"]),
        proof("CryptographyTests", ["Cryptography"]),
        proof("DetectionTests", ["Detection", "CBytes"]),
        .executableTarget(
            name: "ScannerBench", dependencies: ["Detection", "Middleware", "CPCRE2", "CJemalloc"], path: "Benchmarks/Sources/scannerbench",
            swiftSettings: strict),
        .executableTarget(
            name: "AuditBench", dependencies: ["Audit", "Pipeline", "CJemalloc"], path: "Benchmarks/Sources/auditbench",
            swiftSettings: strict),
        .executableTarget(
            name: "SelectionBench", dependencies: ["Proxy", "Pipeline", "CJemalloc"], path: "Benchmarks/Sources/selectionbench",
            swiftSettings: strict),
        .executableTarget(
            name: "ModelBench", dependencies: ["Detection", "CJemalloc"], path: "Benchmarks/Sources/modelbench", swiftSettings: strict),
        proof("ConfigurationTests", ["Configuration"]),
        proof("WireFormatsTests", ["WireFormats", "Pipeline"]),
        proof("MiddlewareTests", ["Middleware", "Pipeline", "Detection"]),
        proof("ProxyTests", ["Proxy", "Pipeline"]),
        proof("AuditTests", ["Audit", "Pipeline", "Cryptography"]),
        proof("GatewayTests", ["Gateway"]),
    ]
)
