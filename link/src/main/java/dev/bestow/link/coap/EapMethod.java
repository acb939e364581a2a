package dev.bestow.link.coap;

import dev.bestow.core.Octets;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;

/// What is said in EAP to a device that has shown that it is where it says.
@FunctionalInterface
public interface EapMethod {
    /// A conversation with somebody at that address.
    Conversation begin(InetAddress address);

    /// One run of the method. Its methods are called one after the other, each on a thread that may block.
    interface Conversation extends AutoCloseable {
        /// The first message.
        Octets first();

        /// What to say to `response`, or null where there is nothing to say any more.
        @Nullable Next next(Octets response);

        /// Ends it, whatever came of it.
        @Override
        void close();
    }

    /// A message, and whether it is the last one.
    record Next(Octets message, boolean last) {}
}
