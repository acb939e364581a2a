package dev.bestow.ue;

import dev.bestow.aka.Usim;
import dev.bestow.ue.run.EapAkaPeer;
import dev.bestow.ue.run.OwnRun;
import dev.bestow.ue.run.OwnRunOutcome;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;

/// The key of a device's last AKA run over the user plane, for every endpoint whose row has one. Of one thread.
final class OwnKey {
    private static final Logger LOG = System.getLogger(OwnKey.class.getName());

    private final UeConfig config;
    private final Usim usim;
    private final Device.Ports ports;
    private final KeyAge age;
    private OwnRunOutcome.@Nullable Agreed held;

    OwnKey(UeConfig config, Usim usim, Device.Ports ports) {
        this.config = config;
        this.usim = usim;
        this.ports = ports;
        this.age = new KeyAge(ports.timers(), config.limits().keyLifeMs());
    }

    /// The key, if need be of a run that is made now, which blocks; or why there is none. It stays ours.
    OwnRunOutcome agreed() {
        if (held != null && !isAged()) {
            return held;
        }
        forget();
        InetSocketAddress emks = config.emks();
        OwnRunOutcome outcome = emks == null ? new OwnRunOutcome.NoEmks() : run(emks);
        if (outcome instanceof OwnRunOutcome.Agreed agreed) {
            held = agreed;
            age.begins(agreed.rand());
        }
        return outcome;
    }

    /// Whether the key has served as long as it may.
    boolean isAged() {
        return held != null && age.isReached(held.rand());
    }

    private OwnRunOutcome run(InetSocketAddress emks) {
        var peer = new EapAkaPeer(config.imsi(), usim);
        try (var run = new OwnRun(peer, ports.entropy(), ports.timers());
                UaTransport.Port port = ports.ua().open(emks, run::received)) {
            return run.start(port::send, config.limits().answerMs()).join();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "no port towards the EMKS: {0}", e.getMessage());
            return new OwnRunOutcome.NoAnswer();
        }
    }

    /// Wipes it; the next one is of another run.
    void forget() {
        age.end();
        if (held != null) {
            held.key().close();
            held = null;
        }
    }
}
