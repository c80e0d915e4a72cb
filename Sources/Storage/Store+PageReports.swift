import Triage

extension Store {
    /// What a gateway reports by itself of a text that it took, by the text's key. What is known already changes
    /// nothing, nor does what comes after the page went another way. Where it comes before the gateway's answer was
    /// read, it is kept until then.
    /// - Returns: pages that have no means left.
    package func report(
        _ delivery: PageDelivery, ofText key: String, patience: OnCall.Patience, now: Moment
    ) async throws -> [OnCallPage] {
        // To look first costs no write where there is nothing to learn.
        let isOpen = try await engine.read { transaction in
            try transaction.row(
                """
                SELECT 1 FROM errand e JOIN page p ON p.errand = e.id
                WHERE e.idempotency_key = ?1 AND e.kind = 'page'
                    AND (p.state = 'waiting' OR p.state = 'sent' AND p.check_at IS NOT NULL) LIMIT 1
                """, [.text(key)]) != nil
        }
        guard isOpen else { return [] }
        return try await engine.write { transaction in
            let rows = try transaction.rows(
                """
                SELECT p.id, p.state, e.state FROM errand e JOIN page p ON p.errand = e.id
                WHERE e.idempotency_key = ?1 AND e.kind = 'page' ORDER BY p.id
                """, [.text(key)])
            return try rows.compactMap { row -> OnCallPage? in
                var columns = Columns(row)
                let id = try columns.integer()
                let page = try columns.word(OnCallPage.State.self)
                let errand = try columns.word(Errand.State.self)
                if page == .waiting {
                    return try StoredPage.keep(
                        delivery, of: id, isUnderWay: errand == .leased, patience: patience, now: now, transaction)
                }
                return try Self.record(delivery, of: id, patience: patience, now: now, transaction)
            }
        }
    }
}

extension StoredPage {
    /// A report on a page of which nobody has written down that it was sent.
    static func keep(
        _ delivery: PageDelivery, of id: Int64, isUnderWay: Bool, patience: OnCall.Patience, now: Moment,
        _ transaction: any Transaction
    ) throws -> OnCallPage? {
        switch delivery {
        case .pending: return nil
        case .delivered, .failed: break
        }
        guard isUnderWay else {
            // The attempt ended in doubt, and now it is known how: it is not said again.
            try transaction.run(
                "UPDATE page SET state = 'sent', sent_at = ?2, check_at = ?2 WHERE id = ?1 AND state = 'waiting'",
                [.integer(id), .time(now)])
            return try Store.record(delivery, of: id, patience: patience, now: now, transaction)
        }
        let report =
            switch delivery {
            case .delivered, .pending: "delivered"
            case .failed(let reason): "failed \(reason)"
            }
        try transaction.run(
            "UPDATE page SET report = ?2 WHERE id = ?1", [.integer(id), .text(Value.withoutNul(report))])
        return nil
    }

    /// What was kept of it, once it is known as sent.
    static func kept(of id: Int64, _ transaction: any Transaction) throws -> PageDelivery? {
        guard let row = try transaction.row("SELECT report FROM page WHERE id = ?1", [.integer(id)]) else { return nil }
        var columns = Columns(row)
        guard let report = try columns.textOrNil() else { return nil }
        return report == "delivered" ? .delivered : .failed(String(report.dropFirst("failed ".count)))
    }
}
