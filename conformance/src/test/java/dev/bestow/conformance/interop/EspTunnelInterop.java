package dev.bestow.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestow.cli.Main;
import dev.bestow.conformance.TunnelledNetwork;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tunnels of ESP between two machines that have nothing else in common: network namespaces, a network with an
/// application server in one and `bestow ue --tun` in the other. What goes through does not know of Bestow: ping, and
/// libcoap over UDP and TCP; tshark looks at what is between the two.
///
/// Without those the class is skipped and says so; with `-Dinterop.required=true` it fails, but where the machine has
/// no /dev/net/tun.
class EspTunnelInterop {
    /// Both namespaces, what runs in them in order, and what came of it as files. The radio interface carries NAS
    /// alone, the pdn interface what a device sends to its application server.
    private static final String SCRIPT =
            """
            ue="nsenter --net=/run/netns/ue"
            waits() { # FILE WORD
              for i in $(seq 150); do grep -q "$2" $1 2>/dev/null && return 0; sleep 0.1; done
              echo "no $2 in $1"; cat $1; exit 4
            }
            mount -t tmpfs none /run && ip netns add ue || exit 3
            for ns in "" "$ue"; do $ns sh -c 'echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6' 2>/dev/null; done
            ip link add radio type veth peer name radio netns ue || exit 3
            ip link add pdn type veth peer name pdn netns ue || exit 3
            ip link set lo up
            ip addr add $ACCESS/24 dev radio && ip link set radio up || exit 3
            ip addr add $SERVER/24 dev pdn && ip link set pdn up || exit 3
            $ue ip link set lo up
            $ue ip addr add 10.9.0.2/24 dev radio && $ue ip link set radio up || exit 3
            $ue ip addr add 10.8.0.2/24 dev pdn && $ue ip link set pdn up || exit 3
            mkfifo orders # which ends the network when nobody has it open, so nobody inherits it
            dumpcap -q -i pdn -w pdn.pcap >pdn.log 2>&1 & pdn=$!
            "$@" $NETWORK . <orders >network.log 2>&1 & network=$!
            exec 9>orders
            waits pdn.log 'File: ' && waits network.log ready
            ip addr show $TUN >tun.txt
            dumpcap -q -i $TUN -w tun.pcap >tun.log 2>&1 9>&- & tun=$!
            $ue "$@" $MAIN ue --config ue.yaml --protect esp --to $SERVER:4500 --tun $TUN >ue.log 2>&1 9>&- & device=$!
            waits ue.log "on $TUN" && waits tun.log 'File: '
            $ue ip addr show $TUN >ue-tun.txt
            own=$(sed -n 's/.* has \\([0-9.]*\\).*/\\1/p' ue.log)
            $ue ping -n -c 2 -i 0.2 $INSIDE >ping-up.txt
            ping -n -c 2 -i 0.2 $own >ping-down.txt
            $ue ping -n -c 1 -M do -s 1170 $INSIDE >ping-largest.txt
            $ue ping -n -c 1 -W 1 -M do -s 1171 $INSIDE >ping-larger.txt 2>&1
            $ue ping -n -c 1 -s 3000 $INSIDE >ping-fragments.txt
            coap-server-notls -A $INSIDE >coap-server.txt 2>&1 9>&- & coap=$!
            $ue coap-client-notls -B 5 coap://$INSIDE/ >coap-udp.txt 2>&1
            $ue coap-client-notls -B 5 coap+tcp://$INSIDE/ >coap-tcp.txt 2>&1
            kill $coap
            $ue ping -n -c 50 -i 0.05 $INSIDE >ping-rekey.txt & ping=$!
            echo rekey >&9 && waits network.log 'done: rekey'
            wait $ping
            $ue ping -n -c 2 -i 0.2 $INSIDE >ping-after.txt
            echo spoof $own >&9 && waits network.log 'done: spoof'
            waits tun.pcap "$GENUINE" # as dumpcap forgets what it has not written when the interface goes
            echo restart >&9 && waits network.log 'done: restart'
            for i in $(seq 20); do $ue ping -n -c 1 -W 1 $INSIDE >ping-restarted.txt && break; done
            kill $device && wait $device
            $ue ip link show $TUN >ue-gone.txt 2>&1
            exec 9>&-
            wait $network || exit 5
            ip link show $TUN >gone.txt 2>&1
            kill $pdn $tun 2>/dev/null
            wait $pdn $tun
            exit 0
            """;

    private static final List<String> PROGRAMS =
            List.of("ip", "nsenter", "ping", "dumpcap", "tshark", "coap-client-notls");

    private static final String NAMESPACE = "sh -c 'mount -t tmpfs none /run && ip netns add ue'";

    @TempDir private Path folder;

    @BeforeAll
    static void namespacesAreHere() throws Exception {
        boolean programs =
                succeeds("command -v " + String.join(" && command -v ", PROGRAMS))
                        && succeeds("unshare -rnm " + NAMESPACE);
        boolean tun = programs && succeeds("unshare -rn ip tuntap add dev probe mode tun");
        if (Boolean.getBoolean("interop.required")) {
            assertThat(programs)
                    .as("%s and network namespaces, required by -Dinterop.required=true", PROGRAMS)
                    .isTrue();
        }
        if (!tun) {
            System.err.println(
                    "SKIPPED: no namespaces with TUN devices here, so no foreign program has spoken"
                            + " through a tunnel of ours");
        }
        assumeTrue(tun, "programs, namespaces and /dev/net/tun");
    }

