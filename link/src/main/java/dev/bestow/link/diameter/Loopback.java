package dev.bestow.link.diameter;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/// Which addresses never leave this machine.
final class Loopback {
    private Loopback() {}

    /// 127.0.0.0/8 and ::1, and whatever else the loopback interface of this machine (or of this
    /// network namespace) has been given. Asks the system: for once per connection, not for once
    /// per message.
    static boolean holds(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return true;
        }
        try {
            NetworkInterface holder = NetworkInterface.getByInetAddress(address);
            return holder != null && holder.isLoopback();
        } catch (SocketException unknown) {
            // What cannot be shown to stay here counts as leaving.
            return false;
        }
    }
}
