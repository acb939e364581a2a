package dev.bestow.wire.diameter;

import dev.bestow.core.Octets;

/// Messages several tests start from.
final class Samples {
    static final AvpDefinition VISITED_PLMN_ID =
            new AvpDefinition(1407, 10415, true, "Visited-PLMN-Id", AvpType.OCTET_STRING);
    static final Envelope ENVELOPE =
            new Envelope("mme.test;1;2", "mme.test", "visited.test", "hss.test", "home.test");
    static final Origin HSS = new Origin("hss.test", "home.test");

    private Samples() {}

    /// An AIR's shape: an envelope, an IETF AVP with padding, a vendor AVP with padding, a group.
    static DiameterMessage request() {
        MessageBuilder out =
                MessageBuilder.request(
                        CommandCode.AUTHENTICATION_INFORMATION,
                        ApplicationId.S6A,
                        DiameterMessage.FLAG_PROXIABLE);
        ENVELOPE.putInto(out);
        return out.hopByHop(0x0102_0304)
                .endToEnd(0x0506_0708)
                .put(BaseAvps.USER_NAME, "001010000000001")
                .put(VISITED_PLMN_ID, Octets.parseHex("PLMN", "00f110"))
                .openGroup(BaseAvps.PROXY_INFO)
                .put(BaseAvps.PROXY_HOST, "relay.test")
                .put(BaseAvps.PROXY_STATE, Octets.parseHex("state", "0102030405"))
                .closeGroup()
                .build();
    }
}
