package dev.bestow.wire.ua;

import dev.bestow.core.Octets;

/// A message of a running session, either direction: 12 octets over the message.
///
/// ```
/// header 1 (low = counter bits 2..0) | session id 20 bits, counter bits 6..3 | body n | t 8
/// ```
///
/// Only the seven low bits of the 32-bit counter travel; the receiver finds the rest and `t` covers
/// all of it, in 8 octets.
///
/// With an empty body it may be no application's (TR 33.863 clause 6.11.2.2.3, "Refresh Request"): up, the UE wants
/// the key of the session replaced; down, the server sees to it. `t` says so and nothing else does, since somebody in
/// between must not learn or make it: the first bit of the 8 octets is 1.
///
/// ```
/// header 1 | session id 20 bits, counter bits 6..3 | t 8                               12
/// t over: direction 1 | header 1 | session id 4 | 80 00 00 00 | counter 4
/// ```
public record SessionMessage(boolean ciphered, int sessionId, int counterLow, Octets body, Octets t)
        implements UaUplink, UaDownlink {
    public static final int SESSION_ID_BITS = 20;
    public static final int COUNTER_BITS = 7;

    public SessionMessage {
        requireSessionId(sessionId);
        if (counterLow < 0 || counterLow >= 1 << COUNTER_BITS) {
            throw new IllegalArgumentException("seven counter bits cannot hold " + counterLow);
        }
        CompactRequest.requireLength("t", t, ApplicationRequest.MAC_OCTETS);
    }

    public UaHeader header() {
        return header(ciphered, counterLow);
    }

    /// The header of a message that is still to be sealed; `counter` may have more than seven bits.
    public static UaHeader header(boolean ciphered, long counter) {
        return new UaHeader(UaForm.SESSION, ciphered, (int) (counter & 7));
    }

    static void requireSessionId(int sessionId) {
        if (sessionId < 0 || sessionId >= 1 << SESSION_ID_BITS) {
            throw new IllegalArgumentException("a session id has 20 bits");
        }
    }
}
