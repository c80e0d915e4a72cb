import Foundation
import TestKit
import Testing
import Triage

@testable import Channels

/// Mail that the project did not write, and what other programs made of it.
@Suite struct MailCorpusTests {
    private struct Reference: Decodable {
        struct Mailbox: Decodable { var name: String; var address: String }
        struct Attachment: Decodable { var name: String?; var type: String; var bytes: Int }
        var file: String
        var subject: String?
        var date: String?
        var message_id: String?
        var in_reply_to: String?
        var from_: [Mailbox]
        var to: [Mailbox]
        var content_type: String
        var plain: String?
        var html: String?
        var attachments: [Attachment]
    }

    private static func references(_ shared: SharedFolder) throws -> [Reference] {
        try shared.bytes("fixtures/email/_reference_cpython.jsonl").split(separator: 0x0A).map { line in
            // Python writes a byte that is not text as a lone surrogate, which JSON cannot hold.
            if let reference = try? JSONDecoder().decode(Reference.self, from: Data(line)) { return reference }
            let text = String(decoding: line, as: UTF8.self).replacing(/\\udc[89a-f]./, with: "?")
            return try JSONDecoder().decode(Reference.self, from: Data(text.utf8))
        }
    }

    @Test func `every mail of the corpora is read much as Python reads it`() throws {
        guard let shared = SharedFolder.find() else { return }
        var agreed: [String: Int] = [:]
        var compared: [String: Int] = [:]
        func compare(
            _ what: String, _ file: String, _ agrees: Bool, _ ours: @autoclosure () -> String,
            _ theirs: @autoclosure () -> String
        ) {
            compared[what, default: 0] += 1
            if agrees {
                agreed[what, default: 0] += 1
            } else if ProcessInfo.processInfo.environment["EARSHOT_SHOW"] != nil {
                print("DIFF \(what) \(file)\n  ours:   \(ours())\n  python: \(theirs())")
            }
        }
        for reference in try Self.references(shared) {
            let raw = try shared.bytes("fixtures/" + reference.file)
            let reading: MailReading
            do {
                reading = try MailReader.read(raw)
            } catch {
                compare(
                    "readable", reference.file, reference.subject == nil && reference.from_.isEmpty, "\(error)",
                    reference.subject ?? "nil")
                continue
            }
            compare("readable", reference.file, true, "", "")
            compare(
                "subject", reference.file, reading.subject.words == (reference.subject ?? "").words, reading.subject,
                reference.subject ?? "")
            let from = reference.from_.map { $0.address.lowercased() }.filter { !$0.isEmpty }
            compare(
                "from", reference.file, reading.from.map { $0.address.lowercased() } == from, "\(reading.from)",
                "\(reference.from_)")
            let to = reference.to.map { $0.address.lowercased() }.filter { !$0.isEmpty }
            compare(
                "to", reference.file, reading.to.map { $0.address.lowercased() } == to, "\(reading.to)",
                "\(reference.to)")
            let id = (reference.message_id ?? "").filter { !$0.isWhitespace && $0 != "<" && $0 != ">" }
            compare(
                "message-id", reference.file, reading.messageID == id, reading.messageID, reference.message_id ?? "")
            compare(
                "date", reference.file, (reading.date == nil) == (reference.date == nil),
                reading.date?.rfc3339 ?? "nil", reference.date ?? "nil")
            if let plain = reference.plain, !plain.words.isEmpty {
                let ours = (reading.text + "\n" + reading.quoted + "\n" + reading.signature).words
                let share = Self.share(of: plain.words, in: ours)
                compare(
                    "text", reference.file, share >= 0.95, "\(share) \(ours.prefix(60))", "\(plain.words.prefix(60))")
            }
            let theirs = reference.attachments.filter {
                !$0.type.hasPrefix("message/") && !$0.type.hasPrefix("multipart/")
            }.map { "\($0.type) \($0.bytes)" }.sorted()
            let ours = reading.attachments.filter { !$0.type.hasPrefix("message/") && !$0.type.hasPrefix("multipart/") }
                .map { "\($0.type) \($0.bytes ?? 0)" }.sorted()
            compare("attachments", reference.file, ours == theirs, "\(ours)", "\(theirs)")
        }
        print("agreement", compared.map { "\($0.key) \(agreed[$0.key] ?? 0)/\($0.value)" }.sorted())
    }

    /// How many of the words are among the others.
    private static func share(of words: [String], in others: [String]) -> Double {
        var counts: [String: Int] = [:]
        for word in others { counts[word, default: 0] += 1 }
        var common = 0
        for word in words where counts[word, default: 0] > 0 {
            counts[word]! -= 1
            common += 1
        }
        return Double(common) / Double(words.count)
    }

    @Test func `bounces are known as written by machines`() throws {
        guard let shared = SharedFolder.find() else { return }
        var missed: [String] = []
        let names = try shared.names("fixtures/email/bounce-sisimai").filter { $0.hasSuffix(".eml") }
        for name in names {
            let reading = try? MailReader.read(try shared.bytes("fixtures/email/bounce-sisimai/" + name))
            if reading?.automatic == nil {
                missed.append("\(name) \(reading?.from.first?.address ?? "unreadable") | \(reading?.subject ?? "")")
            }
        }
        print("bounces", names.count, "missed", missed.count, missed.joined(separator: "\n"))
    }

    @Test func `replies are told from what they quote as other programs tell them`() throws {
        guard let shared = SharedFolder.find() else { return }
        let folder = "fixtures/email/"
        let zapier = try JSONDecoder().decode(
            [String: String].self, from: Data(try shared.bytes(folder + "_reference_zapier_reply.json")))
        var wrong: [String] = []
        for (file, reply) in zapier.sorted(by: { $0.key < $1.key }) {
            let text = String(decoding: try shared.bytes("fixtures/" + file), as: UTF8.self)
            let split = MailQuotes.split(MailText.clean(text))
            if split.new.words != reply.words {
                wrong.append("\(file)\n  ours:   \(split.new.debugDescription)\n  zapier: \(reply.debugDescription)")
            }
        }
        print("zapier", zapier.count, "differ", wrong.count)
        if ProcessInfo.processInfo.environment["EARSHOT_SHOW"] != nil { print(wrong.joined(separator: "\n")) }
        let talon = try JSONDecoder().decode(
            [String: String].self, from: Data(try shared.bytes(folder + "quote-talon/_expected_reply.json")))
        for (file, reply) in talon.sorted(by: { $0.key < $1.key }) {
            let reading = try MailReader.read(try shared.bytes("fixtures/" + file))
            let ours = reading.text + " " + reading.signature
            if ours.words != reply.words {
                print("TALON \(file) \(ours.debugDescription) != \(reply.debugDescription)")
            }
        }
        let crisp = try JSONDecoder().decode(
            [String: Crisp].self, from: Data(try shared.bytes(folder + "quote-crisp/_expected.json")))
        for (file, expected) in crisp.sorted(by: { $0.key < $1.key }) {
            let text = String(decoding: try shared.bytes(folder + "quote-crisp/" + file), as: UTF8.self)
            let split = MailQuotes.split(MailText.clean(text))
            let reply = expected.first_fragment ?? expected.visible_text ?? ""
            if split.new.words != reply.words {
                print("CRISP \(file) \(split.new.debugDescription) != \(reply.debugDescription)")
            }
        }
    }

    private struct Crisp: Decodable { var first_fragment: String?; var visible_text: String? }
}

extension String {
    fileprivate var words: [String] { split { $0.isWhitespace }.map(String.init) }
}
