package dev.bestow.link.diameter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;

/// That an address given to a loopback interface counts is shown where there is one: the journey
/// through a relay in a network namespace of its own.
class LoopbackTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.4.5.6", "::1"})
    void loopbackAddressesStayHere(String address) throws UnknownHostException {
        assertThat(Loopback.holds(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "203.0.113.7", "2001:db8::1", "0.0.0.0"})
    void addressesOfOthersDoNot(String address) throws UnknownHostException {
        assertThat(Loopback.holds(InetAddress.getByName(address))).isFalse();
    }

    @Test
    void addressesOfOtherInterfacesDoNot() throws SocketException {
        List<InetAddress> outside =
                NetworkInterface.networkInterfaces()
                        .filter(LoopbackTest::leadsOutside)
                        .flatMap(NetworkInterface::inetAddresses)
                        .toList();
        assertThat(outside).noneMatch(Loopback::holds);
    }

    private static boolean leadsOutside(NetworkInterface each) {
        try {
            return !each.isLoopback();
        } catch (SocketException gone) {
            return false;
        }
    }
}
