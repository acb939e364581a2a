package dev.bestow.session.ua;

import dev.bestow.core.AsId;
import dev.bestow.core.Entropy;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.KApp;
import dev.bestow.keys.LeafKey;
import dev.bestow.keys.hpke.EndpointPublicKey;
import dev.bestow.keys.hpke.Hpke;
import dev.bestow.keys.hpke.Kem;
import dev.bestow.wire.ua.ApplicationRequest;
import dev.bestow.wire.ua.CertificateRequest;
import dev.bestow.wire.ua.CompactRequest;
import dev.bestow.wire.ua.LiteralRequest;
import dev.bestow.wire.ua.UaForm;
import dev.bestow.wire.ua.UaHeader;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/// A UE's side of Ua native towards one application server, under one Ks_AS. Makes Application
/// Requests; the sessions come out of their responses. A new bootstrapping brings a new client.
/// Thread-safe.
public final class UaClient implements AutoCloseable {
    private final AsId asId;
    private final FullName name;
    private final UaForm form;
    private final @Nullable EndpointPublicKey serverKey;
    private final LeafKeys keys;
    private final Entropy entropy;
    private final RequestCounts counts;
    private final KAppObserver observer;
    private volatile boolean ciphering;

    /// The key of one AKA run for one endpoint. `leaf` stays the caller's, who may close it
    /// as soon as a client was made of it.
    ///
    /// @param asId the server the key was derived for
    /// @param name how requests name the key
    public record Key(AsId asId, FullName name, LeafKey leaf) {}

    /// How to speak, as provisioned for the server and for the registered PLMN.
    ///
    /// @param form COMPACT, CERTIFICATE, or LITERAL, which needs a key named by GUTI; pinned
    /// @param ciphered whether the serving network allows confidentiality; only a refusal that is
    ///     authenticated under the key ever turns it off afterwards
    /// @param serverKey PK_AS of the certificate form; null in every other
    public record UaParameters(
            UaForm form, boolean ciphered, @Nullable EndpointPublicKey serverKey) {
        public UaParameters {
            if ((form == UaForm.CERTIFICATE) != (serverKey != null)) {
                throw new InvalidValue(
                        "ua.certificate", "and the certificate form: the one needs the other");
            }
        }

        /// A form without certificate.
        public UaParameters(UaForm form, boolean ciphered) {
            this(form, ciphered, null);
        }
    }

    /// What a client draws on.
    ///
    /// @param kApp sees session keys in the lab; else [KAppObserver#NONE]
    public record Ports(Entropy entropy, RequestCounts counts, KAppObserver kApp) {}

    public UaClient(Key key, UaParameters speech, Ports ports) {
        boolean byGuti = key.name() instanceof FullName.ByGuti;
        switch (speech.form()) {
            case COMPACT, CERTIFICATE -> {}
            case LITERAL -> {
                if (!byGuti) {
                    throw new InvalidValue(
                            "ua.form", "LITERAL carries a GUTI, so the key is named by one");
                }
            }
            case SESSION ->
                    throw new InvalidValue(
                            "ua.form", "is LITERAL, COMPACT or CERTIFICATE, not SESSION");
        }
        this.asId = key.asId();
        this.name = key.name();
        this.form = speech.form();
        this.serverKey = speech.serverKey();
        this.ciphering = speech.ciphered();
        this.keys = LeafKeys.from(key.leaf());
        this.entropy = ports.entropy();
        this.counts = ports.counts();
        this.observer = ports.kApp();
    }

    /// Whether the next request is ciphered.
    public boolean ciphering() {
        return ciphering;
    }

    /// A new Application Request with a RAND_AS of its own. To repeat one, send the datagram of its
    /// pending request again: the server answers a repeat and takes only the first.
    public PendingRequest request(Plaintext message) {
        boolean ciphered = ciphering;
        EndpointPublicKey to = serverKey;
        if (to != null) {
            return certificate(to, ciphered, message);
        }
        return switch (name) {
            case FullName.ByGuti byGuti when form == UaForm.LITERAL ->
                    literal(byGuti, ciphered, message);
            case FullName _ -> compact(ciphered, message);
        };
    }

