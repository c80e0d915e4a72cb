import Triage

/// A text for gammu-smsd's outbox in gammu's backup format, its parts and their alphabet written out.
///
/// Plain text files would be simpler, but smsd 1.42 guesses their alphabet (`transmitformat = auto`) and sends
/// `№ x` and much Cyrillic as the default one, in which those letters do not exist.
/// <https://docs.gammu.org/formats/smsbackup.html>
enum GammuLetter {
    /// - Parameters:
    ///   - number: as `PhoneNumber.dialled` gives it.
    ///   - reference: hexadecimal; its first two digits join the parts.
    static func bytes(_ text: String, to number: String, reference: String) -> [UInt8] {
        let coding =
            SegmentCount(text).alphabet == .gsm7 ? "Default_No_Compression" : "Unicode_No_Compression"
        let parts = SegmentCount.parts(of: text)
        var file = ""
        for (place, part) in parts.enumerated() {
            let units = Array(part.utf16)
            file += "[SMSBackup\(digits(place, 3))]\nPDU = Submit\nState = UnSent\nNumber = \"\(number)\"\n"
            if parts.count > 1 {
                // 3GPP TS 23.040 §9.2.3.24.1.
                let header: [UInt8] = [UInt8(clamping: parts.count), UInt8(clamping: place + 1)]
                file += "UDH = 050003\(reference.prefix(2).uppercased())\(PageJSON.hex(header).uppercased())\n"
            }
            for (line, start) in stride(from: 0, to: units.count, by: 50).enumerated() {
                let bytes = units[start..<min(start + 50, units.count)].flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
                file += "Text\(digits(line, 2)) = \(PageJSON.hex(bytes).uppercased())\n"
            }
            file += "Coding = \(coding)\nFolder = 2\nLength = \(units.count)\nClass = -1\n\n"
        }
        return Array(file.utf8)
    }

    private static func digits(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
