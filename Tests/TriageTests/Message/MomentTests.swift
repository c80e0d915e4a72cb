import Foundation
import Testing
import Triage

@Suite struct MomentTests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2026-11-22T03:41:07Z", 1_795_318_867_000_000),
            ("2026-11-22T03:41:07.25Z", 1_795_318_867_250_000), ("1969-12-31T23:59:59.999999Z", -1),
            ("2000-02-29T12:00:00Z", 951_825_600_000_000),
        ]) func `a time is written as RFC 3339 and read back`(text: String, microseconds: Int64)
    {
        #expect(Moment(rfc3339: text)?.microseconds == microseconds)
        #expect(Moment(microseconds: microseconds).rfc3339 == text)
    }

    @Test(
        arguments: [
            ("2026-11-22T03:41:07+01:00", "2026-11-22T02:41:07Z"), ("2026-11-22T03:41:07-0330", "2026-11-22T07:11:07Z"),
            ("2026-11-22 03:41:07Z", "2026-11-22T03:41:07Z"), ("2026-11-22", "2026-11-22T00:00:00Z"),
            ("2026-11-22T03:41Z", "2026-11-22T03:41:00Z"), ("2026-11-22T03:41:07,5Z", "2026-11-22T03:41:07.5Z"),
        ]) func `its common relatives are read too`(text: String, same: String)
    {
        #expect(Moment(rfc3339: text)?.rfc3339 == same)
    }

    @Test(
        arguments: [
            "", "2026", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-11-22T25:00:00Z", "2026-11-22T03:60:07Z",
            "2026-11-22T03:41:07", "2026-11-22T03:41:07.Z", "2026-11-22T03:41:07Zx", "２０２６-11-22T03:41:07Z",
        ]) func `what is no time is refused`(text: String)
    {
        #expect(Moment(rfc3339: text) == nil)
    }

    @Test func `every day of four centuries survives the calendar`() {
        for day in stride(from: Int64(-146_097), through: 146_097, by: 1) {
            let (year, month, date) = Moment.civil(fromDays: day)
            guard Moment.days(fromCivil: year, month, date) == day else {
                Issue.record("day \(day) became \(year)-\(month)-\(date)")
                return
            }
        }
    }
}
