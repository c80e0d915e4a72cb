/// Who is on duty when: layers in which people take turns, and what departs from them.
///
/// At any instant the highest layer that has somebody on duty answers; an override goes before all layers. Who is
/// on leave is passed over, and the next in turn stands in. All times are readings of the clocks of `zone`: a turn
/// that begins at 09:00 begins at 09:00 on the day after the clocks were changed too.
package struct Rota: Hashable, Sendable {
    package var name: String
    package var zone: TimeZoneTable
    /// The last one goes first where several have somebody on duty.
    package var layers: [Layer]
    package var overrides: [Override]
    package var leave: [Leave]

    /// People who take turns.
    package struct Layer: Hashable, Sendable {
        package var people: [PersonName]
        /// The date and second of the day from which turns are counted: the first person's first hand-over.
        package var start: CivilDate
        package var handover: Int
        /// Days in a turn: 1, 7, 14 ….
        package var turn: Int
        /// The hours of the week in which the layer is on duty; nil: always.
        package var hours: [Weekday: [OpeningInterval]]?
        /// On duty only while these business hours are open, or only while they are closed.
        package var calendar: Attendance?

        package init(
            people: [PersonName], start: CivilDate, handover: Int, turn: Int,
            hours: [Weekday: [OpeningInterval]]? = nil, calendar: Attendance? = nil
        ) {
            self.people = people
            self.start = start
            self.handover = handover
            self.turn = turn
            self.hours = hours
            self.calendar = calendar
        }
    }

    package struct Attendance: Hashable, Sendable {
        package var calendar: BusinessCalendar
        /// True: while it is open; false: while it is closed, holidays included.
        package var whileOpen: Bool
        package init(calendar: BusinessCalendar, whileOpen: Bool) {
            self.calendar = calendar
            self.whileOpen = whileOpen
        }
    }

    /// From an instant until another somebody else is on duty, or nobody.
    package struct Override: Hashable, Sendable {
        package var from: Moment
        package var until: Moment
        package var people: [PersonName]
        package init(from: Moment, until: Moment, people: [PersonName]) {
            self.from = from
            self.until = until
            self.people = people
        }
    }

    /// Whole days, the last one included, by the rota's clocks.
    package struct Leave: Hashable, Sendable {
        package var person: PersonName
        package var first: CivilDate
        package var last: CivilDate
        package init(person: PersonName, first: CivilDate, last: CivilDate) {
            self.person = person
            self.first = first
            self.last = last
        }
    }

    package init(
        name: String, zone: TimeZoneTable, layers: [Layer], overrides: [Override] = [], leave: [Leave] = []
    ) {
        self.name = name
        self.zone = zone
        self.layers = layers
        self.overrides = overrides
        self.leave = leave
    }
}
