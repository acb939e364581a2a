package dev.bestow.conformance;

import dev.bestow.cli.lab.LabRun;
import dev.bestow.cli.lab.LabWiring;
import dev.bestow.cli.machine.Shutdown;
import dev.bestow.core.Octets;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.DiameterTap;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.nas.EmmMessage;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/// One run of the lab with everything its nodes said to each other in Diameter and NAS: Diameter as
/// it crossed the loopback interface, NAS as it was before ciphering.
///
/// @param printed what the lab had to say
/// @param good the lab's own verdict
/// @param live whether tshark captured the Diameter; otherwise `diameter` was written by our own
///     tap
/// @param diameter packet capture
/// @param ports of the Diameter nodes
/// @param sent every Diameter message, base messages included, as the taps saw it leave
/// @param nas every NAS message, in the order of sending
public record CapturedJourney(
        String printed,
        boolean good,
        boolean live,
        Path diameter,
        List<Integer> ports,
        List<Sent> sent,
        List<Said> nas) {
    private static final int NODES = 3;

    /// One Diameter message.
    public record Sent(boolean request, boolean base, Octets octets) {}

    /// One NAS message.
    ///
    /// @param device whose
    /// @param name as the specification has it
    /// @param plain the message before protection
    public record Said(int device, String name, Octets plain) {}

    /// Sees what the capture does not show: plain NAS, and Diameter by itself.
    private static final class Taps implements DiameterTap {
        private final List<Sent> sent = new ArrayList<>();
        private final List<Said> nas = new ArrayList<>();

        @Override
        public synchronized void sent(String local, String peer, DiameterMessage message) {
            sent.add(new Sent(message.isRequest(), message.applicationId() == 0, message.octets()));
        }

        @Override
        public void received(String local, String peer, DiameterMessage message) {}

        synchronized void said(int linkId, EmmMessage message, byte[] plain, int octets) {
            nas.add(new Said(linkId, message.name(), Octets.copyOf(plain)));
        }

        synchronized List<Sent> sent() {
            return List.copyOf(sent);
        }

        synchronized List<Said> nas() {
            return List.copyOf(nas);
        }
    }

    /// Runs the row `solution` with a few devices and keeps what it leaves in `folder`.
    public static CapturedJourney run(String solution, int devices, Path folder)
            throws IOException, InterruptedException {
        List<Integer> ports = freePorts();
        Queue<Integer> unused = new ArrayDeque<>(ports);
        var taps = new Taps();
        var wiring = new LabWiring(usual -> at(usual, unused.remove()), taps, taps::said);
        var run =
                new LabRun(SolutionTable.named(solution), devices, folder.resolve("data"), false)
                        .wired(wiring);
        Path pcap = folder.resolve("diameter.pcapng");
        var printed = new StringWriter();
        boolean good;
        LiveCapture capture = LiveCapture.start(pcap, ports);
        try {
            try (Shutdown shutdown = Shutdown.onTermination("captured lab")) {
                good = run.run(shutdown, new PrintWriter(printed));
            }
        } finally {
            if (capture != null) {
                capture.stop();
            }
        }
        if (capture == null) {
            write(taps.sent(), pcap);
        }
        return new CapturedJourney(
                printed.toString(), good, capture != null, pcap, ports, taps.sent(), taps.nas());
    }

    /// All of them on one connection to one server: what is inside is judged, not who said it.
    public static void write(List<Sent> messages, Path file) throws IOException {
        DiameterPcap pcap = new DiameterPcap();
        for (Sent message : messages) {
            byte[] octets = message.octets().toArray();
            if (message.request()) {
                pcap.fromClient(octets);
            } else {
                pcap.fromServer(octets);
            }
        }
        pcap.writeTo(file);
    }

    /// Ports nobody has now; a capture has to know them before a node listens.
    private static List<Integer> freePorts() throws IOException {
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            ports.add(FreePorts.next());
        }
        return ports;
    }

    private static DiameterConfig at(DiameterConfig usual, int port) {
        return new DiameterConfig(
                usual.originHost(),
                usual.originRealm(),
                usual.productName(),
                usual.vendorId(),
                usual.applications(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                usual.listenTls(),
                usual.peers(),
                usual.limits(),
                usual.tls());
    }
}
