import CSimdjson

/// Reads many small documents one after the other and allocates for the largest of them alone. For one
/// document `JSONValue.read` is simpler.
package struct JSONParser: ~Copyable {
    private let document: OpaquePointer

    package init() {
        guard let document = csj_make() else { preconditionFailure("out of memory") }
        self.document = document
    }

    deinit { csj_free(document) }

    /// Parses the bytes and lends the outermost value to `body`; it must not be carried out of it.
    /// - Throws: `JSONFault`, and what `body` throws.
    package mutating func read<Result>(
        _ bytes: UnsafeBufferPointer<UInt8>, _ body: (JSONValue) throws -> Result
    ) throws -> Result {
        guard let start = bytes.baseAddress, !bytes.isEmpty else { throw JSONFault(reason: "nothing was sent") }
        var root = csj_value()
        var fault: UnsafePointer<CChar>?
        guard csj_parse_again(document, start, bytes.count, JSONValue.depth, &root, &fault) else {
            throw JSONFault(reason: fault.map { String(cString: $0) } ?? "not JSON")
        }
        return try body(JSONValue(raw: root))
    }
}
