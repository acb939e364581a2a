package dev.bestow.hss;

import dev.bestow.aka.Amf;
import dev.bestow.aka.AuthenticationCentre;
import dev.bestow.aka.AuthenticationVector;
import dev.bestow.aka.Auts;
import dev.bestow.aka.AutsCheck;
import dev.bestow.aka.Requester;
import dev.bestow.aka.Sqn;
import dev.bestow.aka.SqnIssue;
import dev.bestow.aka.SqnProfile;
import dev.bestow.aka.SqnSlice;
import dev.bestow.aka.SqnSource;
import dev.bestow.core.Entropy;
import dev.bestow.core.Rand;
import dev.bestow.keys.CkIk;
import dev.bestow.keystore.KeyOrder;
import dev.bestow.keystore.Subscriber;
import dev.bestow.wire.s6a.ResynchronizationInfo;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Function;

/// Where a subscriber row becomes the vectors of one class of requesters: unwraps K and OPc for as long as that takes,
/// asks for the next SQN of that class, and reads AUTS.
final class VectorService {
    private static final Logger LOG = System.getLogger(VectorService.class.getName());

    /// One vector and its place among all vectors of the subscriber.
    record IssuedVector(AuthenticationVector vector, long issueNumber) {}

    private final HssStores stores;
    private final SqnSlice slice;
    private final Function<Subscriber, Amf> amf;
    private final Entropy entropy;

    private VectorService(
            HssStores stores, Requester requester, Function<Subscriber, Amf> amf, Entropy entropy) {
        this.stores = stores;
        this.slice = new SqnSlice(requester, stores.instance());
        this.amf = amf;
        this.entropy = entropy;
    }

    /// For network access in E-UTRAN.
    static VectorService ofMmes(HssStores stores, Entropy entropy) {
        return new VectorService(
                stores,
                Requester.MME,
                subscriber -> Amf.decode(subscriber.credentials().amf()).separated(),
                entropy);
    }

    /// For AKA runs of an EMKS's own.
    static VectorService ofEmks(HssStores stores, Entropy entropy) {
        return new VectorService(stores, Requester.EMKS, _ -> Amf.OWN_RUN, entropy);
    }

    /// The next vector, or null when none may be made now; the reason is logged, and is an
    /// operator's business rather than that of who asks.
    @Nullable IssuedVector next(Subscriber subscriber) {
        SqnIssue issue = sqns(subscriber).issue(subscriber.imsi(), slice, profile(subscriber));
        return made(subscriber, issue);
    }

    /// What a re-synchronisation comes to.
    sealed interface Resynchronised {
        /// The next vector, if there is one.
        default @Nullable IssuedVector made() {
            return null;
        }

        /// The next vector, one the card will take.
        record Next(IssuedVector made) implements Resynchronised {}

        /// The AUTS was not made by the card for that RAND; nothing has changed.
        record NotGenuine() implements Resynchronised {}

        /// Genuine, but no vector may be made now.
        record NoVector() implements Resynchronised {}
    }

    /// Verifies AUTS before anything changes; then moves SQN past the card, durably.
    Resynchronised resynchronise(Subscriber subscriber, ResynchronizationInfo request) {
        AutsCheck read;
        try (var credentials = stores.vault().open(subscriber)) {
            read =
                    AuthenticationCentre.verify(
                            credentials, request.rand(), new Auts(request.auts()));
        }
        return switch (read) {
            case AutsCheck.MacMismatch() -> new Resynchronised.NotGenuine();
            case AutsCheck.Verified(Sqn sqnMs) -> {
                SqnIssue issue =
                        sqns(subscriber)
                                .issueAfter(sqnMs, subscriber.imsi(), slice, profile(subscriber));
                IssuedVector made = made(subscriber, issue);
                yield made == null ? new Resynchronised.NoVector() : new Resynchronised.Next(made);
            }
        };
    }

    /// Comes before no vector that has left for the subscriber, and before each that will.
    KeyOrder issueBound(Subscriber subscriber) {
        long issueNumber =
                switch (subscriber.cards().scheme()) {
                    case TIME_BASED -> stores.sqns().issueBound(subscriber.imsi(), slice);
                    case COUNTER -> subscriber.sqnOffset() << SqnSlice.BITS | slice.ind();
                };
        return new KeyOrder(subscriber.epoch(), issueNumber);
    }

    /// CK||IK of a vector that was made before.
    CkIk ckIk(Subscriber subscriber, Rand rand) {
        try (var credentials = stores.vault().open(subscriber)) {
            return AuthenticationCentre.ckIk(credentials, rand);
        }
    }

    private @Nullable IssuedVector made(Subscriber subscriber, SqnIssue issue) {
        if (!(issue instanceof SqnIssue.Issued(Sqn sqn, long issueNumber))) {
            LOG.log(Level.WARNING, "no SQN for {0}: {1}", subscriber.imsi(), issue);
            return null;
        }
        try (var credentials = stores.vault().open(subscriber)) {
            return new IssuedVector(
                    AuthenticationCentre.quintet(
                            credentials, Rand.fresh(entropy), sqn, amf.apply(subscriber)),
                    issueNumber);
        }
    }

    private SqnSource sqns(Subscriber subscriber) {
        return switch (subscriber.cards().scheme()) {
            case TIME_BASED -> stores.sqns();
            case COUNTER -> stores.counter();
        };
    }

    private static SqnProfile profile(Subscriber subscriber) {
        long delta = subscriber.cards().delta();
        return new SqnProfile(
                subscriber.cards().indBits(),
                delta == 0 ? Long.MAX_VALUE : delta,
                SqnProfile.NO_AGE_LIMIT);
    }
}
