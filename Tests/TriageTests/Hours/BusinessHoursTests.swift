import Testing

@testable import Triage

struct BusinessHoursTests {
    private func calendar(_ name: String) -> BusinessCalendar {
        BusinessCalendar(name: name, zone: Zones.utc, weekly: [.monday: [.allDay]])
    }

    private var hours: BusinessHours {
        BusinessHours(
            calendar("default"),
            others: [
                .init(calendar("german"), for: .init(languages: ["de"])),
                .init(calendar("austrian"), for: .init(languages: ["de-AT"])),
                .init(calendar("phone"), for: .init(sources: ["text-line"])),
                .init(calendar("german-phone"), for: .init(sources: ["text-line"], languages: ["de"])),
                .init(calendar("billing"), for: .init(teams: ["billing"])),
                .init(calendar("on-demand"), for: .init()),
            ])
    }

    @Test(arguments: [
        ("page", "en", "default"), ("page", "de", "german"), ("page", "de-CH", "german"), ("page", "DE-at", "austrian"),
        ("page", "deu", "default"), ("text-line", "en", "phone"), ("text-line", "de", "german-phone"),
        ("text-line", "de-AT", "german-phone"), ("page", "", "default"),
    ])
    func `the calendar that fits best answers`(_ source: String, _ language: String, _ name: String) {
        #expect(hours.calendar(source: SourceName(source), language: language).name == name)
    }

    @Test func `a team's calendar goes before all others, and one for nobody is only asked by name`() {
        #expect(hours.calendar(source: "text-line", language: "de", team: "billing").name == "billing")
        #expect(hours.calendar(source: "text-line", language: "de", team: "sales").name == "german-phone")
        #expect(hours.calendar().name == "default")
        #expect(hours.calendar(named: "on-demand")?.name == "on-demand")
        #expect(hours.calendar(named: "nobody") == nil)
    }

    @Test func `a state is that of the calendar that answers`() {
        let closed = BusinessHours(
            calendar("default"),
            others: [
                .init(
                    BusinessCalendar(
                        name: "de", zone: Zones.utc, weekly: [.monday: [.allDay]],
                        holidays: [date("2026-11-23"): "off"]), for: .init(languages: ["de"]))
            ])
        let monday = utc("2026-11-23T10:00:00Z")
        #expect(closed.state(at: monday, source: "a", language: "en") == .open)
        #expect(closed.state(at: monday, source: "a", language: "de") == .holiday)
        #expect(closed.state(at: utc("2026-11-24T10:00:00Z"), source: "a", language: "de") == .closed)
    }
}
