package dev.bestow.ue;

import dev.bestow.keys.LeafKey;
import dev.bestow.session.device.DeviceKey;
import dev.bestow.session.ua.FullName;

/// What a device has for a server.
public sealed interface KeyForServer {
    /// A key, which the asker closes.
    record Held(DeviceKey key) implements KeyForServer {}

    /// None, and what a report comes to therefore.
    record None(ReportOutcome why) implements KeyForServer {}

    /// Takes the leaf key over.
    static KeyForServer held(AsProvision server, FullName name, LeafKey leaf) {
        return new Held(new DeviceKey(name, leaf, server.ciphered()));
    }

    /// Of an e2m key set of a card.
    static KeyForServer unusable(String reason) {
        return new None(new ReportOutcome.CardUnusable("e2m key set", reason));
    }
}
