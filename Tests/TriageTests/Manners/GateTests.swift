import Testing

@testable import Triage

/// Each silence by itself: the same evening message is answered, and one thing about it keeps the answer back.
@Suite struct GateTests {
    /// Monday 2026-11-23, 23:10 in London.
    static let now = Moment(rfc3339: "2026-11-23T23:10:00Z")!
    static let week = Dictionary(
        uniqueKeysWithValues: [Weekday.monday, .tuesday, .wednesday, .thursday, .friday].map {
            ($0, [OpeningInterval(start: 9 * 3600, end: 17 * 3600 + 1800)])
        })
    static let calendar = BusinessCalendar(name: "default", zone: .utc, weekly: week)
    static let ours = Manners(
        mode: .on, sources: ["support-mail", "text-line", "fediverse"], languages: ["en", "es"], never: ["threat"],
        ownAddresses: ["support-mail": ["support@quillfone.example"], "fediverse": ["quillfone@social.example"]])

    static func mail(_ text: String = "My line is dead since noon, can you help?") -> Message {
        Message(
            identity: "email:support-mail:a@m", source: "support-mail", channel: .email,
            author: .init(handle: Handle(channel: .email, normalised: "ana@firm.example")), text: text,
            time: now - .seconds(60), visibility: .direct,
            envelope: .init(recipients: ["support@quillfone.example"], returnPath: "ana@firm.example"))
    }

    static func text(_ words: String = "My line is dead", from: String = "+447700900123") -> Message {
        Message(
            identity: "twilio:1", source: "text-line", channel: .sms,
            author: .init(handle: Handle(channel: .sms, normalised: from)), text: words, time: now - .seconds(5),
            visibility: .direct)
    }

    static func post(_ words: String = "@quillfone my line is dead", _ visibility: Message.Visibility = .open)
        -> Message
    {
        Message(
            identity: "mastodon:1", source: "fediverse", channel: .mastodon,
            author: .init(handle: Handle(channel: .mastodon, normalised: "ana@social.example")), text: words,
            time: now - .seconds(5), visibility: visibility)
    }

    static func verdict(_ rules: [String] = [], isHot: Bool = false, language: String = "en") -> Verdict {
        Verdict(
            isHot: isHot, heat: isHot ? 80 : 0, severity: isHot ? .critical : nil,
            sentiment: Sentiment(label: .negative, compound: -0.4), language: language,
            reasons: rules.map {
                Reason(
                    rule: $0, title: $0, file: "Rules/a.rules", line: 1, score: 10, severity: .high, matches: [])
            })
    }

    static func occasion(
        _ message: Message = mail(), _ change: (inout Occasion) -> Void = { _ in }
    ) -> Occasion {
        var occasion = Occasion(
            message, verdict: verdict(), callsSomebody: true, calendar: calendar, now: now)
        change(&occasion)
        return occasion
    }

    @Test(arguments: [
        "Merry Christmas to you all!", "Frohe Weihnachten", "Feliz Navidad a todos ustedes?", "happy hour",
    ])
    func `good wishes ask nothing, and a question or half a wish does`(_ words: String) {
        let isWish = words.hasPrefix("Merry") || words.hasPrefix("Frohe")
        #expect((Self.silence(Self.occasion(Self.text(words)))?.code == .nothingAsked) == isWish)
    }

    @Test func `an agreed word is answered in the language that was spoken before`() {
        let spoken = Self.occasion(Self.text("START")) {
            $0.verdict = Self.verdict(language: "es")
            $0.correspondence.language = "en"
        }
        #expect(Self.ours.language(spoken, ofAgreedWord: true) == "en")
        #expect(Self.ours.language(spoken) == "es")
    }

