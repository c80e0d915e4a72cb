import Hummingbird

/// Why a request is not answered as asked, in words that may be shown to whoever asked.
package struct Refusal: Error, Sendable {
    package var status: HTTPResponse.Status
    /// One sentence, without inner details.
    package var words: String
    /// Seconds.
    package var retryAfter: Int?
    /// The rest of the request is not worth reading.
    package var closes: Bool
    var hints = Hints()

    package init(_ status: HTTPResponse.Status, _ words: String, retryAfter: Int? = nil, closes: Bool = false) {
        self.status = status
        self.words = words
        self.retryAfter = retryAfter
        self.closes = closes
    }

    package static let notFound = Refusal(.notFound, "There is nothing here.")
}
