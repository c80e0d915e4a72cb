// swift-tools-version: 6.2
import PackageDescription

// The rooms of the house and who may import whom. The same table, in words, stands in
// CONTRIBUTING.md; a test compares the two.

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let csv: Target.Dependency = .product(name: "SwiftCSV", package: "SwiftCSV")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
    name: "earshot",
    products: [.executable(name: "earshot", targets: ["earshot"])],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
    ],
    targets: [
        // Doors to C libraries: typed entrances for what Swift cannot call, and nothing else.
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CIcal", pkgConfig: "libical", providers: [.apt(["libical-dev"])]),
        .systemLibrary(name: "CMarkup", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CMime", pkgConfig: "gmime-3.0", providers: [.apt(["libgmime-3.0-dev"])]),
        .target(name: "CPhone", linkerSettings: [.linkedLibrary("phonenumber"), .linkedLibrary("protobuf")]),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .target(name: "CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),

        // Thinking: values and functions, no input, no output, no clock.
        .target(name: "Triage", swiftSettings: strict),

        // What others publish (time zones, calendars, telephone numbers) from and to plain values: no sockets, no clock.
        .target(name: "Facts", dependencies: ["Triage", "CIcal", "CPhone"], swiftSettings: strict),

        // Touching the outside.
        .target(name: "Wire", dependencies: ["CCurl", logging], swiftSettings: strict),
        .target(
            name: "Channels",
            dependencies: ["Triage", "Facts", "Wire", "CMime", "CMarkup", "CSimdjson", logging],
            swiftSettings: strict),

        // Remembering.
        .target(name: "Storage", dependencies: ["Triage", logging], swiftSettings: strict),
        .target(name: "StorageSQLite", dependencies: ["Storage", "CSQLite", grdb, logging], swiftSettings: strict),
        .target(name: "StoragePostgres", dependencies: ["Storage", "CPostgres", logging], swiftSettings: strict),

        // Secrets: signatures, tokens, passwords.
        .target(name: "Seal", dependencies: ["CCrypto"], swiftSettings: strict),

        // Writing to people, and the loops.
        .target(name: "Letters", dependencies: ["Triage", mustache], swiftSettings: strict),
        .target(
            name: "Poll", dependencies: ["Triage", "Channels", "Wire", "Storage", lifecycle, logging],
            swiftSettings: strict),
        .target(
            name: "Act",
            dependencies: ["Triage", "Channels", "Wire", "Storage", "Letters", "Seal", lifecycle, logging],
            swiftSettings: strict),
        .target(
            name: "Console",
            dependencies: [
                "Triage", "Storage", "Letters", "Seal", "Facts", hummingbird, nioCore, mustache, lifecycle, logging,
            ], swiftSettings: strict),

        // A small outside world on loopback, for the demo and the tests.
        .target(
            name: "Playground", dependencies: [hummingbird, nioCore, nioPosix, lifecycle, logging],
            swiftSettings: strict),

        // The program.
        .executableTarget(
            name: "earshot",
            dependencies: [
                "Triage", "Wire", "Channels", "Storage", "StorageSQLite", "StoragePostgres", "Letters", "Facts",
                "Poll", "Act", "Console", "Seal", "Playground", argumentParser, csv, lifecycle, logging, unixSignals,
                yams,
            ],
            swiftSettings: strict),

        // Tests.
        .target(
            name: "TestKit", dependencies: ["Triage", "Storage", "StorageSQLite", "StoragePostgres"],
            path: "Tests/TestKit", swiftSettings: strict),
        .testTarget(name: "TriageTests", dependencies: ["Triage", "TestKit"], swiftSettings: strict),
        .testTarget(name: "FactsTests", dependencies: ["Facts", "Triage", "CIcal", "TestKit"], swiftSettings: strict),
        .testTarget(name: "WireTests", dependencies: ["Wire", "Playground", "TestKit"], swiftSettings: strict),
        .testTarget(
            name: "ChannelsTests", dependencies: ["Channels", "Triage", "Wire", "Playground", "TestKit"],
            swiftSettings: strict),
        .testTarget(
            name: "StorageTests", dependencies: ["Storage", "StorageSQLite", "StoragePostgres", "Triage", "TestKit"],
            swiftSettings: strict),
        .testTarget(
            name: "LoopTests",
            dependencies: [
                "Poll", "Act", "Letters", "Seal", "Channels", "Storage", "StorageSQLite", "Triage", "Wire",
                "Playground", "TestKit",
            ],
            swiftSettings: strict),
        .testTarget(name: "SealTests", dependencies: ["Seal"], swiftSettings: strict),
        .testTarget(
            name: "ConsoleTests",
            dependencies: [
                "Console", "Letters", "Seal", "Storage", "StorageSQLite", "Triage", "Wire", "TestKit", lifecycle,
                logging,
            ],
            swiftSettings: strict),
        .testTarget(name: "PlaygroundTests", dependencies: ["Playground", "TestKit"], swiftSettings: strict),
        .testTarget(
            name: "ProgramTests", dependencies: ["earshot", "Facts", "Triage", "TestKit"], swiftSettings: strict),
        .testTarget(name: "JourneyTests", dependencies: ["Playground", "TestKit"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
