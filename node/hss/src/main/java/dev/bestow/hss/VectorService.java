package dev.bestow.hss;

import dev.bestow.aka.Amf;
import dev.bestow.aka.AuthenticationCentre;
import dev.bestow.aka.Auts;
import dev.bestow.aka.AutsCheck;
import dev.bestow.aka.EpsVector;
import dev.bestow.aka.Requester;
import dev.bestow.aka.Sqn;
import dev.bestow.aka.SqnIssue;
import dev.bestow.aka.SqnProfile;
import dev.bestow.aka.SqnSlice;
import dev.bestow.aka.SqnSource;
import dev.bestow.core.Entropy;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.keys.CkIk;
import dev.bestow.keystore.KeyOrder;
import dev.bestow.keystore.Subscriber;
import dev.bestow.wire.s6a.ResynchronizationInfo;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Where a subscriber row becomes vectors: unwraps K and OPc for as long as that takes, asks for the
/// next SQN, and reads AUTS.
final class VectorService {
    private static final Logger LOG = System.getLogger(VectorService.class.getName());

    /// One vector and its place among all vectors of the subscriber.
    record IssuedVector(EpsVector vector, long issueNumber) {}

    private final HssStores stores;
    private final SqnSlice slice;
    private final Entropy entropy;

    VectorService(HssStores stores, Entropy entropy) {
        this.stores = stores;
        this.slice = new SqnSlice(Requester.MME, stores.instance());
        this.entropy = entropy;
    }

    /// The next vector, or null when none may be made now; the reason is logged, and is an
    /// operator's business rather than the MME's.
    @Nullable IssuedVector next(Subscriber subscriber, PlmnId visited) {
        SqnIssue issue = sqns(subscriber).issue(subscriber.imsi(), slice, profile(subscriber));
        return made(subscriber, visited, issue);
    }

    /// What a re-synchronisation comes to.
    sealed interface Resynchronised {
        /// The next vector, one the card will take.
        record Next(IssuedVector made) implements Resynchronised {}

        /// The AUTS was not made by the card for that RAND; nothing has changed.
        record NotGenuine() implements Resynchronised {}

        /// Genuine, but no vector may be made now.
        record NoVector() implements Resynchronised {}
    }

    /// Verifies AUTS before anything changes; then moves SQN past the card, durably.
    Resynchronised resynchronise(
            Subscriber subscriber, PlmnId visited, ResynchronizationInfo request) {
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
                IssuedVector made = made(subscriber, visited, issue);
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

    private @Nullable IssuedVector made(Subscriber subscriber, PlmnId visited, SqnIssue issue) {
        if (!(issue instanceof SqnIssue.Issued(Sqn sqn, long issueNumber))) {
            LOG.log(Level.WARNING, "no SQN for {0}: {1}", subscriber.imsi(), issue);
            return null;
        }
        Amf amf = Amf.decode(subscriber.credentials().amf()).separated();
        try (var credentials = stores.vault().open(subscriber)) {
            return new IssuedVector(
                    AuthenticationCentre.vector(
                            credentials, Rand.fresh(entropy), sqn, amf, visited),
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
