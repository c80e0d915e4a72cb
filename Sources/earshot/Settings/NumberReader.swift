import Channels
import Facts
import Triage

/// Telephone numbers as operators, CRMs and modems write them, read by the one reader there is.
///
/// A number with its country's code is what it says. One without is read as one of `region`, and where none is
/// configured nobody guesses.
struct NumberReader: Sendable {
    /// ISO 3166.
    let region: String?
    private let reader: PhoneReader

    init(region: String?) {
        self.region = region
        reader = PhoneReader(region: region ?? "")
    }

    /// From so many digits on a number may have its country's code, the plus left out: no shorter one is taken for
    /// something else than what it is within its country.
    private static let shortestWithCode = 11

    /// Nil where it is none that can be dialled from anywhere: a short code, a sender's name, a number whose country is
    /// not known.
    func e164(_ text: String) -> String? {
        guard let plain = Handle(.sms, text)?.address, plain.utf8.allSatisfy({ $0 == 43 || (48...57).contains($0) })
        else { return nil }
        if plain.hasPrefix("+") { return found(plain)?.e164 }
        guard region != nil else { return nil }
        let within = found(plain)
        if within?.standing == .valid { return within?.e164 }
        if plain.utf8.count >= Self.shortestWithCode, let abroad = found("+" + plain), abroad.standing == .valid {
            return abroad.e164
        }
        return within?.e164
    }

    private func found(_ text: String) -> PhoneReading? {
        guard let reading = reader.read(text), !reading.e164.isEmpty else { return nil }
        return reading
    }

    /// A handle on the channel of texts, in E.164 where it can be; nil where it is none at all.
    func handle(_ text: String) -> Handle? {
        guard let plain = Handle(.sms, text) else { return nil }
        return e164(text).flatMap { Handle(.sms, $0) } ?? plain
    }

    /// Why a number with its country's code, or one that must have a country, is none; nil: nothing is wrong.
    func fault(_ text: String) -> String? {
        guard let plain = Handle(.sms, text)?.address, plain.hasPrefix("+"), let reading = reader.read(plain),
            case .impossible(let reason) = reading.standing
        else { return nil }
        return PhoneReading.Obstacle.impossible(reason).inWords
    }

    /// It is long enough for somebody's number and lacks its country's code.
    func isHomeless(_ handle: Handle) -> Bool { SenderNumbers.asTheyCome.isHomeless(handle) }
}

extension SenderNumbers {
    init(_ reader: NumberReader) {
        self.init(knowsCountry: reader.region != nil) { reader.e164($0) }
    }
}

extension SourceConfiguration {
    var numbers: NumberReader { NumberReader(region: region) }
}

extension Configuration {
    /// As the brand's own people and its CRM write numbers.
    var numbers: NumberReader { NumberReader(region: region) }
}

extension Handle {
    /// `channel:address`, as an operator or a CRM writes it. A Mastodon name needs its host here: without
    /// one it would be nobody's.
    init?(written text: String, numbers: NumberReader) {
        guard let colon = text.firstIndex(of: ":"), let channel = Channel(rawValue: text[..<colon].lowercased())
        else { return nil }
        let address = String(text[text.index(after: colon)...])
        let handle = channel == .sms ? numbers.handle(address) : Handle(channel, address)
        guard let handle, channel != .mastodon || handle.address.contains("@") else { return nil }
        self = handle
    }
}

extension PhoneReading.Obstacle {
    /// After the number: why it cannot be used.
    var inWords: String {
        switch self {
        case .impossible(.tooShort): "is too short for a telephone number of its country"
        case .impossible(.tooLong): "is too long for a telephone number of its country"
        case .impossible(.unknownCountry): "begins with the code of no country"
        case .impossible(.notANumber): "is no telephone number"
        case .emergency: "calls the police, the fire brigade or an ambulance"
        case .shortCode: "is a short code, which reaches nobody from here"
        case .costly: "is a line that costs whoever calls it extra"
        case .voiceless: "is a pager's number"
        }
    }
}
