package dev.bestow.aka;

import dev.bestow.core.Rand;

/// A USIM in software, with the SQN array of TS 33.102 Annex C. Owns its credentials. Thread-safe.
///
/// A card writes an accepted SQN before it answers. Whoever runs this one for real does the same:
/// persist [#sqns] after each success and before the answer is sent, or a replayed AUTN may be
/// accepted once more after a crash.
public final class SoftUsim implements Usim, AutoCloseable {
    private final Credentials credentials;
    private SqnArray sqns;

    /// With the SQN state a former life has exported, or [SqnArray#fresh].
    public SoftUsim(Credentials credentials, SqnArray sqns) {
        this.credentials = credentials;
        this.sqns = sqns;
    }

    /// A fresh card of the standard profile.
    public static SoftUsim fresh(Credentials credentials) {
        return new SoftUsim(credentials, SqnArray.fresh(SqnProfile.STANDARD));
    }

    @Override
    public synchronized UsimAnswer authenticate(Rand rand, Autn autn) {
        try (AkaFunctions functions = credentials.functions()) {
            AkaAnswer answer = functions.f2345(rand);
            Sqn sqn = Sqn.revealed(autn.sqnXorAk(), answer.ak());
            // The MAC first: whether an SQN is fresh is told to the network only.
            if (!AuthenticationCentre.same(functions.f1(rand, sqn, autn.amf()), autn.macA())) {
                answer.close();
                return new UsimAnswer.MacFailure();
            }
            if (!sqns.accepts(sqn)) {
                answer.close();
                return new UsimAnswer.SynchronisationFailure(auts(functions, rand));
            }
            sqns = sqns.with(sqn);
            return new UsimAnswer.Success(answer.res(), answer.ckIk());
        }
    }

    private Auts auts(AkaFunctions functions, Rand rand) {
        Sqn sqnMs = sqns.highest();
        return Auts.of(
                sqnMs.concealed(functions.f5Star(rand)), functions.f1Star(rand, sqnMs, Amf.ZERO));
    }

    /// The SQN state, to be kept where the next life finds it.
    public synchronized SqnArray sqns() {
        return sqns;
    }

    /// Wipes K and OPc.
    @Override
    public void close() {
        credentials.close();
    }
}
