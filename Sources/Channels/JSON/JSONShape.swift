import CSimdjson

/// The fields of an object that its reader cares for, found in one pass over the object however many
/// there are. `Field` is an enum whose cases are named exactly as the fields, at most 64:
///
///     enum PollField: Int, CaseIterable { case options, expires_at }
///     let shape = JSONShape<PollField>()
///     shape.pick(value) { poll in poll[.options] … }
package struct JSONShape<Field: RawRepresentable & CaseIterable & Sendable>: @unchecked Sendable
where Field.RawValue == Int {
    // Sendable: written once in `init`, afterwards only read, and never freed, because shapes are statics.
    private let names: OpaquePointer
    private let count: Int

    package init() {
        let fields = Field.allCases.sorted { $0.rawValue < $1.rawValue }
        precondition(fields.map(\.rawValue) == Array(0..<fields.count), "the raw values number the fields from 0")
        // The C side keeps pointers to the names.
        let texts = UnsafeMutablePointer<UnsafePointer<CChar>?>.allocate(capacity: fields.count)
        for (place, field) in fields.enumerated() {
            let name = Array("\(field)".utf8CString)
            let copy = UnsafeMutablePointer<CChar>.allocate(capacity: name.count)
            copy.initialize(from: name, count: name.count)
            texts[place] = UnsafePointer(copy)
        }
        guard let names = csj_names_make(texts, fields.count) else { preconditionFailure("more than 64 fields") }
        self.names = names
        self.count = fields.count
        texts.deallocate()
    }

    package struct Picked {
        fileprivate let found: UnsafeMutableBufferPointer<csj_value>

        /// Nil where the field is absent or null.
        package subscript(_ field: Field) -> JSONValue? {
            let value = found[field.rawValue]
            guard value.document != nil else { return nil }
            let read = JSONValue(raw: value)
            return read.isNull ? nil : read
        }
    }

    /// Nil, and `body` is not called, where the value is no object.
    @discardableResult
    package func pick<Result>(_ value: JSONValue, _ body: (Picked) throws -> Result) rethrows -> Result? {
        try withUnsafeTemporaryAllocation(of: csj_value.self, capacity: count) { found in
            guard let start = found.baseAddress, csj_pick(value.raw, names, start) else { return nil }
            return try body(Picked(found: found))
        }
    }
}
