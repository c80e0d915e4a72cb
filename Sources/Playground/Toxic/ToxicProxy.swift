import NIOCore
import NIOPosix
import Synchronization

/// A bad network in front of a server on loopback: every connection to it meets with one of the faults, drawn by
/// its number and a seed, so that a run can be repeated.
package final class ToxicProxy: Sendable {
    private struct State {
        var port = 0
        var connections = 0
        var met: [ToxicFault: Int] = [:]
        var faults: [ToxicFault]
    }

    private let target: Int
    private let seed: UInt64
    private let patience: Duration
    private let state: Mutex<State>
    private let server = LineServer()

    /// - Parameters:
    ///   - target: the port on 127.0.0.1 that it stands before.
    ///   - faults: each is as likely as it is often named; none: all go through sound.
    ///   - patience: how late `late` is at most.
    package init(target: Int, seed: UInt64, faults: [ToxicFault], patience: Duration = .milliseconds(200)) {
        self.target = target
        self.seed = seed
        self.patience = patience
        self.state = Mutex(State(faults: faults))
    }

    /// - Parameter port: 0 for any free one.
    package func start(port: Int = 0) async throws {
        let port = try await server.start(port: port) { [self] connection in try await serve(&connection) }
        state.withLock { $0.port = port }
    }

    /// Breaks off every connection.
    package func stop() async { await server.stop() }

    package var port: Int { state.withLock { $0.port } }
    /// Connections that met with each fault so far.
    package var met: [ToxicFault: Int] { state.withLock { $0.met } }
    /// What connections meet with from now on.
    package var faults: [ToxicFault] {
        get { state.withLock { $0.faults } }
        set { state.withLock { $0.faults = newValue } }
    }

    private func serve(_ connection: inout LineConnection) async throws {
        var (fault, dice) = state.withLock { state in
            state.connections += 1
            var dice = Dice(seed: seed &+ UInt64(state.connections) &* 0xD6E8_FEB8_6659_FD93)
            let fault = state.faults.isEmpty ? .sound : state.faults[dice.below(state.faults.count)]
            state.met[fault, default: 0] += 1
            return (fault, dice)
        }
        switch fault {
        case .refused: return try await connection.reset()
        case .silent:
            while try await connection.some() != nil {}
            return
        case .sound, .mute, .late, .sliced, .cutRequest, .cutAnswer, .resetRequest, .resetAnswer, .garbledAnswer:
            break
        }
        let (up, down) = Toxin.pair(fault, patience: patience, &dice)
        let seeds = (dice.next(), dice.next())
        let upstream = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: target) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
                }
            }
        let near = connection.channel
        try await upstream.executeThenClose { inbound, outbound in
            try await withThrowingTaskGroup(of: Void.self) { group in
                let writer = connection.outbound
                group.addTask {
                    var pump = Pump(toxin: down, dice: Dice(seed: seeds.1), near: near)
                    for try await bytes in inbound {
                        guard try await pump.pass(bytes, to: writer) else { break }
                    }
                    // The reader of the other direction learns of the end by it.
                    try? await near.close().get()
                }
                var pump = Pump(toxin: up, dice: Dice(seed: seeds.0), near: near)
                while let bytes = try await connection.some() {
                    guard try await pump.pass(bytes, to: outbound) else { break }
                }
                outbound.finish()
                try await group.waitForAll()
            }
        }
    }
}

/// One direction of a connection.
private struct Pump {
    let toxin: Toxin
    var dice: Dice
    let near: any Channel
    private var passed = 0

    init(toxin: Toxin, dice: Dice, near: any Channel) {
        self.toxin = toxin
        self.dice = dice
        self.near = near
    }

    /// - Returns: whether more may pass.
    mutating func pass(_ bytes: ByteBuffer, to writer: NIOAsyncChannelOutboundWriter<ByteBuffer>) async throws -> Bool {
        if passed == 0, toxin.delay > .zero { try await Task.sleep(for: toxin.delay) }
        var bytes = bytes
        if let (limit, how) = toxin.end, passed + bytes.readableBytes >= limit {
            if let last = bytes.readSlice(length: limit - passed), last.readableBytes > 0 {
                try await writer.write(last)
            }
            passed = limit
            switch how {
            case .swallow: return true
            case .close:
                try await near.close().get()
                return false
            case .reset:
                try await LineConnection.reset(near)
                return false
            }
        }
        passed += bytes.readableBytes
        if toxin.garbled > 0 {
            bytes = ByteBuffer(bytes: bytes.readableBytesView.map { dice.below(toxin.garbled) == 0 ? $0 ^ 0x55 : $0 })
        }
        guard toxin.isSliced else {
            try await writer.write(bytes)
            return true
        }
        while let piece = bytes.readSlice(length: min(bytes.readableBytes, 1 + dice.below(40))), piece.readableBytes > 0
        {
            try await writer.write(piece)
            await Task.yield()
        }
        return true
    }
}
