import Triage

package struct CustomerImport: Hashable, Sendable {
    package var added: Int
    package var changed: Int
    package var unchanged: Int
    /// Why nothing was written, one sentence each; empty: everything was.
    package var conflicts: [String]

    package init(added: Int, changed: Int, unchanged: Int, conflicts: [String]) {
        self.added = added
        self.changed = changed
        self.unchanged = unchanged
        self.conflicts = conflicts
    }
}

extension Store {
    /// Replaces the image of each customer given, all or nothing. A handle that another customer bears is
    /// refused with both ids; where anything is refused the counts are 0.
    package func importCustomers(_ customers: [Customer], now: Moment) async throws -> CustomerImport {
        // Two spellings of one handle are one handle.
        let customers = customers.map { customer in
            var customer = customer
            var seen: Set<Handle> = []
            customer.handles = customer.handles.filter { seen.insert($0).inserted }
            return customer
        }
        return try await engine.write { transaction in
            var result = CustomerImport(added: 0, changed: 0, unchanged: 0, conflicts: [])
            var bearers: [Handle: CustomerID] = [:]
            var given: Set<CustomerID> = []
            for customer in customers {
                if !given.insert(customer.id).inserted {
                    result.conflicts.append("customer \(customer.id.rawValue) is given twice")
                }
                for handle in customer.handles {
                    if let other = bearers.updateValue(customer.id, forKey: handle) {
                        result.conflicts.append(
                            "\(handle) is given for both \(other.rawValue) and \(customer.id.rawValue)")
                    }
                }
            }
            var changed: [Customer] = []
            for customer in customers where result.conflicts.isEmpty {
                switch try StoredCustomer.load(customer.id, transaction) {
                case customer?: result.unchanged += 1
                case .some:
                    result.changed += 1
                    changed.append(customer)
                case nil:
                    result.added += 1
                    changed.append(customer)
                }
            }
            // A handle may move between two customers of one import, so the old ones go first.
            for customer in changed {
                try transaction.run("DELETE FROM customer_handle WHERE customer = ?1", [.text(customer.id.rawValue)])
            }
            for customer in changed {
                for handle in customer.handles {
                    if let row = try transaction.row(
                        "SELECT customer FROM customer_handle WHERE handle = ?1",
                        [.text(StoredCustomer.key(handle))])
                    {
                        result.conflicts.append(
                            "\(handle) is given for \(customer.id.rawValue) and belongs to \(try row.text(0))")
                    }
                }
                if result.conflicts.isEmpty { try StoredCustomer.write(customer, at: now, transaction) }
            }
            if !result.conflicts.isEmpty { throw Refusal(conflicts: result.conflicts) }
            return result
        } refusal: { (refusal: Refusal) in
            CustomerImport(added: 0, changed: 0, unchanged: 0, conflicts: refusal.conflicts)
        }
    }

    package func customer(_ id: CustomerID) async throws -> Customer? {
        try await engine.read { try StoredCustomer.load(id, $0) }
    }

    package func customer(with handle: Handle) async throws -> Customer? {
        try await engine.read { try StoredCustomer.with(handle, $0) }
    }
}

/// Leaves the transaction, so that nothing of it stays.
private struct Refusal: Error {
    var conflicts: [String]
}

extension Engine {
    fileprivate func write<T: Sendable, E: Error>(
        _ body: @escaping @Sendable (any Transaction) throws -> T, refusal: (E) -> T
    ) async throws -> T {
        do {
            return try await write(body)
        } catch let error as E {
            return refusal(error)
        }
    }
}
