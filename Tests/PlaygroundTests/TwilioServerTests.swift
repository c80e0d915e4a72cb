import Foundation
import Testing

@testable import Playground

@Suite struct TwilioServerTests {
    private func withServer(_ body: (TwilioServer, String, [String]) async throws -> Void) async throws {
        let server = TwilioServer(now: { evening })
        try await server.start()
        do {
            try await body(
                server, "\(server.url)/2010-04-01/Accounts/\(server.account)/Messages.json",
                ["-u", "\(server.account):\(server.token)"])
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    private func bodies(_ answer: Outside.Answer) -> [String] {
        (answer.object["messages"] as? [[String: Any]] ?? []).compactMap { $0["body"] as? String }
    }

    @Test func `a received text is listed with its time, and not without the token`() async throws {
        try await withServer { server, list, login in
            let sid = server.receive(from: "+12025550111", body: "no signal 📵", at: evening)
            let refused = try await Outside.curl(list, ["-u", "\(server.account):wrong"])
            #expect(refused.status == 401)
            #expect(refused.object["code"] as? Int == 20003)
            #expect(refused.headers["www-authenticate"] != nil)
            #expect(try await Outside.curl(list).status == 401)
            let answer = try await Outside.curl(list, login)
            let message = try #require((answer.object["messages"] as? [[String: Any]])?.first)
            #expect(message["sid"] as? String == sid)
            #expect(message["body"] as? String == "no signal 📵")
            #expect(message["direction"] as? String == "inbound")
            #expect(message["date_sent"] as? String == "Sun, 22 Nov 2026 18:00:00 +0000")
            #expect(message["num_segments"] as? String == "1")
            let one = try await Outside.curl(list.replacing("Messages.json", with: "Messages/\(sid).json"), login)
            #expect(one.object["sid"] as? String == sid)
            #expect(try await Outside.curl(list.replacing("Messages.json", with: "Calls.json"), login).status == 404)
        }
    }

    @Test func `pages follow next_page_uri, newest first, unmoved by what comes meanwhile`() async throws {
        try await withServer { server, list, login in
            for number in 0..<7 {
                server.receive(from: "+12025550111", body: "\(number)", at: evening.addingTimeInterval(Double(number)))
            }
            var met: [String] = []
            var next: String? = list + "?PageSize=3"
            while let address = next, met.count < 50 {
                let answer = try await Outside.curl(address, login)
                met += bodies(answer)
                next = (answer.object["next_page_uri"] as? String).map { server.url + $0 }
                server.receive(from: "+12025550111", body: "late", at: evening.addingTimeInterval(60))
            }
            #expect(met == ["6", "5", "4", "3", "2", "1", "0"])
            #expect(try await Outside.curl(list + "?Page=1&PageToken=PAx", login).status == 400)
        }
    }

    @Test func `the list is cut by number and by day`() async throws {
        try await withServer { server, list, login in
            let day = 86_400.0
            server.receive(from: "+12025550111", body: "yesterday", at: evening.addingTimeInterval(-day))
            server.receive(from: "+12025550112", body: "today", at: evening)
            server.receive(from: "+12025550111", body: "tomorrow", at: evening.addingTimeInterval(day))
            #expect(try await bodies(Outside.curl(list + "?DateSent>=2026-11-22", login)) == ["tomorrow", "today"])
            #expect(try await bodies(Outside.curl(list + "?DateSent%3C=2026-11-22", login)) == ["today", "yesterday"])
            #expect(try await bodies(Outside.curl(list + "?DateSent=2026-11-22", login)) == ["today"])
            let answer1 = try await bodies(Outside.curl(list + "?From=%2B12025550111", login))
            #expect(answer1 == ["tomorrow", "yesterday"])
            #expect(try await bodies(Outside.curl(list + "?To=%2B12025550199", login)) == [])
            #expect(try await Outside.curl(list + "?DateSent>=soon", login).status == 400)
        }
    }

    @Test func `an outbound text is made, and not for someone who said STOP`() async throws {
        try await withServer { server, list, login in
            let form = [
                "-d", "To=%2B12025550111", "-d", "From=%2B12025550100", "--data-urlencode", "Body=we are on it + you",
            ]
            let sent = try await Outside.curl(list, login + form)
            #expect(sent.status == 201)
            #expect(sent.object["status"] as? String == "queued")
            #expect(server.messages.map(\.body) == ["we are on it + you"])
            server.settle(try #require(sent.object["sid"] as? String), as: "undelivered", error: 30003)
            #expect(server.messages.first?.error == 30003)
            server.receive(from: "+12025550111", body: " stop ")
            #expect(try await Outside.curl(list, login + form).object["code"] as? Int == 21610)
            server.receive(from: "+12025550111", body: "START")
            #expect(try await Outside.curl(list, login + form).status == 201)
            let long = ["-d", "To=%2B12025550111", "-d", "From=%2B12025550100", "-d"]
            let tooLong = long + ["Body=" + String(repeating: "x", count: 1601)]
            #expect(try await Outside.curl(list, login + tooLong).object["code"] as? Int == 21617)
            #expect(try await Outside.curl(list, login + long + ["Body="]).object["code"] as? Int == 21602)
            #expect(try await Outside.curl(list, login + ["-d", "Body=x"]).object["code"] as? Int == 21604)
        }
    }

    @Test func `a text that was sent goes its way, one status a look, to the end that is laid out for it`() async throws
    {
        try await withServer { server, list, login in
            func send(_ to: String) async throws -> String {
                let form = ["-d", "To=%2B\(to)", "-d", "From=%2B12025550100", "-d", "Body=x"]
                return try #require(try await Outside.curl(list, login + form).object["sid"] as? String)
            }
            func way(_ number: String) async throws -> [String] {
                let sid = try await send(number)
                var way: [String] = []
                for _ in 0..<4 {
                    let text = try await Outside.curl(
                        list.replacing("Messages.json", with: "Messages/\(sid).json"), login)
                    let code = text.object["error_code"] as? Int
                    way.append("\(text.object["status"] as? String ?? "")\(code.map { " \($0)" } ?? "")")
                }
                return way
            }
            server.fate(of: "+12025550112", .undelivered(30003))
            server.fate(of: "+12025550113", .stuck(at: "sent"))
            server.fate(of: "+12025550114", .stuck(at: "queued"))
            let way1 = try await way("12025550111")
            #expect(way1 == ["sending", "sent", "delivered", "delivered"])
            let way2 = try await way("12025550112")
            #expect(way2 == ["sending", "sent", "undelivered 30003", "undelivered 30003"])
            let way3 = try await way("12025550113")
            #expect(way3 == ["sending", "sent", "sent", "sent"])
            let way4 = try await way("12025550114")
            #expect(way4 == ["queued", "queued", "queued", "queued"])
            #expect(server.sent.map(\.status) == ["delivered", "undelivered", "sent", "queued"])
            #expect(server.sent.map { $0.sentAt != nil } == [true, true, true, false])
        }
    }

    @Test func `a text is refused or its answer lost as a script says`() async throws {
        try await withServer { server, list, login in
            let form = ["-d", "To=%2B12025550111", "-d", "From=%2B12025550100", "-d", "Body=x"]
            server.trouble(.refuse(status: 400, code: 21614))
            server.trouble(.loseAnswer(taken: true))
            server.trouble(.loseAnswer(taken: false))
            #expect(try await Outside.curl(list, login + form).object["code"] as? Int == 21614)
            for taken in [1, 1] {
                let run = try await Outside.run("/usr/bin/curl", ["-sS", "-m", "15"] + login + form + [list])
                #expect(run.status != 0)
                #expect(server.sent.count == taken)
            }
            #expect(try await Outside.curl(list, login + form).status == 201)
            #expect(server.sent.count == 2)
        }
    }

    @Test func `it says that there were too many requests as often as it is told to`() async throws {
        try await withServer { server, list, login in
            server.refuse(next: 1)
            let refused = try await Outside.curl(list, login)
            #expect(refused.status == 429)
            #expect(refused.object["code"] as? Int == 20429)
            #expect(try await Outside.curl(list, login).status == 200)
        }
    }

    @Test(arguments: [
        ("x", 160, 1), ("x", 161, 2), ("€", 80, 1), ("€", 81, 2), ("é", 160, 1), ("ś", 70, 1), ("ś", 71, 2),
        ("📵", 35, 1),
        ("📵", 36, 2),
    ])
    func `segments are counted as they are charged`(letter: String, count: Int, segments: Int) {
        let message = TwilioMessage(
            sid: "", from: "", to: "", body: String(repeating: letter, count: count), direction: .inbound,
            createdAt: evening, sentAt: nil, updatedAt: evening, status: "received", error: nil)
        #expect(message.segments == segments)
    }
}
