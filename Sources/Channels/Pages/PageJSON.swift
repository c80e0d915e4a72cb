import Foundation

/// The small documents that pages are sent as.
enum PageJSON {
    /// Keys in order, so that equal pages are equal bytes.
    static func bytes(_ value: some Encodable) throws(PageFailure) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return [UInt8](try encoder.encode(value))
        } catch {
            // Nothing but a number that is none can be refused, and a page has no fractions.
            throw PageFailure(.refused, "the page cannot be written as JSON: \(error)")
        }
    }

    static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
