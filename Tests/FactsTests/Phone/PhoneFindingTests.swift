import Testing
import Triage

@testable import Facts

struct PhoneFindingTests {
    private func found(_ text: String, _ region: String = "GB") -> [String] {
        let bytes = Array(text.utf8)
        return PhoneReader(region: region).find(in: text).map { range, reading in
            "\(String(decoding: bytes[range], as: UTF8.self)) → \(reading.e164)"
        }
    }

    @Test func `numbers are found where they stand, in octets`() {
        #expect(
            found("Grüße! Ring 020 7946 0958 ☎ ０７４００　１２３４５６ or +49 (0)30/123456, any time")
                == [
                    "020 7946 0958 → +442079460958", "０７４００　１２３４５６ → +447400123456",
                    "+49 (0)30/123456 → +4930123456",
                ])
        #expect(found("my desk is 020 7946 0958 ext 12 thanks") == ["020 7946 0958 ext 12 → +442079460958"])
        #expect(PhoneReader(region: "GB").find(in: "020 7946 0958 ext 12").first?.1.extensionDigits == "12")
        #expect(found("ruf 030 123456 an", "DE") == ["030 123456 → +4930123456"])
        #expect(found("(201) 555-0123 / (201) 555-0124", "US").count == 2)
    }

    @Test func `a doubtful number counts only with its country's code`() {
        #expect(found("+447700900123 is mine") == ["+447700900123 → +447700900123"])
        #expect(found("order 07700 900123 please") == [])
        #expect(PhoneReader(region: "GB").find(in: "+447700900123").first?.1.standing == .doubtful)
    }

    @Test(arguments: [
        "ticket 12345678 of 2026-11-22 at 10:30, £1,234,567.89", "22/11/2026 10:30 - 11:45",
        "call me on oh seven seven",
        "IBAN GB29 NWBK 6016 1331 9268 19", "192.168.100.200:8420", "call 999 or 112 now", "101 and 40404",
        "https://quillfone.example/case/02079460958123", "1.23456789", "a02079460958b", "3.1415926535897932", "",
        "0\u{337}2\u{337}0\u{337} 7946 0958",
    ])
    func `what is no telephone number is not taken for one`(_ text: String) {
        #expect(found(text) == [])
    }

    @Test func `a premium line in a text is told`() {
        let found = PhoneReader(region: "GB").find(in: "ring me on 0909 879 0123 quick")
        #expect(found.map(\.1.obstacle) == [.costly])
    }

    @Test func `no more than five are found, in their order, those at the beginning of a long text`() {
        let numbers = (0..<9).map { "020 7946 095\($0)" }
        #expect(
            PhoneReader(region: "GB").find(in: numbers.joined(separator: "; ")).map(\.1.e164)
                == (0..<5).map { "+44207946095\($0)" })
        let late = String(repeating: "é ", count: PhoneReader.textLimit) + "020 7946 0958"
        #expect(found(late) == [])
        // Cut off in the middle of a character, or not.
        for filler in ["é", "xé", "日", "x日", "xx日"] {
            let early = "020 7946 0958 " + String(repeating: filler, count: PhoneReader.textLimit)
            #expect(found(early).count == 1)
        }
    }

    @Test func `behind very much that only looks like numbers nobody looks further`() {
        let decoys = { (count: Int) in String(repeating: "no 1234 5678 9012; ", count: count) + "ring 020 7946 0958" }
        #expect(found(decoys(20)) == ["020 7946 0958 → +442079460958"])
        #expect(decoys(100).utf8.count < PhoneReader.textLimit)
        #expect(found(decoys(100)) == [])
    }

    @Test(arguments: [
        "1", "+44 20 7", "1 (", "(((++//", "1234567 ext ", "0-", "9\u{301}", "\u{202E}٠", "020-79 4x ", "+44207946095",
    ])
    func `ten megabytes of what only looks like numbers come to an end`(_ piece: String) {
        let text = String(repeating: piece, count: (10 << 20) / piece.utf8.count)
        for (range, reading) in PhoneReader(region: "GB").find(in: text) {
            #expect(range.upperBound <= PhoneReader.textLimit && !reading.e164.isEmpty)
        }
    }
}
