package dev.bestow.cli.lab;

import dev.bestow.as.DatagramTap;
import dev.bestow.cli.device.ReportProtection;
import dev.bestow.keys.solution.Solution;
import dev.bestow.link.coap.CoapTap;
import dev.bestow.link.diameter.DiameterTap;
import dev.bestow.link.http.HttpTap;
import dev.bestow.wire.coap.CoapMessage;
import dev.bestow.wire.coap.CoapOption;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.eap.EapCodec;
import dev.bestow.wire.eap.EapMessage;
import dev.bestow.wire.nas.NasTap;
import dev.bestow.wire.nas.UplinkEmm;
import dev.bestow.wire.radius.AcctStatus;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Counts every message between the nodes and, while one device goes alone, keeps them line by line.
/// Octets are those of the message itself: a Diameter message, a NAS PDU, a Ua datagram, the body of an
/// HTTP message; headers below are the network's.
final class Ledger implements DiameterTap {
    /// One message.
    ///
    /// @param bestow whether only Bestow speaks so: a northbound message, one of Ua, or one of Diameter with an AVP of
    ///     ours
    record Line(String from, String to, String message, int octets, boolean bestow) {}

    /// What follows the name of an answer whose vector has a key with it.
    static final String WITH_KS = " + Ks";

    static final String KEY_PUSH = "S6t RIR Key-Push";
    static final String LOCATION_PROOF = "S6t RIR Location-Proof";
    static final String KEY_CONFIRM = "T6a RIR Key-Confirm";
    static final String KEY_OF_MME = "T6a CIA Key-Answer";
    static final String KEY_OF_HSS = "S6t CIA Key-Answer";
    static final String KEY_OF_SERVER = "HTTP 200";
    static final String VECTOR = "S6a AIA";

    private static final BestowAvps BESTOW = new BestowAvps(BestowAvps.DEFAULT_VENDOR_ID);
    static final String UE = "UE";
    private static final String MME = "MME";
    private static final String PGW = "PGW";
    private static final Map<String, String> NODES =
            Map.of(
                    LabNodes.HSS,
                    "HSS",
                    LabNodes.MME,
                    MME,
                    LabNodes.SCEF,
                    "SCEF",
                    LabNodes.EMKS,
                    "EMKS",
                    LabNodes.HSE.fqdn(),
                    "HSE");

    private final String keyServer;
    private final String endpoint;
    private final LongAdder messages = new LongAdder();
    private final LongAdder octetsUp = new LongAdder();
    private final LongAdder octetsDown = new LongAdder();
    private final List<Line> lines = new ArrayList<>();
    private volatile boolean recording;

    /// Of the row that the lab runs.
    Ledger(Solution solution) {
        keyServer = name(LabNodes.keyServer(solution));
        endpoint = solution.endpoint().name();
    }

    /// Keeps lines from now on.
    void record() {
        recording = true;
    }

