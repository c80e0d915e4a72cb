import Hummingbird
import Letters
import Storage
import Triage

/// The page on which a customer books, moves or cancels a call, for whoever holds its address. Of them it shows the
/// end of a number and nothing else.
enum BookingPage {
    /// Slots that are shown: more than a week has at a quarter of an hour each.
    static let mostSlots = 400
    static let longestNumber = 60

    /// What a form came back with.
    struct Trouble: Sendable {
        var status: HTTPResponse.Status
        var words: String
        /// Which time they wanted, so that they need not look for it again.
        var wanted: Moment?
        /// Proves that the number was asked for once more.
        var doubt: String?
        /// Near what they wanted, and still to be had: the first of them is shown before the others.
        var instead: [Moment] = []
        /// Of the slots, the number, or the cancellation: which fold is open.
        var at: String = ""
        /// What is wrong with the form; nil: nothing, but the world.
        var field: Field?

        enum Field: Sendable { case time, number }
    }

    /// A visit to a link that opens.
    struct Room: Sendable {
        var visit: Visit
        var subject: Booking.Subject
        var booking: Booking
        var terms: CallBackTerms
        var words: BookingWords

        var desk: Desk { visit.desk }

        var calendar: BusinessCalendar {
            if let call = booking.standing { return terms.calendar(of: call) }
            return terms.calendar(
                source: booking.source.rawValue.isEmpty ? nil : booking.source, language: booking.language)
        }

        var zone: TimeZoneTable { desk.tables.zone(booking.zone) ?? calendar.zone }

        /// The number that would be rung without asking.
        var knownNumber: String? {
            if let call = booking.call { return call.number }
            if let talk = booking.talk, talk.state != .checksNumber, !talk.number.isEmpty { return talk.number }
            return CallBackTalk.knownNumber(
                booking.handle, customer: booking.customer, plan: terms.plan, tables: desk.tables)
        }
    }

    static func page(_ room: Room, trouble: Trouble? = nil) async throws -> Response {
        let (visit, words, booking) = (room.visit, room.words, room.booking)
        // The place is named once, not behind every time.
        let spoken = SpokenTime(zone: room.zone, isTheirZone: true, now: visit.now, language: words.language)
        let standing = booking.standing
        let slots = try await visit.desk.store.slots(room.terms.plan, calendar: room.calendar, now: visit.now)
        var free = slots.free(count: mostSlots).filter { $0 != standing?.start }
        // What was agreed can still be moved and cancelled.
        if standing == nil, !room.terms.sellsByLink { free = [] }
        let known = room.knownNumber
        let end = known.map { String($0.suffix(3)) }
        var facts = frame(
            words, visit.layout, visit.request, isChosen: (visit.form["lang"] ?? visit.query["lang"]) != nil)
        facts["action"] = .text(visit.path)
        facts["stamp"] = .text(booking.stamp)
        facts["trouble"] = .optional(trouble?.words)
        facts["wrongTime"] = .optional(trouble?.field == .time ? trouble?.words : nil)
        facts["wrongNumber"] = .optional(trouble?.field == .number ? trouble?.words : nil)
        // Nobody types a number twice because of something else.
        let typed = trouble == nil ? nil : visit.form["number"]?.trimmedLines.prefix(longestNumber)
        facts["typed"] = .optional(typed.map(String.init)?.nonEmpty)
        facts["said"] = trouble == nil ? .optional(said(visit.query["did"], booking, words)) : .flag(false)
        facts["days"] = .list(days(free, room.zone, spoken, trouble))
        facts["isFree"] = .flag(!free.isEmpty)
        facts["zone"] = .text(BookingWords.filled(words.zone, room.zone.name))
        facts["needsNumber"] = .flag(known == nil)
        facts["knownNumber"] = .optional(end.map { BookingWords.filled(words.knownNumber, $0) })
        facts["doubt"] = .optional(trouble?.doubt)
        facts["isMoving"] = .flag(trouble?.at == "move")
        facts["isChanging"] = .flag(trouble?.at == "number")
        facts["asksAnother"] = .flag(
            trouble?.at == "book" && known != nil && (trouble?.field == .number || typed?.isEmpty == false))
        facts["standing"] =
            standing.map { call in
                .group([
                    "when": .text(BookingWords.filled(words.when, spoken.sentence(call.nextAttempt))),
                    "isRinging": .flag(call.state == .ringing),
                ])
            } ?? .flag(false)
        facts["past"] = .optional(standing == nil ? booking.call.flatMap { past($0, words) } : nil)
        return answer(facts, words, status: trouble?.status ?? .ok)
    }

    /// Nothing is told of whose it was.
    static func gone(_ visit: Visit) -> Response {
        let words = BookingWords.asked(visit.request.headers[.acceptLanguage] ?? "")
        return notice(visit.layout, visit.request, words, words.gone, words.goneWhy, status: .notFound)
    }

