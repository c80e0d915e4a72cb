import Foundation
import TestKit
import Testing
import Triage

@testable import Letters

@Suite struct ReplyBookTests {
    static let now = Moment(rfc3339: "2026-11-22T18:10:00Z")!

    private func book(_ files: [(String, String)]) -> (book: ReplyBook, complaints: [Complaint]) {
        ReplyBook.read(
            files.map { RuleFile(path: "Rules/replies/\($0.0)", bytes: Array($0.1.utf8)) }, in: "Rules/replies")
    }

    private func draft(_ kind: AnswerKind = .afterHours, _ language: String = "en", _ facts: AnswerFacts) -> AnswerDraft
    {
        AnswerDraft(kind: kind, language: language, visibility: .direct, facts: facts, because: "closed")
    }

    private let tomorrow = Moment(rfc3339: "2026-11-23T09:00:00Z")!

    @Test func `an answer says in its language and on the customer's clock when somebody will be there`() throws {
        let (book, complaints) = book([
            ("en/after-hours.mustache", "{{brand}} is back {{opening}}."),
            ("de/after-hours.mustache", "{{brand}} ist {{opening}} wieder da."),
        ])
        #expect(complaints.isEmpty)
        let facts = AnswerFacts(zone: "UTC", isTheirZone: true, opening: tomorrow)
        let form = ReplyForm.usual(.sms)
        let english = try book.write(
            draft(.afterHours, "en-GB", facts), form: form, brand: "Quillfone", zone: .utc, now: Self.now)
        #expect(english.text == "Quillfone is back tomorrow at 9:00 am (UTC).")
        let german = try book.write(
            draft(.afterHours, "de", facts), form: form, brand: "Quillfone", zone: .utc, now: Self.now)
        #expect(german.text == "Quillfone ist morgen um 9:00 Uhr (UTC) wieder da.")
        #expect(german.language == "de")
        let other = try book.write(
            draft(.afterHours, "nl", facts), form: form, brand: "Quillfone", zone: .utc, fallback: ["de"], now: Self.now
        )
        #expect(other.language == "de")
    }

    @Test func `text stays text, whatever stands in it`() throws {
        let (book, _) = book([
            ("en/status.mustache", "Don't worry & wait: {{status}} {{> signature}}"),
            ("en/_signature.mustache", "<{{brand}}>"),
        ])
        let facts = AnswerFacts(status: "it's \"back\" <soon> & {{brand}}")
        let letter = try book.write(
            draft(.status, "en", facts), form: .usual(.sms), brand: "Quill & Fone's", zone: .utc, now: Self.now)
        #expect(letter.text == "Don't worry & wait: it's \"back\" <soon> & {{brand}} <Quill & Fone's>")
    }

    @Test func `a channel's own template goes before the one for all, and the public one before both`() throws {
        let (book, complaints) = book([
            ("en/help.mustache", "all"), ("en/help.mastodon.mustache", "fediverse"),
            ("en/help.public.mustache", "strangers"), ("en/help.email.mustache", "Subject: Ask {{brand}}\nmail"),
        ])
        #expect(complaints.isEmpty)
        func text(_ form: ReplyForm) throws -> String {
            try book.write(draft(.help, "en", AnswerFacts()), form: form, brand: "Q", zone: .utc, now: Self.now).text
        }
        #expect(try text(.usual(.sms)) == "all")
        #expect(try text(.usual(.mastodon)) == "fediverse")
        #expect(try text(.usual(.mastodon, isPublic: true)) == "strangers")
        let mail = try book.write(
            draft(.help, "en", AnswerFacts()), form: .usual(.email), brand: "Quillfone", zone: .utc, now: Self.now)
        #expect(mail.subject == "Ask Quillfone")
        #expect(mail.text == "mail")
    }

