import Testing
import Triage

@Suite struct HandleTests {
    @Test(
        arguments: [
            (Channel.mastodon, "@Ana@Mastodon.Example", "ana@mastodon.example"),
            (.mastodon, "https://mastodon.example/@ana", "ana@mastodon.example"),
            (.mastodon, "ana", "ana@home.example"),
            (.email, "Ana@Example.ORG", "ana@example.org"),
            (.sms, "+1 (202) 555-0111", "+12025550111"),
            (.sms, "0044 20 7946 0018", "+442079460018"),
            (.sms, "60400", "60400"),
            (.sms, "Quillfone", "QUILLFONE"),
            (.feed, "  The   Status Page ", "the status page"),
        ]) func `equal people get equal handles`(channel: Channel, text: String, address: String)
    {
        #expect(Handle(channel, text, host: "home.example")?.address == address)
    }

    @Test(
        arguments: [
            (Channel.email, "nobody"), (.email, "@example.org"), (.email, "a b@example.org"), (.sms, "+12"),
            (.sms, "12+34567"), (.sms, ""), (.mastodon, "@"), (.mastodon, "a@b@c"), (.feed, "   "),
            (.sms, String(repeating: "1", count: 40)),
        ]) func `what cannot be an address makes no handle`(channel: Channel, text: String)
    {
        #expect(Handle(channel, text) == nil)
    }
}
