package dev.bestow.session.californium.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.InvalidValue;
import dev.bestow.session.device.ProtectedSession;
import dev.bestow.session.device.SendOutcome;
import dev.bestow.session.ua.Plaintext;

import org.eclipse.californium.elements.util.Filter;
import org.eclipse.californium.scandium.dtls.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// Devices behind a NAT (RFC 9146): a record says whose it is by its connection id, and only one that opens under the
/// session's key moves the session's address.
class ConnectionIdTest {
    private static final Plaintext REPORT = Plaintext.of("a report of 20 octet");
    private static final SendOutcome THANKS =
            new SendOutcome.Answered(Plaintext.of("thanks for 20"));
    private static final byte TLS12_CID = 25;
    private static final byte APPLICATION_DATA = 23;
    private static final int EPOCH_AT = 3;
    private static final int CID_AT = 11;

    /// Of a record with a connection id of that length; 0 for none.
    private static int lengthIn(byte[] record, int cidOctets) {
        int at = CID_AT + cidOctets;
        return Byte.toUnsignedInt(record[at]) << 8 | Byte.toUnsignedInt(record[at + 1]);
    }

    private static byte[] last(Nat nat) {
        return nat.sent.getLast().clone();
    }

    /// Where the server would send to.
    private static List<InetSocketAddress> addresses(DtlsWorld world) throws Exception {
        List<InetSocketAddress> addresses = new ArrayList<>();
        Filter<Connection> all =
                connection -> {
                    addresses.add(connection.getPeerAddress());
                    return false;
                };
        world.server.connector().startForEach(all).get(5, TimeUnit.SECONDS);
        return addresses;
    }

    private static void isSilent(InetSocketAddress server, byte[]... records) throws IOException {
        try (DatagramSocket stranger = Nat.socket()) {
            stranger.setSoTimeout(300);
            for (byte[] record : records) {
                stranger.send(new DatagramPacket(record, record.length, server));
            }
            var answer = new DatagramPacket(new byte[2_048], 2_048);
            assertThatThrownBy(() -> stranger.receive(answer))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, LeafKeyConnector.CID_OCTETS, 16})
    void aDeviceAtAnotherPortGoesOnWithoutAHandshake(int cidOctets) throws Exception {
        try (var world = new DtlsWorld(DtlsWorld.LIMITS, cidOctets);
                var nat = new Nat(world.server.address())) {
            world.grant(1, 7, "meter-1");
            try (ProtectedSession device = world.device(nat.address(), 1, 7)) {
                assertThat(device.send(REPORT)).isEqualTo(THANKS);
                assertThat(addresses(world)).containsExactly(nat.seen());
                for (int times = 0; times < 3; times++) {
                    nat.sent.clear();
                    nat.forget();
                    assertThat(device.send(REPORT)).isEqualTo(THANKS);
                    assertThat(addresses(world)).containsExactly(nat.seen());
                    assertThat(nat.sent)
                            .allSatisfy(record -> {
                                assertThat(record[0]).isEqualTo(TLS12_CID);
                                assertThat(lengthIn(record, cidOctets))
                                        .isEqualTo(record.length - CID_AT - cidOctets - 2);
                            });
                }
            }
            assertThat(world.verified).as("handshakes").hasSize(1);
            assertThat(world.delivered).hasSize(4).containsOnly("meter-1");
        }
    }

    @Test
    void withoutConnectionIdsAnotherPortIsAStranger() throws Exception {
        try (var world = new DtlsWorld(DtlsWorld.LIMITS, 0);
                var nat = new Nat(world.server.address())) {
            world.grant(1, 7, "meter-1");
            try (ProtectedSession device =
                    world.device(nat.address(), 1, 7, new DtlsReports.Patience(500, 1, 1_500))) {
                assertThat(device.send(REPORT)).isEqualTo(THANKS);
                assertThat(last(nat)[0]).isEqualTo(APPLICATION_DATA);
                nat.forget();
                assertThat(device.send(REPORT)).isEqualTo(new SendOutcome.NoAnswer());
            }
            assertThat(world.delivered).hasSize(1);
        }
    }

    /// Someone who saw a record, or guessed an id: with another content, again, with an alert that ends a session, and
    /// with ids of nobody.
    @Test
    void whoKnowsAConnectionIdGetsNothingAndMovesNoAddress() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        try (var world = new DtlsWorld();
                var nat = new Nat(world.server.address())) {
            world.grant(1, 7, "meter-1");
            try (ProtectedSession device = world.device(nat.address(), 1, 7)) {
                assertThat(device.send(REPORT)).isEqualTo(THANKS);
                List<byte[]> forged = new ArrayList<>();
                byte[] seen = last(nat);
                forged.add(seen);
                for (int count = 0; count < 50; count++) {
                    forged.add(laterOf(seen, random));
                    byte[] nobodys = laterOf(seen, random);
                    nobodys[CID_AT + random.nextInt(LeafKeyConnector.CID_OCTETS)] ^= 0x55;
                    forged.add(nobodys);
                }
                forged.add(Arrays.copyOf(seen, CID_AT + LeafKeyConnector.CID_OCTETS));
                isSilent(world.server.address(), forged.toArray(byte[][]::new));
                assertThat(addresses(world)).as("seed %d", seed).containsExactly(nat.seen());
                assertThat(device.send(REPORT)).as("seed %d", seed).isEqualTo(THANKS);
            }
            assertThat(world.verified).hasSize(1);
            assertThat(world.delivered).hasSize(2);
            assertThat(world.ends).isEmpty();
        }
    }

    /// Of the same session by its id, newer by its number, and of a content that the key did not seal.
    private static byte[] laterOf(byte[] seen, Random random) {
        byte[] record = seen.clone();
        record[EPOCH_AT + 6] = (byte) (1 + random.nextInt(100));
        for (int at = CID_AT + LeafKeyConnector.CID_OCTETS + 2; at < record.length; at++) {
            record[at] = (byte) random.nextInt();
        }
        return record;
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 3, 17})
    void aLengthThatIsNoneIsRefused(int cidOctets) {
        assertThatThrownBy(() -> LeafKeyConnector.configuration(cidOctets))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("connectionIdOctets")
                .hasMessageContaining("4 to 16");
    }
}
