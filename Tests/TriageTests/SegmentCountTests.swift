import Foundation
import TestKit
import Testing

@testable import Triage

@Suite struct SegmentCountTests {
    @Test(arguments: [
        ("", 1, 0), ("x", 160, 1), ("x", 161, 2), ("x", 306, 2), ("x", 307, 3), ("x", 459, 3), ("x", 460, 4),
        ("€", 80, 1), ("€", 81, 2), ("[", 152, 2), ("[", 153, 3), ("é", 160, 1), ("@", 161, 2), ("\n", 160, 1),
        ("ś", 70, 1), ("ś", 71, 2), ("ś", 134, 2), ("ś", 135, 3), ("ś", 201, 3), ("ś", 202, 4), ("`", 71, 2),
        ("😀", 35, 1), ("😀", 36, 2), ("😀", 66, 2), ("😀", 67, 3), ("😀", 99, 3), ("😀", 100, 4),
    ])
    func `a text is counted as it is charged`(_ letter: String, _ count: Int, _ segments: Int) {
        #expect(SegmentCount(String(repeating: letter, count: count)).segments == max(1, segments))
    }

    @Test func `an escape is never parted from what it escapes`() {
        // 153 septets would end between the two of the bracket.
        let text = String(repeating: "x", count: 152) + "[" + String(repeating: "x", count: 152)
        #expect(SegmentCount(text).units == 306)
        #expect(SegmentCount(text).segments == 3)
    }

    @Test func `the default alphabet has its 127 letters and its ten behind the escape`() {
        let all = (0...0xFFFF).compactMap(Unicode.Scalar.init)
        #expect(all.count { SegmentCount.septets($0) == 1 } == 127)
        #expect(all.count { SegmentCount.septets($0) == 2 } == 10)
    }

    @Test func `every recorded count is the same`() throws {
        struct Vector: Decodable {
            var body: String
            var encoding: String
            var segments: Int
        }
        guard let shared = SharedFolder.find() else { return }
        let bytes = try shared.bytes("fixtures/sms/segments-twilio/vectors.json")
        let vectors = try JSONDecoder().decode([Vector].self, from: Data(bytes))
        #expect(!vectors.isEmpty)
        for vector in vectors {
            let count = SegmentCount(vector.body)
            #expect(count.segments == vector.segments, "\(vector.body)")
            #expect((count.alphabet == .gsm7 ? "GSM-7" : "UCS-2") == vector.encoding)
        }
    }
}
