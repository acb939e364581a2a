package dev.bestow.conformance;

import dev.bestow.link.diameter.DiameterTap;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.DiameterMessage;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Every Diameter message that leaves a node, but for the base protocol's own.
final class DiameterRecord implements DiameterTap {
    /// One message that left.
    record Sent(String from, String to, int command, boolean request) {}

    private final List<Sent> messages = new CopyOnWriteArrayList<>();

    @Override
    public void sent(String localHost, String peerHost, DiameterMessage message) {
        if (message.applicationId() != ApplicationId.COMMON) {
            messages.add(new Sent(localHost, peerHost, message.commandCode(), message.isRequest()));
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

    /// How many messages have left `host`.
    long from(String host) {
        return messages.stream().filter(each -> each.from().equals(host)).count();
    }
}
