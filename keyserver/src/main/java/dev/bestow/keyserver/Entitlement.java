package dev.bestow.keyserver;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.AsId;
import dev.bestow.core.Imsi;
import dev.bestow.keyserver.Retrieval.Withheld;
import dev.bestow.keystore.KeyOwner;
import dev.bestow.wire.north.NamedUser;

import org.jspecify.annotations.Nullable;

/// Which keys of a name a caller gets, and, when it gets none, why.
final class Entitlement {
    private final AsId caller;
    private final @Nullable NamedUser user;
    private boolean isOfUser;

    Entitlement(AsId caller, @Nullable NamedUser user) {
        this.caller = caller;
        this.user = user;
    }

    boolean allows(KeyOwner owner) {
        boolean isMeant =
                switch (user) {
                    case null -> true;
                    case NamedUser.ByApplication(ApplicationIdentity identity) ->
                            owner.isOf(identity);
                    case NamedUser.ByImsi(Imsi imsi) -> owner.imsi().equals(imsi);
                };
        isOfUser |= isMeant;
        return isMeant && owner.allows(caller);
    }

    Withheld withheld() {
        return isOfUser ? Withheld.NOT_ALLOWED : Withheld.OTHER_USER;
    }
}
