package dev.bestow.link.diameter;

import dev.bestow.link.tls.CertificateNames;
import dev.bestow.link.tls.TlsIdentity;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;

import javax.net.ssl.SSLSocket;

/// The octet stream under one connection: TCP, or TLS 1.3 on it.
final class Transport {
    private final Socket tcp;
    private final @Nullable TlsIdentity tls;
    private final boolean client;
    private volatile @Nullable SSLSocket secured;
    private Set<String> certifiedNames = Set.of();
    private volatile boolean onLoopback;

    /// Takes the socket over. `tls` null means clear.
    Transport(Socket tcp, @Nullable TlsIdentity tls, boolean client) {
        this.tcp = tcp;
        this.tls = tls;
        this.client = client;
    }

    /// The TLS handshake, if any. Blocks; whoever wants a deadline calls [#abort()].
    void handshake() throws IOException {
        tcp.setTcpNoDelay(true);
        if (tls == null) {
            onLoopback =
                    Loopback.holds(tcp.getInetAddress()) && Loopback.holds(tcp.getLocalAddress());
            return;
        }
        SSLSocket socket =
                (SSLSocket)
                        tls.context()
                                .getSocketFactory()
                                .createSocket(
                                        tcp,
                                        tcp.getInetAddress().getHostAddress(),
                                        tcp.getPort(),
                                        true);
        socket.setUseClientMode(client);
        socket.setSSLParameters(tls.mutual());
        socket.startHandshake();
        certifiedNames = CertificateNames.ofPeer(socket.getSession());
        secured = socket;
    }

    InputStream in() throws IOException {
        SSLSocket socket = secured;
        return socket == null ? tcp.getInputStream() : socket.getInputStream();
    }

    OutputStream out() throws IOException {
        SSLSocket socket = secured;
        return socket == null ? tcp.getOutputStream() : socket.getOutputStream();
    }

    /// The address of this end, which is what the other end sees (RFC 6733 clause 5.3.5).
    InetAddress localAddress() {
        return tcp.getLocalAddress();
    }

    /// Of the other side.
    InetAddress address() {
        return tcp.getInetAddress();
    }

    boolean isTls() {
        return tls != null;
    }

    /// Fit for keys, once [#handshake()] has returned: TLS, or never leaving this machine.
    boolean isConfidential() {
        return isTls() || onLoopback;
    }

    /// Whether this is what a peer's connection has to be, once [#handshake()] has returned.
    boolean suits(PeerSecurity security) {
        return isTls() || security.mayBeClear(address(), onLoopback);
    }

    /// Whether the other side may call itself `host`: in clear anybody may, under TLS its certificate
    /// has to name it.
    boolean certifies(String host) {
        return !isTls() || certifiedNames.contains(host);
    }

    /// Says that nothing more comes (close_notify, FIN) and still listens: closing at once would reset the
    /// connection under a peer that is still sending, and destroy the last answer on its way.
    void finish() throws IOException {
        SSLSocket socket = secured;
        if (socket != null) {
            socket.shutdownOutput();
        } else {
            tcp.shutdownOutput();
        }
    }

    /// Ends the stream now, on any thread, waking whoever reads or writes it.
    void abort() {
        try {
            tcp.close();
        } catch (IOException e) {
            // The descriptor is released all the same; there is nobody left to tell.
            assert tcp.isClosed() : e;
        }
    }

    @Override
    public String toString() {
        return (isTls() ? "tls " : "tcp ") + tcp.getRemoteSocketAddress();
    }
}
