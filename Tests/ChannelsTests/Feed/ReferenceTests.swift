import Foundation
import Testing

@testable import Channels

/// A thousand feeds that others collected, and what two other parsers made of most of them.
///
/// The differences that stay, by class:
/// - we refuse a document that is cut off within its only item; feedparser gives the piece;
/// - a link of Atom's `related`, `via`, `self` or of `content src` serves where there is no other, feedparser
///   has none; it takes an id or a foreign attribute for a link, we don't; CDF (1997) is not read;
/// - a plain text's `<blink>` is words to us and markup to it; titles below `enclosure` are not looked for;
///   markup written without escaping within a guid is read for its text;
/// - `&copy=2` in an address stays as it is, as browsers read it;
/// - a few bad bytes after a UTF-8 mark are replaced, and do not turn the rest into windows-1252;
/// - an id is kept as written: resolving it against `xml:base` would change it when the base does;
/// - gofeed keeps the markup of titles and resolves less; titles are compared as a person reads them.
struct ReferenceTests {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "../shared/fixtures/feeds").standardizedFileURL

    private static func files(_ endings: [String]) -> [String] {
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return names.filter { name in endings.contains { name.hasSuffix($0) } }.sorted()
    }

    private static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: name)))
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

    private struct Score {
        var same = 0
        var of = 0
        mutating func count(_ isSame: Bool) {
            of += 1
            if isSame { same += 1 }
        }
        var share: Double { of == 0 ? 0 : Double(same) / Double(of) }
    }

    @Test func `every collected feed is read or refused, and read twice the same`() throws {
        let files = Self.files([".xml", ".json", ".html"])
        guard !files.isEmpty else { return print("skipped: no ../shared") }
        var read = 0
        for file in files {
            let bytes = try Self.bytes(file)
            let url = "https://feeds.example/\(file)"
            let first = try? FeedParser.parse(bytes, contentType: nil, url: url)
            let second = try? FeedParser.parse(bytes, contentType: nil, url: url)
            #expect(first.map(Sample.entries) == second.map(Sample.entries))
            if first != nil { read += 1 }
        }
        print("\(read) of \(files.count) collected files are feeds")
        #expect(read >= 750)
    }

    @Test func `titles, links and ids agree with what feedparser read`() throws {
        guard let list = try? Self.bytes("_reference_feedparser.jsonl") else { return print("skipped: no ../shared") }
        var (counts, feedTitles, titles, links, ids) = (Score(), Score(), Score(), Score(), Score())
        for line in list.split(separator: UInt8(ascii: "\n")) {
            let theirs = try JSONDecoder().decode(Reference.self, from: Data(line))
            let bytes = try Self.bytes(String(theirs.file.dropFirst("feeds/".count)))
            let ours = try? FeedParser.parse(bytes, contentType: nil, url: "")
            counts.count((ours?.items.count ?? 0) == theirs.entries.count)
            feedTitles.count((ours?.title ?? "") == text(theirs.title))
            guard let ours, ours.items.count == theirs.entries.count else { continue }
            for (item, their) in zip(ours.items, theirs.entries) {
                var our = FeedEntry()
                if case .entry(let entry) = item { our = entry }
                titles.count(our.title == text(their.title))
                links.count(our.link == their.link ?? "")
                ids.count(our.id == (their.id ?? "").trimmed)
            }
        }
        print(
            """
            agreement with feedparser: entries of \(counts.same)/\(counts.of) documents, feed titles \
            \(feedTitles.same)/\(feedTitles.of), titles \(titles.same)/\(titles.of), links \(links.same)/\(links.of), \
            ids \(ids.same)/\(ids.of)
            """)
        #expect(counts.share > 0.995 && feedTitles.share > 0.99)
        #expect(titles.share > 0.99 && links.share > 0.975 && ids.share > 0.99)
    }

    @Test func `titles and ids agree with what gofeed read`() throws {
        let files = Self.files([".xml"]).filter { $0.hasPrefix("gofeed/") }
        guard !files.isEmpty else { return print("skipped: no ../shared") }
        var (counts, titles, ids) = (Score(), Score(), Score())
        for file in files {
            guard let expected = try? Self.bytes(String(file.dropLast(4)) + ".json"),
                let theirs = try? JSONSerialization.jsonObject(with: Data(expected)) as? [String: Any]
            else { continue }
            let entries = (theirs["items"] ?? theirs["entries"]) as? [[String: Any]] ?? []
            let ours = try? FeedParser.parse(try Self.bytes(file), contentType: nil, url: "")
            counts.count((ours?.items.count ?? 0) == entries.count)
            guard let ours, ours.items.count == entries.count else { continue }
            for (item, their) in zip(ours.items, entries) {
                var our = FeedEntry()
                if case .entry(let entry) = item { our = entry }
                if let title = their["title"] as? String { titles.count(our.title == text(title)) }
                let id = their["id"] as? String ?? (their["guid"] as? [String: Any])?["value"] as? String
                if let id { ids.count(our.id == id.trimmed) }
            }
        }
        print(
            """
            agreement with gofeed: entries of \(counts.same)/\(counts.of) documents, titles \(titles.same)/\(titles.of), \
            ids \(ids.same)/\(ids.of)
            """)
        #expect(counts.share > 0.98 && titles.share > 0.8)
    }

    /// As a person reads it: references resolved, markup taken off.
    private func text(_ html: String?) -> String {
        FeedText.guess(html ?? "").text
    }
}
