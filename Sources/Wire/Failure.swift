import CCurl

extension WireError {
    /// libcurl's way of saying how a transfer ended, in ours.
    ///
    /// - Parameter words: libcurl's own sentence, without secrets.
    init(code: CURLcode, shown: String, host: String, words: String) {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            self.init(.cannotResolve, "\(host) has no address: \(words).")
        case CURLE_COULDNT_CONNECT:
            self.init(.cannotConnect, "\(host) cannot be reached: \(words).")
        case CURLE_OPERATION_TIMEDOUT:
            self.init(.timedOut, "\(shown) took too long: \(words).")
        case CURLE_FILESIZE_EXCEEDED:
            self.init(.tooLarge, "\(shown) is too large: \(words).")
        case CURLE_UNSUPPORTED_PROTOCOL:
            // libcurl says "unsupported protocol" as well where an answer is none of HTTP's.
            let isWeb = shown.hasPrefix("http:") || shown.hasPrefix("https:")
            self.init(
                isWeb ? .brokenOff : .refusedProtocol,
                isWeb ? "\(host) does not speak HTTP: \(words)." : "\(shown) is not fetched: \(words).")
        case CURLE_URL_MALFORMAT:
            self.init(.unsendable, "\(shown) is not an address: \(words).")
        case CURLE_LOGIN_DENIED:
            self.init(.badLogin, "\(host) refused the login: \(words).")
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_USE_SSL_FAILED, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_SHUTDOWN_FAILED,
            CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS,
            CURLE_SSL_CLIENTCERT:
            self.init(.tls, "No secure connection to \(host): \(words).")
        default:
            self.init(.brokenOff, "\(host) broke off: \(words).")
        }
    }

    static let closed = WireError(.cancelled, "The exchange was closed.")
}
