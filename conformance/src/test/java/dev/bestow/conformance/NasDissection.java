package dev.bestow.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// What tshark makes of the NAS messages in a capture of [NasPcap]: an independent reading of our
/// octets.
///
/// @param messages one for each PDU, in the order of the capture
public record NasDissection(List<Message> messages) {
    /// Severities of Wireshark's experts from "warning" up.
    private static final long WARNING = 6_291_456;

    private static final String USER0_IS_NAS =
            "uat:user_dlts:\"User 0 (DLT=147)\",\"nas-eps\",\"0\",\"\",\"0\",\"\"";
    private static final List<String> COLUMNS =
            List.of(
                    "frame.number",
                    "_ws.col.Info",
                    "_ws.malformed",
                    "_ws.expert.severity",
                    "_ws.expert.message");

    /// One PDU as tshark sees it.
    ///
    /// @param packet its number, from 1
    /// @param info the names of the message and of what it contains, as tshark prints them
    /// @param malformed tshark gave it up
    /// @param complaints what its experts said, if any of it is a warning or an error; else empty
    /// @param values of the fields that were asked for, in that order, empty where it has none
    public record Message(
            int packet, String info, boolean malformed, String complaints, List<String> values) {
        /// Whether it dissects as the message called `name` and nothing is wrong with it.
        public boolean isCleanly(String name) {
            return !malformed
                    && complaints.isEmpty()
                    && info.regionMatches(true, 0, name, 0, name.length())
                    && (info.length() == name.length()
                            || !Character.isLetterOrDigit(info.charAt(name.length())));
        }
    }

    /// Runs tshark on `pcap`, and reads `fields` too.
    public static NasDissection of(Path pcap, String... fields)
            throws IOException, InterruptedException {
        List<String> command =
                command(pcap, "-T", "fields", "-E", "separator=/t", "-E", "aggregator=;");
        Stream.concat(COLUMNS.stream(), Arrays.stream(fields))
                .forEach(field -> command.addAll(List.of("-e", field)));
        Process tshark =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = tshark.waitFor();
        if (status != 0) {
            throw new IOException("tshark ended with status " + status + " on " + pcap);
        }
        return new NasDissection(output.lines().map(NasDissection::message).toList());
    }

    /// How tshark is called on a capture of [NasPcap].
    static List<String> command(Path pcap, String... options) {
        List<String> command =
                new ArrayList<>(List.of("tshark", "-n", "-r", pcap.toString(), "-o", USER0_IS_NAS));
        command.addAll(List.of(options));
        return command;
    }

    private static Message message(String line) {
        List<String> columns = List.of(line.split("\t", -1));
        boolean serious =
                Arrays.stream(columns.get(3).split(";", -1))
                        .anyMatch(severity ->
                                !severity.isEmpty() && Long.parseLong(severity) >= WARNING);
        return new Message(
                Integer.parseInt(columns.get(0)),
                columns.get(1),
                !columns.get(2).isEmpty(),
                serious ? columns.get(4) : "",
                columns.subList(COLUMNS.size(), columns.size()));
    }
}
