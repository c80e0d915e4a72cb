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
        #expect(english.text == "Quillfone is back tomorrow at 9 am (UTC).")
        let german = try book.write(
            draft(.afterHours, "de", facts), form: form, brand: "Quillfone", zone: .utc, now: Self.now)
        #expect(german.text == "Quillfone ist morgen um 9 Uhr (UTC) wieder da.")
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
                == "Quillfone case 12 https://desk.quillfone.example/b/v1 789 on Monday 23 November at 9 am (UTC)")
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
            "en/After_Hours.mustache", "Back {{opening}}", 1, 1, "No occasion is called “After_Hours”.",
            "call the file after-hours.mustache"
        ),
        (
            "en/weather.mustache", "Rain", 1, 1, "No occasion is called “weather”.",
            "the occasions are after-hours, holiday, hot, outage, call-back-offer, call-back-ask, call-back-number, call-back-booked, call-back-moved, call-back-cancelled, call-back-missed, opted-out, opted-in, help, status; a part that others take in is called _offer.mustache"
        ),
        (
            "en/help.mustache", " \n", 1, 1, "This template says nothing.",
            "write what is said on “help”, or delete the file: then another language is sent instead"
        ),
        (
            "en/hot.mustache", "Subject: Help\n{{! later }}\n{{#danger}}\n{{/danger}}", 2, 1,
            "This template says nothing.",
            "write what is said on “hot”, or delete the file: then another language is sent instead"
        ),
        (
            "en/call-back-number.mustache", "{{#missing}}Which number?{{/missing}}", 1, 1,
            "With all that it may have to say, the template of “call-back-number” (en) says nothing.",
            "say something outside of its sections, or in each of them"
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

    @Test(arguments: [
        ("a cable is being mended", "a cable is being mended."), ("Repaired.", "Repaired."),
        ("Back soon!", "Back soon!"),
        ("Back (mostly)", "Back (mostly)."), ("Back at 9…", "Back at 9…"), ("Back at 9", "Back at 9."),
    ])
    func `a status ends with its mark, and with one`(_ status: String, _ told: String) throws {
        let (book, _) = book([("en/status.mustache", "News: {{status}} More follows.")])
        let letter = try book.write(
            draft(.status, "en", AnswerFacts(status: status)), form: .usual(.email), brand: "Q", zone: .utc,
            now: Self.now)
        #expect(letter.text == "News: \(told) More follows.")
    }

    @Test func `an empty line is kept in a mail, and not where each letter is paid for`() throws {
        let (book, _) = book([("en/help.mustache", "\nOne.\n \n\n{{#offer}}x{{/offer}}\nTwo.  \n\n")])
        func text(_ channel: Channel) throws -> String {
            try book.write(
                draft(.help, "en", AnswerFacts()), form: .usual(channel), brand: "Q", zone: .utc, now: Self.now
            ).text
        }
        #expect(try text(.email) == "One.\n\nTwo.")
        #expect(try text(.sms) == "One.\nTwo.")
    }

    @Test func `what is said of danger is measured as well`() {
        let long = "{{#danger}}\(String(repeating: "words ", count: 90)){{/danger}}{{^danger}}Short.{{/danger}}"
        let messages = book([("en/hot.mustache", long)]).complaints.map(\.message)
        #expect(messages.contains { $0.contains("539 characters, and 440 are the most") }, "\(messages)")
        let silent = book([("en/hot.mustache", "{{#danger}}Ring 112.{{/danger}}")]).complaints.map(\.message)
        #expect(
            silent == ["With all that it may have to say, the template of “hot” (en) says nothing."], "\(silent)")
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
        let (book, complaints) = ShippedReplies.reading
        #expect(complaints.isEmpty, "\(complaints.map { "\($0.file): \($0.message)" })")
        #expect(book.languages == ShippedReplies.languages)
        for kind in AnswerKind.allCases { #expect(book.speaks(of: kind), "\(kind)") }
    }
}

@Suite struct SpokenTimeTests {
    private static let now = Moment(rfc3339: "2026-11-22T12:00:00Z")!

    @Test(arguments: [
        ("en", "2026-11-22T14:05:00Z", "today at 2:05 pm", "today 2:05 pm"),
        ("en", "2026-11-23T00:00:00Z", "tomorrow at 12 midnight", "tomorrow 12 midnight"),
        ("en", "2026-12-01T12:00:00Z", "on Tuesday 1 December at 12 noon", "Tue 1 Dec, 12 noon"),
        ("de", "2026-11-23T09:00:00Z", "morgen um 9 Uhr", "morgen 9 Uhr"),
        ("de", "2027-03-01T13:30:00Z", "am Montag, 1. März, um 13:30 Uhr", "Mo, 1. März, 13:30 Uhr"),
        ("es", "2026-11-28T13:00:00Z", "el sábado 28 de noviembre a las 13:00", "sáb 28 nov, 13:00"),
        ("es", "2026-11-23T01:15:00Z", "mañana a la 1:15", "mañana 1:15"),
        ("fr", "2026-12-01T09:00:00Z", "mardi 1er décembre à 9\u{A0}h", "mar. 1er déc. à 9\u{A0}h"),
        ("fr", "2026-11-22T18:05:00Z", "aujourd’hui à 18\u{A0}h\u{A0}05", "aujourd’hui à 18\u{A0}h\u{A0}05"),
        ("fr", "2026-11-27T01:00:00Z", "vendredi 27 novembre à 1\u{A0}h", "ven. 27 nov. à 1\u{A0}h"),
        ("it", "2026-11-27T10:00:00Z", "venerdì 27 novembre alle 10:00", "ven 27 nov, 10:00"),
        ("it", "2026-12-01T01:30:00Z", "martedì 1 dicembre all’1:30", "mar 1 dic, 1:30"),
        ("pt", "2026-11-27T10:00:00Z", "na sexta-feira, 27 de novembro, às 10h", "sex 27 nov, 10h"),
        ("pt-BR", "2026-11-28T01:00:00Z", "no sábado, 28 de novembro, à 1h", "sáb 28 nov, 1h"),
        ("pt", "2026-11-23T13:05:00Z", "amanhã às 13h05", "amanhã 13h05"),
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
        ("2026-11-22T04:59:00Z", "on Monday 23 November at 9 am"), ("2026-11-22T05:00:00Z", "tomorrow at 9 am"),
        ("2026-11-22T19:59:00Z", "tomorrow at 9 am"), ("2026-11-22T20:00:00Z", "on Monday 23 November at 9 am"),
    ])
    func `at night every day is named, since what is written then is read on another day`(
        _ now: String, _ sentence: String
    ) throws {
        let spoken = SpokenTime(
            zone: .utc, isTheirZone: true, now: try #require(Moment(rfc3339: now)), language: "en")
        let nine = try #require(Moment(rfc3339: "2026-11-23T09:00:00Z"))
        #expect(spoken.sentence(nine) == "\(sentence) (UTC)")
        #expect(spoken.sentence(nine, inFull: true) == "on Monday 23 November at 9 am (UTC)")
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
