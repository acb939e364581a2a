package dev.bestow.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// What tshark makes of the RADIUS in a capture of [UdpPcap], with the clients' secret: an independent reading of
/// our octets, and of our authenticators.
///
/// @param messages one for each packet, in the order of the capture
public record RadiusDissection(List<Message> messages) {
    private static final List<String> COLUMNS =
            List.of(
                    "radius.code",
                    "radius.authenticator.valid",
                    "radius.authenticator.invalid",
                    "_ws.malformed",
                    "_ws.expert.message",
                    "radius.reqframe");

    /// One message as tshark sees it.
    ///
    /// @param code empty when it sees no RADIUS
    /// @param authentic its authenticator is right; of requests Wireshark does not say
    /// @param complaints malformed, or what its experts say; else empty
    /// @param answers packet number of the request it answers, or empty
    /// @param values of the fields that were asked for, in that order, empty where it has none
    public record Message(
            String code,
            boolean authentic,
            String complaints,
            String answers,
            List<String> values) {}

    /// Runs tshark on `pcap`, and reads `fields` too.
    public static RadiusDissection of(Path pcap, String secret, String... fields)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "tshark",
                                "-n",
                                "-r",
                                pcap.toString(),
                                "-o",
                                "radius.shared_secret:" + secret,
                                "-o",
                                "radius.validate_authenticator:TRUE",
                                "-T",
                                "fields",
                                "-E",
                                "separator=/t",
                                "-E",
                                "aggregator=;"));
        Stream.concat(COLUMNS.stream(), Arrays.stream(fields))
                .forEach(field -> command.addAll(List.of("-e", field)));
        Process tshark =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = tshark.waitFor();
        if (status != 0) {
            throw new IOException("tshark ended with status " + status + " on " + pcap);
        }
        return new RadiusDissection(output.lines().map(RadiusDissection::message).toList());
    }

    private static Message message(String line) {
        List<String> columns = List.of(line.split("\t", -1));
        boolean authentic = columns.get(1).matches("1|True") && !columns.get(2).matches("1|True");
        return new Message(
                columns.get(0),
                authentic,
                columns.get(3) + columns.get(4),
                columns.get(5),
                columns.subList(COLUMNS.size(), columns.size()));
    }
}
