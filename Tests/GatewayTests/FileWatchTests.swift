import Testing

@testable import Gateway

@Suite struct FileWatchTests {
    /// An event as the kernel writes it, the name filled up with zeros to a multiple of sixteen bytes.
    private static func event(_ name: String) -> [UInt8] {
        let length = name.isEmpty ? 0 : (name.utf8.count / 16 + 1) * 16
        let bytes = Array(name.utf8)
        return [1, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, UInt8(length), 0, 0, 0] + bytes + [UInt8](repeating: 0, count: length - bytes.count)
    }

    @Test(arguments: [
        (["hopguard.yaml"], true), (["hopguard.db"], false), (["hopguard.db-wal", "hopguard.db-shm", "hopguard.db.head"], false),
        (["hopguard.db-shm", "cloud.yaml"], true), ([""], true), ([], false),
    ])
    func `the log beside the configuration is no change of it`(names: [String], isNews: Bool) {
        let events = names.flatMap(Self.event)
        #expect(FileWatch.hasNews(events[...], ignoring: Array("hopguard.db".utf8)) == isNews)
    }
}
