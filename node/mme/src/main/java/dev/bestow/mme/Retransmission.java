package dev.bestow.mme;

import dev.bestow.core.Timers;
import dev.bestow.wire.nas.DownlinkEmm;

import java.util.function.Consumer;

/// A message sent until something answers it (T3450, T3460, T3470). Each retransmission is protected
/// anew, with a COUNT of its own. Guarded by the procedure that owns it.
final class Retransmission {
    /// The first transmission and four repetitions, then the procedure is aborted (TS 24.301 clause
    /// 10.2).
    private static final int MAX_TRANSMISSIONS = 5;

    private final MmeCore mme;
    private final NasChannel channel;
    private final DownlinkEmm message;
    private Timers.Timer timer = () -> {};
    private Consumer<Retransmission> onTimer = _ -> {};
    private int transmissions;

    Retransmission(MmeCore mme, NasChannel channel, DownlinkEmm message) {
        this.mme = mme;
        this.channel = channel;
        this.message = message;
    }

    /// Sends for the first time; `expired` is told whenever nobody answered in time, and calls
    /// [#again] if it still cares. What is returned ends all of it.
    Timers.Timer start(Consumer<Retransmission> expired) {
        onTimer = expired;
        again();
        return () -> timer.cancel();
    }

    /// Sends once more; false when that was done often enough.
    boolean again() {
        if (transmissions == MAX_TRANSMISSIONS) {
            return false;
        }
        transmissions++;
        channel.send(message);
        timer =
                mme.timers()
                        .after(mme.config().limits().retransmitMs(), () -> onTimer.accept(this));
        return true;
    }

    DownlinkEmm message() {
        return message;
    }
}