    @Test func `in public nobody is named and no door is opened`() throws {
        let all = "{{brand}}{{#reference}} {{reference}}{{/reference}}{{#link}} {{link}}{{/link}} {{ending}} {{chosen}}"
        let (book, _) = book([("en/call-back-booked.mustache", all)])
        let facts = AnswerFacts(chosen: tomorrow, numberEnd: "789", reference: "case 12")
        func text(_ isPublic: Bool) throws -> String {
            try book.write(
                draft(.callBackBooked, "en", facts), form: .usual(.mastodon, isPublic: isPublic), brand: "Quillfone",
                zone: .utc, link: "https://desk.quillfone.example/b/v1", now: Self.now
            ).text
        }
        #expect(try text(true) == "Quillfone")
        #expect(
            try text(false)
                == "Quillfone case 12 https://desk.quillfone.example/b/v1 789 on Monday 23 November at 9:00 am (UTC)")
    }

    @Test(arguments: [
        (
            "en/after-hours.mustache", "Back {{openning}}.", 1, 6, "There is no field “openning”.",
            "did you mean {{opening}}?"
        ),
        (
            "en/after-hours.mustache", "Back {{opening}}.\nSee {{#offer}}slots", 2, 5, "This section is never closed.",
            "close it with {{/offer}}"
        ),
        (
            "en/after-hours.mustache", "{{opening}}{{/offer}}", 1, 12, "Nothing called “offer” is open here.",
            "open it with {{#offer}}, or take this away"
        ),
        (
            "en/after-hours.mustache", "Back {{opening", 1, 6, "These braces are not closed on their line.",
            "close them with }}"
        ),
        (
            "en/after-hours.mustache", "{{opening}} {{offer}}", 1, 13,
            "“offer” is a section and has no words of its own.", "write {{#offer}} … {{/offer}}"
        ),
        (
            "en/after-hours.mustache", "{{opening}} {{time}}", 1, 13, "“time” is known only within a list.",
            "write {{#slots}} … {{/slots}} around it"
        ),
        (
            "en/after-hours.mustache", "{{opening}} {{> ofer}}", 1, 13, "There is no part “ofer” in en.",
            "did you mean {{> offer}}?"
        ),
        (
            "en/after-hours.mustache", "{{=<% %>=}}", 1, 1, "Templates have no tag {{=…}}.",
            "use {{field}}, {{#field}} … {{/field}}"
        ),
        (
            "en/afterhours.mustache", "Back {{opening}}", 1, 1, "No occasion is called “afterhours”.",
            "call the file after-hours.mustache"
        ),
        (
            "en/after-hours.fax.mustache", "Back {{opening}}", 1, 1,
            "After the occasion may stand where it is said: public, email, sms or mastodon.",
            "call the file after-hours.mustache or after-hours.sms.mustache"
        ),
        (
            "after-hours.mustache", "Back {{opening}}", 1, 1, "A template lies in a folder named for its language.",
            "move it to replies/en/ (or de, es, fr, it, pt …)"
        ),
        (
            "en/call-back-booked.mustache", "Done.", 1, 1,
            "The customer is not told which time was agreed: {{chosen}} is missing.", "say it"
        ),
        (
            "en/help.mustache", "Subject: {{brnad}}\nwords", 1, 1, "There is no field “brnad”.",
            "did you mean {{brand}}?"
        ),
    ])
    func `a mistake is told with its place and its remedy`(
        _ path: String, _ text: String, _ line: Int, _ column: Int, _ message: String, _ remedy: String
    ) throws {
        let (_, complaints) = book([(path, text), ("en/_offer.mustache", "{{#slots}}{{time}}{{/slots}}")])
        let complaint = try #require(complaints.first { $0.weight == .error })
        #expect(complaint.message == message)
        #expect(complaint.remedy == remedy)
        #expect(complaint.line == line)
        #expect(complaint.column == column)
        #expect(complaint.file == "Rules/replies/\(path)")
    }

    @Test func `a template that is too long for a channel is told before anybody is written to`() throws {
        let long = String(repeating: "words ", count: 90)
        let (_, complaints) = book([("en/help.mustache", long)])
        let messages = complaints.map(\.message)
        #expect(messages.count == 2, "\(messages)")
        #expect(messages.allSatisfy { $0.contains("539 characters, and 440 are the most on mastodon") }, "\(messages)")
        let accents = book([("en/help.sms.mustache", String(repeating: "ç", count: 500))]).complaints
        #expect(accents.first?.message.contains("8 text messages, and 6 are the most") ?? false, "\(accents)")
    }

    @Test func `what one language says and another does not is warned of`() throws {
        let (_, complaints) = book([
            ("en/help.mustache", "help"), ("en/opted-in.mustache", "in"), ("fr/help.mustache", "aide"),
        ])
        #expect(
            complaints.map(\.message) == [
                "“opted-in” has no words in fr: another language is sent instead."
            ])
        #expect(complaints.first?.weight == .warning)
        #expect(complaints.first?.file == "Rules/replies/fr/opted-in.mustache")
    }

    @Test func `bytes that are no text, and files without end, are refused`() {
        let (book, complaints) = ReplyBook.read(
            [
                RuleFile(path: "R/en/help.mustache", bytes: [0xFF, 0xFE, 0x41]),
                RuleFile(path: "R/en/hot.mustache", bytes: Array(repeating: 65, count: 70_000)),
            ], in: "R")
        #expect(
            complaints.map(\.message) == [
                "This file is not UTF-8 text.", "This template has 70000 bytes; 65536 are the most.",
            ])
        #expect(!book.speaks(of: .help))
    }

    @Test func `what ships has no fault, and every language that ships says everything`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Rules/replies")
            .standardized
        let names = try FileManager.default.subpathsOfDirectory(atPath: root.path).filter { $0.hasSuffix(".mustache") }
        let files = try names.sorted().map {
            RuleFile(path: "Rules/replies/\($0)", bytes: Array(try Data(contentsOf: root.appending(path: $0))))
        }
        let (book, complaints) = ReplyBook.read(files, in: "Rules/replies")
        #expect(complaints.isEmpty, "\(complaints.map { "\($0.file): \($0.message)" })")
        #expect(book.languages == ["de", "en", "es", "fr", "it", "pt"])
        for kind in AnswerKind.allCases { #expect(book.speaks(of: kind), "\(kind)") }
    }
}

