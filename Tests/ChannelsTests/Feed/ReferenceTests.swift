import Foundation
import Testing

@testable import Channels

/// A thousand feeds that others collected, and what Python's feedparser made of three quarters of them.
struct ReferenceTests {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "../shared/fixtures/feeds").standardizedFileURL

    private static var files: [String] {
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return names.filter { name in [".xml", ".json", ".html"].contains { name.hasSuffix($0) } }.sorted()
    }

    private struct Reference: Decodable {
        struct Entry: Decodable {
            var id: String?
            var link: String?
            var title: String?
        }
        var file: String
        var title: String?
        var entries: [Entry]
    }

    private static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: name)))
    }

    @Test func `every collected feed is read or refused, and read twice the same`() throws {
        let files = Self.files
        guard !files.isEmpty else { return print("skipped: no ../shared") }
        var read = 0
        for file in files {
            let bytes = try Self.bytes(file)
            let first = try? FeedParser.parse(bytes, contentType: nil, url: "https://feeds.example/\(file)")
            let second = try? FeedParser.parse(bytes, contentType: nil, url: "https://feeds.example/\(file)")
            #expect(first?.items.count == second?.items.count)
            if first != nil { read += 1 }
        }
        print("\(read) of \(files.count) files are feeds")
    }

    @Test func `titles, links and ids agree with another parser's reading`() throws {
        guard let list = try? Self.bytes("_reference_feedparser.jsonl") else { return print("skipped: no ../shared") }
        var entries = 0
        var agree = (count: 0, feedTitle: 0, title: 0, link: 0, id: 0)
        var documents = 0
        for line in list.split(separator: UInt8(ascii: "\n")) {
            let reference = try JSONDecoder().decode(Reference.self, from: Data(line))
            let name = String(reference.file.dropFirst("feeds/".count))
            documents += 1
            let document: FeedDocument
            do { document = try FeedParser.parse(try Self.bytes(name), contentType: nil, url: "") } catch {
                if reference.entries.isEmpty { agree.count += 1 }
                if (reference.title ?? "").isEmpty { agree.feedTitle += 1 }
                print("DIFF refused \(name): \(error) reference entries \(reference.entries.count)")
                continue
            }
            if document.items.count == reference.entries.count {
                agree.count += 1
            } else {
                print("DIFF count \(name): \(document.items.count) \(reference.entries.count)")
                continue
            }
            if document.title == text(reference.title) {
                agree.feedTitle += 1
            } else {
                print("DIFF feedtitle \(name): \(document.title) | \(reference.title ?? "nil")")
            }
            for (item, theirs) in zip(document.items, reference.entries) {
                entries += 1
                var ours = FeedEntry()
                if case .entry(let entry) = item { ours = entry }
                if ours.title == text(theirs.title) {
                    agree.title += 1
                } else {
                    print("DIFF title \(name): \(ours.title) | \(theirs.title ?? "nil")")
                }
                if ours.link == theirs.link ?? "" {
                    agree.link += 1
                } else {
                    print("DIFF link \(name): \(ours.link) | \(theirs.link ?? "nil")")
                }
                if ours.id == (theirs.id ?? "").trimmed {
                    agree.id += 1
                } else {
                    print("DIFF id \(name): \(ours.id) | \(theirs.id ?? "nil")")
                }
            }
        }
        print("documents \(documents), entries \(entries), agreement \(agree)")
    }

    private func text(_ html: String?) -> String {
        FeedText.guess(html ?? "").text
    }
}
