package dev.bestow.keys;

import dev.bestow.core.Octets;

/// Ua security protocol identifier, 5 octets: an organisation, FF for private ones, then its number of
/// the protocol (TS 33.220 Annex H).
public record UaProtocolId(Octets octets) {
    public static final int OCTETS = 5;

    /// TLS 1.3 with a pre-shared key.
    public static final UaProtocolId TLS_1_3_PSK = parse("0100000007");

    /// OSCORE.
    public static final UaProtocolId OSCORE = parse("0100000008");

    /// DTLS.
    public static final UaProtocolId DTLS = parse("0100000009");

    public UaProtocolId {
        KeyLength.require("Ua protocol id", octets, OCTETS);
    }

    /// 10 hex digits.
    public static UaProtocolId parse(String hex) {
        return new UaProtocolId(Octets.parseHex("Ua protocol id", hex, OCTETS));
    }

    @Override
    public String toString() {
        return octets.hex();
    }
}