    /// Stops keeping lines and returns them.
    List<Line> recorded() {
        recording = false;
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    @Override
    public void sent(String localHost, String peerHost, DiameterMessage message) {
        if (message.applicationId() != ApplicationId.COMMON) {
            add(() ->
                    new Line(
                            name(localHost),
                            name(peerHost),
                            describe(message),
                            message.length(),
                            isOurs(message)));
        }
    }

    /// Each message is counted where it was sent.
    @Override
    public void received(String localHost, String peerHost, DiameterMessage message) {}

    /// For the NAS of both ends: each message is seen where it is sent.
    NasTap nas() {
        return (_, message, _, octets) -> {
            boolean up = message instanceof UplinkEmm;
            (up ? octetsUp : octetsDown).add(octets);
            add(() -> new Line(up ? UE : MME, up ? MME : UE, message.name(), octets, false));
        };
    }

    /// For the endpoint's end of what devices report in.
    DatagramTap reports(ReportProtection protection) {
        return new DatagramTap() {
            @Override
            public void received(byte[] datagram) {
                octetsUp.add(datagram.length);
                String name = ReportMessages.name(protection, true, datagram);
                add(() -> new Line(UE, endpoint, name, datagram.length, true));
            }

            @Override
            public void sent(byte[] datagram) {
                octetsDown.add(datagram.length);
                String name = ReportMessages.name(protection, false, datagram);
                add(() -> new Line(endpoint, UE, name, datagram.length, true));
            }
        };
    }

    /// AKA runs over the user plane, seen from the EMKS: EAP where a message carries it.
    CoapTap ownRuns() {
        return new CoapTap() {
            @Override
            public void received(CoapMessage message, int octets) {
                octetsUp.add(octets);
                add(() -> new Line(UE, keyServer, describe(message), octets, true));
            }

            @Override
            public void sent(CoapMessage message, int octets) {
                octetsDown.add(octets);
                add(() -> new Line(keyServer, UE, describe(message), octets, true));
            }
        };
    }

    private static String describe(CoapMessage message) {
        String carried =
                EapCodec.decode(message.payload().toArray()) instanceof EapMessage eap
                        ? " " + eap.label()
                        : message.option(CoapOption.ECHO).isPresent() ? " Echo" : "";
        return "CoAP "
                + (message.code().isRequest() ? "POST" : message.code().toString())
                + carried;
    }

    /// Accounting, seen from the packet gateway.
    LabGateway.Tap accounting() {
        return new LabGateway.Tap() {
            @Override
            public void sent(AcctStatus status, int octets) {
                add(() -> new Line(PGW, endpoint, "RADIUS Accounting-Request", octets, false));
            }

            @Override
            public void answered(int octets) {
                add(() -> new Line(endpoint, PGW, "RADIUS Accounting-Response", octets, false));
            }
        };
    }

    /// The northbound interface, seen from the endpoint.
    HttpTap http() {
        return new HttpTap() {
            @Override
            public void asked(String resource, int octets) {
                add(() -> new Line(endpoint, keyServer, "POST " + resource, octets, true));
            }

            @Override
            public void answered(String resource, int status, int octets) {
                add(() -> new Line(keyServer, endpoint, "HTTP " + status, octets, true));
            }
        };
    }

    /// Makes the line only for the device that is watched: wording one costs more than counting it.
    private void add(Supplier<Line> line) {
        messages.increment();
        if (recording) {
            synchronized (lines) {
                lines.add(line.get());
            }
        }
    }

    private static String name(String host) {
        return NODES.getOrDefault(host, host);
    }

    private static String describe(DiameterMessage message) {
        String end = message.isRequest() ? "R" : "A";
        return switch (message.commandCode()) {
            case CommandCode.AUTHENTICATION_INFORMATION ->
                    "S6a AI" + end + (hasAvp(message, BESTOW.ks.code()) ? WITH_KS : "");
            case CommandCode.UPDATE_LOCATION -> "S6a UL" + end;
            case CommandCode.NOTIFY -> "S6a NO" + end;
            case CommandCode.CONFIGURATION_INFORMATION ->
                    message.applicationId() == ApplicationId.S6T
                            ? "S6t CI"
                                    + end
                                    + " "
                                    + (message.isRequest() ? "Key-Pull" : BESTOW.keyAnswer.name())
                            : "T6a CI" + end + " Key-" + requestOrAnswer(message);
            case CommandCode.REPORTING_INFORMATION ->
                    message.applicationId() == ApplicationId.S6T
                            ? "S6t RI" + end + " " + notification(message)
                            : "T6a RI" + end + " Key-Confirm";
            default -> message.commandCode() + end;
        };
    }

    private static boolean isOurs(DiameterMessage message) {
        return numbers(message).anyMatch(number -> number == BestowAvps.DEFAULT_VENDOR_ID);
    }

    /// At whichever depth: the code, then flags and length, then our vendor id.
    private static boolean hasAvp(DiameterMessage message, int code) {
        int[] numbers = numbers(message).toArray();
        return IntStream.range(0, numbers.length - 2)
                .anyMatch(
                        i -> numbers[i] == code && numbers[i + 2] == BestowAvps.DEFAULT_VENDOR_ID);
    }

    /// AVPs start at multiples of four, and so do those inside others.
    private static IntStream numbers(DiameterMessage message) {
        IntBuffer numbers = ByteBuffer.wrap(message.octets().toArray()).asIntBuffer();
        return IntStream.range(0, numbers.remaining()).map(numbers::get);
    }

    private static String notification(DiameterMessage message) {
        if (!message.isRequest()) {
            return BESTOW.keyAnswer.name();
        }
        return Stream.of(BESTOW.erasure, BESTOW.locationProof)
                .filter(row -> message.find(row) != null)
                .findFirst()
                .orElse(BESTOW.keyPush)
                .name();
    }

    private static String requestOrAnswer(DiameterMessage message) {
        return message.isRequest() ? "Request" : "Answer";
    }

    long messages() {
        return messages.sum();
    }

    /// Octets UEs have sent.
    long octetsUp() {
        return octetsUp.sum();
    }

    /// Octets UEs were sent.
    long octetsDown() {
        return octetsDown.sum();
    }
}