    @Test func `danger is answered once more than the window allows, and once only`() {
        let danger = Self.occasion(Self.text("my router is on fire")) {
            $0.isHot = true
            $0.verdict = Self.verdict(["safety-fire"], isHot: true)
            $0.correspondence.lastAcknowledgement = Self.now - .seconds(600)
            $0.correspondence.acknowledgedToday = 9
        }
        #expect(Self.draft(danger)?.kind == .hot && Self.draft(danger)?.facts.isDanger == true)
        var told = danger
        told.correspondence.toldOfDanger = Self.now - .seconds(600)
        #expect(Self.silence(told)?.code == .saidBefore)
        told.correspondence.toldOfDanger = Self.now - Self.ours.window
        #expect(Self.draft(told)?.facts.isDanger == true)
        // Neither night nor a known outage keeps it back, and a person who is there does.
        var night = Self.ours
        night.quiet = .init(from: 21 * 3600, until: 8 * 3600, holdsAcknowledgements: true)
        #expect(Self.draft(danger, night)?.kind == .hot)
        var outage = danger
        outage.correspondence.incidentStatus = "A mast is down."
        #expect(Self.draft(outage)?.kind == .hot)
        var answered = danger
        answered.correspondence.answeredAt = Self.now
        #expect(Self.silence(answered)?.code == .answered)
        var echo = danger
        let ours = "If anybody is in danger, ring 112 now. A colleague has been called."
        echo.message.text = "You wrote: \(ours) We will be back."
        echo.correspondence.ourTexts = [ours]
        #expect(Self.silence(echo)?.code == .loop)
        var unpaged = danger
        unpaged.callsSomebody = false
        #expect(Self.silence(unpaged)?.code == .saidBefore)
        var high = danger
        high.verdict?.severity = .high
        #expect(Self.silence(high)?.code == .saidBefore)
        high.correspondence = Correspondence()
        #expect(Self.draft(high)?.kind == .hot && Self.draft(high)?.facts.isDanger == nil)
    }

    @Test(
        arguments: [
            ("BAJA", "es"), ("Alto.", "es"), ("ARRÊT", "fr"), ("Stopp!", "de"), ("HILFE", "de"), ("AYUDA", "es"),
            ("AIDE", "fr"), ("Parar", "pt"), ("SAIR", "pt"), ("annulla", "it"), ("Baja baja", "es"), ("STOP", "en"),
            ("Help", "en"), ("START", "en"), ("cancelar", "en"), ("si", "en"),
        ])
    func `an agreed word of one language is answered in it, and others as before`(_ word: String, _ language: String) {
        var manners = Self.ours
        manners.languages = ["en", "de", "es", "fr", "it", "pt"]
        let spoken = Self.occasion(Self.text(word)) {
            // What a guess of the language makes of one word.
            $0.verdict = Self.verdict(language: "it")
            $0.correspondence.language = "en"
        }
        #expect(manners.language(spoken, ofAgreedWord: true) == language)
        manners.languages = ["en"]
        #expect(manners.language(spoken, ofAgreedWord: true) == "en")
    }

    @Test func `the same message again is answered once, and only at once`() {
        let first = Self.now - .seconds(40)
        func silence(_ text: String, _ last: String = "My line  is DEAD", at: Moment = first) -> Silence? {
            Self.silence(
                Self.occasion(Self.text(text)) { $0.correspondence.answeredLast = .init(text: last, at: at) })
        }
        #expect(silence("My line is dead") == Silence(.saidBefore, "the same words at 2026-11-23 23:09Z"))
        #expect(silence("My line is dead?") == nil)
        #expect(silence("My line is dead", at: Self.now - .seconds(606)) == nil)
        #expect(silence("My line is dead", at: Self.now) == nil)
        var photo = Self.text("")
        photo.attachments = [.init(name: "meter.jpg", type: "image/jpeg")]
        let again = Self.occasion(photo) { $0.correspondence.answeredLast = .init(text: "", at: first) }
        #expect(Self.silence(again) == nil)
    }

