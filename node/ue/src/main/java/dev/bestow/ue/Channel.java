package dev.bestow.ue;

import dev.bestow.core.Octets;
import dev.bestow.session.oscore.OscoreSession;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.session.ua.UaSession;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/// What a device and a server keep between them after a first report, so that the next ones cost less.
sealed interface Channel extends AutoCloseable {
    /// A datagram, and what says of one that comes back what it means.
    record Outgoing(Octets datagram, Function<byte[], UaExchange.Reading> reader) {}

    /// Whether no more reports may go in it.
    boolean isOver();

    Outgoing seal(Plaintext report);

    /// What asks the server to have the key replaced, or null where this protection has no such message.
    @Nullable Outgoing sealRefresh();

    @Override
    void close();

    /// A session of Ua.
    record Ua(UaSession session) implements Channel {
        @Override
        public boolean isOver() {
            return session.isOver();
        }

        @Override
        public Outgoing seal(Plaintext report) {
            return new Outgoing(
                    Octets.copyOf(session.seal(report)),
                    octets -> UaExchange.Reading.of(session.open(octets)));
        }

        @Override
        public Outgoing sealRefresh() {
            return new Outgoing(
                    Octets.copyOf(session.sealRefresh()),
                    octets -> UaExchange.Reading.ofRefresh(session.open(octets)));
        }

        @Override
        public void close() {
            session.close();
        }
    }

    /// A security context of OSCORE.
    record Oscore(OscoreSession session) implements Channel {
        @Override
        public boolean isOver() {
            return session.isOver();
        }

        @Override
        public Outgoing seal(Plaintext report) {
            return Protection.outgoing(session, report, null);
        }

        @Override
        public @Nullable Outgoing sealRefresh() {
            return null;
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
