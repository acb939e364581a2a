package dev.bestow.session.esp;

import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.wire.ua.RefusalCause;

/// A message that begins a session, or says why there is none. [SetUpCodec] draws the octets.
sealed interface SetUp {
    /// Length of the nonces of both ends, in octets.
    int NONCE_OCTETS = 16;

    /// Length of what a refusal repeats of the message that it refuses, its last octets.
    int ECHO_OCTETS = 8;

    /// Length of the tag of a refusal, in octets.
    int TAG_OCTETS = 8;

    /// The UE's first message. An ESP packet follows, whose SPI is the one that the UE receives at.
    record Opening(EspProfile profile, KeyName keyName, Octets nonce) implements SetUp {
        /// All before the ESP packet, 21 octets where a RAND id names the key, else 28. Feeds every key of the session,
        /// so none of it can be changed, and is what the endpoint claims.
        Octets head() {
            return SetUpCodec.head(this);
        }
    }

    /// The endpoint's answer. An ESP packet to the UE's SPI follows.
    ///
    /// @param spi that the endpoint receives at, 256 or more
    record Answer(EspProfile profile, int spi, Octets nonce) implements SetUp {
        /// All before the ESP packet, 21 octets. Feeds both keys of the session.
        Octets head() {
            return SetUpCodec.head(this);
        }
    }

    /// The endpoint does not take a message.
    ///
    /// @param retryAfterSeconds 0 to 255
    /// @param echo the last 8 octets of that message
    /// @param tag 8 octets where the refusal is authenticated, else none
    record Refusal(RefusalCause cause, int retryAfterSeconds, Octets echo, Octets tag)
            implements SetUp {
        boolean authenticated() {
            return tag.length() > 0;
        }
    }
}
