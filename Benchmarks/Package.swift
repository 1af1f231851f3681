// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "benchmarks",
    targets: [
        .executableTarget(name: "mockhost", cSettings: [.unsafeFlags(["-O2"])]),
        .executableTarget(name: "loadgen", cSettings: [.unsafeFlags(["-O2"])]),
        .executableTarget(name: "bench", swiftSettings: [.swiftLanguageMode(.v6)]),
    ]
)
