package dev.bestow.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestow.conformance.DiameterDissection;
import dev.bestow.conformance.NasDissection;
import dev.bestow.conformance.NasElementProbe;
import dev.bestow.conformance.NasPcap;
import dev.bestow.core.Eksi;
import dev.bestow.core.Secret;
import dev.bestow.keys.Kasme;
import dev.bestow.wire.nas.AttachAccept;
import dev.bestow.wire.nas.AttachComplete;
import dev.bestow.wire.nas.AttachRequest;
import dev.bestow.wire.nas.EsmDummyMessage;
import dev.bestow.wire.nas.NasAlgorithms;
import dev.bestow.wire.nas.NasCodec;
import dev.bestow.wire.nas.NasElements;
import dev.bestow.wire.nas.NasMessage;
import dev.bestow.wire.nas.NasSamples;
import dev.bestow.wire.nas.NasSecurity;
import dev.bestow.wire.nas.SecurityHeaderType;
import dev.bestow.wire.nas.UnknownNasMessage;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// tshark reads every NAS message we write, under its own name and with nothing to complain about.
///
/// Without a tshark the class is skipped and says so; with `-Dinterop.required=true`, as CI runs it, it
/// fails.
class NasTsharkInterop {
    private static final Path TARGET = Path.of("target", "interop");

    /// Every message that is written from its fields; unknown ones are somebody else's octets. Wireshark 4.0
    /// does not know ESM DUMMY MESSAGE.
    private static final List<NasMessage> WRITTEN =
            NasSamples.ALL.stream()
                    .filter(message -> !(message instanceof UnknownNasMessage))
                    .filter(message -> !(esmOf(message) instanceof EsmDummyMessage))
                    .toList();

    private static NasMessage esmOf(NasMessage message) {
        return switch (message) {
            case AttachRequest request -> request.esm();
            case AttachAccept accept -> accept.esm();
            case AttachComplete complete -> complete.esm();
            case NasMessage _ -> message;
        };
    }

    @BeforeAll
    static void tsharkIsHere() throws InterruptedException {
        boolean available = DiameterDissection.available();
        if (!available && !Boolean.getBoolean("interop.required")) {
            System.err.println(
                    "SKIPPED, no tshark: nobody but ourselves has read our NAS messages");
        }
        assertThat(available || !Boolean.getBoolean("interop.required"))
                .as("tshark is required and is not installed")
                .isTrue();
        assumeTrue(available, "no tshark on this machine");
    }

    private static NasDissection dissect(String name, List<byte[]> pdus, String... fields)
            throws IOException, InterruptedException {
        NasPcap pcap = new NasPcap();
        pdus.forEach(pcap::add);
        Path file = TARGET.resolve(name + ".pcap");
        pcap.writeTo(file);
        NasDissection dissection = NasDissection.of(file, fields);
        assertThat(dissection.messages()).hasSameSizeAs(pdus);
        return dissection;
    }

    @Test
    void everyMessageDissectsUnderItsOwnName() throws IOException, InterruptedException {
        List<NasDissection.Message> read =
                dissect("nas-messages", WRITTEN.stream().map(NasCodec::encode).toList()).messages();
        assertThat(WRITTEN).hasSizeGreaterThan(40);
        for (int i = 0; i < read.size(); i++) {
            NasMessage message = WRITTEN.get(i);
            assertThat(read.get(i))
                    .as("%s", message)
                    .matches(seen -> seen.isCleanly(message.name()), message.name());
        }
    }

