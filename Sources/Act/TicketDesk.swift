import Channels
import Letters
import Storage
import Triage
import Wire

/// Where tickets go and in whose name.
package struct ACD: Sendable, Hashable {
    package var server: SMTPServer
    package var from: String
    package var brand: String
    package var standardQueue: String
    package var hotQueue: String
    /// Where agents reach the console, without a slash at its end; nil: they do not.
    package var desk: String?

    package init(
        server: SMTPServer, from: String, brand: String, standardQueue: String, hotQueue: String, desk: String? = nil
    ) {
        self.desk = desk
        self.server = server
        self.from = from
        self.brand = brand
        self.standardQueue = standardQueue
        self.hotQueue = hotQueue
    }

    package func address(of queue: TicketDraft.Queue) -> String {
        switch queue {
        case .standard: standardQueue
        case .hot: hotQueue
        }
    }
}

/// Makes the mail of a ticket from what was remembered, and hands it to the ACD's SMTP server.
package struct TicketDesk: Sendable {
    private let exchange: Exchange
    private let writer: TicketWriter

    package init(exchange: Exchange) throws {
        self.exchange = exchange
        self.writer = try TicketWriter()
    }

    /// The letter alone, as `tickets show` prints it.
    /// - Parameter desk: where people reach the console, without a slash at its end; nil: they do not.
    package func letter(
        _ draft: TicketDraft, _ material: TicketMaterial, brand: String, desk: String? = nil
    ) -> TicketLetter {
        switch material {
        case .message(let stored, let earlier, let earlierCount, let caseID):
            return writer.write(
                TicketFacts(
                    brand: brand, draft: draft, message: stored.message, heardAt: stored.heardAt,
                    verdict: stored.verdict, customer: stored.customer, conversation: stored.conversation,
                    caseID: caseID,
                    earlier: earlier.map {
                        .init(
                            author: TicketWriter.who($0.message.author), time: $0.message.time,
                            text: String($0.message.text.prefix(2_000)))
                    }, earlierCount: earlierCount))
        case .unreadable(let item, let heardAt, let number):
            return writer.write(item, number: number, heardAt: heardAt, brand: brand)
        case .callBack(let call, let story, let message, let earlier, let count, let said):
            return writer.write(
                CallBackBrief(
                    call, story, message, earlier: earlier, earlierCount: count, said: said, brand: brand,
                    desk: desk, mostText: 2_000))
        }
    }

    /// - Throws: what `MailDraft.bytes` refuses; that errand is given up.
    package func mail(_ draft: TicketDraft, _ material: TicketMaterial, acd: ACD) throws -> [UInt8] {
        let letter = letter(draft, material, brand: acd.brand, desk: acd.desk)
        let heardAt: Moment
        var attachments: [MailDraft.Attachment] = []
        switch material {
        case .message(let stored, _, _, _): heardAt = stored.heardAt
        case .unreadable(let item, let moment, let number):
            heardAt = moment
            attachments = [
                .init(name: "item-\(number).bin", type: "application/octet-stream", bytes: item.raw)
            ]
        case .callBack(let call, let story, _, _, _, _):
            // The same on every try.
            heardAt = story.last { $0.what == "ringing" }?.at ?? call.start
        }
        var headers = letter.headers.map { ($0.name, $0.value) }
        // RFC 3834 §5: a machine wrote it, of its own accord.
        headers.append(("Auto-Submitted", "auto-generated"))
        return try MailDraft(
            from: .init(name: "Earshot for \(acd.brand)", address: acd.from),
            to: .init(name: "", address: acd.address(of: draft.queue)), subject: letter.subject, date: heardAt,
            messageID: draft.messageID, inReplyTo: draft.inReplyTo, references: draft.references, headers: headers,
            plain: letter.plain, html: letter.html, attachments: attachments
        ).bytes()
    }

    /// - Throws: `WireError`.
    package func send(_ mail: [UInt8], _ draft: TicketDraft, acd: ACD) async throws -> SMTPReceipt {
        try await exchange.deliver(
            SMTPDelivery(
                server: acd.server, sender: acd.from, recipient: acd.address(of: draft.queue), mail: mail))
    }
}

extension CallBackBrief {
    /// From what was remembered of a call.
    /// - Parameters:
    ///   - desk: where people reach the console, without a slash at its end; nil: they do not.
    ///   - mostText: characters of a message that are shown.
    package init(
        _ call: CallBack, _ story: [CallBackEvent], _ message: StoredMessage?, earlier: [StoredMessage],
        earlierCount: Int, said: [StoredAnswer], brand: String, desk: String?, mostText: Int = .max
    ) {
        let heard = (earlier + [message].compactMap(\.self)).map {
            TicketFacts.Earlier(
                author: TicketWriter.who($0.message.author), time: $0.message.time,
                text: String($0.message.text.prefix(mostText)))
        }
        let told = said.map {
            TicketFacts.Earlier(
                author: "Earshot", time: $0.sentAt ?? $0.createdAt, text: String($0.text.prefix(mostText)))
        }
        self.init(
            brand: brand, call: call,
            story: story.map { .init(at: $0.at, who: $0.who, what: $0.what, note: $0.note) },
            customer: message?.customer, author: message?.message.author,
            // As it was said: a question before its answer.
            conversation: (heard + told).enumerated().sorted {
                ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
            }
            .map(\.element),
            conversationCount: earlierCount + (message == nil ? 0 : 1) + told.count,
            page: desk.map { "\($0)/call-backs/\(call.id)" })
    }
}