    private static boolean succeeds(String command) throws Exception {
        Process process =
                new ProcessBuilder("sh", "-c", command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return process.waitFor() == 0;
    }

    @Test
    @Timeout(120)
    void foreignProgramsSpeakThroughATunnelAndNothingElseCrosses() throws Exception {
        assertThat(run()).as(this::logs).isZero();
        assertThat(text("tun.txt")).contains("mtu 1198", "inet 10.45.0.1/24");
        assertThat(text("ue-tun.txt")).contains("mtu 1198").containsPattern("inet 10.45.0.\\d+/24");
        for (String ping : List.of("up", "down", "largest", "fragments", "after", "restarted")) {
            assertThat(text("ping-" + ping + ".txt")).as(this::logs).contains(" 0% packet loss");
        }
        assertThat(text("ping-larger.txt")).contains("mtu=1198").contains("100% packet loss");
        assertThat(text("coap-udp.txt")).contains("This is a test server made with libcoap");
        assertThat(text("coap-tcp.txt")).contains("This is a test server made with libcoap");
        assertThat(lost(text("ping-rekey.txt"))).as(this::logs).isLessThanOrEqualTo(1);
        assertThat(text("ue-gone.txt")).contains("does not exist");
        assertThat(text("gone.txt")).contains("does not exist");
        assertOnlyEspCrossed();
        assertNobodySpeaksForAnother();
    }

    private static int lost(String ping) {
        Matcher said = Pattern.compile("(\\d+) packets transmitted, (\\d+) received").matcher(ping);
        assertThat(said.find()).as(ping).isTrue();
        return Integer.parseInt(said.group(1)) - Integer.parseInt(said.group(2));
    }

    /// Three sessions of the device, of which the first packets are messages behind the non-ESP marker. The second
    /// device is in the namespace of the server.
    private void assertOnlyEspCrossed() throws Exception {
        assertThat(dissected("not arp and not udp.port == 4500", "frame.protocols")).isEmpty();
        List<String> spis = dissected("esp", "esp.spi").stream().distinct().toList();
        assertThat(spis).as("both directions of three sessions").hasSize(6);
        List<String> lengths = dissected("ip", "ip.len");
        assertThat(lengths).hasSizeGreaterThan(100);
        assertThat(lengths.stream().mapToInt(Integer::parseInt).max().orElseThrow())
                .as("1280 less the 20 octets by which IPv6 is longer")
                .isEqualTo(1_260);
    }

    private void assertNobodySpeaksForAnother() throws IOException {
        String seen =
                new String(
                        Files.readAllBytes(folder.resolve("tun.pcap")),
                        StandardCharsets.ISO_8859_1);
        assertThat(seen.contains(TunnelledNetwork.GENUINE)).as("a packet of its own").isTrue();
        assertThat(seen.contains(TunnelledNetwork.SPOOFED)).as("a packet of another").isFalse();
        assertThat(text("network.log")).contains("source is not the address that it was given");
    }

    private List<String> dissected(String filter, String field) throws Exception {
        Process tshark =
                new ProcessBuilder(
                                "tshark",
                                "-n",
                                "-r",
                                "pdn.pcap",
                                "-Y",
                                filter,
                                "-T",
                                "fields",
                                "-e",
                                field)
                        .directory(folder.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String said = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(tshark.waitFor()).isZero();
        return said.lines().toList();
    }

    private int run() throws Exception {
        // Under surefire the class path of this process is one jar that names the others.
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        var builder =
                new ProcessBuilder(
                        "unshare",
                        "-rnm",
                        "sh",
                        "-c",
                        SCRIPT,
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-ea:dev.bestow...",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath);
        var environment = builder.environment();
        environment.put("ACCESS", TunnelledNetwork.ACCESS);
        environment.put("SERVER", TunnelledNetwork.SERVER);
        environment.put("INSIDE", TunnelledNetwork.INSIDE);
        environment.put("TUN", TunnelledNetwork.TUN);
        environment.put("GENUINE", TunnelledNetwork.GENUINE);
        environment.put("NETWORK", TunnelledNetwork.class.getName());
        environment.put("MAIN", Main.class.getName());
        Process process =
                builder.directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("script.log").toFile())
                        .start();
        try {
            assertThat(process.waitFor(100, TimeUnit.SECONDS)).as(this::logs).isTrue();
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    private String text(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            return "no " + file + ": " + e.getMessage();
        }
    }

    private String logs() {
        var all = new StringBuilder();
        for (String file :
                List.of("script.log", "network.log", "ue.log", "ping-up.txt", "ping-rekey.txt")) {
            all.append(String.format(Locale.ROOT, "%n-- %s%n%s", file, text(file)));
        }
        return all.toString();
    }
}
