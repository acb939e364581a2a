package dev.bestow.session.californium.dtls;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.session.key.Grant;

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
    private final KeyName keyName;
    private final @Nullable ApplicationIdentity user;
    private final Octets source;
    private final Grant grant;
    private volatile long grantedAtNs;

    DtlsPeer(
            ConnectionId connection,
            KeyName keyName,
            @Nullable ApplicationIdentity user,
            Octets source,
            Grant grant) {
        this.connection = connection;
        this.keyName = keyName;
        this.user = user;
        this.source = source;
        this.grant = grant;
        this.grantedAtNs = grant.fetchedAtNs();
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
        return grant.externalIdentifier();
    }

    /// What was granted with the key.
    public Grant grant() {
        return grant;
    }

    /// The name of the session's key.
    public KeyName keyName() {
        return keyName;
    }

    ConnectionId connection() {
        return connection;
    }

    /// The user that the identity named, or null.
    @Nullable ApplicationIdentity user() {
        return user;
    }

    /// Whom to hold to account.
    Octets source() {
        return source;
    }

    /// When the operator last said that this server may have the key.
    long grantedAtNs() {
        return grantedAtNs;
    }

    void grantedAt(long ns) {
        grantedAtNs = ns;
    }

    @Override
    public String toString() {
        return "DtlsPeer(" + name() + ", " + keyName + ")";
    }
}
