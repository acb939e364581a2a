package dev.bestow.link.diameter;

/// The transport failure algorithm of RFC 3539 clause 3.4.1 for one open connection, without clock or
/// socket: somebody calls [#expired()] whenever Tw has passed since the last received octet.
///
/// ```
///            expired, none pending: DWR          expired: CLOSE
///          +------+                            +-----------------> down
///          v      | expired, pending: FAIL_OVER|
///   start: OKAY --+--------------------------> SUSPECT
///          ^ ^                                 |
///          | +---------- anything received ----+
///          | third DWA
///   start after a failure: REOPEN -- expired twice unanswered: CLOSE --> down
/// ```
///
/// Deviation: a connection starts in REOPEN only when the watchdog ended the one before. A peer that
/// closed its connection or was restarted is no mystery and is used again at once.
final class Watchdog {
    enum State {
        OKAY,
        SUSPECT,
        REOPEN
    }

    enum Action {
        NOTHING,
        SEND_REQUEST,
        FAIL_OVER,
        CLOSE
    }

    /// Answers in REOPEN before traffic comes back.
    private static final int ANSWERS_TO_REOPEN = 3;

    private State state;
    private boolean pending;
    private int answers;

    Watchdog(boolean afterFailure) {
        state = afterFailure ? State.REOPEN : State.OKAY;
    }

    synchronized State state() {
        return state;
    }

    /// Any message came in.
    synchronized void received(boolean watchdogAnswer) {
        if (watchdogAnswer) {
            pending = false;
        }
        switch (state) {
            case OKAY -> {}
            case SUSPECT -> state = State.OKAY;
            case REOPEN -> {
                if (watchdogAnswer && ++answers >= ANSWERS_TO_REOPEN) {
                    state = State.OKAY;
                }
            }
        }
    }

    /// Tw passed since something came in or since the last call.
    synchronized Action expired() {
        if (!pending) {
            pending = true;
            return Action.SEND_REQUEST;
        }
        return switch (state) {
            case OKAY -> {
                state = State.SUSPECT;
                yield Action.FAIL_OVER;
            }
            case SUSPECT -> Action.CLOSE;
            case REOPEN -> {
                boolean again = answers < 0;
                answers = -1;
                yield again ? Action.CLOSE : Action.NOTHING;
            }
        };
    }
}
