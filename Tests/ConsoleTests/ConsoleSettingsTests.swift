import Console
import Testing

@Suite struct ConsoleSettingsTests {
    @Test func `nobody's word is taken for who signed in unless it is configured`() {
        #expect(ConsoleSettings(host: "127.0.0.1", port: 8420, url: "", brand: "Quillfone").trustedProxies.isEmpty)
    }
}
