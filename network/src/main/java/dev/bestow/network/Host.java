package dev.bestow.network;

import dev.bestow.as.DatagramTap;
import dev.bestow.core.Ports;
import dev.bestow.keystore.NodeStore;
import dev.bestow.link.coap.CoapTap;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.DiameterTap;
import dev.bestow.link.http.HttpTap;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.config.Tls;
import dev.bestow.network.store.NodeStores;
import dev.bestow.session.ua.AsApplication;
import dev.bestow.session.ua.KAppObserver;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.wire.nas.NasTap;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/// What nodes get from where they run. The defaults are those of a machine of an operator; laboratories and tests keep
/// the keys of TLS in memory, look on, and put foreign nodes in between.
public interface Host {
    /// Time and chance.
    Ports ports();

    /// The store of a node, opened; the node closes it.
    ///
    /// @param identities makes of a cluster's files who we are to it
    default NodeStore store(NodeConfig config, Function<Tls, TlsIdentity> identities) {
        return NodeStores.open(config, ports(), identities);
    }

    /// What a node shows to its peers in place of what is in its files, or null for those.
    ///
    /// @param files as configured, or null
    /// @param name the Diameter identity or AS_ID of the node
    default @Nullable TlsIdentity tls(@Nullable Tls files, String name) {
        return null;
    }

    /// Whether the operator has given his word that a clock is right that does not fit what is kept.
    default boolean confirmsClock() {
        return false;
    }

    /// A line for who waits for the start.
    default void tell(String line) {}

    /// Diameter as a node is to have it; changes nothing.
    default DiameterConfig diameter(DiameterConfig configured) {
        return configured;
    }

    /// What an application server does with what devices send.
    default AsApplication application() {
        return (_, _, report) -> Plaintext.of("taken: " + report.length() + " octets");
    }

    /// Who looks on.
    default Taps taps() {
        return Taps.NONE;
    }

    /// Who looks on.
    ///
    /// @param reports sees what devices and an application server send each other, in each protection
    /// @param kApp sees the keys of the application server's end, for a comparison
    record Taps(
            @Nullable DiameterTap diameter,
            NasTap nas,
            HttpTap http,
            DatagramTap reports,
            CoapTap ownRuns,
            KAppObserver kApp) {
        /// Nobody.
        public static final Taps NONE =
                new Taps(
                        null,
                        NasTap.NONE,
                        HttpTap.NONE,
                        DatagramTap.NONE,
                        CoapTap.NONE,
                        KAppObserver.NONE);
    }
}
