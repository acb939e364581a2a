package dev.bestow.cli.node;

import dev.bestow.aka.MasterKey;
import dev.bestow.cli.config.NodeConfig;
import dev.bestow.keystore.SubscriberStore;

/// What a verb that works on an HSS's subscribers works on: the store itself, or what a running HSS lends it.
///
/// @param config of the HSS
/// @param subscribers whose changes are announced to everybody who goes by them
/// @param masterKey wraps K and OPc in them
public record HssData(NodeConfig config, SubscriberStore subscribers, MasterKey masterKey) {
    /// That of the HSS this runs in, while it does what somebody asked for through its control socket.
    static final ScopedValue<HssData> OF_RUNNING_HSS = ScopedValue.newInstance();

    /// Whether this is done within a running HSS, for somebody outside.
    public static boolean isLent() {
        return OF_RUNNING_HSS.isBound();
    }
}
