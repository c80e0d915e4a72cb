import Testing
import Triage

@testable import earshot

struct CallBackSettingsTests {
    private static let least = """
        brand: Quillfone
        database: sqlite:earshot.db
        rules: Rules
        hours: { time-zone: Europe/London, weekly: { mon-fri: ["09:00-12:30", "13:30-17:30"] }, calendars: { s: { time-zone: Europe/London, weekly: { mon: ["10:00-10:20"] }, teams: [sales] } } }
        acd: { smtp: "smtp://127.0.0.1:25", from: e@quillfone.example, queues: { default: a@acd.example, hot: b@acd.example } }

        """

    private func complaints(_ rest: String, _ base: String = least) -> [String] {
        settings(base + rest).complaints.map { "\($0.line) \($0.message)" }
    }

    @Test func `every key of callbacks is read`() throws {
        let loaded = settings(
            Self.least
                + "callbacks: { slot: 20m, per-slot: 7, horizon: 9d, lead: 1h, offered: 2, retries: 4, retry-after: 20m, stands: 1d, team: sales, ring: acd, region: DE }\n"
        )
        let plan = try #require(loaded.configuration?.callBacks, "\(loaded.complaints)")
        #expect(
            plan
                == CallBackPlan(
                    slot: .seconds(1200), perSlot: 7, horizon: .seconds(9 * 86_400), lead: .seconds(3600), offered: 2,
                    retries: 4, retryAfter: .seconds(1200), offerStands: .seconds(86_400), team: "sales", ring: .acd,
                    region: "DE"))
        #expect(loaded.configuration?.policy(startedAt: [:]).callBacks == plan)
        #expect(loaded.configuration?.callBackTerms?.ticketDomain == "quillfone.example")
    }

    @Test func `without the section none are offered`() {
        let configuration = settings(Self.least).configuration
        #expect(configuration != nil && configuration?.callBacks == nil && configuration?.callBackTerms == nil)
    }

    @Test(arguments: [
        ("callbacks: { slot: 4h }\n", "6 no opening of the calendar `s` is as long as a slot (4h)"),
        ("callbacks: { team: sales, slot: 25m }\n", "6 no opening of the calendar `s` is as long as a slot (25m)"),
        ("callbacks: { slot: 1m }\n", "6 `slot` cannot be 1m"),
        ("callbacks: { lead: 2d, horizon: 1d }\n", "6 no slot can be taken: `lead` (2d) is not shorter than"),
        ("callbacks: { ring: on-call }\n", "6 `ring: on-call` needs `on-call`"),
        ("callbacks: { ring: both }\n", "6 `ring: both` needs `on-call`"),
        ("callbacks: { ring: bell }\n", "6 `ring` is one of acd, on-call, both"),
        ("callbacks: { region: gb }\n", "6 `region` is a country"),
        ("callbacks: { region: UK }\n", "6 `region` is a country"),
        ("callbacks: { region: QX }\n", "6 `region` is a country"),
        ("callbacks: { lead: 4h 30m, horizon: 2d }\n", "6 `lead` is a time span"),
        ("callbacks: { lead: 5h }\n", "6 `lead` (5h) is longer than any opening of the calendar `default`"),
        ("callbacks: { per-slot: 0 }\n", "6 `per-slot` cannot be 0"),
        ("callbacks: { offered: 10 }\n", "6 `offered` cannot be 10"),
        ("callbacks: { team: slaes }\n", "6 no calendar of `hours` is for the team `slaes`"),
        ("callbacks: { per_slot: 2 }\n", "6 there is no key `per_slot` in `callbacks`"),
    ])
    func `what cannot be kept is refused where it stands`(_ rest: String, _ says: String) {
        #expect(complaints(rest).contains { $0.hasPrefix(says) }, "\(complaints(rest))")
    }

    @Test func `a section without anybody to ring is refused`() {
        let alone =
            "brand: Quillfone\ndatabase: sqlite:earshot.db\nrules: Rules\nhours: { time-zone: UTC, weekly: { mon: [\"09:00-12:30\"] } }\n"
        #expect(
            complaints("callbacks: { slot: 15m }\n", alone).contains { $0.contains("needs `acd` or `on-call`") })
        #expect(
            complaints("callbacks: { ring: acd }\n", alone).contains { $0.contains("`ring: acd` needs `acd`") })
    }

    @Test(arguments: [
        ("callbacks: { slot: 15 }\n", "add the unit: `15m`"), ("callbacks: { lead: 300 }\n", "add the unit: `300s`"),
        ("callbacks: { horizon: 5 }\n", "add the unit: `5h`"),
        ("callbacks: { region: UK }\n", "write `region: GB`"), ("callbacks: { region: es }\n", "write `region: ES`"),
        ("region: UK\n", "write `region: GB`"), ("region: Spain\n", "two capital letters"),
    ])
    func `a slip is answered with what was meant`(_ rest: String, _ remedy: String) {
        let complaints = settings(Self.least + rest).complaints
        #expect(complaints.contains { $0.remedy.hasPrefix(remedy) || $0.remedy.contains(remedy) }, "\(complaints)")
    }

    @Test func `all mistakes of the section are told at once, hours or none`() {
        let alone = "brand: Quillfone\ndatabase: sqlite:earshot.db\nrules: Rules\n"
        let told = complaints("callbacks: { slot: 15, per-slot: 0, region: UK, ring: bell }\n", alone)
        for part in [
            "needs `hours`", "`slot` is a time span", "`per-slot` cannot be 0", "`region` is", "`ring` is one",
        ] {
            #expect(told.contains { $0.contains(part) }, "\(part) in \(told)")
        }
    }
}
