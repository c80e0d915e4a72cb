import CCurl
import Glibc

/// What is common to everything that libcurl carries for us: the guards on addresses, the callbacks,
/// and the translation of how it ended. Lives on the loop's thread alone.
class Transfer {
    let id: UInt64
    let addresses: Addresses
    private(set) var easy: Easy?
    /// The connection stood and the request was about to be written: from here on it may have arrived.
    private(set) var reachedServer = false

    private var refused: Address?
    private var opened = false
    private var socketError: Int32 = 0
    private let complaint = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    init(id: UInt64, addresses: Addresses) {
        self.id = id
        self.addresses = addresses
        complaint.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }
    deinit { complaint.deallocate() }

    // What a kind of transfer says for itself.

    /// For sentences and logs: no secrets.
    var shown: String { "" }
    var host: String { "" }
    /// Called before each hop, on a handle without any option set.
    func prepare(_ easy: Easy) throws(WireError) {}
    /// False ends the transfer.
    func tookHeader(_ line: UnsafeRawBufferPointer) -> Bool { true }
    func tookBody(_ bytes: UnsafeRawBufferPointer) -> Bool { true }
    /// Why the transfer ended itself, where it did.
    var ownReason: WireError? { nil }
    func fail(_ error: any Error) {}

    // The loop's side.

    /// Sets what holds for every transfer, then what this one wants.
    func begin(on easy: Easy, settings: Settings) throws(WireError) {
        self.easy = easy
        refused = nil
        opened = false
        socketError = 0
        let me = UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque())
        try easy.set(CURLOPT_PRIVATE, pointer: me)
        try easy.set(CURLOPT_ERRORBUFFER, pointer: complaint)
        try easy.set(CURLOPT_NOSIGNAL, true)
        // A name server that is silent must not hold up the loop when its transfer ends.
        try easy.set(CURLOPT_QUICK_EXIT, true)
        // Proxies of the environment would hide the address that is really connected.
        try easy.set(CURLOPT_PROXY, "")
        try easy.set(CURLOPT_DNS_CACHE_TIMEOUT, 300)
        try easy.set(CURLOPT_UPLOAD_BUFFERSIZE, 16_384)
        try easy.set(CURLOPT_SSL_VERIFYPEER, true)
        try easy.set(CURLOPT_SSL_VERIFYHOST, 2)
        try easy.set(CURLOPT_SSLVERSION, 6)  // CURL_SSLVERSION_TLSv1_2, and later ones
        if let authorities = settings.authorities {
            // libcurl keeps one parsed store for all connections, but only where no folder is named.
            try easy.set(CURLOPT_CAINFO, authorities)
            try easy.set(CURLOPT_CAPATH, nil as String?)
        }
        if let names = settings.resolving { try easy.set(CURLOPT_RESOLVE, list: names.head) }

        try easy.check(CURLOPT_OPENSOCKETFUNCTION, cc_set_open_socket(easy.raw, openSocket))
        try easy.set(CURLOPT_OPENSOCKETDATA, pointer: me)
        try easy.check(CURLOPT_PREREQFUNCTION, cc_set_before_request(easy.raw, beforeRequest))
        try easy.set(CURLOPT_PREREQDATA, pointer: me)
        try easy.check(CURLOPT_WRITEFUNCTION, cc_set_sink(easy.raw, CURLOPT_WRITEFUNCTION, bodyCame))
        try easy.set(CURLOPT_WRITEDATA, pointer: me)
        try easy.check(CURLOPT_HEADERFUNCTION, cc_set_sink(easy.raw, CURLOPT_HEADERFUNCTION, headerCame))
        try easy.set(CURLOPT_HEADERDATA, pointer: me)
        try prepare(easy)
    }

    func left() { easy = nil }

    /// Asked before a socket exists; see `Addresses`.
    fileprivate func socket(for target: curl_sockaddr, address: UnsafeRawBufferPointer) -> Int32 {
        if addresses == .open {
            guard let address = Address(socketAddress: address) else { return -1 }
            guard address.closed == nil else {
                refused = address
                return -1
            }
        }
        opened = true
        let socket = Glibc.socket(
            target.family, target.socktype | Int32(SOCK_CLOEXEC.rawValue), target.protocol)
        if socket < 0 { socketError = errno }
        return socket
    }

    /// Asked on every request, also where a connection that an earlier transfer opened is used again.
    fileprivate func mayUse(_ address: String) -> Bool {
        if addresses == .open {
            guard let address = Address(address), address.closed == nil else {
                refused = Address(address)
                opened = false
                return false
            }
        }
        reachedServer = true
        return true
    }

    /// libcurl's words for what went wrong, with as much of the far end's words as it quotes.
    var words: String {
        let own = plain(String(cString: complaint))
        return own.isEmpty ? "no reason given" : own
    }

    func error(for code: CURLcode) -> WireError {
        if let ownReason { return ownReason }
        if let refused, !opened { return .refused(host, refused) }
        if socketError != 0 {
            return WireError(.cannotConnect, "No socket for \(host): \(String(cString: strerror(socketError))).")
        }
        return WireError(code: code, shown: shown, host: host, words: words)
    }
}

/// What all transfers of one exchange share.
struct Settings {
    var authorities: String?
    var resolving: TextList?
}

extension WireError {
    static func refused(_ host: String, _ address: Address) -> WireError {
        WireError(
            .refusedAddress,
            "\(host) is at \(address), \(address.closed ?? "a closed address"), and only the public internet is open "
                + "to this source; to allow it, give the source `private-address: allowed`.")
    }
}

// The doors through which libcurl calls. Each gets the transfer that the loop holds while libcurl has it.

private func transfer(_ pointer: UnsafeMutableRawPointer) -> Transfer {
    Unmanaged<Transfer>.fromOpaque(pointer).takeUnretainedValue()
}

private let openSocket: curl_opensocket_callback = { context, _, target in
    guard let context, let target else { return -1 }
    let offset = MemoryLayout<curl_sockaddr>.offset(of: \curl_sockaddr.addr) ?? 0
    let address = UnsafeRawBufferPointer(start: UnsafeRawPointer(target) + offset, count: Int(target.pointee.addrlen))
    return transfer(context).socket(for: target.pointee, address: address)
}

private let beforeRequest: curl_prereq_callback = { context, address, _, _, _ in
    guard let context, let address, transfer(context).mayUse(String(cString: address)) else {
        return CURL_PREREQFUNC_ABORT
    }
    return CURL_PREREQFUNC_OK
}

private let bodyCame: curl_write_callback = { bytes, size, count, context in
    guard let context, let bytes else { return 0 }
    return transfer(context).tookBody(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
}

private let headerCame: curl_write_callback = { bytes, size, count, context in
    guard let context, let bytes else { return 0 }
    return transfer(context).tookHeader(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
}
