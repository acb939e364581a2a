package dev.bestow.hss;

import dev.bestow.core.Imsi;
import dev.bestow.core.SubscriberTrace;
import dev.bestow.hss.trace.HssEvent;
import dev.bestow.hss.trace.Said;
import dev.bestow.wire.s6t.KeyErasure;
import dev.bestow.wire.s6t.KeyLocationProof;
import dev.bestow.wire.s6t.KeyNotification;
import dev.bestow.wire.s6t.KeyPush;

/// Notes what one key server says to pushes and proofs.
///
/// @param server its Diameter identity
record TracedPushes(SubscriberTrace<HssEvent> trace, String server)
        implements DiameterKeyPusher.Told {
    @Override
    public void told(KeyNotification notification, Said said) {
        switch (notification) {
            case KeyPush push ->
                    note(
                            push.imsi(),
                            new HssEvent.KeyPushed(
                                    push.rand().id(), push.key().kind(), server, said));
            case KeyLocationProof proof ->
                    note(proof.imsi(), new HssEvent.LocationProven(proof.host(), server, said));
            // Announced, and noted there.
            case KeyErasure _ -> {}
        }
    }

    private void note(Imsi imsi, HssEvent event) {
        trace.note(imsi, event);
    }
}
