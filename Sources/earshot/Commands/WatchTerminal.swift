import Foundation
import Storage
import Synchronization
import Triage
import UnixSignals

/// The whole terminal for as long as somebody watches: keys come one by one, and whatever was on it before comes
/// back at the end, by a signal too.
struct WatchTerminal {
    let store: Store
    let name: String
    let patience: OnCall.Patience
    let out: Output

    private static let turn = Duration.milliseconds(50)
    /// In turns: the queue is asked for, and drawn anew for the ages in it.
    private static let asking = 5
    private static let askingAnyway = 40
    private static let ageing = 100

    func run() async throws {
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else {
            throw CommandFailure(.usage, "this terminal cannot give keys one by one", remedy: "use --json")
        }
        // Before anything is changed, so that whatever is changed is put back.
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sighup, .sigint)
        var raw = before
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw)
        // The other screen, without a cursor.
        out.write("\u{1B}[?1049h\u{1B}[?25l")
        defer {
            out.write("\u{1B}[?25h\u{1B}[?1049l")
            out.flush()
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
        }
        let end = End()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in signals {
                    end.ask()
                    return
                }
            }
            defer { group.cancelAll() }
            try await watch { end.isAsked }
        }
    }

    /// Whether a signal has asked for the end.
    private final class End: Sendable {
        private let state = Mutex(false)
        var isAsked: Bool { state.withLock { $0 } }
        func ask() { state.withLock { $0 = true } }
    }

    private func watch(until isAsked: () -> Bool) async throws {
        var board = WatchBoard()
        var mark: Int64 = -1
        var turns = 0
        var isStale = true
        let (ears, news) = (Ears(), Box(false))
        ears.on(.queue) { news.value = true }
        ears.open(store.engine)
        defer { ears.close() }
        while !isAsked() {
            for byte in Self.keys() {
                isStale = true
                switch board.press(byte) {
                case .quit: return
                case .change(let id, let verb, let note):
                    board.said = try await change(id, verb, note)
                    turns = 0
                case nil: break
                }
            }
            let isTold = news.value
            if isTold || turns % (ears.areOpen ? Self.askingAnyway : Self.asking) == 0 {
                news.value = false
                do {
                    let newest = try await store.changeMark()
                    if newest != mark {
                        board.show(try await store.queue(QueueQuery(limit: 200)))
                        mark = newest
                        isStale = true
                    }
                } catch let error as StorageError {
                    board.said = "The database does not answer: \(error.description)"
                    isStale = true
                }
            }
            if isStale || turns % Self.ageing == 0 { draw(board) }
            isStale = false
            turns += 1
            try await Task.sleep(for: Self.turn)
        }
    }

    private func change(_ id: CaseID, _ verb: CaseVerb, _ note: String) async throws -> String {
        do {
            let answer = try await store.change(
                id, verb, by: name, note: note, patience: patience, now: .wallClock)
            switch answer {
            case .done(let item): return "Case \(id.rawValue) is \(item.state.rawValue) by \(name)."
            case .noSuchCase: return "There is no case \(id.rawValue)."
            case .refused(_, let because): return "Case \(id.rawValue) is as it was: \(because)."
            }
        } catch let error as StorageError {
            return "Nothing was done: \(error.description)"
        }
    }

    private func draw(_ board: WatchBoard) {
        var size = winsize()
        let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_row > 0 && size.ws_col > 0
        let lines = board.lines(
            columns: isKnown ? Int(size.ws_col) : 80, rows: isKnown ? Int(size.ws_row) : 24,
            coloured: out.isColoured, now: .wallClock)
        // Each line is written over the one that was there, so that nothing flickers.
        out.write("\u{1B}[H" + lines.joined(separator: "\u{1B}[K\r\n") + "\u{1B}[K\u{1B}[J")
        out.flush()
    }

    /// What was pressed since, without waiting; a terminal that is gone reads as ^C.
    private static func keys() -> [UInt8] {
        var ready = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        guard poll(&ready, 1, 0) > 0 else { return [] }
        var buffer = [UInt8](repeating: 0, count: 64)
        let count = read(STDIN_FILENO, &buffer, buffer.count)
        if count <= 0 { return [3] }
        return Array(buffer[..<count])
    }
}
