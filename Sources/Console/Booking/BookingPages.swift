import Hummingbird
import Storage
import Triage

extension Hall {
    /// The page that links to customers lead to, without sign-in. GET changes nothing: scanners of mail follow links.
    package func bookingPages() {
        let desk = desk
        let readers = Pace(burst: 60, perSecond: 1)
        let writers = Pace(burst: 20, perSecond: 0.1)
        let guesses = Pace(burst: 20, perSecond: 0.2)

        @Sendable func enter(
            _ visit: Visit, _ body: (BookingPage.Room) async throws -> Response
        ) async throws -> Response {
            guard let link = BookingLinks.open(visit.parameter("token") ?? "", seal: desk.seal, now: visit.now) else {
                do {
                    try guesses.pass(visit.from?.description ?? "", now: visit.now)
                } catch let refusal as Refusal {
                    return BookingPage.refusal(visit.layout, visit.request, nil, refusal)
                }
                return BookingPage.gone(visit)
            }
            let subject = link.subject
            var words = BookingWords.asked(visit.request.headers[.acceptLanguage] ?? "")
            do {
                try readers.pass(subject.written, now: visit.now)
                if visit.request.method == .post { try writers.pass(subject.written, now: visit.now) }
                guard let terms = desk.callBacks(), let booking = try await desk.store.booking(link) else {
                    return BookingPage.gone(visit)
                }
                words = .of(visit.form["lang"] ?? visit.query["lang"] ?? booking.language)
                return try await body(
                    BookingPage.Room(visit: visit, subject: subject, booking: booking, terms: terms, words: words))
            } catch let refusal as Refusal {
                return BookingPage.refusal(visit.layout, visit.request, words, refusal)
            } catch let error as StorageError {
                desk.logger.error("a booking page could not be made", metadata: ["error": "\(error)"])
                return BookingPage.refusal(
                    visit.layout, visit.request, words,
                    Refusal(.serviceUnavailable, "The database cannot be reached.", retryAfter: 5))
            }
        }
        linked("/b/:token", .get) { visit in try await enter(visit) { try await BookingPage.page($0) } }
        linked("/b/:token", .post) { visit in try await enter(visit) { try await BookingPage.answer($0) } }
    }
}

extension BookingPage {
    /// What a form of the page asks for.
    fileprivate static func answer(_ room: Room) async throws -> Response {
        let (visit, words) = (room.visit, room.words)
        let wanted = visit.form["start"].flatMap { $0.utf8.count <= 12 ? Int64($0) : nil }.map { Moment(seconds: $0) }
        switch visit.form["do"] {
        case "book": return try await book(room, wanted)
        case "move":
            guard let call = room.booking.standing else { return try await stale(room) }
            guard let wanted else {
                return try await page(
                    room,
                    trouble: Trouble(status: .unprocessableContent, words: words.needsTime, at: "move", field: .time))
            }
            let answer = try await visit.desk.store.move(
                callBack: call.id, version: version(visit.form["stamp"], of: call), to: wanted, terms: room.terms,
                by: "customer", now: visit.now)
            return try await told(room, answer, "move", wanted: wanted)
        case "cancel":
            // Pressed twice: it is cancelled, and that is what was wanted.
            guard let call = room.booking.standing else {
                let isDone = room.booking.call.map { isNext(visit.form["stamp"], $0) && $0.state == .cancelled }
                return isDone == true ? done(room, "cancel") : try await stale(room)
            }
            let answer = try await visit.desk.store.cancel(
                callBack: call.id, version: version(visit.form["stamp"], of: call), terms: room.terms,
                by: "customer", note: "by link", now: visit.now)
            return try await told(room, answer, "cancel", wanted: nil)
        case "number":
            guard let call = room.booking.standing else { return try await stale(room) }
            switch number(room, at: "number", wanted: nil) {
            case .trouble(let trouble): return try await page(room, trouble: trouble)
            case .known:
                return try await page(
                    room,
                    trouble: Trouble(
                        status: .unprocessableContent, words: words.needsNumber, at: "number", field: .number))
            case .given(let e164):
                let answer = try await visit.desk.store.renumber(
                    callBack: call.id, version: version(visit.form["stamp"], of: call), to: e164, terms: room.terms,
                    by: "customer", now: visit.now)
                return try await told(room, answer, "number", wanted: nil)
            }
        default:
            return try await page(room, trouble: Trouble(status: .unprocessableContent, words: words.notUnderstood))
        }
    }

