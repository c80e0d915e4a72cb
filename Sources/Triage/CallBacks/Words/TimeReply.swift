/// What a customer's reply to an offer asks for.
package enum TimeReply: Hashable, Sendable {
    /// One of the offered slots, counted from 1. Not checked against how many were offered.
    case choice(Int)
    /// Times they would like, in order of wish.
    case wish([WallStretch])
    /// Only good for what was asked with yes or no.
    case yes
    /// Declines what was offered.
    case no
    /// Wants no call any more.
    case cancel
    case callNow
    /// Wants other offers.
    case later
    /// Any of those offered will do.
    case anyOffered
    /// Somewhat later or earlier than a time; nil: than those offered, or than what stands.
    case near(WallClock?, isLater: Bool)
    /// Asks about the call itself, and perhaps whether it is at one of these times.
    case inquiry([WallStretch])
    /// Wants to be written to; nothing else where they said "instead".
    case inWriting(isInstead: Bool)
    /// Wrote a phone number and nothing else that says when; as written, at most 40 characters.
    case number(String)
    case unclear(Unclear)

    /// Why a reply could not be read; each of them is asked back, none is guessed.
    package enum Unclear: Hashable, Sendable {
        /// No time at all.
        case nothing
        /// Two readings or more: `2026-11-25 15:00`, or `2` for the second offer.
        case ambiguous([String])
        case past
        /// 31 February, 25:00.
        case impossible
        /// Behind the horizon.
        case tooFar
        /// More times than anybody could mean.
        case tooMuch
    }
}

/// A stretch of the clock on the customer's wall.
package struct WallStretch: Hashable, Sendable {
    /// Inclusive.
    package var from: WallClock
    /// Exclusive; a minute behind `from` where the time is exact.
    package var until: WallClock
    /// "At ten", not "after ten" and not "about ten".
    package var isExact: Bool

    package init(from: WallClock, until: WallClock, isExact: Bool = false) {
        self.from = from
        self.until = until
        self.isExact = isExact
    }

    package init(exactly clock: WallClock) {
        self.init(from: clock, until: WallClock(seconds: clock.seconds + 60), isExact: true)
    }
}

/// A reply, read.
package struct TimeReading: Hashable, Sendable {
    package var reply: TimeReply
    /// A phone number that stood beside it, as written, at most 40 characters. Not checked.
    package var number: String?
    /// The language that made sense of it: `en`, `es`, `de`, `fr` or `pt`.
    package var language: String?
    /// Where in the text the meaning was, in UTF-8 bytes, ascending.
    package var used: [Range<Int>]
    /// A time or an offer is named and not asked for: "2?", "maybe 2", "at 3 if the line is down".
    package var isQuestion: Bool
    /// By itself a request to be called at the times that were read.
    package var asksForCall: Bool
    /// Something else is told in it.
    package var tellsStory: Bool
    /// The times are those at which they say that they are free.
    package var isAvailability: Bool
    /// "On this number": the one that they write from.
    package var namesOwnNumber = false
    /// The figures in it name an account, a contract or a case.
    package var namesAccount = false
    /// An hour later or earlier, not somewhat; at the same time of day as the call that stands.
    package var isByHour = false
    package var namesSameTime = false
    /// Bytes of their own words, without what they quote; nil: not known.
    package var length: Int?

    package init(
        reply: TimeReply, number: String? = nil, language: String? = nil, used: [Range<Int>] = [],
        isQuestion: Bool = false, asksForCall: Bool = false, tellsStory: Bool = false, isAvailability: Bool = false,
        length: Int? = nil
    ) {
        self.isQuestion = isQuestion
        self.asksForCall = asksForCall
        self.tellsStory = tellsStory
        self.isAvailability = isAvailability
        self.length = length
        self.reply = reply
        self.number = number
        self.language = language
        self.used = used
    }
}
