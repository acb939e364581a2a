package dev.bestow.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestow.conformance.EapAkaPeers;
import dev.bestow.conformance.FreePorts;
import dev.bestow.ue.run.OwnRunOutcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// EAP-AKA of hostap, which most Wi-Fi networks and phones have: `eapol_test` (Debian: eapoltest) is the peer of our
/// EMKS, `hostapd` (Debian: hostapd) the server of our devices. Both check every octet that AT_MAC covers.
class EapAkaInterop {
    @TempDir private Path folder;
    private EapAkaPeers peers;

    @BeforeAll
    static void theToolsAreThere() {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        boolean there =
                List.of("eapol_test", "hostapd", "perl").stream()
                        .allMatch(tool ->
                                Arrays.stream(path.split(File.pathSeparator))
                                        .anyMatch(bin -> new File(bin, tool).canExecute()));
        if (!there && Boolean.getBoolean("interop.required")) {
            throw new AssertionError("no eapol_test, hostapd or perl (Debian: eapoltest, hostapd)");
        }
        if (!there) {
            System.err.println(
                    "SKIPPED, no eapol_test or hostapd: nobody else has spoken EAP-AKA with us");
        }
        assumeTrue(there, "no eapol_test, hostapd or perl (Debian: eapoltest, hostapd)");
    }

    @BeforeEach
    void start() {
        peers = new EapAkaPeers(folder);
    }

    @AfterEach
    void stop() {
        peers.close();
    }

    @Test
    void eapolTestBelievesOurServer() throws IOException, InterruptedException {
        String said = peers.eapolTest(false);
        assertThat(said.lines().toList().getLast()).as(said).isEqualTo("SUCCESS");
        assertThat(peers.kept()).isOne();
    }

    @Test
    void eapolTestIsResynchronised() throws IOException, InterruptedException {
        peers.aheadIsTheCard();
        String said = peers.eapolTest(false);
        assertThat(said.lines().toList().getLast()).as(said).isEqualTo("SUCCESS");
        assertThat(peers.asked()).isEqualTo(2);
        assertThat(peers.kept()).isOne();
    }

    @Test
    void eapolTestDoesNotBelieveOurServerWithAnotherCard()
            throws IOException, InterruptedException {
        String said = peers.eapolTest(true);
        assertThat(said.lines().toList().getLast()).as(said).isEqualTo("FAILURE");
        assertThat(peers.kept()).isZero();
    }

    @Test
    void hostapdBelievesOurDevice() throws IOException, InterruptedException {
        assertThat(peers.hostapd(FreePorts.next())).isInstanceOf(OwnRunOutcome.Agreed.class);
    }

    @Test
    void hostapdResynchronisesOurDevice() throws IOException, InterruptedException {
        peers.aheadIsTheCard();
        assertThat(peers.hostapd(FreePorts.next())).isInstanceOf(OwnRunOutcome.Agreed.class);
    }
}
