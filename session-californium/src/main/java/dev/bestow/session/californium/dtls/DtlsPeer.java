package dev.bestow.session.californium.dtls;

import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.session.key.Grant;
import dev.bestow.session.key.HeldGrant;

import org.eclipse.californium.elements.auth.AdditionalInfo;
import org.eclipse.californium.elements.auth.ExtensiblePrincipal;
import org.eclipse.californium.scandium.dtls.ConnectionId;
import org.jspecify.annotations.Nullable;

import java.security.Principal;
import java.util.Map;
import java.util.Optional;

/// Who is at the other end of a DTLS session: what the operator granted with the key, and so whose device it is. Says
/// nothing that the device said itself. Thread-safe.
public final class DtlsPeer {
    private static final String INFO = "dev.bestow.peer";

    private final ConnectionId connection;
    private final Octets source;
    private final HeldGrant held;

    DtlsPeer(ConnectionId connection, Octets source, HeldGrant held) {
        this.connection = connection;
        this.source = source;
        this.held = held;
    }

    /// Of a message that came in a session of a [LeafKeyConnector]; nothing for any other.
    public static Optional<DtlsPeer> of(@Nullable Principal principal) {
        return principal instanceof ExtensiblePrincipal<?> extensible
                ? Optional.ofNullable(extensible.getExtendedInfo().get(INFO, DtlsPeer.class))
                : Optional.empty();
    }

    /// For Scandium, which keeps it with the session.
    AdditionalInfo info() {
        return AdditionalInfo.from(Map.of(INFO, this));
    }

    /// Whose device it is, as the operator calls it.
    public String name() {
        return held.grant().externalIdentifier();
    }

    /// What was granted with the key.
    public Grant grant() {
        return held.grant();
    }

    /// The name of the session's key.
    public KeyName keyName() {
        return held.name();
    }

    ConnectionId connection() {
        return connection;
    }

    HeldGrant held() {
        return held;
    }

    /// Whom to hold to account.
    Octets source() {
        return source;
    }

    @Override
    public String toString() {
        return "DtlsPeer(" + name() + ", " + keyName() + ")";
    }
}
