import Triage

extension JSONValue {
    /// A time in RFC 3339; nil for everything else. `2026-11-22T03:41:07.250Z`, which is how servers write
    /// it, is read straight from the bytes: several times quicker than the general way.
    package var moment: Moment? {
        let quick = withUTF8 { bytes -> Moment? in
            guard bytes.count == 20 || bytes.count == 24, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] == 0x54,
                bytes[13] == 0x3A, bytes[16] == 0x3A, bytes[bytes.count - 1] == 0x5A
            else { return nil }
            func pair(_ at: Int) -> Int64? {
                let (tens, ones) = (bytes[at] &- 48, bytes[at + 1] &- 48)
                return tens < 10 && ones < 10 ? Int64(tens) * 10 + Int64(ones) : nil
            }
            // Days up to 28 are in every month.
            guard let century = pair(0), let year = pair(2), let month = pair(5), let day = pair(8),
                let hour = pair(11), let minute = pair(14), let second = pair(17), (1...12).contains(month),
                (1...28).contains(day), hour < 24, minute < 60, second < 60
            else { return nil }
            var micros = ((hour * 60 + minute) * 60 + second) * 1_000_000
            if bytes.count == 24 {
                guard bytes[19] == 0x2E, let tens = pair(20), bytes[22] &- 48 < 10 else { return nil }
                micros += (tens * 10 + Int64(bytes[22] - 48)) * 1000
            }
            return Moment(
                microseconds: Moment.days(fromCivil: century * 100 + year, month, day) * 86_400_000_000 + micros)
        }
        return (quick ?? nil) ?? string.flatMap { Moment(rfc3339: $0) }
    }
}
