package dev.bestow.wire.north;

import dev.bestow.core.KeyBearing;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Rand;
import dev.bestow.keys.LeafKey;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// One leaf key on its way to its endpoint. The receiver owns it, and closes it.
///
/// @param rand the AKA run the key came from: its full name
/// @param guti the UE's temporary identity and key set, when the operator knows them
/// @param expiry absolute, fixed when the key was first issued; seconds count
/// @param subject whose key it is
/// @param confidentialityAllowed the home network's decision for the serving network
public record RetrievedKey(
        LeafKey leaf,
        Rand rand,
        KeyName.@Nullable ByGuti guti,
        KeyRoot root,
        Instant expiry,
        KeySubject subject,
        boolean confidentialityAllowed)
        implements KeyBearing {
    /// For an endpoint that named no user.
    public RetrievedKey(
            LeafKey leaf,
            Rand rand,
            KeyName.@Nullable ByGuti guti,
            KeyRoot root,
            Instant expiry,
            String externalIdentifier,
            boolean confidentialityAllowed) {
        this(
                leaf,
                rand,
                guti,
                root,
                expiry,
                new KeySubject.External(externalIdentifier),
                confidentialityAllowed);
    }

    @Override
    public void close() {
        leaf.octets().close();
    }
}
