package dev.bestow.link.radius;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// What a server told, in its order.
final class RecordedHints implements AccountingHints {
    private final BlockingQueue<Hint> told = new LinkedBlockingQueue<>();

    /// @param session null for a restart
    record Hint(
            String what,
            AccountingSender sender,
            @Nullable AccountedSession session,
            @Nullable Instant at) {}

    @Override
    public void started(AccountingSender sender, AccountedSession session) {
        told.add(new Hint("started", sender, session, session.at()));
    }

    @Override
    public void interim(AccountingSender sender, AccountedSession session) {
        told.add(new Hint("interim", sender, session, session.at()));
    }

    @Override
    public void stopped(AccountingSender sender, AccountedSession session) {
        told.add(new Hint("stopped", sender, session, session.at()));
    }

    @Override
    public void senderRestarted(AccountingSender sender, @Nullable Instant at) {
        told.add(new Hint("restarted", sender, null, at));
    }

    Hint next() throws InterruptedException {
        Hint next = told.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was told");
        }
        return next;
    }

    int untaken() {
        return told.size();
    }
}
