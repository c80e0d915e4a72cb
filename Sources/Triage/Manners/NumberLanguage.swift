/// What is spoken where a telephone number is of, as far as we write it: a text of three words seldom tells.
enum NumberLanguage {
    /// BCP 47; nil: it is no number, or of a country whose language is not known to be one of ours.
    static func of(_ handle: Handle) -> String? {
        guard handle.channel == .sms, let code = CallingCode.of(handle.address) else { return nil }
        return languages[String(code)]
    }

    private static let languages = [
        "+49": "de", "+43": "de", "+41": "de", "+34": "es", "+33": "fr", "+351": "pt", "+55": "pt", "+39": "it",
        "+44": "en", "+1": "en",
    ]
}
