package dev.bestow.ue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.wire.ua.RefusalCause;

import org.junit.jupiter.api.Test;

import java.util.concurrent.CompletableFuture;

/// How long one request is repeated.
final class UaExchangeTest {
    private static final int TRANSMISSIONS = UeConfig.Limits.DEFAULT.transmissions();
    private static final byte[] ANSWER = {};

    private final ManualTimers timers = new ManualTimers();
    private UaExchange.Reading reading = new UaExchange.Reading.Nothing();
    private int sent;
    private final UaExchange exchange =
            new UaExchange(new byte[1], _ -> reading, UeConfig.Limits.DEFAULT, timers);

    private CompletableFuture<UaExchange.Reading> start() {
        return exchange.start(
                new UaTransport.Port() {
                    @Override
                    public void send(byte[] datagram) {
                        sent++;
                    }

                    @Override
                    public void close() {}
                });
    }

    private void refuse(RefusalCause cause, int retryAfterSeconds) {
        reading = new UaExchange.Reading.Refused(cause, retryAfterSeconds, false);
        exchange.received(ANSWER);
    }

    @Test
    void aKeyThatNeverBecomesCurrentEndsAsRefused() {
        CompletableFuture<UaExchange.Reading> result = start();
        for (int transmission = 1; transmission < TRANSMISSIONS; transmission++) {
            refuse(RefusalCause.NOT_YET, 5);
            assertThat(result).isNotDone();
            assertThat(timers.delaysMs()).containsExactly(5_000L);
            timers.expireLast();
        }
        refuse(RefusalCause.NOT_YET, 5);
        assertThat(result).isCompletedWithValue(reading);
        assertThat(sent).isEqualTo(TRANSMISSIONS);
        assertThat(timers.delaysMs()).isEmpty();
    }

    @Test
    void aRefusalAnybodyCouldHaveWrittenCannotPutTheDeviceToSleep() {
        var _ = start();
        refuse(RefusalCause.NOT_YET, 255);
        assertThat(timers.delaysMs()).containsExactly(30_000L);
        refuse(RefusalCause.BUSY, 255);
        assertThat(timers.delaysMs()).containsExactly(255_000L);
        refuse(RefusalCause.NOT_YET, 0);
        assertThat(timers.delaysMs()).containsExactly(1_000L);
    }
}
