package dev.bestow.session.oscore;

import dev.bestow.core.Entropy;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.HmacTag;
import dev.bestow.keys.ProtocolKey;
import dev.bestow.keys.PurposeKey;
import dev.bestow.keys.UaProtocolId;
import dev.bestow.session.protocol.SecurityProtocol;
import dev.bestow.session.ua.FullName;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.session.ua.UaClient;

/// A device's side of OSCORE towards one application server, under one leaf key. Begins security contexts; a device
/// that has lost its memory begins another one and asks nobody. Another AKA run brings another client. Thread-safe.
public final class OscoreClient implements AutoCloseable {
    private static final int FRESH_OCTETS = 16;

    private final FullName name;
    private final Secret master;
    private final Secret hedge;
    private final Entropy entropy;

    /// Not for a network that forbids confidentiality ([SecurityProtocol#OSCORE]).
    ///
    /// @param key stays the caller's
    public OscoreClient(UaClient.Key key, Entropy entropy) {
        name = key.name();
        master = ProtocolKey.from(key.leaf(), UaProtocolId.OSCORE).octets();
        hedge = PurposeKey.derive(master, "bestow-oscore-hedge");
        this.entropy = entropy;
    }

    /// Another context, with a RAND_AS of its own, for `first` and what comes after it. RAND_AS is made of fresh
    /// randomness, the key and `first`, so that with a generator that is stuck it repeats only where a context begins
    /// with the same message again.
    public OscoreSession begin(Plaintext first) {
        byte[] fresh = new byte[FRESH_OCTETS];
        entropy.fill(fresh);
        Octets randAs =
                Octets.copyOf(
                        HmacTag.compute(
                                hedge,
                                IdContext.RAND_AS_OCTETS,
                                fresh,
                                name.octets().toArray(),
                                first.toArray()));
        Octets idContext = new IdContext(name.keyName(), randAs).encode();
        var context =
                SecurityContext.derive(
                        new SecurityContext.Master(master, Octets.EMPTY, idContext),
                        SecurityContext.Ids.CLIENT);
        return new OscoreSession(context, idContext, OscoreRefusal.key(master), entropy);
    }

    /// Wipes the keys; sessions live on with theirs.
    @Override
    public void close() {
        master.close();
        hedge.close();
    }
}
