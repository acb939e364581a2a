package dev.bestow.mme;

import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.Imsi;
import dev.bestow.core.Monitoring;
import dev.bestow.core.Timers;
import dev.bestow.keystore.KeyWrap;
import dev.bestow.link.nas.NasPath;
import dev.bestow.wire.nas.NasTap;
import dev.bestow.wire.s6a.CancelLocationAnswer;
import dev.bestow.wire.s6a.CancelLocationRequest;
import dev.bestow.wire.s6a.InsertSubscriberDataAnswer;
import dev.bestow.wire.s6a.InsertSubscriberDataRequest;
import dev.bestow.wire.t6a.KeyAnswer;
import dev.bestow.wire.t6a.KeyRequest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// An MME without sockets: PDUs of UEs and Key-Requests of the SCEF in, PDUs and requests out.
/// Thread-safe; nothing here blocks.
public final class Mme {
    private static final Logger LOG = System.getLogger(Mme.class.getName());

    /// The HSS is asked for a vector for each.
    private static final int MAX_DUE_AT_ONCE = 1_000;

    /// What an MME stands on.
    ///
    /// @param link sends a PDU to the UE on a path
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
        void send(NasPath path, byte[] pdu);
    }

    private final MmeCore core;
    private final Ports ports;
    private final MmeT6aHandler keys;
    private final ReauthenticationRequests reauthentications;
    private final Snapshots snapshots;
    private final Links links;
    private final ReauthenticationCounts begun = new ReauthenticationCounts();
    private final Purge purge;
    private volatile MmeConfig config;

    /// Nobody watches.
    public Mme(MmeConfig config, Ports ports) {
        this(config, ports, Monitoring.NONE);
    }

    public Mme(MmeConfig config, Ports ports, Monitoring monitoring) {
        this.config = config;
        UeContexts ueContexts = new UeContexts(config, ports.entropy());
        this.core =
                new MmeCore(
                        this::config,
                        ueContexts,
                        ports.peers(),
                        ports.clock(),
                        ports.timers(),
                        new AttachFailures(ports.clock()),
                        MmeMetrics.attaches(monitoring));
        this.ports = ports;
        this.keys = new MmeT6aHandler(this::config, ueContexts, ports.clock());
        this.snapshots = new Snapshots(core);
        this.links = new Links(config.limits(), ports.clock());
        this.reauthentications =
                new ReauthenticationRequests(
                        this::config, ueContexts, links::of, begun, ports.clock());
        this.purge = new Purge(core, this::onCancelLocation);
        begun.tell(monitoring);
    }

    private MmeConfig config() {
        return config;
    }

    /// Gives out keys by this from now on. Who the MME is, how it ciphers and what it keeps stay as it was made; a UE
    /// that attached before has keys of the rows there were then.
    ///
    /// @throws IllegalArgumentException when it would become an MME without rows, or one with some: peers were told
    public void reconfigure(MmeConfig changed) {
        if (changed.plan().isEmpty() != config.plan().isEmpty()) {
            throw new IllegalArgumentException("peers know whether this MME has rows");
        }
        config = changed;
    }

    /// One PDU from the UE on `path`. What is kept of a UE is bounded: see [Links].
    public void onPdu(NasPath path, byte[] pdu) {
        AttachProcedure procedure = links.find(path);
        if (procedure == null) {
            procedure = open(path);
        }
        procedure.onPdu(pdu);
        links.settle(path, procedure).forEach(AttachProcedure::end);
    }

    private AttachProcedure open(NasPath path) {
        return new AttachProcedure(
                core,
                new NasChannel(path.linkId(), pdu -> ports.link().send(path, pdu), ports.tap()),
                ended -> links.remove(path, ended));
    }

    /// Begins a new AKA run with a UE, whose keys stay in use until it has others.
    ///
    /// @return whether the UE is registered
    boolean reauthenticate(Imsi imsi) {
        AttachProcedure procedure = links.of(imsi);
        return procedure != null && procedure.reauthenticate();
    }

    /// Begins a new run with those UEs whose home network wants one by now (TR 33.863 solution 4), so many at once at
    /// most. To be called now and then.
    public void reauthenticateDue() {
        long nowMs = ports.clock().nowMs();
        core.ueContexts().all().stream()
                .filter(ueContext -> ueContext.due(nowMs) != null)
                .filter(ueContext -> links.of(ueContext.imsi()) != null)
                .filter(ueContext ->
                        ueContext.admitRun(nowMs, core.config().limits().reauthenticationMs()) == 0)
                .limit(MAX_DUE_AT_ONCE)
                .forEach(ueContext -> reauthenticateDue(ueContext, nowMs));
    }

    private void reauthenticateDue(UeContext ueContext, long nowMs) {
        ReauthenticationCause cause = ueContext.due(nowMs);
        if (cause != null) {
            begun.when(cause, reauthenticate(ueContext.imsi()));
        }
    }

    /// Forgets subscribers whose keys have all expired or whose UE has been detached for long, tells the HSS, and wipes
    /// key sets whose grace time is over. To be called now and then.
    public void sweep() {
        for (UeContexts.Swept gone : core.ueContexts().sweep(ports.clock().nowMs())) {
            AttachProcedure procedure = links.of(gone.imsi());
            if (procedure != null) {
                procedure.end();
            }
            purge.of(gone);
        }
    }

    /// A Cancel-Location of the HSS: what is kept of the subscriber is wiped, no key of it answers any more, and a UE
    /// whose subscription was withdrawn is detached. An MME that keeps nothing of it answers the same (TS 29.272
    /// clause 5.2.1.2.3).
    public CancelLocationAnswer onCancelLocation(CancelLocationRequest request) {
        boolean known = core.ueContexts().cancel(request.imsi());
        AttachProcedure procedure = links.of(request.imsi());
        if (procedure != null) {
            procedure.onCancelLocation(request);
        }
        if (known) {
            LOG.log(
                    Level.INFO,
                    "{0} is served here no longer: {1}",
                    request.imsi(),
                    request.type());
        }
        return new CancelLocationAnswer.Success();
    }

    /// An Insert-Subscriber-Data of the HSS.
    public InsertSubscriberDataAnswer onInsertSubscriberData(InsertSubscriberDataRequest request) {
        return core.ueContexts().resubscribe(request.imsi(), request.subscription())
                ? new InsertSubscriberDataAnswer.Success()
                : new InsertSubscriberDataAnswer.UserUnknown();
    }

    /// A Key-Request of the SCEF.
    public KeyAnswer onKeyRequest(KeyRequest request) {
        return request.reauthenticate()
                ? reauthentications.onKeyRequest(request)
                : keys.onKeyRequest(request);
    }

    /// A number that is another one whenever a new snapshot would be.
    public long changes() {
        return core.ueContexts().changes();
    }

    /// Writes a snapshot of the UE contexts to `out`, their keys under `wrap`. With
    /// [SnapshotMoment#STOPPED] no key becomes current after it; the link has to be closed before.
    public void saveSnapshot(OutputStream out, KeyWrap wrap, SnapshotMoment moment)
            throws IOException {
        snapshots.save(out, wrap, moment);
    }

    /// Takes in the UE contexts of a snapshot, all or none. Only before the first PDU.
    ///
    /// @throws dev.bestow.keystore.StoreTooNew when a later version wrote it
    public RestoreOutcome restoreSnapshot(InputStream in, KeyWrap wrap) throws IOException {
        return snapshots.restore(in, wrap);
    }

    /// Attaches given up because of something nobody foresaw; each was refused with #17, and the log has why.
    public long unforeseenFailures() {
        return core.failures().unforeseen();
    }

    /// Subscribers who have been accepted and have a key left.
    public int ueContexts() {
        return core.ueContexts().count();
    }

    /// Accepted subscribers that can be reached over a path.
    public int attachedLinks() {
        return links.proven();
    }

    /// UEs whose attach has proven nothing yet.
    public int unprovenLinks() {
        return links.unproven();
    }
}
