import Testing

@testable import Wire

struct AddressTests {
    @Test(arguments: [
        "0.0.0.0", "0.255.255.255", "10.0.0.1", "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.1",
        "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1",
        "192.168.0.1", "192.168.255.255", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1",
        "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1",
        "2001::1", "2001:2::1", "2001:10::1", "2001:db8::1", "2002:7f00:1::1", "2002:c0a8:1::", "3fff::1", "5f00::1",
        "fc00::1", "fd12:3456::1", "fdff:ffff::1", "fe80::1", "fe80::1%eth0", "febf::1", "fec0::1", "ff02::1",
        "4000::1", "::2",
    ])
    func `an address that is not of the public internet is closed`(_ text: String) throws {
        #expect(try #require(Address(text)).closed != nil)
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.1", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0",
        "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "203.0.114.0", "223.255.255.255",
        "2001:200::1", "2001:4860:4860::8888", "2001:db9::1", "2003::1", "2606:4700::1111", "2a00:1450::1", "3ffe::1",
    ])
    func `an address of the public internet is open`(_ text: String) throws {
        #expect(try #require(Address(text)).closed == nil)
    }

    @Test(arguments: ["", "localhost", "1.2.3", "1.2.3.4.5", "0x7f.1", "127.1", ":::", "12345::", "1.2.3.4 "])
    func `what is no numeric address is none`(_ text: String) {
        #expect(Address(text) == nil)
    }

    @Test func `an address is named as everybody writes it`() throws {
        #expect(try #require(Address("10.1.2.3")).description == "10.1.2.3")
        #expect(try #require(Address("2001:0db8:0:0:0:0:0:1")).description == "2001:db8::1")
    }
}