    private PendingRequest compact(boolean ciphered, Plaintext message) {
        UaHeader header = CompactRequest.header(ciphered, name.keyName());
        Octets randAs = randAs(header, CompactRequest.RAND_AS_OCTETS, message);
        KApp kApp = keys.kApp(randAs);
        observer.observed(name, randAs, kApp);
        byte[] body = body(kApp, header, message);
        Octets t = keys.t(asId, name, header, randAs, body);
        return pending(
                new CompactRequest(ciphered, name.keyName(), randAs, Octets.copyOf(body), t), kApp);
    }

    private PendingRequest literal(FullName.ByGuti byGuti, boolean ciphered, Plaintext message) {
        UaHeader header = LiteralRequest.header(ciphered, byGuti.keyName());
        Octets randAs = randAs(header, LiteralRequest.RAND_AS_OCTETS, message);
        KApp kApp = keys.kApp(randAs);
        observer.observed(name, randAs, kApp);
        Octets body = Octets.copyOf(body(kApp, header, message));
        Octets t = keys.literalT(byGuti.guti(), randAs);
        Octets tag =
                RequestKeys.literalTag(
                        kApp, asId, header, new RequestKeys.LiteralFields(name, randAs, t, body));
        return pending(new LiteralRequest(ciphered, byGuti.keyName(), randAs, t, body, tag), kApp);
    }

    /// RAND_AS stays with both ends: between them goes C, which hides it from who handed out Ks_AS.
    private PendingRequest certificate(EndpointPublicKey to, boolean ciphered, Plaintext message) {
        UaHeader header = CertificateRequest.header(ciphered, name.keyName());
        int mark = to.mark();
        byte[][] hedge = hedge(header, message);
        try (Secret randAs = keys.hedgedSecret(entropy, LeafKeys.Draw.RAND_AS, hedge);
                Secret randomness = randomness(to.kem(), hedge)) {
            Octets c =
                    Hpke.seal(
                            to,
                            LeafKeys.certificateContext(asId, name, header, mark),
                            randAs,
                            randomness);
            if (c == null) {
                throw new InvalidValue("ua.certificate", "is the public key of nobody");
            }
            Octets fresh = CertificateRequest.fresh(mark, c);
            KApp kApp = keys.kApp(randAs);
            observer.observed(name, fresh, kApp);
            byte[] body = body(kApp, header, message);
            Octets t = keys.t(asId, name, header, fresh, body);
            return pending(
                    new CertificateRequest(
                            ciphered, mark, name.keyName(), c, Octets.copyOf(body), t),
                    kApp);
        }
    }

    private Secret randomness(Kem kem, byte[][] hedge) {
        byte[] drawn = new byte[kem.randomOctets()];
        ByteBuffer room = ByteBuffer.wrap(drawn);
        try (Secret first = keys.hedgedSecret(entropy, LeafKeys.Draw.ENCAPSULATION, hedge);
                Secret second =
                        keys.hedgedSecret(entropy, LeafKeys.Draw.SECOND_ENCAPSULATION, hedge)) {
            first.writeTo(room);
            if (room.hasRemaining()) {
                second.writeTo(room);
            }
        }
        return Secret.taking(drawn);
    }

    private Octets randAs(UaHeader header, int octets, Plaintext message) {
        return keys.hedged(entropy, octets, LeafKeys.Draw.RAND_AS, hedge(header, message));
    }

    private byte[][] hedge(UaHeader header, Plaintext message) {
        return new byte[][] {
            ByteBuffer.allocate(Long.BYTES).putLong(counts.next()).array(),
            {(byte) header.octet()},
            name.octets().toArray(),
            message.toArray()
        };
    }

    private static byte[] body(KApp kApp, UaHeader header, Plaintext message) {
        byte[] text = message.toArray();
        return header.ciphered() ? RequestKeys.applyCipher(kApp, header, text) : text;
    }

    private PendingRequest pending(ApplicationRequest request, KApp kApp) {
        return new PendingRequest(this, request, kApp, keys.copy());
    }

    AsId asId() {
        return asId;
    }

    FullName name() {
        return name;
    }

    /// The server said, under our key, that the serving network forbids confidentiality.
    void cipheringForbidden() {
        ciphering = false;
    }

    /// Wipes the keys; pending requests and sessions live on with theirs.
    @Override
    public void close() {
        keys.close();
    }
}
