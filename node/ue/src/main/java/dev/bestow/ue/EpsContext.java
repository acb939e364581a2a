package dev.bestow.ue;

import dev.bestow.core.Eksi;
import dev.bestow.core.EndpointId;
import dev.bestow.core.Rand;
import dev.bestow.keys.CkIk;
import dev.bestow.keys.E2mIntKey;
import dev.bestow.keys.E2mKeySet;
import dev.bestow.keys.Kasme;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.Ks;
import dev.bestow.keys.LeafKey;
import dev.bestow.keys.solution.KeyIdentifier;
import dev.bestow.keys.solution.Solution;
import dev.bestow.session.ua.FullName;

/// The key set of one AKA run in the ME, with what was derived while CK||IK was in hand.
///
/// @param ksOfCkIk Ks of the root CK||IK, derived at AUTHENTICATE time; CK||IK itself is gone
/// @param ksPushed Ks of the root CK||IK as pushed, likewise
/// @param e2mIntKey likewise
/// @param e2mKeySet likewise, for a card that derives none itself
record EpsContext(
        Eksi eksi,
        Rand rand,
        Kasme kasme,
        Ks ksOfCkIk,
        Ks ksPushed,
        E2mIntKey e2mIntKey,
        E2mKeySet e2mKeySet)
        implements AutoCloseable {
    /// Of the run that left these; `ckIk` stays the caller's.
    static EpsContext of(Eksi eksi, Rand rand, Kasme kasme, CkIk ckIk) {
        return new EpsContext(
                eksi,
                rand,
                kasme,
                Ks.from(ckIk),
                Ks.pushed(ckIk),
                E2mIntKey.from(ckIk),
                E2mKeySet.from(ckIk, rand));
    }

    /// A copy with its own life.
    EpsContext copy() {
        return new EpsContext(
                eksi,
                rand,
                new Kasme(kasme.octets().copy()),
                new Ks(ksOfCkIk.octets().copy()),
                new Ks(ksPushed.octets().copy()),
                new E2mIntKey(e2mIntKey.octets().copy()),
                new E2mKeySet(e2mKeySet.octets().copy()));
    }

    /// How messages name a key for an endpoint that `row` serves.
    FullName.ByRand name(Solution row, KeyIdentifier identifier) {
        return identifier == KeyIdentifier.HASH && row.kind() == KeyKind.E2M_INT_KEY
                ? new FullName.ByRand(rand, e2mIntKey.shortHash())
                : new FullName.ByRand(rand);
    }

    /// The key for the endpoint of that name, which `row` serves.
    LeafKey leaf(Solution row, String fqdn) {
        EndpointId endpoint = row.endpoint(fqdn);
        return switch (row.kind()) {
            case KS ->
                    switch (row.root()) {
                        case CK_IK -> ksOfCkIk.leafFor(endpoint);
                        case CK_IK_PUSHED -> ksPushed.leafFor(endpoint);
                        case KASME -> {
                            try (Ks ks = Ks.from(kasme)) {
                                yield ks.leafFor(endpoint);
                            }
                        }
                    };
            case E2M_INT_KEY -> e2mIntKey.leafFor(endpoint);
            case E2M_KEY_SET -> e2mKeySet.leafFor(endpoint);
        };
    }

    /// Wipes the keys.
    @Override
    public void close() {
        kasme.octets().close();
        ksOfCkIk.close();
        ksPushed.close();
        e2mIntKey.close();
        e2mKeySet.close();
    }
}
