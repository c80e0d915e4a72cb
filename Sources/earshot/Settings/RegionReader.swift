import Facts
import Triage
import Yams

/// Reads `region`: the country in whose numbers the country's code may be left out.
///
/// One rule: the nearest counts. A source's own, else the brand's; `callbacks` its own, else the brand's. The brand's
/// is that of the file itself, else that of `callbacks`.
struct RegionReader {
    let reading: SettingsReading

    /// The key of a section; nil where it is absent or wrong, which is complained of.
    func region(_ section: SettingsSection) -> String? {
        guard let node = section.node("region"), let text = section.text(node, "region", limit: 60) else { return nil }
        if Self.isKnown(text) { return text }
        reading.complain(
            at: node, "`region` is a country of ISO 3166, and this is `\(text)`", remedy: Self.remedy(text))
        return nil
    }

    /// The brand's: of the file as a whole, else of `callbacks`, where the latter's reader complains.
    func brand(_ file: SettingsSection) -> String? {
        if file.node("region") != nil { return region(file) }
        guard case .mapping(let callBacks) = file.node("callbacks"),
            case .scalar(let scalar) = callBacks.first(where: { $0.key.string == "region" })?.value,
            Self.isKnown(scalar.string)
        else { return nil }
        return scalar.string
    }

    /// Two capital letters of which the world's numbering plans know numbers.
    private static func isKnown(_ text: String) -> Bool {
        // The reader takes UK for the country that ISO 3166 calls GB; two names of one would be two regions here.
        guard text != "UK", text.utf8.count == 2, text.utf8.allSatisfy({ (65...90).contains($0) }) else { return false }
        return PhoneReader(region: text).read("2345678")?.standing != .impossible(.unknownCountry)
    }

    private static func remedy(_ text: String) -> String {
        let letters = text.uppercased()
        if letters == "UK" { return "write `region: GB`, which is how ISO 3166 calls the United Kingdom" }
        if isKnown(letters) { return "write `region: \(letters)`" }
        return "write its two capital letters: GB, ES, DE, US"
    }
}