@Suite struct SpokenTimeTests {
    private static let now = Moment(rfc3339: "2026-11-22T12:00:00Z")!

    @Test(arguments: [
        ("en", "2026-11-22T14:05:00Z", "today at 2:05 pm", "today 2:05 pm"),
        ("en", "2026-11-23T00:00:00Z", "tomorrow at 12 midnight", "tomorrow 12 midnight"),
        ("en", "2026-12-01T12:00:00Z", "on Tuesday 1 December at 12 noon", "Tue 1 Dec, 12 noon"),
        ("de", "2026-11-23T09:00:00Z", "morgen um 9:00 Uhr", "morgen 9:00 Uhr"),
        ("de", "2027-03-01T13:30:00Z", "am Montag, 1. März, um 13:30 Uhr", "Mo, 1. März, 13:30 Uhr"),
        ("es", "2026-11-28T13:00:00Z", "el sábado 28 de noviembre a las 13:00", "sáb 28 nov, 13:00"),
        ("es", "2026-11-23T01:15:00Z", "mañana a la 1:15", "mañana 1:15"),
        ("fr", "2026-12-01T09:00:00Z", "mardi 1er décembre à 9h00", "mar. 1er déc. à 9h00"),
        ("fr", "2026-11-22T18:00:00Z", "aujourd’hui à 18h00", "aujourd’hui à 18h00"),
        ("it", "2026-11-27T10:00:00Z", "venerdì 27 novembre alle 10:00", "ven 27 nov, 10:00"),
        ("pt", "2026-11-27T10:00:00Z", "na sexta-feira, 27 de novembro, às 10:00", "sex 27 nov, 10:00"),
        ("pt-BR", "2026-11-28T01:00:00Z", "no sábado, 28 de novembro, à 1:00", "sáb 28 nov, 1:00"),
    ])
    func `a time is said as one says it`(_ language: String, _ at: String, _ sentence: String, _ listed: String) throws
    {
        let zone = TimeZoneTable(
            name: "Test/Town", earliest: .init(offset: 0, isDaylight: false, abbreviation: "TT"), changes: [], rule: nil
        )
        let spoken = SpokenTime(zone: zone, isTheirZone: true, now: Self.now, language: language)
        let moment = try #require(Moment(rfc3339: at))
        #expect(spoken.sentence(moment) == sentence)
        #expect(spoken.listed(moment) == listed)
        let stranger = SpokenTime(zone: zone, isTheirZone: false, now: Self.now, language: language)
        #expect(stranger.sentence(moment) == sentence + " (Town)")
    }

    @Test(arguments: [
        ("2026-11-22T04:59:00Z", "on Monday 23 November at 9:00 am"), ("2026-11-22T05:00:00Z", "tomorrow at 9:00 am"),
        ("2026-11-22T19:59:00Z", "tomorrow at 9:00 am"), ("2026-11-22T20:00:00Z", "on Monday 23 November at 9:00 am"),
    ])
    func `at night every day is named, since what is written then is read on another day`(
        _ now: String, _ sentence: String
    ) throws {
        let spoken = SpokenTime(
            zone: .utc, isTheirZone: true, now: try #require(Moment(rfc3339: now)), language: "en")
        let nine = try #require(Moment(rfc3339: "2026-11-23T09:00:00Z"))
        #expect(spoken.sentence(nine) == "\(sentence) (UTC)")
        #expect(spoken.sentence(nine, inFull: true) == "on Monday 23 November at 9:00 am (UTC)")
        #expect(spoken.listed(nine).hasPrefix("tomorrow") == sentence.hasPrefix("tomorrow"))
    }

    @Test func `in the hour that a clock shows twice it is said which one is meant`() throws {
        let summer = TimeZoneTable.Kind(offset: 3600, isDaylight: true, abbreviation: "BST")
        let winter = TimeZoneTable.Kind(offset: 0, isDaylight: false, abbreviation: "GMT")
        let back = try #require(Moment(rfc3339: "2026-10-25T01:00:00Z"))
        let zone = TimeZoneTable(
            name: "Europe/London", earliest: summer, changes: [.init(at: back.wholeSeconds, kind: winter)], rule: nil)
        let spoken = SpokenTime(zone: zone, isTheirZone: true, now: back - .seconds(7200), language: "en")
        #expect(spoken.sentence(back - .seconds(1800)) == "on Sunday 25 October at 1:30 am (BST)")
        #expect(spoken.sentence(back + .seconds(1800)) == "on Sunday 25 October at 1:30 am (GMT)")
        #expect(spoken.sentence(back + .seconds(5400)) == "on Sunday 25 October at 2:30 am")
    }
}
