import Foundation
import Testing

@testable import Triage

/// `earshot rules format`: files that read alike, and mean what they meant.
struct RulesLayoutTests {
    @Test func `keys, values and conditions stand in columns`() {
        let written = """
            \u{FEFF}# Losing people is expensive.


            rule   leaving # soon
            title Customer   leaves
            \tseverity\thigh


              when list:leaving   AND ( list:ours OR "my  contract" )   # both
            AND NOT (list:news OR
            OR "a  b")
               OR sentiment is negative
             raise   +20   if customer.tier   is vip
              # of last winter
              todo hit   "I am  leaving"   with channel=sms
            spike many
             count rule:leaving   distinct authors
             fires   at 20 in 10m
             or at 3x usual, at least 8
            """
        #expect(
            RulesLayout.rules(written) == """
                # Losing people is expensive.

                rule leaving  # soon
                  title      Customer   leaves
                  severity   high

                  when       list:leaving AND (list:ours OR "my  contract")  # both
                         AND NOT (list:news OR
                           OR  "a  b")
                         OR  sentiment is negative
                  raise      +20 if customer.tier is vip
                  # of last winter
                  todo       hit   "I am  leaving"   with channel=sms

                spike many
                  count      rule:leaving distinct authors
                  fires      at 20 in 10m
                         or  at 3x usual, at least 8

                """)
    }

    @Test func `a list keeps its order, its phrases and its comments`() {
        let written =
            "about   Legal words\r\n owner legal-desk\r\n---\r\n\r\n\r\n  # courts\r\n my  lawyer  \r\n-sue ellen # a name\r\n\r\n"
        #expect(
            RulesLayout.keywords(written) == """
                about  Legal words
                owner  legal-desk
                ---

                # courts
                my  lawyer
                -sue ellen # a name

                """)
    }

    @Test func `nothing but white space changes, and a second time nothing at all`() throws {
        let folder = Scene.root.appendingPathComponent("Rules").path
        var seen = 0
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            let isRules = name.hasSuffix(".rules")
            guard isRules || name.hasSuffix(".keywords") else { continue }
            seen += 1
            let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
            let laid = isRules ? RulesLayout.rules(text) : RulesLayout.keywords(text)
            #expect(RulesLayout.substance(laid) == RulesLayout.substance(text), "\(name)")
            #expect((isRules ? RulesLayout.rules(laid) : RulesLayout.keywords(laid)) == laid, "\(name)")
        }
        #expect(seen > 20)
    }

    @Test func `broken files are laid out without losing a word`() {
        let broken = "when (a\n\"never closed\nAND\nhit \"x\nrule\n)) # \u{201C}\nseverity\n  or or or\n#\n"
        let laid = RulesLayout.rules(broken)
        #expect(RulesLayout.substance(laid) == RulesLayout.substance(broken))
        #expect(RulesLayout.rules(laid) == laid)
        #expect(RulesLayout.rules("") == "" && RulesLayout.keywords("\n\n") == "")
    }
}
