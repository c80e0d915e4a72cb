import Testing

@testable import Triage

/// Machines that answer in a person's name, and persons who use the same words.
@Suite struct AutoresponderTests {
    private static let machines = """
        I am driving and will reply later
        I'm driving right now, I'll get back to you later.
        I’m driving with Driving Focus turned on. I’ll see your message when I get where I’m going.
        I am driving
        Out of office
        Out of Office: Re: Your call
        OUT OF OFFICE AUTO REPLY
        I am currently out of the office and will return on Monday 30 November. For urgent matters contact Jane Doe.
        Thank you for your email. I am out of the office with limited access to email.
        I am on annual leave until Friday. I will respond to your message upon my return.
        Automatic reply: I am away
        Auto-reply
        This is an automated message. I am in a meeting.
        This mailbox is not monitored
        This mailbox is not monitored. Thank you.
        This number does not accept replies
        This inbox is unattended
        Message blocked
        Message Blocking is active.
        Free Msg: Unable to send message - Message Blocking is active.
        Message not delivered
        Your message could not be delivered
        Estoy conduciendo
        Estoy conduciendo, te llamo luego
        Estoy fuera de la oficina, responderé a mi regreso
        Respuesta automática: estoy de vacaciones
        Mensaje no entregado
        Este buzón no está supervisado
        Ich fahre gerade
        Ich fahre gerade und melde mich später
        Ich bin derzeit nicht im Büro und werde Ihre Nachricht nach meiner Rückkehr beantworten
        Abwesenheitsnotiz: ich bin bis Montag nicht im Haus
        Automatische Antwort
        Nachricht nicht zugestellt
        Dieses Postfach wird nicht überwacht
        Je conduis, je vous rappelle dès que possible
        Je suis absent du bureau, je vous répondrai à mon retour
        Réponse automatique
        Message non remis
        Estou a conduzir, ligo mais tarde
        Estou dirigindo, respondo assim que possível
        Estou de férias e responderei assim que possível
        Resposta automática
        Mensagem não entregue
        Sto guidando, ti richiamo appena possibile
        Sono fuori ufficio, risponderò al mio rientro
        Risposta automatica
        Messaggio non consegnato
        """

    private static let people = """
        Now I am driving home and my phone still has no signal
        I am driving and my router at home is on fire, the neighbour says
        I'm driving, call me at five
        I am driving to your shop because nobody answers
        I am out of the office tomorrow, please ring me on my mobile
        Out of office hours nobody answers at Quillfone
        Out of office? I want a human
        This is an automated reply again, I want a human
        Is this an automated message?
        Automatic reply is useless
        Your mailbox is not monitored, is it?
        Message not delivered to my mum since Tuesday
        My messages are not delivered
        Message blocked again, what is wrong with my line?
        I am on holiday and my internet was charged, please call me back
        When will you get back to me
        I will reply later
        2
        Tomorrow at ten
        I will be in the office on Monday, ring me there
        Estoy conduciendo y sigo sin señal
        Estoy sin internet, llámenme
        Mensaje no entregado desde ayer, qué pasa?
        Ich fahre gerade heim und habe kein Netz
        Ich bin bis Montag ohne Internet
        Rufen Sie mich an, ich bin im Büro
        Je conduis et je n'ai plus de réseau
        Je suis absent demain, appelez-moi lundi
        Estou a conduzir e continuo sem rede
        Sto guidando e non ho segnale
        """

    private static func message(_ text: String, _ channel: Channel = .sms) -> Message {
        Message(
            identity: "x:1", source: "line", channel: channel,
            author: .init(handle: Handle(channel: channel, normalised: "+447700900123")), text: text,
            time: Moment(seconds: 0), visibility: .direct)
    }

    @Test(arguments: StopOfCallsTests.lines(machines))
    func `a machine in somebody's name is known by its words`(_ line: String) {
        #expect(Autoresponder.sign(in: Self.message(line)) != nil)
        #expect(GateTests.silence(GateTests.occasion(GateTests.text(line)))?.code == .automatic)
    }

    @Test(arguments: StopOfCallsTests.lines(people))
    func `a person who uses such words is none`(_ line: String) {
        #expect(Autoresponder.sign(in: Self.message(line)) == nil)
    }

    @Test func `what our rules find hot is nobody's machine, and a long letter is none`() {
        let hot = GateTests.occasion(GateTests.text("I am driving and will reply later")) {
            $0.isHot = true
            $0.verdict = GateTests.verdict(["fire"], isHot: true)
        }
        #expect(GateTests.draft(hot)?.kind == .hot)
        let long = "I am driving and will reply later. " + String(repeating: "And so on. ", count: 200)
        #expect(Autoresponder.sign(in: Self.message(long)) == nil)
        var photo = Self.message("Out of office")
        photo.attachments = [.init(name: "door.jpg", type: "image/jpeg")]
        #expect(Autoresponder.sign(in: photo) == nil)
    }
}
