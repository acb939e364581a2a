package dev.bestow.link.diameter;

import static dev.bestow.link.diameter.Watchdog.Action.CLOSE;
import static dev.bestow.link.diameter.Watchdog.Action.FAIL_OVER;
import static dev.bestow.link.diameter.Watchdog.Action.NOTHING;
import static dev.bestow.link.diameter.Watchdog.Action.SEND_REQUEST;
import static dev.bestow.link.diameter.Watchdog.State.OKAY;
import static dev.bestow.link.diameter.Watchdog.State.REOPEN;
import static dev.bestow.link.diameter.Watchdog.State.SUSPECT;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatchdogTest {
    @Test
    void silenceIsAskedThenSuspectedThenClosed() {
        Watchdog dog = new Watchdog(false);
        assertThat(dog.expired()).isEqualTo(SEND_REQUEST);
        assertThat(dog.state()).isEqualTo(OKAY);
        assertThat(dog.expired()).isEqualTo(FAIL_OVER);
        assertThat(dog.state()).isEqualTo(SUSPECT);
        assertThat(dog.expired()).isEqualTo(CLOSE);
    }

    @Test
    void anAnswerKeepsTheConnectionOkay() {
        Watchdog dog = new Watchdog(false);
        for (int i = 0; i < 5; i++) {
            assertThat(dog.expired()).isEqualTo(SEND_REQUEST);
            dog.received(true);
            assertThat(dog.state()).isEqualTo(OKAY);
        }
    }

    @Test
    void anyMessageClearsSuspicion() {
        Watchdog dog = new Watchdog(false);
        dog.expired();
        dog.expired();
        dog.received(false);
        assertThat(dog.state()).isEqualTo(OKAY);
        assertThat(dog.expired())
                .as("the watchdog request is still unanswered")
                .isEqualTo(FAIL_OVER);
    }

    @Test
    void afterAFailureThreeAnswersBringTrafficBack() {
        Watchdog dog = new Watchdog(true);
        for (int i = 0; i < 3; i++) {
            assertThat(dog.state()).isEqualTo(REOPEN);
            assertThat(dog.expired()).isEqualTo(SEND_REQUEST);
            dog.received(false);
            dog.received(true);
        }
        assertThat(dog.state()).isEqualTo(OKAY);
    }

    @Test
    void afterAFailureSilenceClosesWithoutAnotherFailover() {
        Watchdog dog = new Watchdog(true);
        assertThat(dog.expired()).isEqualTo(SEND_REQUEST);
        assertThat(dog.expired()).isEqualTo(NOTHING);
        assertThat(dog.expired()).isEqualTo(CLOSE);
    }
}