    /// The same that a person of ours is told, in words for somebody who has never seen the desk.
    static func refusal(
        _ layout: Layout, _ request: Request, _ words: BookingWords?, _ refusal: Refusal
    ) -> Response {
        let words = words ?? .asked(request.headers[.acceptLanguage] ?? "")
        let why =
            switch refusal.status {
            case .tooManyRequests: words.tooFast
            case .forbidden, .badRequest, .contentTooLarge, .methodNotAllowed: words.notUnderstood
            default: words.notNow
            }
        var response = notice(layout, request, words, words.refused, why, status: refusal.status)
        if let seconds = refusal.retryAfter { response.headers[.retryAfter] = "\(seconds)" }
        return response
    }

    private static func notice(
        _ layout: Layout, _ request: Request, _ words: BookingWords, _ heading: String, _ why: String,
        status: HTTPResponse.Status
    ) -> Response {
        var facts = frame(words, layout, request, isChosen: false)
        facts["notice"] = .group(["heading": .text(heading), "why": .text(why)])
        return answer(facts, words, status: status)
    }

    private static func answer(_ facts: Facts, _ words: BookingWords, status: HTTPResponse.Status) -> Response {
        var response = Response.html(template.render(facts).text, status: status)
        response.headers[.contentLanguage] = words.language
        harden(&response)
        return response
    }

    /// The address is a key: no other host and no other page is told of it, and nobody looks for it.
    static func harden(_ response: inout Response) {
        response.headers[.referrerPolicy] = "no-referrer"
        response.headers[.robots] = "noindex, nofollow"
    }

    // MARK: Facts

    /// - Parameter isChosen: the reader took another language than the one that they wrote in.
    private static func frame(
        _ words: BookingWords, _ layout: Layout, _ request: Request, isChosen: Bool
    ) -> Facts {
        [
            "language": .text(words.language), "brand": .text(layout.brand),
            "style": .text(layout.path(of: "booking.css")), "icon": .text(layout.path(of: "icon.svg")),
            "lang": .optional(isChosen ? words.language : nil),
            "languages": .list(
                BookingWords.all.map {
                    [
                        "tag": .text($0.language), "name": .text($0.name),
                        "isHere": .flag($0.language == words.language),
                    ]
                }),
            "choose": .text(words.choose), "intro": .text(words.intro), "number": .text(words.number),
            "numberHint": .text(words.numberHint), "otherNumber": .text(words.otherNumber), "book": .text(words.book),
            "noneFree": .text(words.noneFree), "agreed": .text(words.agreed), "ringing": .text(words.ringing),
            "move": .text(words.move), "moveButton": .text(words.moveButton), "change": .text(words.change),
            "changeButton": .text(words.changeButton), "cancel": .text(words.cancel),
            "cancelButton": .text(words.cancelButton), "again": .text(words.again), "path": .text(request.uri.path),
            "title": .text(words.choose), "longest": .number(longestNumber),
        ]
    }

    /// A word about what was done, where it is still so: the address says which, and anybody can write that.
    private static func said(_ did: String?, _ booking: Booking, _ words: BookingWords) -> String? {
        switch did {
        case "book": booking.standing == nil ? nil : words.didBook
        case "move": booking.standing == nil ? nil : words.didMove
        case "number": booking.standing == nil ? nil : words.didChange
        case "cancel": booking.call?.state == .cancelled ? words.didCancel : nil
        default: nil
        }
    }

    private static func past(_ call: CallBack, _ words: BookingWords) -> String? {
        switch call.state {
        case .booked, .ringing: nil
        case .kept: words.kept
        case .missed: words.missed
        case .cancelled: words.cancelled
        }
    }

    private static func days(
        _ free: [Moment], _ zone: TimeZoneTable, _ spoken: SpokenTime, _ trouble: Trouble?
    ) -> [Facts] {
        var days: [(date: CivilDate, slots: [Moment])] = []
        for start in free {
            let date = zone.wallClock(at: start).date
            if days.last?.date == date {
                days[days.count - 1].slots.append(start)
            } else {
                days.append((date, [start]))
            }
        }
        let wanted = trouble?.wanted
        let shown = wanted.flatMap { free.contains($0) ? $0 : nil } ?? trouble?.instead.first { free.contains($0) }
        let place = days.firstIndex { day in shown.map(day.slots.contains) ?? false } ?? 0
        return days.enumerated().map { index, day in
            [
                "day": .text(spoken.day(day.date)), "count": .number(day.slots.count),
                "isOpen": .flag(index == place),
                "slots": .list(
                    day.slots.map { start in
                        [
                            "value": .text("\(start.wholeSeconds)"), "clock": .text(spoken.clock(start)),
                            "isChosen": .flag(start == wanted),
                        ]
                    }),
            ]
        }
    }
}

extension CallBack {
    /// When they are rung next: of a call that was made in vain no longer the time that was agreed.
    fileprivate var nextAttempt: Moment { state == .booked && attempts > 0 ? due ?? start : start }
}

extension FieldName {
    fileprivate static let robots = Self("X-Robots-Tag")!
}
