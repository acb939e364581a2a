package dev.bestow.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestow.conformance.DiameterDissection;
import dev.bestow.conformance.DiameterPcap;
import dev.bestow.conformance.VendorCodes;
import dev.bestow.core.Octets;
import dev.bestow.wire.Spoken;
import dev.bestow.wire.diameter.AvpDefinition;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.ErrorAnswer;
import dev.bestow.wire.s6a.S6aAvps;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// tshark reads every command we write: nothing malformed, every message under its own name, and nothing
/// to complain about but AVPs of our own vendor id, whose codes are those of the registry.
///
/// Without a tshark the class is skipped and says so; with `-Dinterop.required=true`, as CI runs it, it
/// fails.
class DiameterTsharkInterop {
    private static final Path TARGET = Path.of("target", "interop");

    /// @param command as tshark prints it
    /// @param octets one whole message
    private record Sent(String command, boolean request, Octets octets) {}

    @BeforeAll
    static void tsharkIsHere() throws InterruptedException {
        boolean available = DiameterDissection.available();
        if (Boolean.getBoolean("interop.required")) {
            assertThat(available).as("tshark, required by -Dinterop.required=true").isTrue();
        }
        assumeTrue(
                available,
                "SKIPPED: no tshark on this machine, so nobody else has judged our Diameter");
    }

    @Test
    void everyCommandDissectsUnderItsOwnNameAndWithoutComplaint()
            throws IOException, InterruptedException {
        List<Sent> sent = everything();
        DiameterDissection dissection = dissect("commands.pcap", sent);
        assertThat(dissection.messages()).hasSameSizeAs(sent);
        assertThat(dissection.complaints(BestowAvps.DEFAULT_VENDOR_ID)).isEmpty();
        for (int i = 0; i < sent.size(); i++) {
            DiameterDissection.Message message = dissection.messages().get(i);
            assertThat(message.command()).isEqualTo(sent.get(i).command());
            assertThat(message.request()).isEqualTo(sent.get(i).request());
            assertThat(message.application()).matches("3GPP (S6a/S6d|S6t|T6a/T6b) \\(\\d+\\)");
        }
    }

    @Test
    void theVendorCodesOnTheWireAreThoseOfTheRegistry() throws IOException, InterruptedException {
        DiameterDissection dissection = dissect("vendor.pcap", everything());
        assertThat(dissection.messages())
                .flatMap(DiameterDissection.Message::avps)
                .filteredOn(avp -> avp.vendor() == BestowAvps.DEFAULT_VENDOR_ID)
                .allMatch(avp -> avp.name().equals("Unknown"));
        assertThat(VendorCodes.in(dissection)).isEqualTo(VendorCodes.registry());
    }

    @Test
    void aCorruptedMessageIsFlagged() throws IOException, InterruptedException {
        Sent good = everything().getFirst();
        assertThat(problems(good.octets())).isEmpty();
        byte[] longAvp = good.octets().toArray();
        longAvp[DiameterMessage.HEADER_OCTETS + 6] = 0x7f;
        assertThat(problems(Octets.copyOf(longAvp))).isNotEmpty();
        byte[] shortNumber = good.octets().toArray();
        int authSessionState = indexOf(shortNumber, BaseAvps.AUTH_SESSION_STATE.code());
        shortNumber[authSessionState + 7]--;
        assertThat(problems(Octets.copyOf(shortNumber))).isNotEmpty();
        byte[] foreign = good.octets().toArray();
        int visitedPlmn = indexOf(foreign, 1407);
        foreign[visitedPlmn + 1] = 0x7f;
        assertThat(problems(Octets.copyOf(foreign))).isNotEmpty();
    }

    private static int indexOf(byte[] message, int code) {
        for (int i = DiameterMessage.HEADER_OCTETS; i < message.length; i += 4) {
            if (ByteBuffer.wrap(message).getInt(i) == code) {
                return i;
            }
        }
        throw new AssertionError("no AVP " + code);
    }

    /// What tshark has against one message, apart from our own AVPs.
    private static List<String> problems(Octets message) throws IOException, InterruptedException {
        DiameterDissection dissection =
                dissect("control.pcap", List.of(new Sent("", true, message)));
        return dissection.messages().isEmpty()
                ? List.of("no Diameter at all")
                : dissection.complaints(BestowAvps.DEFAULT_VENDOR_ID);
    }

    private static DiameterDissection dissect(String file, List<Sent> messages)
            throws IOException, InterruptedException {
        DiameterPcap pcap = new DiameterPcap();
        for (Sent message : messages) {
            if (message.request()) {
                pcap.fromClient(message.octets().toArray());
            } else {
                pcap.fromServer(message.octets().toArray());
            }
        }
        Path path = TARGET.resolve(file);
        pcap.writeTo(path);
        return DiameterDissection.of(path);
    }

    /// Each request and each kind of answer, and the errors every command shares.
    private static List<Sent> everything() {
        List<Sent> sent = new ArrayList<>();
        for (Spoken<?, ?> each : Spoken.all()) {
            String command = commandName(each.codec().commandCode());
            List<DiameterMessage> answers = new ArrayList<>(each.answerMessages());
            answers.addAll(errors(each.requestMessages().getFirst()));
            each.requestMessages()
                    .forEach(request -> sent.add(new Sent(command, true, request.octets())));
            answers.forEach(answer -> sent.add(new Sent(command, false, answer.octets())));
        }
        return sent;
    }

    /// Wireshark's names, from its dictionary.
    private static String commandName(int code) {
        String name =
                switch (code) {
                    case CommandCode.UPDATE_LOCATION -> "3GPP-Update-Location";
                    case CommandCode.CANCEL_LOCATION -> "3GPP-Cancel-Location";
                    case CommandCode.AUTHENTICATION_INFORMATION ->
                            "3GPP-Authentication-Information";
                    case CommandCode.INSERT_SUBSCRIBER_DATA -> "3GPP-Insert-Subscriber-Data";
                    case CommandCode.PURGE_UE -> "3GPP-Purge-UE";
                    case CommandCode.RESET -> "3GPP-Reset";
                    case CommandCode.NOTIFY -> "3GPP-Notify";
                    case CommandCode.CONFIGURATION_INFORMATION -> "Configuration-Information";
                    case CommandCode.REPORTING_INFORMATION -> "Reporting-Information";
                    case CommandCode.CONNECTION_MANAGEMENT -> "Connection-Management";
                    default -> throw new AssertionError("no name for " + code);
                };
        return name + " (" + code + ")";
    }

    private static List<DiameterMessage> errors(DiameterMessage request) {
        List<DiameterMessage> errors = new ArrayList<>();
        for (int code : new int[] {3001, 3002, 3004, 3007, 5012}) {
            errors.add(ErrorAnswer.to(request, Spoken.ANSWERER, code));
        }
        for (AvpDefinition missing :
                List.of(BaseAvps.USER_NAME, S6aAvps.AUTHENTICATION_INFO, BaseAvps.ORIGIN_HOST)) {
            errors.add(ErrorAnswer.to(request, Spoken.ANSWERER, DecodeException.missing(missing)));
        }
        errors.add(
                ErrorAnswer.to(
                        request,
                        Spoken.ANSWERER,
                        request.require(BaseAvps.SESSION_ID)
                                .refuse(DecodeException.Kind.AVP_LENGTH)));
        return errors;
    }
}
