/// Mail domains that belong to nobody in particular: half of all customers write from one of them, so that a cap on
/// the domain would silence strangers for each other.
enum PublicMail {
    static let domains: Set<String> = Set(
        """
        gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr hotmail.de hotmail.es hotmail.it
        live.com live.co.uk live.fr live.nl msn.com yahoo.com yahoo.co.uk yahoo.fr yahoo.de yahoo.es yahoo.it
        yahoo.com.br yahoo.co.in yahoo.co.jp ymail.com rocketmail.com aol.com aol.co.uk icloud.com me.com mac.com
        proton.me protonmail.com pm.me tutanota.com tuta.com fastmail.com fastmail.fm zoho.com mail.com gmx.com gmx.de
        gmx.net gmx.at gmx.ch web.de t-online.de freenet.de posteo.de mailbox.org orange.fr wanadoo.fr free.fr sfr.fr
        laposte.net libero.it virgilio.it tiscali.it alice.it terra.com.br uol.com.br bol.com.br ig.com.br sapo.pt
        telefonica.net btinternet.com sky.com virginmedia.com talktalk.net blueyonder.co.uk ntlworld.com comcast.net
        verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net ziggo.nl kpnmail.nl
        telenet.be skynet.be bluewin.ch seznam.cz wp.pl o2.pl onet.pl interia.pl mail.ru yandex.ru yandex.com rambler.ru
        ukr.net abv.bg qq.com 163.com 126.com sina.com naver.com daum.net hanmail.net rediffmail.com
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}

extension Handle {
    /// What the cap per domain counts by; empty where there is no such cap.
    package var cappedDomain: String {
        guard channel == .email, let at = address.lastIndex(of: "@") else { return "" }
        let domain = String(address[address.index(after: at)...])
        return PublicMail.domains.contains(domain) ? "" : domain
    }
}
