package dev.bestow.mme;

import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.Timers;
import dev.bestow.keystore.KeyWrap;
import dev.bestow.wire.nas.NasTap;
import dev.bestow.wire.t6a.KeyAnswer;
import dev.bestow.wire.t6a.KeyRequest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ConcurrentHashMap;

/// An MME without sockets: PDUs of UEs and Key-Requests of the SCEF in, PDUs and requests out.
/// Thread-safe; nothing here blocks.
public final class Mme {
    /// What an MME stands on.
    ///
    /// @param link sends a PDU to the UE behind a link id
    /// @param tap sees NAS messages before they are ciphered
    public record Ports(
            MmePeers peers,
            NasSender link,
            NasTap tap,
            Clock clock,
            Timers timers,
            Entropy entropy) {}

    /// The MME's end of the NAS link.
    @FunctionalInterface
    public interface NasSender {
        void send(int linkId, byte[] pdu);
    }

    private final MmeCore core;
    private final Ports ports;
    private final MmeT6aHandler keys;
    private final Snapshots snapshots;
    private final ConcurrentHashMap<Integer, AttachProcedure> links = new ConcurrentHashMap<>();

    public Mme(MmeConfig config, Ports ports) {
        Registrations registrations = new Registrations(config, ports.entropy());
        this.core =
                new MmeCore(config, registrations, ports.peers(), ports.clock(), ports.timers());
        this.ports = ports;
        this.keys = new MmeT6aHandler(config, registrations, ports.clock());
        this.snapshots = new Snapshots(core);
    }

    /// One PDU from the UE behind `linkId`. Beyond the limit of links, new ones are not answered, so
    /// that link ids nobody uses cannot fill the memory.
    public void onPdu(int linkId, byte[] pdu) {
        AttachProcedure known = links.get(linkId);
        if (known == null) {
            if (links.size() >= core.config().limits().maxLinks()) {
                return;
            }
            known = links.computeIfAbsent(linkId, this::open);
        }
        known.onPdu(pdu);
    }

    private AttachProcedure open(int linkId) {
        return new AttachProcedure(
                core, new NasChannel(linkId, pdu -> ports.link().send(linkId, pdu), ports.tap()));
    }

    /// A Key-Request of the SCEF.
    public KeyAnswer onKeyRequest(KeyRequest request) {
        return keys.onKeyRequest(request);
    }

    /// A number that is another one whenever a new snapshot would be.
    public long changes() {
        return core.registrations().changes();
    }

    /// Writes a snapshot of the registrations to `out`, their keys under `wrap`. With
    /// [SnapshotMoment#STOPPED] no key becomes current after it; the link has to be closed before.
    public void saveSnapshot(OutputStream out, KeyWrap wrap, SnapshotMoment moment)
            throws IOException {
        snapshots.save(out, wrap, moment);
    }

    /// Takes in the registrations of a snapshot, all or none. Only before the first PDU.
    ///
    /// @throws dev.bestow.keystore.StoreTooNew when a later version wrote it
    public RestoreOutcome restoreSnapshot(InputStream in, KeyWrap wrap) throws IOException {
        return snapshots.restore(in, wrap);
    }

    /// Attaches given up because of something nobody foresaw; each was refused with #17, and the log has why.
    public long unforeseenFailures() {
        return core.failures().unforeseen();
    }

    /// Subscribers known.
    public int registrations() {
        return core.registrations().count();
    }
}
