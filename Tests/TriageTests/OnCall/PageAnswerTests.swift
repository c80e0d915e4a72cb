import Testing
import Triage

@Suite struct PageAnswerTests {
    @Test(
        arguments: [
            ("1 ack", PageAnswer(.acknowledge, number: 1)), ("ACK 12", PageAnswer(.acknowledge, number: 12)),
            (" 3. Ack! ", PageAnswer(.acknowledge, number: 3)), ("2", PageAnswer(.acknowledge, number: 2)),
            ("ack", PageAnswer(.acknowledge)), ("1 esc", PageAnswer(.escalate, number: 1)),
            ("esc #4", PageAnswer(.escalate, number: 4)), ("1 not hot", PageAnswer(.notHot(""), number: 1)),
            ("not hot 2", PageAnswer(.notHot(""), number: 2)),
            ("1 NOT HOT: it is a joke", PageAnswer(.notHot("it is a joke"), number: 1)),
            ("not hot 7 he means the film", PageAnswer(.notHot("he means the film"), number: 7)),
            ("case 12 ack", PageAnswer(.acknowledge, number: 12)), ("esc case 4", PageAnswer(.escalate, number: 4)),
            ("nothot 7", PageAnswer(.notHot(""), number: 7)), ("STOP", PageAnswer(.stop)),
            ("Opt out.", PageAnswer(.stop)), ("Start", PageAnswer(.start)), ("UNSTOP", PageAnswer(.start)),
            ("12 done", PageAnswer(.resolve, number: 12)), ("Resolved: 12.", PageAnswer(.resolve, number: 12)),
            ("12 RESOLVED", PageAnswer(.resolve, number: 12)), ("done", PageAnswer(.resolve)),
            ("arrêt", PageAnswer(.stop)), ("help", PageAnswer(.help)),
        ] as [(String, PageAnswer)])
    func `an answer is read as a thumb in the dark writes it`(text: String, answer: PageAnswer) {
        #expect(PageAnswer(reading: text) == answer)
    }

    @Test(
        arguments: [
            "", "🙃", "on my way", "start again please", "undone", "who is this?", "99999999999999999999 ack",
            "don't stop", "\u{202E}kca 1",
            String(repeating: "1", count: 100_000), String(repeating: "(", count: 100_000),
        ])
    func `what is no answer is not taken for one`(text: String) {
        #expect(PageAnswer(reading: text).verb == .unclear)
    }

    @Test func `a reason is cut, and never what decides`() {
        let answer = PageAnswer(reading: "1 not hot " + String(repeating: "x", count: 10_000))
        guard case .notHot(let reason) = answer.verb else {
            Issue.record("\(answer)")
            return
        }
        #expect(reason.count < 700 && answer.number == 1)
    }

    @Test func `an answer is answered in a sentence`() {
        let hotCase = Case(
            id: CaseID(rawValue: 7), state: .acknowledged, heat: 80, severity: .high, title: "A fire", messages: 1,
            firstHeard: Moment(seconds: 0), promise: nil, owner: "", claimedBy: "ben", reasons: [])
        let standing = [PageReply.Standing(number: 1, title: "A"), .init(number: 2, title: "B")]
        #expect(PageReply.acknowledged(hotCase).words == "Case 7 is yours: A fire")
        #expect(PageReply.which(standing).words?.hasPrefix("Which one? Yours: 1 A; 2 B.") == true)
        #expect(PageReply.which([]).words == "No page of yours stands.")
        #expect(PageReply.refused(hotCase, because: "ben holds it").words == "Case 7 is not changed: ben holds it.")
        #expect(PageReply.stopped.words == nil)
    }
}

@Suite struct HandingOverTests {
    @Test func `a case is handed over to somebody who exists, and a slip of the finger is answered`() {
        let onCall = OnCall(people: [Person(name: "ana", reach: [Means(.sms, "+12025550111")])])
        #expect(onCall.refusal(ofTarget: "ana") == nil && onCall.refusal(ofTarget: "steps") == nil)
        #expect(onCall.refusal(ofTarget: "everyone") == nil)
        #expect(onCall.refusal(ofTarget: "anna") == "nobody is called anna; did you mean ana?")
        #expect(onCall.refusal(ofTarget: "zed") == "nobody is called zed; there are ana, everyone and steps")
        #expect(OnCall(people: []).refusal(ofTarget: "zed") == nil)
    }
}
