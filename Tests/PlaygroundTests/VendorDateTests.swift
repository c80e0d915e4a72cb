import Foundation
import Testing

@testable import Playground

@Suite struct VendorDateTests {
    @Test func `dates are spelled and read as Python does, over four centuries`() async throws {
        let moments = (0..<400).map { -6_000_000_000 + $0 * 34_567_891 } + [951_782_400, 951_868_799, 0, -1]
        let run = try await Outside.python(
            """
            import datetime, email.utils
            z = datetime.timezone.utc
            for a in argv:
                t = datetime.datetime(1970, 1, 1, tzinfo=z) + datetime.timedelta(seconds=int(a))
                print(email.utils.format_datetime(t), email.utils.format_datetime(t, usegmt=True), t.strftime('%Y-%m-%dT%H:%M:%SZ'), sep='|')
            """, moments.map(String.init))
        let lines = run.text.split(separator: "\n").map { $0.split(separator: "|").map(String.init) }
        #expect(lines.count == moments.count)
        for (moment, line) in zip(moments, lines) {
            let date = Date(timeIntervalSince1970: Double(moment))
            #expect([VendorDate(date).rfc2822, VendorDate(date).http, VendorDate(date).rfc3339] == line)
            #expect(VendorDate.http(VendorDate(date).http) == date)
        }
    }

    @Test func `days that do not exist are not read`() {
        #expect(VendorDate.day(iso: "2026-02-29") == nil)
        #expect(VendorDate.day(iso: "2028-02-29") != nil)
        #expect(VendorDate.day(iso: "yesterday") == nil)
        #expect(VendorDate.http("Sun, 31 Nov 2026 18:00:00 GMT") == nil)
        #expect(VendorDate.http("Sun, 22 Nov 2026 25:00:00 GMT") == nil)
        #expect(VendorDate.http("") == nil)
    }
}
