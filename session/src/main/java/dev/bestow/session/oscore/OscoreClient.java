package dev.bestow.session.oscore;

import dev.bestow.core.Entropy;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.HmacTag;
import dev.bestow.keys.LeafKey;
import dev.bestow.keys.ProtocolKey;
import dev.bestow.keys.PurposeKey;
import dev.bestow.keys.UaProtocolId;
import dev.bestow.session.protocol.SecurityProtocol;
import dev.bestow.session.ua.FullName;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.session.ua.RequestCounts;
import dev.bestow.session.ua.UaClient;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/// A device's side of OSCORE towards one application server, under one leaf key. Begins security contexts; a device
/// that has lost its memory begins another one and asks nobody. Another AKA run brings another client. Thread-safe.
public final class OscoreClient implements AutoCloseable {
    private static final int FRESH_OCTETS = 16;

    /// Of the server in 3GPP's form, the same for all: a device has one context with it.
    private static final Octets SERVER_ID = SecurityContext.Ids.SERVER.sender();

    private final FullName name;
    private final LeafKey leaf;
    private final Secret hedge;
    private final Entropy entropy;
    private final RequestCounts counts;

    /// Not for a network that forbids confidentiality ([SecurityProtocol#OSCORE]).
    ///
    /// @param key stays the caller's
    /// @param counts those of the device, which last as long as its key does
    public OscoreClient(UaClient.Key key, Entropy entropy, RequestCounts counts) {
        name = key.name();
        leaf = key.leaf().copy();
        try (Secret protocol = ProtocolKey.from(leaf, UaProtocolId.OSCORE).octets()) {
            hedge = PurposeKey.derive(protocol, "bestow-oscore-hedge");
        }
        this.entropy = entropy;
        this.counts = counts;
    }

    /// Another context, with a RAND_AS of its own, for `first` and what comes after it.
    public OscoreSession begin(Plaintext first) {
        var own = new ContextName.Named(new IdContext(name.keyName(), nonce(first)));
        return session(own, own.idContext().encode());
    }

    /// The same by 3GPP's round trip, which goes before `first`.
    public OscoreAgreement agree(Plaintext first) {
        var request = new NonceRequest(new IdContext(name.keyName(), nonce(first)), SERVER_ID);
        return new OscoreAgreement(this, request, entropy);
    }

    /// RAND_AS, and N1 of 3GPP's form. It is made of fresh randomness, the key, a count and `first`: with a generator
    /// that is stuck it repeats only where the count does, and then where a context begins with the same message again.
    private Octets nonce(Plaintext first) {
        byte[] fresh = new byte[FRESH_OCTETS];
        entropy.fill(fresh);
        return Octets.copyOf(
                HmacTag.compute(
                        hedge,
                        IdContext.RAND_AS_OCTETS,
                        fresh,
                        ByteBuffer.allocate(Long.BYTES).putLong(counts.next()).array(),
                        name.octets().toArray(),
                        first.toArray()));
    }

    OscoreSession agreed(ContextName.Agreed agreed) {
        return session(agreed, null);
    }

    private OscoreSession session(ContextName context, @Nullable Octets kidContext) {
        try (Secret master = context.masterSecret(leaf)) {
            return new OscoreSession(
                    context.derive(master, context.serverIds().ofPeer()),
                    kidContext,
                    OscoreRefusal.key(master),
                    entropy);
        }
    }

    /// Wipes the keys; sessions live on with theirs.
    @Override
    public void close() {
        leaf.octets().close();
        hedge.close();
    }
}
