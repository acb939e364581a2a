package dev.bestow.network;

import dev.bestow.aka.SecretFile;
import dev.bestow.core.Secret;
import dev.bestow.hse.AccountedKeys;
import dev.bestow.hse.AccountedSessions;
import dev.bestow.hse.AccountingMetrics;
import dev.bestow.hse.KeyPulls;
import dev.bestow.link.radius.AccountingClient;
import dev.bestow.link.radius.AccountingServer;
import dev.bestow.network.config.AccountingSection;
import dev.bestow.session.key.AsKeySource;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The accounting that an HSE listens to, and the keys that it asks for by it.
///
/// @param address where gateways reach it
record Accounting(InetSocketAddress address, AccountedSessions sessions, AccountedKeys keys) {
    private static final Logger LOG = System.getLogger(Accounting.class.getName());

    /// Opens it; `started` closes it.
    static Accounting start(AccountingSection section, KeyPulls pulls, Host host, Started started)
            throws IOException {
        warnOfClear(section);
        var keys = started.closing(new AccountedKeys(pulls, host.ports()));
        var sessions = new AccountedSessions(section.limits().limits(), host.ports().clock(), keys);
        var server =
                started.closing(
                        AccountingServer.bind(
                                section.listen().resolve("accounting.listen"),
                                clients(section),
                                host.ports().clock()));
        AccountingMetrics.tell(host.ports().monitoring(), server::counts, sessions::counts);
        server.start(sessions);
        return new Accounting(server.localAddress(), sessions, keys);
    }

    private static void warnOfClear(AccountingSection section) {
        String far =
                section.clients().stream()
                        .map(AccountingSection.Client::address)
                        .filter(address -> !InetAddress.ofLiteral(address).isLoopbackAddress())
                        .collect(Collectors.joining(", "));
        if (!far.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "accounting of {0} comes in clear and tells who is where; keep it on IPsec or"
                            + " the operator''s own network",
                    far);
        }
    }

    private static List<AccountingClient> clients(AccountingSection section) {
        return section.clients().stream()
                .map(client ->
                        new AccountingClient(
                                client.address(),
                                InetAddress.ofLiteral(client.address()),
                                secret(client)))
                .toList();
    }

    /// The line, without its end.
    private static Secret secret(AccountingSection.Client client) {
        var file = new SecretFile("accounting.clients.secretFile", client.secretFile());
        byte[] read = file.read();
        int length = read.length;
        while (length > 0 && (read[length - 1] == '\n' || read[length - 1] == '\r')) {
            length--;
        }
        byte[] line = Arrays.copyOf(read, length);
        Arrays.fill(read, (byte) 0);
        if (length == 0) {
            throw file.refused("is empty");
        }
        return Secret.taking(line);
    }

    /// `ring`, after the HSS was asked for what is not there.
    AsKeySource before(AsKeySource ring) {
        return keys.before(ring, sessions);
    }
}
