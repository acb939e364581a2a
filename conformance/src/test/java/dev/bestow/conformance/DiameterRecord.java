package dev.bestow.conformance;

import dev.bestow.core.Octets;
import dev.bestow.link.diameter.DiameterTap;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.DiameterMessage;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// Every Diameter message that leaves a node, but for the base protocol's own.
final class DiameterRecord implements DiameterTap {
    /// One message that left.
    record Sent(
            String from, String to, int application, int command, boolean request, Octets octets) {}

    private final List<Sent> messages = new CopyOnWriteArrayList<>();

    @Override
    public void sent(String localHost, String peerHost, DiameterMessage message) {
        if (message.applicationId() != ApplicationId.COMMON) {
            messages.add(
                    new Sent(
                            localHost,
                            peerHost,
                            message.applicationId(),
                            message.commandCode(),
                            message.isRequest(),
                            message.octets()));
        }
    }

    @Override
    public void received(String localHost, String peerHost, DiameterMessage message) {}

    /// How many requests with this code have left.
    long requests(int command) {
        return messages.stream()
                .filter(each -> each.request() && each.command() == command)
                .count();
    }

    /// How many requests with this code have left for `host`.
    long requestsTo(String host, int command) {
        return messages.stream()
                .filter(each -> each.request() && each.command() == command)
                .filter(each -> each.to().equals(host))
                .count();
    }

    /// What left one of the two for the other.
    Stream<Sent> between(String one, String other) {
        return messages.stream()
                .filter(each -> Set.of(one, other).equals(Set.of(each.from(), each.to())));
    }

    /// How many messages have left `host`.
    long from(String host) {
        return messages.stream().filter(each -> each.from().equals(host)).count();
    }
}
