/// What a word, a figure or a mark can mean in a reply about times. A word may have several of them ("nach"
/// is "after" and "past", "second" no offer and one); the grammar takes the one that fits its place.
enum Sense: Hashable, Sendable {
    // Counting.
    case number(Int)
    case ordinal(Int)
    /// In digits, with how many there are.
    case figure(Int, width: Int)
    /// 2️⃣
    case keycap(Int)
    /// Behind a figure: "nd", "º".
    case ordinalMark
    /// `10:30`, checked; literal where a leading zero or the hour leaves no doubt about the half of the day.
    case clock(Int, Int, literal: Bool)
    /// `10.30` or `20.11`: a clock or a date.
    case pair(Int, Int)
    /// `15/12`, with a year where one was written; which comes first depends on the country.
    case slashed(Int, Int, Int?)
    case date(year: Int?, month: Int, day: Int)
    /// `25:00`
    case impossible
    case phone
    case amount

    // Days.
    case weekday(Weekday)
    /// Days from today.
    case today(Int)
    /// "mañana", "morgen": morning behind a day, else tomorrow.
    case tomorrowOrMorning
    case workdays, weekend, everyDay, anyTime
    case month(Int)
    /// Before a figure that is a day of the month: "día 20".
    case dayWord
    case thisWeek, nextWeek
    /// "next Friday": this week's or the next one's, as people differ.
    case next
    /// "this coming Friday": the first one from here.
    case coming
    case last
    /// Behind a weekday: "week", "en huit".
    case weekLater

    // Clocks.
    case part(DayPart)
    case early, late
    case hourMark, am, pm, noon, midnight
    case half, quarter, threeQuarters
    /// Before an hour: "half past"; and German "halb".
    case halfPast, halfBefore
    /// Between minutes and an hour.
    case pastHour, toHour
    /// Between an hour and minutes: "y", "et"; "menos".
    case plus, minus

    // Relations.
    case at, around, aroundBehind, after, before, until, between, rangeFrom, rangeTo, or, and
    /// Behind a time: "or later", "onwards".
    case onwards
    /// Before a duration: "in two hours".
    case ahead
    /// "within the next two hours"
    case within
    case unit(Unit)

    // Stances.
    case not
    /// What is said beside it does not suit.
    case cannot
    /// What is said beside it is wished for: "works for me", "call me".
    case wishes
    case please
    /// A number behind it may well be an hour: "make it 2".
    case moves
    /// Before the number of an offer: "option".
    case choiceNoun
    /// "the Friday one"
    case one
    case lastOne
    case anyOffered
    /// "the earlier one"
    case firstOne
    case yes, no, cancel, now, later
    /// "a bit later" than what is named beside it, or than what stands.
    case somewhatLater, somewhatEarlier
    /// "maybe": what is said beside it is no choice yet.
    case maybe
    /// "if the line is still down"
    case condition
    /// A request to be called, of somebody who says so by themselves: "could someone ring me".
    case callMe
    /// A question about the call: "when will you ring?"
    case asks
    /// It is one where it is asked: "vous appelez à 10h ?"
    case probes
    /// "by email", and what makes it the only way: "instead".
    case inWriting, instead
    /// "I'm free at 11": no wish to move what stands.
    case free
    /// "On this number", and a word behind which figures name no telephone: "account no".
    case ownNumber, account
    /// Beside a cancellation that names nothing: "I can't after all".
    case afterAll
    /// "Somewhat later" is by an hour; "at the same time" as the call that stands.
    case byHour, sameTime
    /// A number in the gender of hours: "una", "duas".
    case feminine

    // Everything else.
    /// Whoever says this tells a story or asks for something else.
    case complaint
    /// Of no weight.
    case filler
    /// May stand inside of a time: "at the", "de la".
    case glue
    /// Names follow it, and names are no unknown words.
    case greeting
    /// What follows is the subject, not the time.
    case about
    case but
    case comma, stop, question, dash, slash, dot, colon
    case unknown

    enum Unit: Hashable, Sendable { case minute, quarterHour, hour, day, week, month, year }
}

/// One thing that was said: its senses and its place.
struct Term: Hashable, Sendable {
    var senses: [Sense]
    /// In the text, in UTF-8 bytes.
    var bytes: Range<Int>
    /// No white space before it.
    var isTight = false
    /// Written with a capital letter first.
    var isCapital = false
    /// Of more than one word.
    var isPhrase = false

    func means(_ sense: Sense) -> Bool { senses.contains(sense) }

    /// The first of the senses that `pick` takes.
    func first<Value>(_ pick: (Sense) -> Value?) -> Value? {
        for sense in senses {
            if let value = pick(sense) { return value }
        }
        return nil
    }

    /// In words or in digits.
    var number: Int? {
        first {
            switch $0 {
            case .number(let value), .figure(let value, _): value
            default: nil
            }
        }
    }
    var figure: Int? { first { if case .figure(let value, _) = $0 { value } else { nil } } }
    var figureWidth: Int { first { if case .figure(_, let width) = $0 { width } else { nil } } ?? 0 }
    var ordinal: Int? { first { if case .ordinal(let value) = $0 { value } else { nil } } }
    var weekday: Weekday? { first { if case .weekday(let value) = $0 { value } else { nil } } }
    var today: Int? { first { if case .today(let value) = $0 { value } else { nil } } }
    var month: Int? { first { if case .month(let value) = $0 { value } else { nil } } }
    var part: DayPart? { first { if case .part(let value) = $0 { value } else { nil } } }
    var unit: Sense.Unit? { first { if case .unit(let value) = $0 { value } else { nil } } }
}
