import Triage

/// Times as Twilio writes them: `Fri, 24 May 2019 17:44:46 +0000` (RFC 2822), in newer interfaces RFC 3339.
enum TwilioDate {
    static func read(_ text: String) -> Moment? {
        if let moment = Moment(rfc3339: text) { return moment }
        var parts = text.utf8.split(separator: UInt8(ascii: " ")).map { Substring($0) }
        if parts.first?.hasSuffix(",") == true { parts.removeFirst() }
        guard parts.count == 5, let month = MailDate.months.firstIndex(of: String(parts[1])),
            let year = digits(parts[2], 4...4), let day = digits(parts[0], 1...2)
        else { return nil }
        let zone = parts[4] == "GMT" || parts[4] == "UTC" ? "+0000" : parts[4]
        // The rest, ranges included, is RFC 3339's own.
        return Moment(rfc3339: "\(pad(year, 4))-\(pad(month + 1, 2))-\(pad(day, 2))T\(parts[3])\(zone)")
    }

    private static func digits(_ text: Substring, _ length: ClosedRange<Int>) -> Int? {
        length.contains(text.utf8.count) ? Int(text) : nil
    }

    private static func pad(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
