package dev.bestow.wire.eap;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;

/// An attribute of EAP-AKA (RFC 4187 clause 10). Each is a type, its length in units of four octets, and a value:
///
/// ```
/// AT_RAND        1   5   reserved 2 | RAND 16
/// AT_AUTN        2   5   reserved 2 | AUTN 16
/// AT_RES         3   n   bits of RES 2 | RES 4 to 16
/// AT_AUTS        4   4   AUTS 14
/// AT_…_ID_REQ   10, 13, 17   1   reserved 2
/// AT_MAC        11   5   reserved 2 | MAC 16
/// AT_NOTIFICATION    12   1   code 2
/// AT_IDENTITY   14   n   octets of the identity 2 | identity | zeros up to four octets
/// AT_CLIENT_ERROR_CODE   22   1   code 2
/// AT_CHECKCODE 134   1 or 6   reserved 2 | nothing, or SHA-1 20
/// ```
public sealed interface AkaAttribute {
    /// The number of its type.
    int type();

    /// RAND, 16 octets.
    record AtRand(Rand rand) implements AkaAttribute {
        @Override
        public int type() {
            return 1;
        }
    }

    /// AUTN, 16 octets.
    record AtAutn(Octets autn) implements AkaAttribute {
        public AtAutn {
            requireOctets("AT_AUTN", autn, 16);
        }

        @Override
        public int type() {
            return 2;
        }
    }

    /// RES, 4 to 16 octets. Does not print it.
    record AtRes(Octets res) implements AkaAttribute {
        public AtRes {
            if (res.length() < 4 || res.length() > 16) {
                throw new InvalidValue("AT_RES", "needs 4 to 16 octets");
            }
        }

        @Override
        public int type() {
            return 3;
        }

        @Override
        public String toString() {
            return "AtRes";
        }
    }

    /// AUTS, 14 octets.
    record AtAuts(Octets auts) implements AkaAttribute {
        public AtAuts {
            requireOctets("AT_AUTS", auts, 14);
        }

        @Override
        public int type() {
            return 4;
        }
    }

    /// The server wants an identity of this kind.
    record AtIdentityRequest(Kind kind) implements AkaAttribute {
        /// From the least to the most that is told.
        public enum Kind {
            ANY(13),
            FULL_AUTHENTICATION(17),
            PERMANENT(10);

            private final int type;

            Kind(int type) {
                this.type = type;
            }
        }

        @Override
        public int type() {
            return kind.type;
        }
    }

    /// HMAC-SHA1-128 over the message, 16 octets.
    record AtMac(Octets mac) implements AkaAttribute {
        public AtMac {
            requireOctets("AT_MAC", mac, 16);
        }

        @Override
        public int type() {
            return EapCodec.AT_MAC;
        }
    }

    /// What the server has to say beside the run (RFC 4187 clause 6.1): bit 15, the most significant one, is set when
    /// it is no failure; bit 14 when it comes before the challenge was answered.
    record AtNotification(int code) implements AkaAttribute {
        /// Something failed, before the challenge was answered.
        public static final int GENERAL_FAILURE = 16_384;

        @Override
        public int type() {
            return 12;
        }

        /// Whether it is of the time before the challenge was answered, and so without AT_MAC.
        public boolean isBeforeChallenge() {
            return (code & 0x4000) != 0;
        }
    }

    /// The peer's identity, at most 253 octets. Does not print it.
    record AtIdentity(Octets identity) implements AkaAttribute {
        public AtIdentity {
            if (identity.length() > 253) {
                throw new InvalidValue("AT_IDENTITY", "needs at most 253 octets");
            }
        }

        @Override
        public int type() {
            return 14;
        }

        @Override
        public String toString() {
            return "AtIdentity";
        }
    }

    /// Why the peer ends the run.
    record AtClientErrorCode(int code) implements AkaAttribute {
        /// The only one that EAP-AKA has: what came cannot be processed.
        public static final int UNABLE_TO_PROCESS = 0;

        @Override
        public int type() {
            return 22;
        }
    }

    /// SHA-1 over the AKA-Identity messages of the run, 20 octets; none where there was none (RFC 4187 clause 10.13).
    record AtCheckcode(Octets digest) implements AkaAttribute {
        public AtCheckcode {
            if (digest.length() > 0) {
                requireOctets("AT_CHECKCODE", digest, 20);
            }
        }

        @Override
        public int type() {
            return 134;
        }
    }

    private static void requireOctets(String name, Octets value, int length) {
        if (value.length() != length) {
            throw new InvalidValue(name, "has " + value.length() + " octets, needs " + length);
        }
    }
}
