import Foundation

/// The folder `../shared` beside the package: recorded payloads and data that the project does not own.
/// It is absent on most machines; a test that reads it then says so and passes.
///
/// ```swift
/// guard let shared = SharedFolder.find() else { return }
/// let page = try shared.bytes("fixtures/feeds/one.xml")
/// ```
package struct SharedFolder: Sendable {
    package let url: URL

    /// The root of this package, found from where this file stands.
    package static let packageRoot = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Nil where there is none, after saying `skipped: no ../shared`.
    package static func find() -> SharedFolder? {
        let url = packageRoot.deletingLastPathComponent().appending(path: "shared", directoryHint: .isDirectory)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue else {
            print("skipped: no ../shared")
            return nil
        }
        return SharedFolder(url: url)
    }

    /// A file or folder by its path below `../shared`.
    package func path(_ path: String) -> URL { url.appending(path: path) }

    package func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: self.path(path))) }

    /// The names in a folder, sorted.
    package func names(_ path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: self.path(path).path).sorted()
    }
}