    @Test
    void everyMessageDissectsUnderItsOwnNameInsideASecurityHeader()
            throws IOException, InterruptedException {
        Kasme kasme = new Kasme(Secret.taking(new byte[Kasme.OCTETS]));
        try (NasSecurity ue = NasSecurity.ofUe(kasme, NasAlgorithms.EEA0_EIA2)) {
            List<byte[]> pdus =
                    WRITTEN.stream()
                            .map(message ->
                                    ue.protect(
                                            NasCodec.encode(message), SecurityHeaderType.INTEGRITY))
                            .toList();
            List<NasDissection.Message> read = dissect("nas-protected", pdus).messages();
            for (int i = 0; i < read.size(); i++) {
                String name = WRITTEN.get(i).name();
                assertThat(read.get(i)).matches(seen -> seen.isCleanly(name), name);
            }
            assertThat(
                            dissect("nas-service-request", List.of(ue.serviceRequest(new Eksi(0))))
                                    .messages())
                    .allMatch(seen -> seen.isCleanly("SERVICE REQUEST"));
        }
    }

    @Test
    void identitiesAndChallengesReadAsTheyWereMeant() throws IOException, InterruptedException {
        List<byte[]> pdus =
                List.of(
                        HexFormat.of().parseHex("0756080910100000000010"),
                        NasCodec.encode(
                                WRITTEN.stream()
                                        .filter(AttachAccept.class::isInstance)
                                        .findFirst()
                                        .orElseThrow()),
                        HexFormat.of()
                                .parseHex(
                                        "07520081e92b6c0ee0e12ebceba8d92a99dfa510bb52e91c747a80009a537d5e25e2ef65"));
        List<NasDissection.Message> read =
                dissect(
                                "nas-values",
                                pdus,
                                "e212.imsi",
                                "nas_eps.emm.m_tmsi",
                                "gsm_a.dtap.rand",
                                "gsm_a.dtap.autn")
                        .messages();
        assertThat(read.get(0).values().get(0)).isEqualTo("001010000000001");
        assertThat(read.get(1).values().get(1)).isEqualTo(Integer.toUnsignedString(0xc0de0001));
        assertThat(read.get(2).values().get(2).replace(":", ""))
                .isEqualTo("81e92b6c0ee0e12ebceba8d92a99dfa5");
        assertThat(read.get(2).values().get(3).replace(":", ""))
                .isEqualTo("bb52e91c747a80009a537d5e25e2ef65");
    }

    /// The table of optional elements is Wireshark's, row by row: none more, none less, none of another
    /// format.
    @Test
    void everyOptionalElementHasTheFormatThatTsharkGivesIt()
            throws IOException, InterruptedException {
        NasElementProbe probe = new NasElementProbe();
        NasElements.bareMessages().forEach(probe::add);
        SortedSet<String> ours = new TreeSet<>();
        NasElements.rows()
                .forEach(row ->
                        ours.add(
                                "%s %02x %s"
                                        .formatted(row.message(), row.identifier(), row.format())));
        SortedSet<String> known = probe.known(TARGET.resolve("nas-elements.pcap"));
        assertThat(known).hasSizeGreaterThan(100).isEqualTo(ours);
    }

    /// The check can fail: each of these is a message of ours with one thing wrong.
    @Test
    void aCorruptedMessageIsFlagged() throws IOException, InterruptedException {
        byte[] request =
                HexFormat.of()
                        .parseHex(
                                "07520081e92b6c0ee0e12ebceba8d92a99dfa510bb52e91c747a80009a537d5e25e2ef65");
        byte[] longer = request.clone();
        longer[19] = 0x20;
        byte[] otherName = request.clone();
        otherName[1] = 0x7f;
        List<byte[]> corrupted =
                List.of(
                        Arrays.copyOf(request, 12),
                        Arrays.copyOf(request, 30),
                        longer,
                        otherName,
                        new byte[] {0x57});
        assertThat(dissect("nas-control", List.of(request)).messages())
                .allMatch(seen -> seen.isCleanly("AUTHENTICATION REQUEST"));
        assertThat(dissect("nas-corrupted", corrupted).messages())
                .noneMatch(seen -> seen.isCleanly("AUTHENTICATION REQUEST"))
                .filteredOn(seen -> seen.malformed() || !seen.complaints().isEmpty())
                .hasSizeGreaterThanOrEqualTo(4);
    }
}
