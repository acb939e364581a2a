package dev.bestow.cli.lab;

import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.DiameterTap;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.nas.NasTap;

import java.util.function.UnaryOperator;

/// How a lab's nodes find each other and who listens in: for captures, and for foreign nodes
/// between ours.
///
/// @param diameter gets what the lab would give a node, answers what the node is given; a peer it
///     adds and that has an address is waited for, as every other
/// @param diameterTap sees every Diameter message of every node
/// @param nasTap sees every NAS message of both ends, before it is ciphered
public record LabWiring(
        UnaryOperator<DiameterConfig> diameter, DiameterTap diameterTap, NasTap nasTap) {
    /// The lab's own, and nobody listens.
    public static final LabWiring USUAL =
            new LabWiring(UnaryOperator.identity(), new Deaf(), NasTap.NONE);

    private record Deaf() implements DiameterTap {
        @Override
        public void sent(String localHost, String peerHost, DiameterMessage message) {}

        @Override
        public void received(String localHost, String peerHost, DiameterMessage message) {}
    }

    /// This one's tap, after `first`.
    DiameterTap after(DiameterTap first) {
        return new DiameterTap() {
            @Override
            public void sent(String localHost, String peerHost, DiameterMessage message) {
                first.sent(localHost, peerHost, message);
                diameterTap.sent(localHost, peerHost, message);
            }

            @Override
            public void received(String localHost, String peerHost, DiameterMessage message) {
                first.received(localHost, peerHost, message);
                diameterTap.received(localHost, peerHost, message);
            }
        };
    }

    /// This one's tap, after `first`.
    NasTap after(NasTap first) {
        return (linkId, message, plain, octets) -> {
            first.sent(linkId, message, plain, octets);
            nasTap.sent(linkId, message, plain, octets);
        };
    }
}