    private static func book(_ room: Room, _ wanted: Moment?) async throws -> Response {
        let (visit, words) = (room.visit, room.words)
        guard let wanted else {
            return try await page(
                room, trouble: Trouble(status: .unprocessableContent, words: words.needsTime, at: "book", field: .time))
        }
        let e164: String
        switch number(room, at: "book", wanted: wanted) {
        case .trouble(let trouble): return try await page(room, trouble: trouble)
        case .given(let given): e164 = given
        case .known:
            guard let known = room.knownNumber else {
                return try await page(
                    room,
                    trouble: Trouble(
                        status: .unprocessableContent, words: words.needsNumber, wanted: wanted, at: "book",
                        field: .number))
            }
            e164 = known
        }
        let answer = try await visit.desk.store.book(
            room.subject, at: wanted, number: e164, stamp: visit.form["stamp"] ?? "", language: words.language,
            terms: room.terms, now: visit.now)
        return try await told(room, answer, "book", wanted: wanted)
    }

    // MARK: Numbers

    private enum Number {
        /// Nothing was typed: the one that is known will do, if there is one.
        case known
        case given(String)
        case trouble(Trouble)
    }

    private static func number(_ room: Room, at place: String, wanted: Moment?) -> Number {
        let (visit, words) = (room.visit, room.words)
        func trouble(_ text: String, doubt: String? = nil) -> Number {
            .trouble(
                Trouble(
                    status: .unprocessableContent, words: text, wanted: wanted, doubt: doubt, at: place,
                    field: .number))
        }
        let typed = (visit.form["number"] ?? "").trimmedLines
        if typed.isEmpty { return .known }
        guard typed.count <= longestNumber else { return trouble(words.impossibleNumber) }
        switch visit.desk.tables.number(typed, room.terms.plan.region) {
        case .none, .impossible: return trouble(words.impossibleNumber)
        case .refused: return trouble(words.refusedNumber)
        case .good(let e164): return .given(e164)
        case .doubtful(let e164):
            // Whoever writes it a second time is sure of it. What they wrote first stands in the page as a code
            // that tells nobody the number.
            let subject = "\(room.subject.written) \(e164)"
            if let doubt = visit.form["doubt"], visit.desk.seal.isCode(doubt, purpose: doubts, subject: subject) {
                return .given(e164)
            }
            return trouble(words.doubtfulNumber, doubt: visit.desk.seal.code(purpose: doubts, subject: subject))
        }
    }

    private static let doubts = "doubtful number"

    // MARK: What became of it

    /// The version that the form was filled in under; of another call none that can be.
    private static func version(_ stamp: String?, of call: CallBack) -> Int {
        guard let parts = stamp?.split(separator: ".", omittingEmptySubsequences: false), parts.count == 2,
            parts[0] == "\(call.id)", let version = Int(parts[1])
        else { return -2 }
        return version
    }

    /// Whether the stamp is that of the same call just before it became as it is.
    private static func isNext(_ stamp: String?, _ call: CallBack) -> Bool {
        version(stamp, of: call) == call.version - 1
    }

    private static func told(_ room: Room, _ answer: CallBackAnswer, _ did: String, wanted: Moment?) async throws
        -> Response
    {
        switch answer {
        case .done: return done(room, did)
        case .refused(_, let instead):
            return try await page(
                room,
                trouble: Trouble(
                    status: .conflict, words: instead.isEmpty ? room.words.noneFree : room.words.taken,
                    instead: instead, at: did, field: did == "book" || did == "move" ? .time : nil))
        case .changed, .over, .noSuchCallBack: return try await stale(room)
        }
    }

    /// The page as it is by now, and that nothing was done.
    private static func stale(_ room: Room) async throws -> Response {
        guard let booking = try await room.desk.store.booking(room.subject) else { return gone(room.visit) }
        var room = room
        room.booking = booking
        let isBook = room.visit.form["do"] == "book" && booking.standing != nil
        return try await page(
            room,
            trouble: Trouble(
                status: .conflict, words: isBook ? room.words.standsAlready : room.words.stale,
                at: room.visit.form["do"] ?? ""))
    }

    private static func done(_ room: Room, _ did: String) -> Response {
        let chosen = room.visit.form["lang"] ?? room.visit.query["lang"]
        let language = chosen == nil ? "" : "&lang=\(room.words.language)"
        var response = Response.redirect(to: "\(room.visit.path)?did=\(did)\(language)")
        harden(&response)
        return response
    }
}
