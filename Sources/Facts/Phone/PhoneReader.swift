import CPhone
import Triage

/// Reads telephone numbers as people of any country write them, by libphonenumber. Pure, and as good from many
/// threads as from one.
package struct PhoneReader: Sendable {
    /// A text that is one number may be so long, in octets of UTF-8, without the white space around it.
    package static let lengthLimit = Int(CPHONE_LONGEST)
    /// A running text is searched so far, in octets of UTF-8.
    package static let textLimit = Int(CPHONE_LONGEST_TEXT)
    /// So many numbers are found in one text.
    package static let findLimit = 5

    /// Where a number without its country's code is from.
    private let region: String

    /// - Parameter region: ISO 3166, of the brand or of the customer; any other word, and only numbers with their
    ///   country's code are read.
    package init(region: String) {
        let letters = region.uppercased()
        let isCountry = letters.utf8.count == 2 && letters.utf8.allSatisfy { (65...90).contains($0) }
        // ISO 3166 keeps UK for the same country, and people write it.
        self.region = letters == "UK" ? "GB" : isCountry ? letters : "ZZ"
    }

    /// Reads a text that is one number and nothing else, but for a label before it (`Tel: …`) and an extension
    /// after it; what else stands among the digits makes it none, rather than a number that nobody wrote.
    ///
    /// - Returns: nil where the text has no digit at all or is longer than `lengthLimit`.
    package func read(_ text: String) -> PhoneReading? {
        guard text.utf8.count <= 4 * Self.lengthLimit, let written = WrittenNumber(text),
            written.number.utf8.count <= Self.lengthLimit
        else { return nil }
        guard let found = written.number.withCString({ bytes in ask(bytes, written.number.utf8.count) }) else {
            return nil
        }
        switch written.letters {
        case .none: break
        case .others: return .impossible(.notANumber)
        case .keypad:
            // 1-800-FLOWERS: lines that are advertised. With anything else it was a sentence.
            switch found.kind {
            case .tollFree, .premium, .sharedCost, .uan: break
            case .mobile, .fixedLine, .fixedOrMobile, .voip, .personal, .pager, .emergency, .shortCode, .unknown:
                return .impossible(.notANumber)
            }
        }
        guard let digits = written.extensionDigits, !found.e164.isEmpty else { return found }
        return found.with(extensionDigits: digits)
    }

    private func ask(_ bytes: UnsafePointer<CChar>, _ count: Int) -> PhoneReading? {
        var reading = cphone_reading()
        guard cphone_read(bytes, count, region, &reading) else { return nil }
        return PhoneReading(reading)
    }

    /// The numbers in a running text, in their order, at most `findLimit`, none impossible: those that are valid, in
    /// any form, and those with their country's code even where they are doubtful. Ticket numbers, dates and
    /// amounts are not taken for any; after dozens that might have been numbers nobody looks further.
    ///
    /// - Returns: with each its place in octets of UTF-8.
    package func find(in text: String) -> [(Range<Int>, PhoneReading)] {
        var text = text
        var found = [cphone_found](repeating: cphone_found(), count: Self.findLimit)
        let count = text.withUTF8 { bytes -> Int in
            guard let start = bytes.baseAddress else { return 0 }
            return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                cphone_find($0, bytes.count, region, &found, found.count)
            }
        }
        return found.prefix(count).map { (Int($0.start)..<Int($0.end), PhoneReading($0.reading)) }
    }
}

extension PhoneReading {
    fileprivate init(_ reading: cphone_reading) {
        let region = Self.text(reading, cphone_region)
        let standing: Standing
        switch reading.standing {
        case CPHONE_VALID: standing = .valid
        case CPHONE_DOUBTFUL: standing = .doubtful
        case CPHONE_TOO_SHORT: standing = .impossible(.tooShort)
        case CPHONE_TOO_LONG: standing = .impossible(.tooLong)
        case CPHONE_UNKNOWN_COUNTRY: standing = .impossible(.unknownCountry)
        default: standing = .impossible(.notANumber)
        }
        self.init(
            e164: Self.text(reading, cphone_e164), international: Self.text(reading, cphone_international),
            region: region, kind: Self.kind(reading.kind), standing: standing)
        let digits = Self.text(reading, cphone_extension)
        if !digits.isEmpty { self = with(extensionDigits: digits) }
    }

    private static func text(
        _ reading: cphone_reading, _ of: (UnsafePointer<cphone_reading>?) -> UnsafePointer<CChar>?
    ) -> String {
        withUnsafePointer(to: reading) { of($0).map { String(cString: $0) } ?? "" }
    }

    private static func kind(_ kind: cphone_kind) -> Kind {
        switch kind {
        case CPHONE_FIXED_LINE: .fixedLine
        case CPHONE_MOBILE: .mobile
        case CPHONE_FIXED_OR_MOBILE: .fixedOrMobile
        case CPHONE_TOLL_FREE: .tollFree
        case CPHONE_PREMIUM: .premium
        case CPHONE_SHARED_COST: .sharedCost
        case CPHONE_VOIP: .voip
        case CPHONE_PERSONAL: .personal
        case CPHONE_PAGER: .pager
        case CPHONE_UAN: .uan
        case CPHONE_EMERGENCY: .emergency
        case CPHONE_SHORT_CODE: .shortCode
        default: .unknown
        }
    }

    fileprivate func with(extensionDigits digits: String) -> PhoneReading {
        var reading = self
        reading.extensionDigits = digits
        reading.international += " ext. \(digits)"
        return reading
    }
}
