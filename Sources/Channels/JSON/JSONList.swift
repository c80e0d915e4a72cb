/// A list of items of which some may be damaged, read so that the others are not lost with them.
package enum JSONList {
    package enum Item {
        /// `repaired`: broken characters in it were replaced.
        case readable(JSONValue, repaired: Bool)
        case broken(reason: String)
    }

    /// Gives each item of the outermost array, in order, with its number; stops at what `item` throws.
    ///
    /// The usual way parses all at once. Where that fails (one bad character is enough) the items are
    /// told apart by their brackets, repaired and parsed one by one.
    ///
    /// - Throws: `JSONFault` where the bytes are no list at all, or one of more than `limit` items.
    package static func read(_ bytes: [UInt8], limit: Int, item: (Int, Item) throws -> Void) throws {
        let whole: JSONFault
        do {
            try JSONValue.read(bytes) { root in
                guard root.kind == .array else {
                    throw JSONFault(reason: "a list was expected and found was: \(root.kind.rawValue)")
                }
                var count = 0
                for _ in root.items {
                    count += 1
                    guard count <= limit else { throw JSONFault(reason: "a list of more than \(limit) items") }
                }
                for (place, value) in root.items.enumerated() {
                    try item(place, .readable(value, repaired: false))
                }
            }
            return
        } catch let fault as JSONFault {
            whole = fault
        }
        guard let ranges = JSONText.items(of: bytes, limit: limit), !ranges.isEmpty else { throw whole }
        for (place, range) in ranges.enumerated() {
            let text = bytes[range]
            let mended = JSONText.repaired(text)
            do {
                try JSONValue.read(mended) { value in
                    try item(place, .readable(value, repaired: !mended.elementsEqual(text)))
                }
            } catch let fault as JSONFault {
                try item(place, .broken(reason: fault.reason))
            }
        }
    }
}
