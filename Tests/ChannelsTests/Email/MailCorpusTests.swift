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

    /// Counts how often two readings agree, and says where they do not.
    private struct Comparison {
        private(set) var agreed = 0
        private(set) var differing: [String] = []

        mutating func add(_ file: String, _ agrees: Bool, _ ours: @autoclosure () -> String) {
            if agrees {
                agreed += 1
            } else {
                differing.append("\(file): \(ours())")
            }
        }
    }

    /// The differences that stay, of 372 mails:
    /// - from (17): `MAILER-DAEMON <>` and `<>` have no address for us, and the address `<>` for Python.
    /// - subject (3): raw 8-bit bytes, which we read as Windows-1252 and Python as U+FFFD; one encoded word
    ///   broken by its mail system, which we decode and Python shows as it is.
    /// - to (2): `Undisclosed-Recipient` without a domain, and a raw 8-bit address: no addresses for us.
    /// - date (2): of 1969, which we take for a clock that was not set.
    /// - text (4): texts in another charset than they say, of which Python makes U+FFFD.
    /// - attachments (14): pictures shown inline and signatures, which Python does not count; nameless text
    ///   below the first, which is text for us; parts behind a boundary that is broken.
    @Test func `every mail of the corpora is read much as Python reads it`() throws {
        guard let shared = SharedFolder.find() else { return }
        var results: [String: Comparison] = [:]
        for reference in try Self.references(shared) {
            let reading = try MailReader.read(try shared.bytes("fixtures/" + reference.file))
            func compare(_ what: String, _ agrees: Bool, _ ours: @autoclosure () -> String) {
                results[what, default: Comparison()].add(reference.file, agrees, ours())
            }
            compare("subject", reading.subject.words == (reference.subject ?? "").words, reading.subject)
            let from = reference.from_.map { $0.address.lowercased() }.filter { !$0.isEmpty }
            compare("from", reading.from.map { $0.address.lowercased() } == from, "\(reading.from)")
            let to = reference.to.map { $0.address.lowercased() }.filter { !$0.isEmpty }
            compare("to", reading.to.map { $0.address.lowercased() } == to, "\(reading.to)")
            let id = (reference.message_id ?? "").filter { !$0.isWhitespace && $0 != "<" && $0 != ">" }
            compare("message-id", reading.messageID == id, reading.messageID)
            compare("date", (reading.date == nil) == (reference.date == nil), reading.date?.rfc3339 ?? "none")
            if let plain = reference.plain, !plain.words.isEmpty {
                let ours = (reading.text + "\n" + reading.quoted + "\n" + reading.signature).words
                compare("text", Self.share(of: plain.words, in: ours) >= 0.95, "\(ours.prefix(12))")
            }
            let isPlainPart: (String) -> Bool = { !$0.hasPrefix("message/") && !$0.hasPrefix("multipart/") }
            let theirs = reference.attachments.filter { isPlainPart($0.type) }.map { "\($0.type) \($0.bytes)" }
            let ours = reading.attachments.filter { isPlainPart($0.type) }.map { "\($0.type) \($0.bytes ?? 0)" }
            compare("attachments", ours.sorted() == theirs.sorted(), "\(ours)")
        }
        let least = [
            "subject": 369, "from": 355, "to": 370, "message-id": 372, "date": 370, "text": 353, "attachments": 358,
        ]
        for (what, count) in least {
            let result = try #require(results[what])
            #expect(result.agreed >= count, "\(what): \(result.differing.joined(separator: "\n"))")
        }
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

    /// Two of Hotmail's abuse reports look like any person's mail with another attached, but for their subject.
    @Test func `bounces and reports are known as written by machines`() throws {
        guard let shared = SharedFolder.find() else { return }
        let folder = "fixtures/email/bounce-sisimai"
        let missed = try shared.names(folder).filter { name in
            guard name.hasSuffix(".eml") else { return false }
            return try MailReader.read(try shared.bytes("\(folder)/\(name)")).automatic == nil
        }
        #expect(missed.isEmpty)
    }

    /// What zapier/email-reply-parser makes of the same texts. It knows English alone, so that it takes the
    /// quotes of eleven texts in other languages, or broken over lines, for new; it takes `-Name` for a
    /// signature, which we leave, since lists begin so; and any sentence that begins with "Sent from my".
    @Test func `replies are told from quotes as another parser tells them`() throws {
        guard let shared = SharedFolder.find() else { return }
        let reference = try shared.bytes("fixtures/email/_reference_zapier_reply.json")
        let replies = try JSONDecoder().decode([String: String].self, from: Data(reference))
        var differing: Set<String> = []
        for (file, reply) in replies {
            let text = String(decoding: try shared.bytes("fixtures/" + file), as: UTF8.self)
            if MailQuotes.split(MailText.clean(text)).new.words != reply.words {
                differing.insert(String(file.dropFirst("email/quote-".count)))
            }
        }
        #expect(
            differing == [
                "crisp/email_13.txt", "crisp/email_16.txt", "crisp/email_22.txt", "crisp/email_9.txt",
                "crisp/email_customer_quote_header_3.txt", "crisp/email_finnish.txt", "crisp/email_german.txt",
                "crisp/email_ios_outlook_fr.txt", "crisp/email_italian.txt", "crisp/email_norwegian_gmail.txt",
                "crisp/email_thread.txt", "crisp/email_1.txt", "zapier/email_1_1.txt", "zapier/email_1_3.txt",
                "zapier/email_sent_from_my_not_signature.txt",
            ])
    }

    /// What the tests of crisp's and talon's parsers expect.
    @Test func `replies are told from quotes as two projects' tests expect`() throws {
        guard let shared = SharedFolder.find() else { return }
        struct Expected: Decodable {
            var first_fragment: String?
            var visible_text: String?
        }
        let crisp = try JSONDecoder().decode(
            [String: Expected].self, from: Data(try shared.bytes("fixtures/email/quote-crisp/_expected.json")))
        for (file, expected) in crisp {
            let text = String(decoding: try shared.bytes("fixtures/email/quote-crisp/" + file), as: UTF8.self)
            let reply = expected.first_fragment ?? expected.visible_text ?? ""
            #expect(MailQuotes.split(MailText.clean(text)).new.words == reply.words, Comment(rawValue: file))
        }
        let talon = try JSONDecoder().decode(
            [String: String].self, from: Data(try shared.bytes("fixtures/email/quote-talon/_expected_reply.json")))
        for (file, reply) in talon {
            let reading = try MailReader.read(try shared.bytes("fixtures/" + file))
            #expect((reading.text + "\n" + reading.signature).words == reply.words, Comment(rawValue: file))
        }
    }

    /// A thousand mails broken at random, the same ones each time.
    @Test func `no mail ends the process`() throws {
        guard let shared = SharedFolder.find() else { return }
        let mails = try Self.references(shared).map { try shared.bytes("fixtures/" + $0.file) }
        var state: UInt64 = 42
        func random(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % max(1, below)
        }
        let pieces = ["boundary=", "--", "\r\n\r\n", "=?utf-8?b?", "message/rfc822", "\0", "filename*0*="].map {
            Array($0.utf8)
        }
        for _ in 0..<1000 {
            var mail = mails[random(mails.count)]
            for _ in 0...random(8) where !mail.isEmpty {
                let at = random(mail.count)
                switch random(4) {
                case 0: mail[at] = UInt8(random(256))
                case 1: mail.insert(contentsOf: pieces[random(pieces.count)], at: at)
                case 2: mail.removeSubrange(at..<min(mail.count, at + random(200)))
                default: mail = Array(mail.prefix(at + 1))
                }
            }
            if let reading = try? MailReader.read(mail) { #expect(reading.text.utf8.count <= Message.textLimit) }
        }
    }
}

extension String {
    fileprivate var words: [String] { split { $0.isWhitespace }.map(String.init) }
}
