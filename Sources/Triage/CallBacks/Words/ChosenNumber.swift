/// Reads a reply that is the number of an offered time and nothing else; whatever else it says is asked about.
package enum CustomerWords {
    package static func read(
        _ text: String, languages: [String], now: WallClock, offered: [WallClock], horizon: Int
    ) -> TimeReading {
        let bytes = text.utf8.drop { $0 == 0x20 }.prefix(3).filter { $0 != 0x20 }
        guard text.utf8.count <= 8, let place = Int(String(decoding: bytes, as: UTF8.self)), place >= 0 else {
            return TimeReading(reply: .unclear(.nothing))
        }
        return TimeReading(reply: .choice(place))
    }
}
