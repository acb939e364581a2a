package dev.bestow.link.radius;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Octets;
import dev.bestow.wire.radius.AccountingRequest;
import dev.bestow.wire.radius.AcctStatus;
import dev.bestow.wire.radius.RadiusAttribute.AcctStatusType;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

class RecentRequestsTest {
    private static final InetSocketAddress FROM =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

    private final TestClock clock = new TestClock();
    private final RecentRequests recent = new RecentRequests(clock);

    private static AccountingRequest request(int identifier, int authenticator) {
        return new AccountingRequest(
                identifier,
                Octets.copyOf(ByteBuffer.allocate(16).putInt(authenticator).array()),
                List.of(new AcctStatusType(AcctStatus.START)));
    }

    @Test
    void identifierAndAuthenticatorTellRequestsApart() {
        assertThat(recent.add(FROM, request(1, 1))).isTrue();
        assertThat(recent.add(FROM, request(1, 1))).isFalse();
        assertThat(recent.add(FROM, request(2, 1))).isTrue();
        assertThat(recent.add(FROM, request(1, 2))).isTrue();
    }

    @Test
    void tenTimesTheirMostStayWithinIt() {
        for (int i = 0; i < 10 * RecentRequests.MOST; i++) {
            assertThat(recent.add(FROM, request(i & 0xff, i))).isTrue();
            assertThat(recent.size()).isLessThanOrEqualTo(RecentRequests.MOST);
        }
        assertThat(recent.size()).isEqualTo(RecentRequests.MOST);
        clock.pass(RecentRequests.KEPT_NS);
        assertThat(recent.add(FROM, request(1, -1))).isTrue();
        assertThat(recent.size()).isEqualTo(1);
    }
}
