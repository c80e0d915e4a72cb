/// Which part of a newest-first list was asked for, in Mastodon's three ways:
/// `max_id` what is older, `since_id` the newest of what is newer (what lies between is skipped), `min_id`
/// what is newer and next to the id. The ids named are never part of the page.
struct PageOfIDs: Sendable {
    var limit: Int
    var maxID: Int64?
    var sinceID: Int64?
    var minID: Int64?

    init(_ asked: Asked, usual: Int, most: Int) {
        limit = min(max(asked.value("limit").flatMap { Int($0) } ?? usual, 1), most)
        maxID = asked.value("max_id").flatMap { Int64($0) }
        sinceID = asked.value("since_id").flatMap { Int64($0) }
        minID = asked.value("min_id").flatMap { Int64($0) }
    }

    /// - Parameter ids: growing.
    /// - Returns: newest first.
    func cut(_ ids: [Int64]) -> [Int64] {
        let end = maxID.map { ids.place(of: $0) } ?? ids.count
        let after = minID ?? sinceID
        let start = min(after.map { $0 == .max ? ids.count : ids.place(of: $0 + 1) } ?? 0, end)
        let open = ids[start..<end]
        return (minID == nil ? open.suffix(limit) : open.prefix(limit)).reversed()
    }

    /// `next` leads to older things, `prev` to newer ones; an empty page has no header.
    func link(_ asked: Asked, server: String, newest: Int64?, oldest: Int64?) -> [(name: String, value: String)] {
        guard let newest, let oldest else { return [] }
        let kept = asked.query.filter { !["max_id", "since_id", "min_id"].contains($0.name) }
        let query = kept.map { "\(Asked.escaped($0.name))=\(Asked.escaped($0.value))&" }.joined()
        let address = "\(server)\(asked.path)?\(query)"
        return [
            (
                name: "Link",
                value: "<\(address)max_id=\(oldest)>; rel=\"next\", <\(address)min_id=\(newest)>; rel=\"prev\""
            )
        ]
    }
}

extension [Int64] {
    /// Of growing numbers: the index of the first that is not below `number`.
    func place(of number: Int64) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low
    }

    mutating func file(_ number: Int64) {
        let place = place(of: number)
        if place == count || self[place] != number { insert(number, at: place) }
    }

    mutating func unfile(_ number: Int64) {
        let place = place(of: number)
        if place < count, self[place] == number { remove(at: place) }
    }
}
