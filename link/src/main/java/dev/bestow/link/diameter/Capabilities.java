package dev.bestow.link.diameter;

import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.ResultCode;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;

/// What the other side of a connection says it is, out of its CER or CEA (RFC 6733 clause 5.3).
///
/// @param origin its Origin-Host and Origin-Realm
/// @param applications every application id it announces, in whatever AVP
record Capabilities(Origin origin, Set<Integer> applications) {
    private static final int VENDOR_3GPP = 10_415;

    /// Reads a CER or a CEA. A missing name is `AVP_MISSING`, an unknown AVP with M `AVP_UNSUPPORTED`.
    static Capabilities from(DiameterMessage message) {
        BaseAvps.DICTIONARY.requireKnown(message);
        Set<Integer> applications = new HashSet<>();
        collect(message.avps(), applications);
        return new Capabilities(Origin.from(message), Set.copyOf(applications));
    }

    private static void collect(AvpCursor avps, Set<Integer> applications) {
        while (avps.next()) {
            if (avps.is(BaseAvps.AUTH_APPLICATION_ID) || avps.is(BaseAvps.ACCT_APPLICATION_ID)) {
                applications.add(avps.integer32());
            } else if (avps.is(BaseAvps.VENDOR_SPECIFIC_APPLICATION_ID)) {
                collect(avps.group(), applications);
            }
        }
    }

    /// Whether a request of this application can be sent there.
    boolean supports(int applicationId) {
        return applications.contains(applicationId) || isRelay();
    }

    boolean isRelay() {
        return applications.contains(ApplicationId.RELAY);
    }

    /// Whether the two have anything to say to each other.
    boolean sharesApplication(Set<Integer> ours) {
        return isRelay() || applications.stream().anyMatch(ours::contains);
    }

    /// What a CER with these capabilities is answered with.
    ///
    /// @param resultCode success, or why not
    /// @param why for the operator
    record Verdict(int resultCode, String why) {}

    /// @param claimed the peer it says it is from, or null when there is no such peer
    Verdict verdict(DiameterContext context, Transport transport, @Nullable RemotePeer claimed) {
        if (claimed == null) {
            return new Verdict(ResultCode.UNKNOWN_PEER, "is no peer of this node");
        }
        DiameterConfig.Peer peer = claimed.config();
        if (!transport.certifies(origin.host())) {
            return new Verdict(ResultCode.UNKNOWN_PEER, "is not named in the certificate shown");
        }
        if (!peer.isOfRealm(origin.realm())) {
            return new Verdict(
                    ResultCode.UNKNOWN_PEER,
                    "calls itself of realm " + origin.realm() + ", which is not its own");
        }
        if (!transport.suits(peer.security())) {
            return new Verdict(
                    ResultCode.NO_COMMON_SECURITY,
                    "came in clear, and TLS is required of it off loopback");
        }
        return sharesApplication(context.config().applications())
                ? new Verdict(ResultCode.SUCCESS, "")
                : new Verdict(
                        ResultCode.NO_COMMON_APPLICATION, "shares no application with this node");
    }

    /// What a CEA says, or null when it refuses us, comes from somebody else, or leaves nothing to talk
    /// about.
    static @Nullable Capabilities agreed(
            DiameterContext context, DiameterMessage cea, RemotePeer expected) {
        Result result = Result.from(cea);
        Capabilities theirs = result.isSuccess() ? from(cea) : null;
        if (theirs != null
                && theirs.origin.host().equals(expected.host())
                && expected.config().isOfRealm(theirs.origin.realm())
                && theirs.sharesApplication(context.config().applications())) {
            return theirs;
        }
        context.count(Counter.REFUSED_PEERS);
        expected.failed(
                theirs == null
                        ? "CER refused: " + result
                        : "its CEA is from %s of %s, or shares no application"
                                .formatted(theirs.origin.host(), theirs.origin.realm()));
        return null;
    }

    /// The CER, for a connection whose own end is at `address`.
    static DiameterMessage request(DiameterContext context, InetAddress address) {
        MessageBuilder cer =
                MessageBuilder.request(CommandCode.CAPABILITIES_EXCHANGE, ApplicationId.COMMON, 0);
        cer.hopByHop(context.ports().entropy().nextInt()).endToEnd(context.nextEndToEnd());
        putOwn(cer, context, address);
        return cer.build();
    }

    /// The CEA, for a connection whose own end is at `address`.
    static DiameterMessage answer(
            DiameterMessage cer, DiameterContext context, int resultCode, InetAddress address) {
        MessageBuilder cea = MessageBuilder.answerTo(cer);
        Result.of(resultCode).putInto(cea);
        putOwn(cea, context, address);
        return cea.build();
    }

    /// Vendor-Id is 0: Bestow's authors own no enterprise number.
    private static void putOwn(
            MessageBuilder message, DiameterContext context, InetAddress address) {
        context.origin().putInto(message);
        message.put(BaseAvps.HOST_IP_ADDRESS, address)
                .put(BaseAvps.VENDOR_ID, 0)
                .put(BaseAvps.PRODUCT_NAME, context.config().productName())
                .put(BaseAvps.ORIGIN_STATE_ID, context.stateId())
                .put(BaseAvps.SUPPORTED_VENDOR_ID, VENDOR_3GPP)
                .put(BaseAvps.SUPPORTED_VENDOR_ID, context.config().vendorId());
        for (int application : context.config().applications()) {
            message.openGroup(BaseAvps.VENDOR_SPECIFIC_APPLICATION_ID)
                    .put(BaseAvps.VENDOR_ID, VENDOR_3GPP)
                    .put(BaseAvps.AUTH_APPLICATION_ID, application)
                    .closeGroup();
        }
    }
}
