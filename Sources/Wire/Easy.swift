import CCurl

/// One libcurl easy handle with typed setters. Used on the loop's thread alone.
struct Easy {
    let raw: UnsafeMutableRawPointer

    init() throws(WireError) {
        guard let raw = curl_easy_init() else { throw WireError(.brokenOff, "libcurl gave no handle: out of memory.") }
        self.raw = raw
    }

    func set(_ option: CURLoption, _ value: Int) throws(WireError) {
        try check(option, cc_set_long(raw, option, value))
    }
    func set(_ option: CURLoption, _ value: Bool) throws(WireError) { try set(option, value ? 1 : 0) }
    func set(_ option: CURLoption, offset value: Int) throws(WireError) {
        try check(option, cc_set_offset(raw, option, curl_off_t(value)))
    }
    func set(_ option: CURLoption, _ value: String?) throws(WireError) {
        try check(option, cc_set_string(raw, option, value))
    }
    func set(_ option: CURLoption, list value: UnsafeMutablePointer<curl_slist>?) throws(WireError) {
        try check(option, cc_set_list(raw, option, value))
    }
    func set(_ option: CURLoption, pointer value: UnsafeRawPointer?) throws(WireError) {
        try check(option, cc_set_pointer(raw, option, value))
    }
    /// Milliseconds, at least one (0 would mean "for ever").
    func set(_ option: CURLoption, _ value: Duration) throws(WireError) { try set(option, value.milliseconds) }

    /// The body of a request; libcurl keeps a copy.
    func set(body: [UInt8]) throws(WireError) {
        try set(CURLOPT_POSTFIELDSIZE_LARGE, offset: body.count)
        let code = body.withUnsafeBytes { cc_set_pointer(raw, CURLOPT_COPYPOSTFIELDS, $0.baseAddress ?? Easy.nothing) }
        try check(CURLOPT_COPYPOSTFIELDS, code)
    }
    /// An address for "no bytes": a null pointer would mean that a read callback gives the body.
    private nonisolated(unsafe) static let nothing = UnsafeRawPointer(
        UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1))

    func number(_ info: CURLINFO) -> Int {
        var value = 0
        return cc_get_long(raw, info, &value) == CURLE_OK ? value : 0
    }

    func text(_ info: CURLINFO) -> String? {
        var value: UnsafeMutablePointer<CChar>?
        guard cc_get_string(raw, info, &value) == CURLE_OK, let value else { return nil }
        return String(cString: value)
    }

    var socket: Int32? {
        var value: curl_socket_t = -1
        return cc_get_socket(raw, &value) == CURLE_OK && value != -1 ? value : nil
    }

    /// An option that libcurl does not take is a limit that would not hold: better no transfer than that.
    func check(_ option: CURLoption, _ code: CURLcode) throws(WireError) {
        guard code != CURLE_OK else { return }
        let why = String(cString: curl_easy_strerror(code))
        throw WireError(.unsendable, "libcurl refused option \(option.rawValue): \(why).")
    }
}

extension Duration {
    /// Rounded up, at least 1, at most what a C long on any machine holds.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        guard seconds >= 0, seconds < 2_000_000 else { return seconds < 0 ? 1 : 2_000_000_000 }
        return max(1, Int(seconds) * 1_000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
    }
    /// Rounded up, at least 1.
    var wholeSeconds: Int { max(1, (milliseconds + 999) / 1_000) }
}

/// A `curl_slist` that is freed with its owner.
final class TextList {
    private(set) var head: UnsafeMutablePointer<curl_slist>?

    func append(_ line: String) {
        if let longer = curl_slist_append(head, line) { head = longer }
    }
    deinit { curl_slist_free_all(head) }
}
