package dev.bestow.keyserver;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.AsId;
import dev.bestow.core.Imsi;
import dev.bestow.core.Rand;
import dev.bestow.keyserver.Retrieval.Withheld;
import dev.bestow.keystore.EndpointStore;
import dev.bestow.keystore.KeyOwner;
import dev.bestow.keystore.Standing;
import dev.bestow.wire.north.NamedUser;

import org.jspecify.annotations.Nullable;

/// Which keys of a name a caller gets, and, when it gets none, why: those of the user it names, where the subscriber
/// allows the caller, which came after it was last shut out, and which it has not revoked. For one request.
final class Entitlement {
    private final AsId caller;
    private final @Nullable NamedUser user;
    private final EndpointStore endpoints;
    private final long freshFromMs;
    private Withheld withheld = Withheld.OTHER_USER;

    Entitlement(Standing caller, @Nullable NamedUser user, EndpointStore endpoints) {
        this.caller = caller.endpoint();
        this.user = user;
        this.endpoints = endpoints;
        this.freshFromMs = caller.freshFromMs();
    }

    boolean allows(KeyOwner owner) {
        return concerns(owner) && mayLeave(owner.rand(), owner.pushedAtMs());
    }

    /// Whether it is a key of the user named, which the subscriber allows the caller.
    boolean concerns(KeyOwner owner) {
        boolean isMeant =
                switch (user) {
                    case null -> true;
                    case NamedUser.ByApplication(ApplicationIdentity identity) ->
                            owner.isOf(identity);
                    case NamedUser.ByImsi(Imsi imsi) -> owner.imsi().equals(imsi);
                };
        if (isMeant && withheld == Withheld.OTHER_USER) {
            withheld = Withheld.NOT_ALLOWED;
        }
        return isMeant && owner.allowedAs().contains(caller);
    }

    /// Whether a key that is the caller's may leave.
    ///
    /// @param madeAtMs when it came to be, or a little later
    boolean mayLeave(Rand rand, long madeAtMs) {
        if (madeAtMs <= freshFromMs) {
            withheld = Withheld.BEFORE_SHUT_OUT;
            return false;
        }
        if (endpoints.isRevoked(caller, rand)) {
            withheld = Withheld.REVOKED;
            return false;
        }
        return true;
    }

    /// Why none was allowed.
    Withheld withheld() {
        return withheld;
    }
}
