package dev.bestow.keyserver;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.EndpointId;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keyserver.trace.TracedKeyRing;
import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.HandOut;
import dev.bestow.wire.north.KeySubject;
import dev.bestow.wire.north.NamedUser;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievedKey;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Makes leaf keys of the keys that an endpoint may have, and notes who gets them where that counts.
final class Grants {
    private final TracedKeyRing keys;
    private final Clock clock;

    Grants(TracedKeyRing keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /// Who asks.
    ///
    /// @param row serves it
    /// @param translates whether it may be told an IMSI
    record Grantee(AsId caller, Solution row, boolean translates) {}

    /// Their leaves for who asks; the candidates are wiped.
    RetrievalAnswer.Keys of(Grantee grantee, @Nullable NamedUser user, List<Candidate> candidates) {
        AsId caller = grantee.caller();
        Solution row = grantee.row();
        EndpointId endpoint = row.endpoint(caller.fqdn());
        List<RetrievedKey> granted = new ArrayList<>(candidates.size());
        try {
            for (Candidate candidate : candidates) {
                noteHandOut(endpoint, row, candidate);
                granted.add(granted(endpoint, row, candidate, subject(grantee, user, candidate)));
            }
        } catch (RuntimeException e) {
            granted.forEach(RetrievedKey::close);
            throw e;
        } finally {
            candidates.forEach(candidate -> candidate.key().close());
        }
        return new RetrievalAnswer.Keys(granted);
    }

    private static KeySubject subject(
            Grantee grantee, @Nullable NamedUser user, Candidate candidate) {
        if (user instanceof NamedUser.ByApplication(ApplicationIdentity identity)) {
            return new KeySubject.Application(identity);
        }
        return grantee.translates()
                ? new KeySubject.Subscriber(candidate.externalIdentifier(), candidate.imsi())
                : new KeySubject.External(candidate.externalIdentifier());
    }

    /// Before the key leaves, where the endpoint's word is a proof: it counts for keys it was handed. What cannot be
    /// noted is not handed out.
    private void noteHandOut(EndpointId endpoint, Solution row, Candidate candidate) {
        if (row.provenByEndpoint()) {
            keys.noteHandOut(
                    new HandOut(
                            candidate.imsi(),
                            row.kind(),
                            candidate.rand(),
                            endpoint,
                            clock.nowMs()));
        }
    }

    private static RetrievedKey granted(
            EndpointId endpoint, Solution row, Candidate candidate, KeySubject subject) {
        return new RetrievedKey(
                candidate.key().leafFor(endpoint),
                candidate.rand(),
                candidate.guti(),
                row.root(),
                candidate.expiry(),
                subject,
                candidate.confidentialityAllowed());
    }
}
