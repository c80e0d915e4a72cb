import Testing

@testable import Triage

@Suite struct StopWordsTests {
    @Test(arguments: StopWordsTable.lines(StopWordsTable.agreed))
    func `the agreed word opts out, however it is written`(_ line: String) {
        #expect(StopWords.reading(line) == .stop(isFreeForm: false))
    }

    @Test(arguments: StopWordsTable.lines(StopWordsTable.freeForm))
    func `whoever asks in their own words is heard`(_ line: String) {
        #expect(StopWords.reading(line) == .stop(isFreeForm: true))
    }

    @Test(arguments: StopWordsTable.lines(StopWordsTable.ordinary))
    func `the same words about something else opt nobody out`(_ line: String) {
        #expect(StopWords.reading(line) == nil)
    }

    @Test func `the table is long enough to be worth something`() {
        let all = [StopWordsTable.agreed, StopWordsTable.freeForm, StopWordsTable.ordinary].flatMap(
            StopWordsTable.lines)
        #expect(all.count >= 220 && Set(all).count == all.count)
    }

    @Test(arguments: ["START", "Unstop", "yes!", "sí", "Oui"])
    func `a stop is taken back by whoever said it, and by nobody else`(_ line: String) {
        #expect(StopWords.reading(line, isOptedOut: true) == .start)
        #expect(StopWords.reading(line) == nil)
    }

    @Test(arguments: ["HELP", "help!", "Info", "AIDE", "Hilfe"])
    func `help is asked for by one word`(_ line: String) {
        #expect(StopWords.reading(line) == .help)
        #expect(StopWords.reading(line, isOptedOut: true) == .help)
        #expect(StopWords.reading("\(line) my line is dead") == nil)
    }

    private func message(
        _ text: String, _ channel: Channel, _ visibility: Message.Visibility = .direct, subject: String = ""
    ) -> Message {
        Message(
            identity: "x:1", source: "line", channel: channel,
            author: .init(handle: Handle(channel: channel, normalised: "+12025550188")), text: text, subject: subject,
            time: Moment(seconds: 0), visibility: visibility)
    }

    @Test func `a mail means by CANCEL and END what it says, and opts out by its subject or its text`() {
        for word in ["Cancel", "END", "Quit", "Baja", "Help", "Parar"] {
            #expect(StopWords.wish(message(word, .email, subject: word), isOptedOut: false) == nil, "\(word)")
        }
        for (subject, text) in [
            ("unsubscribe", ""), ("Re: your call", "STOP"), ("Stop", "Stop\n\nAna Ferreira, Leeds"),
        ] {
            let wish = StopWords.wish(message(text, .email, subject: subject), isOptedOut: false)
            #expect(wish == .stop(isFreeForm: false), "\(subject) \(text)")
        }
        let asked = message("Hello,\nplease stop emailing me.\nAna", .email, subject: "Re: Your case")
        #expect(StopWords.wish(asked, isOptedOut: false) == .stop(isFreeForm: true))
    }

    @Test func `in public only a whole sentence counts, in private the word does, behind the name that it is said to`()
    {
        #expect(StopWords.wish(message("@quillfone STOP", .mastodon, .open), isOptedOut: false) == nil)
        #expect(StopWords.wish(message("@quillfone STOP", .mastodon), isOptedOut: false) == .stop(isFreeForm: false))
        #expect(
            StopWords.wish(message("@quillfone stop messaging me", .mastodon, .open), isOptedOut: false)
                == .stop(isFreeForm: true))
        #expect(StopWords.wish(message("STOP", .feed, .open), isOptedOut: false) == nil)
    }

    @Test func `a text without end is read to an end`() {
        let long = String(repeating: "stop and go ", count: 200_000)
        #expect(StopWords.reading(long) == nil)
        #expect(StopWords.reading(String(repeating: "🛑", count: 50_000)) == nil)
        #expect(StopWords.reading("") == nil)
        #expect(StopWords.reading("\u{0}\u{200B}\u{FEFF}") == nil)
    }
}
