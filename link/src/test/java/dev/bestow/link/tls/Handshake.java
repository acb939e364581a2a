package dev.bestow.link.tls;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/// A finished handshake between two engines, in memory: what a server does that holds a context and knows nothing
/// of identities.
///
/// @param ofServer what the client saw
/// @param ofClient what the server saw, or what the session it resumed says
/// @param sessionMs when the session was made; a resumed one keeps its time
record Handshake(X509Certificate ofServer, X509Certificate ofClient, long sessionMs) {
    private static final int BUFFER_OCTETS = 1 << 16;

    /// A client resumes a session with the same host and port.
    static Handshake between(TlsIdentity client, TlsIdentity server) throws SSLException {
        SSLEngine connecting = client.context().createSSLEngine("peer.test", 3868);
        connecting.setUseClientMode(true);
        connecting.setSSLParameters(client.mutual());
        SSLEngine accepting = server.context().createSSLEngine();
        accepting.setUseClientMode(false);
        accepting.setSSLParameters(server.mutual());
        ByteBuffer up = ByteBuffer.allocate(BUFFER_OCTETS);
        ByteBuffer down = ByteBuffer.allocate(BUFFER_OCTETS);
        connecting.beginHandshake();
        boolean moving = true;
        // Beyond the end of the handshake: tickets follow it.
        while (moving) {
            moving = step(connecting, down, up);
            moving |= step(accepting, up, down);
        }
        SSLSession session = connecting.getSession();
        return new Handshake(
                (X509Certificate) session.getPeerCertificates()[0],
                (X509Certificate) accepting.getSession().getPeerCertificates()[0],
                session.getCreationTime());
    }

    private static boolean step(SSLEngine engine, ByteBuffer in, ByteBuffer out)
            throws SSLException {
        boolean moved = false;
        for (Runnable task = engine.getDelegatedTask();
                task != null;
                task = engine.getDelegatedTask()) {
            task.run();
            moved = true;
        }
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            moved |= engine.wrap(ByteBuffer.allocate(0), out).bytesProduced() > 0;
        } else if (in.position() > 0) {
            in.flip();
            moved |= engine.unwrap(in, ByteBuffer.allocate(BUFFER_OCTETS)).bytesConsumed() > 0;
            in.compact();
        }
        return moved;
    }
}
