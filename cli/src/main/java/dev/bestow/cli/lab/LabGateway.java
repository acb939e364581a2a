package dev.bestow.cli.lab;

import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.link.radius.AccountingExchange;
import dev.bestow.wire.radius.AcctStatus;
import dev.bestow.wire.radius.SessionReport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The packet gateway of a laboratory: gives each device an address of its own on loopback, says in RADIUS accounting
/// who has which, and waits for the answer.
///
/// @param server where it sends accounting
/// @param tap sees each message and its answer
public record LabGateway(InetSocketAddress server, Clock clock, Tap tap) {
    /// Where it sends from.
    public static final String ADDRESS = "127.0.0.1";

    /// Its own and the HSE's.
    public static final String SECRET = "of a laboratory on loopback";

    private static final String ACCESS_POINT = "iot.lab";
    private static final int LOOPBACK = 127;

    /// Below it are the nodes.
    private static final int FIRST_POOL = 64;

    /// Sees what passes, on the thread that sends it.
    public interface Tap {
        /// Does not look.
        Tap NONE = new Tap() {};

        /// A request left, for the first time.
        default void sent(AcctStatus status, int octets) {}

        /// Its answer came.
        default void answered(int octets) {}
    }

    /// Puts the secret where the configuration of an HSE finds it.
    public static Path secretFile(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("gateway.secret");
        if (Files.notExists(file)) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, SECRET + "\n");
        }
        return file;
    }

    /// Of device `number`, from 0.
    public static InetAddress address(int number) {
        int host = number + 1;
        byte[] octets = {
            LOOPBACK, (byte) (FIRST_POOL + (host >>> 16)), (byte) (host >>> 8), (byte) host
        };
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four octets are an address", e);
        }
    }

    /// Says that `imsi` has, still has or no longer has the address. Blocks until that is answered.
    ///
    /// @throws UncheckedIOException when it is not
    public void report(AcctStatus status, Imsi imsi, InetAddress address) {
        report(status, imsi, ACCESS_POINT, address);
    }

    /// As above, at that APN: an address may be in use once at each.
    public void report(AcctStatus status, Imsi imsi, String accessPoint, InetAddress address) {
        var report =
                new SessionReport(
                        status,
                        "lab-" + imsi.digits(),
                        imsi,
                        accessPoint,
                        Octets.copyOf(address.getAddress()),
                        clock.now());
        try (var secret = Secret.taking(SECRET.getBytes(StandardCharsets.US_ASCII))) {
            byte[] message = report.encode(1, secret);
            tap.sent(status, message.length);
            InetAddress own = InetAddress.ofLiteral(ADDRESS);
            tap.answered(AccountingExchange.answered(server, own, message));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