    /// Of several that hold the truest is told: what each message is, before what was said to others.
    @Test func `a loop is told as a loop, thanks as thanks, whatever was said before and whoever is there`() {
        func code(_ words: String, _ change: @escaping (inout Occasion) -> Void) -> Silence.Code? {
            Self.silence(
                Self.occasion(Self.text(words)) {
                    $0.correspondence.lastAcknowledgement = Self.now - .seconds(60)
                    $0.correspondence.acknowledgedToday = 9
                    change(&$0)
                })?.code
        }
        #expect(code("dead") { _ in } == .saidBefore)
        #expect(code("dead") { $0.correspondence.lastAcknowledgement = nil } == .personCap)
        #expect(code("Thanks!") { _ in } == .nothingAsked)
        #expect(code("dead") { $0.correspondence.heardTexts = ["dead", "dead"] } == .loop)
        #expect(code("Thanks!") { $0.correspondence.heardTexts = ["thanks", "Thanks!"] } == .loop)
        #expect(
            code("Thanks!") {
                $0.now = Moment(rfc3339: "2026-11-23T12:00:00Z")!
                $0.message.time = $0.now
            } == .nothingAsked)
        #expect(code("dead") { $0.correspondence.answeredAt = Self.now } == .answered)
        #expect(code("dead") { $0.correspondence.optedOut = .init(at: Self.now, words: "STOP") } == .optedOut)
    }

    /// What the ledger, the transcript and the API name; whoever changes one breaks what others count by.
    @Test func `the codes of silence are these, in the order in which they are asked`() {
        #expect(
            Silence.Code.allCases.map(\.rawValue) == [
                "no-way", "own", "agent", "automatic", "not-to-us", "filtered", "never", "repost", "edited", "late",
                "opted-out", "no-consent", "loop", "nothing-asked", "open", "never-opens", "answered", "said-before",
                "person-cap", "domain-cap", "quiet", "hot", "no-words", "over", "deleted", "off",
            ])
        let consumed = Silence.Code.allCases.filter { Silence($0).isNoContact }
        #expect(consumed == [.automatic, .nothingAsked, .over])
        #expect(Silence(.saidBefore, "\(Silence.sameWords) 10:00").isNoContact)
        #expect(Silence(.optedOut, "\(Silence.saidAgain); since").isNoContact)
    }

    static func silence(_ occasion: Occasion, _ manners: Manners = ours) -> Silence? {
        if case .silence(let silence) = manners.answering(occasion) { return silence }
        return nil
    }

    static func draft(_ occasion: Occasion, _ manners: Manners = ours) -> AnswerDraft? {
        if case .answer(let draft) = manners.answering(occasion) { return draft }
        return nil
    }

    // MARK: What is said

    @Test func `an evening message is told when somebody will be there, and why it was`() throws {
        let draft = try #require(Self.draft(Self.occasion()))
        #expect(draft.kind == .afterHours && draft.language == "en" && draft.visibility == .direct)
        #expect(draft.facts.opening == Moment(rfc3339: "2026-11-24T09:00:00Z"))
        #expect(draft.facts.zone == "UTC" && !draft.facts.isTheirZone && !draft.facts.offersPrivateWay)
        #expect(draft.because == "closed since Mon 17:30; opens Tue 09:00 (UTC)")
    }

    @Test func `a holiday is called by its name`() throws {
        let date = try #require(CivilDate(iso: "2026-11-23"))
        let calendar = BusinessCalendar(
            name: "default", zone: .utc, weekly: Self.week, holidays: [date: "Founders' Day"])
        let draft = try #require(Self.draft(Self.occasion { $0.calendar = calendar }))
        #expect(draft.kind == .holiday && draft.facts.holiday == "Founders' Day")
        // With hours of its own it is a day like others.
        let exception = BusinessCalendar(
            name: "default", zone: .utc, weekly: Self.week,
            exceptions: [date: [OpeningInterval(start: 9 * 3600, end: 12 * 3600)]], holidays: [date: "Founders' Day"])
        #expect(Self.draft(Self.occasion { $0.calendar = exception })?.kind == .afterHours)
    }

    @Test func `a hot message says that somebody was called, as the brand wants it and where it is true`() {
        let hot = Self.occasion {
            $0.isHot = true
            $0.verdict = Self.verdict(["fire"], isHot: true)
        }
        var manners = Self.ours
        #expect(Self.draft(hot)?.kind == .hot)
        manners.hot = .asOthers
        #expect(Self.draft(hot, manners)?.kind == .afterHours)
        manners.hot = .silent
        #expect(Self.silence(hot, manners)?.code == .hot)
        var nobody = hot
        nobody.callsSomebody = false
        #expect(Self.draft(nobody)?.kind == .afterHours)
    }

    @Test func `a known outage is told in the words of whoever works on it`() {
        let draft = Self.draft(Self.occasion { $0.correspondence.incidentStatus = "A mast is down in Leeds." })
        #expect(draft?.kind == .outage && draft?.facts.status == "A mast is down in Leeds.")
    }

    @Test func `in public nothing of the CRM is told, and the private way is offered`() throws {
        let paris = TimeZoneTable(
            name: "Europe/Paris", earliest: .init(offset: 3600, isDaylight: false, abbreviation: "CET"), changes: [],
            rule: nil)
        let open = try #require(Self.draft(Self.occasion(Self.post()) { $0.theirZone = paris }))
        #expect(open.facts.offersPrivateWay && open.facts.zone == "UTC" && !open.facts.isTheirZone)
        #expect(open.visibility == .open)
        let direct = try #require(Self.draft(Self.occasion(Self.post("my line", .direct)) { $0.theirZone = paris }))
        #expect(!direct.facts.offersPrivateWay && direct.facts.zone == "Europe/Paris" && direct.facts.isTheirZone)
        var manners = Self.ours
        manners.movesToPrivate = false
        #expect(Self.draft(Self.occasion(Self.post()), manners)?.facts.offersPrivateWay == false)
    }

    @Test func `people are answered in their language where there are words in it`() {
        func language(_ verdict: String, _ change: (inout Occasion) -> Void = { _ in }) -> String? {
            Self.draft(
                Self.occasion {
                    $0.verdict = Self.verdict(language: verdict)
                    change(&$0)
                })?.language
        }
        #expect(language("es-mx") == "es")
        #expect(language("de") == "en")
        #expect(language("und") == "en")
        #expect(language("und") { $0.correspondence.language = "es" } == "es")
        #expect(language("und") { $0.customer = Customer(id: .init(rawValue: "1"), language: "es-es") } == "es")
        var mute = Self.ours
        mute.languages = []
        #expect(Self.silence(Self.occasion(), mute)?.code == .noWords)
    }

    // MARK: Silences

    @Test func `nothing is sent to who cannot be answered`() {
        let feed = Message(
            identity: "feed:1", source: "fediverse", channel: .feed,
            author: .init(handle: Handle(channel: .feed, normalised: "ana")), text: "dead", time: Self.now)
        #expect(Self.silence(Self.occasion(feed))?.code == .noWay)
        #expect(Self.silence(Self.occasion(Self.text(from: "QUILLBANK")))?.code == .noWay)
        var lost = Self.mail()
        lost.envelope?.returnPath = nil
        #expect(Self.silence(Self.occasion(lost))?.code == .noWay)
    }

    @Test func `nobody of ours is answered`() {
        #expect(Self.silence(Self.occasion { $0.isOwn = true })?.code == .own)
        #expect(Self.silence(Self.occasion { $0.isAgent = true })?.code == .agent)
    }

    @Test func `a machine is not answered, and the sign is told`() {
        var robot = Self.mail()
        robot.author.isAutomatic = true
        robot.notes = ["automatic: Precedence: bulk"]
        #expect(Self.silence(Self.occasion(robot)) == Silence(.automatic, "Precedence: bulk"))
        var bounce = Self.mail()
        bounce.envelope?.returnPath = ""
        #expect(Self.silence(Self.occasion(bounce)) == Silence(.automatic, "an empty return path"))
        var bot = Self.post()
        bot.author.isAutomatic = true
        #expect(Self.silence(Self.occasion(bot)) == Silence(.automatic, "a bot account"))
        #expect(Self.silence(Self.occasion(Self.text(from: "60611"))) == Silence(.automatic, "a short code"))
    }

    @Test func `what was not said to us is not answered`() {
        var copy = Self.mail()
        copy.envelope?.recipients = ["board@firm.example"]
        #expect(Self.silence(Self.occasion(copy))?.code == .notToUs)
        copy.envelope?.recipients = []
        #expect(Self.silence(Self.occasion(copy))?.code == .notToUs)
        copy.envelope?.isCut = true
        #expect(Self.silence(Self.occasion(copy)) == nil)
        #expect(Self.silence(Self.occasion(Self.post("#quillfone is down")))?.code == .notToUs)
        #expect(Self.silence(Self.occasion(Self.post("@quillfoner is down")))?.code == .notToUs)
        #expect(Self.silence(Self.occasion(Self.post("hey @Quillfone, it is down"))) == nil)
        #expect(Self.silence(Self.occasion(Self.post("it is down", .direct))) == nil)
        var unknown = Self.ours
        unknown.ownAddresses = [:]
        #expect(Self.silence(Self.occasion(Self.post("#quillfone is down")), unknown) == nil)
    }

    @Test func `spam and threats are not answered`() {
        #expect(Self.silence(Self.occasion { $0.filteredBy = "casino" }) == Silence(.filtered, "by casino"))
        let threat = Self.occasion { $0.verdict = Self.verdict(["fire", "threat"], isHot: true) }
        #expect(Self.silence(threat) == Silence(.never, "rule threat"))
    }

    @Test func `a repost, an edit and an old letter are not answered`() {
        var repost = Self.post()
        repost.form = .repost
        #expect(Self.silence(Self.occasion(repost))?.code == .repost)
        #expect(Self.silence(Self.occasion { $0.isEdit = true })?.code == .edited)
        var old = Self.mail()
        old.time = Self.now - .seconds(2 * 3600 + 1)
        #expect(Self.silence(Self.occasion(old)) == Silence(.late, "written 2 h ago"))
        old.time = Self.now - .seconds(2 * 3600)
        #expect(Self.silence(Self.occasion(old)) == nil)
    }

    @Test func `whoever does not want it is not written to`() {
        let stopped = Correspondence(optedOut: .init(at: Self.now - .seconds(86_400), words: "STOP"))
        #expect(
            Self.silence(Self.occasion { $0.correspondence = stopped })
                == Silence(.optedOut, "since 2026-11-22 STOP"))
        let refused = Customer(id: .init(rawValue: "1"), consent: ["email": .refused, "sms": .given])
        #expect(Self.silence(Self.occasion { $0.customer = refused }) == Silence(.noConsent, "email"))
        #expect(Self.silence(Self.occasion(Self.text()) { $0.customer = refused }) == nil)
        #expect(Self.silence(Self.occasion { $0.correspondence.isRefused = true })?.code == .noConsent)
    }

    @Test func `while somebody is there they answer, and nothing is promised where nobody ever is`() {
        let noon = Self.occasion {
            $0.now = Moment(rfc3339: "2026-11-23T12:00:00Z")!
            $0.message.time = $0.now
        }
        #expect(Self.silence(noon) == Silence(.open, "until Mon 17:30 (UTC)"))
        // To the minute: at half past five nobody is there any more.
        var edge = noon
        edge.now = Moment(rfc3339: "2026-11-23T17:29:59Z")!
        edge.message.time = edge.now
        #expect(Self.silence(edge)?.code == .open)
        edge.now = Moment(rfc3339: "2026-11-23T17:30:00Z")!
        #expect(Self.draft(edge)?.kind == .afterHours)
        let never = BusinessCalendar(name: "nobody", zone: .utc, weekly: [:])
        #expect(Self.silence(Self.occasion { $0.calendar = never })?.code == .neverOpens)
        #expect(Self.silence(Self.occasion { $0.calendar = nil })?.code == .neverOpens)
    }

    @Test func `what a person answered since is not acknowledged`() {
        let since = Self.occasion { $0.correspondence.answeredAt = Self.now }
        #expect(Self.silence(since)?.code == .answered)
        let before = Self.occasion { $0.correspondence.answeredAt = Self.now - .seconds(3600) }
        #expect(Self.silence(before) == nil)
    }

    @Test func `once per conversation and window, to the second`() {
        let window = Self.ours.window
        #expect(
            Self.silence(Self.occasion { $0.correspondence.lastAcknowledgement = Self.now - window + .seconds(1) })?
                .code == .saidBefore)
        #expect(Self.silence(Self.occasion { $0.correspondence.lastAcknowledgement = Self.now - window }) == nil)
        #expect(Self.ours.windowNumber(at: Self.now) < Self.ours.windowNumber(at: Self.now + window))
    }

    @Test func `a person and a domain are told so often and no oftener`() {
        #expect(Self.silence(Self.occasion { $0.correspondence.acknowledgedToday = 3 })?.code == .personCap)
        #expect(Self.silence(Self.occasion { $0.correspondence.acknowledgedToday = 2 }) == nil)
        #expect(Self.silence(Self.occasion { $0.correspondence.domainThisHour = 100 })?.code == .domainCap)
        #expect(Self.silence(Self.occasion { $0.correspondence.domainThisHour = 99 }) == nil)
        #expect(Handle(channel: .email, normalised: "ana@firm.example").cappedDomain == "firm.example")
        #expect(Handle(channel: .email, normalised: "ana@gmail.com").cappedDomain == "")
        #expect(Handle(channel: .sms, normalised: "+447700900123").cappedDomain == "")
    }

    @Test func `two machines that talk to each other are told apart by what they do`() {
        func code(_ change: @escaping (inout Correspondence) -> Void) -> Silence.Code? {
            Self.silence(Self.occasion(Self.text("Your message was received")) { change(&$0.correspondence) })?.code
        }
        #expect(code { $0.heardLately = 9 } == .loop)
        #expect(code { $0.heardLately = 8 } == nil)
        #expect(code { $0.heardTexts = ["Your message was received", "your message was RECEIVED!"] } == .loop)
        #expect(code { $0.heardTexts = ["Your message was received", "and now?"] } == nil)
        let ours = "Thank you for your message. We are closed and open on Tuesday at 9:00."
        let echo = Self.occasion(Self.text("You wrote: \(ours) Reply 1 for more.")) {
            $0.correspondence.ourTexts = [ours]
        }
        #expect(Self.silence(echo) == Silence(.loop, "our own words come back"))
        let piece = Self.occasion(Self.text("You say Tuesday at 9:00?")) { $0.correspondence.ourTexts = [ours] }
        #expect(Self.silence(piece) == nil)
    }

    @Test func `quiet hours are those of whoever is written to`() {
        var manners = Self.ours
        manners.quiet = .init(from: 21 * 3600, until: 8 * 3600, holdsAcknowledgements: true)
        #expect(Self.silence(Self.occasion(), manners) == Silence(.quiet, "21:00-08:00 in UTC"))
        let west = TimeZoneTable(
            name: "America/Denver", earliest: .init(offset: -7 * 3600, isDaylight: false, abbreviation: "MST"),
            changes: [], rule: nil)
        #expect(Self.silence(Self.occasion { $0.theirZone = west }, manners) == nil)
        manners.quiet?.holdsAcknowledgements = false
        #expect(Self.silence(Self.occasion(), manners) == nil)
    }

    @Test(
        arguments: [
            "Thanks!", "ok thank you so much", "👍", "🙏🙏", "Danke schön!", "muchas gracias", "Merci beaucoup", "OK",
            "", "Perfetto, grazie mille",
        ])
    func `thanks and an emoji ask nothing`(_ text: String) {
        #expect(Self.silence(Self.occasion(Self.text(text)))?.code == .nothingAsked)
    }

    @Test(arguments: ["Thanks, but it is dead again", "ok?", "??", "thank you for nothing", "dead", "great, 3 days"])
    func `what only sounds like thanks is answered`(_ text: String) {
        #expect(Self.silence(Self.occasion(Self.text(text))) == nil)
    }

    @Test func `a photo without a word is something to look at`() {
        var photo = Self.text("")
        photo.attachments = [.init(name: "meter.jpg", type: "image/jpeg")]
        #expect(Self.silence(Self.occasion(photo)) == nil)
    }

    /// The first that holds is told: whoever reads the reason sees the one that would be left last.
    @Test func `reasons are asked in their order`() {
        var occasion = Self.occasion {
            $0.isOwn = true
            $0.isAgent = true
            $0.message.author.isAutomatic = true
            $0.message.envelope?.recipients = ["x@y.example"]
            $0.filteredBy = "casino"
            $0.isEdit = true
            $0.message.form = .repost
            $0.message.time = Self.now - .seconds(86_400)
            $0.correspondence.optedOut = .init(at: Self.now, words: "STOP")
        }
        var met: [Silence.Code] = []
        let mend: [(inout Occasion) -> Void] = [
            { $0.isOwn = false }, { $0.isAgent = false }, { $0.message.author.isAutomatic = false },
            { $0.message.envelope?.recipients = ["support@quillfone.example"] }, { $0.filteredBy = nil },
            { $0.message.form = .original }, { $0.isEdit = false }, { $0.message.time = Self.now },
            { $0.correspondence.optedOut = nil },
        ]
        for step in mend {
            if let code = Self.silence(occasion)?.code { met.append(code) }
            step(&occasion)
        }
        #expect(
            met == [.own, .agent, .automatic, .notToUs, .filtered, .repost, .edited, .late, .optedOut])
        #expect(Self.silence(occasion) == nil)
        let places = met.compactMap { Silence.Code.allCases.firstIndex(of: $0) }
        #expect(places == places.sorted())
    }
}
