package dev.bestow.conformance.fuzz;

import static dev.bestow.conformance.fuzz.Decoder.same;

import dev.bestow.aka.Amf;
import dev.bestow.aka.Sqn;
import dev.bestow.aka.SqnArray;
import dev.bestow.aka.SqnProfile;
import dev.bestow.aka.cards.CardFile;
import dev.bestow.core.Guti;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.RandId;
import dev.bestow.core.Secret;
import dev.bestow.keys.hpke.EndpointKeyText;
import dev.bestow.keys.hpke.EndpointPrivateKey;
import dev.bestow.keys.hpke.Hpke;
import dev.bestow.keys.hpke.Kem;
import dev.bestow.session.californium.dtls.PskIdentity;
import dev.bestow.session.oscore.IdContext;
import dev.bestow.wire.s6a.ResynchronizationInfo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Names of keys, sealed secrets, and the files that others make for us.
final class KeyDecoders {
    static final Map<String, Decoder> ALL =
            Map.of(
                    "psk-identity", KeyDecoders::pskIdentity,
                    "oscore-id-context", KeyDecoders::idContext,
                    "hpke", KeyDecoders::hpke,
                    "endpoint-key-file", KeyDecoders::endpointKeyFile,
                    "card-file", KeyDecoders::cardFile,
                    "fields", KeyDecoders::fields);

    private static final String FILE = "file";
    private static final Hpke.Context CONTEXT = new Hpke.Context(Octets.EMPTY, Octets.EMPTY);
    private static final List<EndpointPrivateKey> KEYS =
            Arrays.stream(Kem.values()).map(KeyDecoders::key).toList();

    private KeyDecoders() {}

    private static EndpointPrivateKey key(Kem kem) {
        byte[] octets = new byte[Kem.PRIVATE_KEY_OCTETS];
        Arrays.fill(octets, (byte) 7);
        return new EndpointPrivateKey(kem, Secret.taking(octets));
    }

    private static void pskIdentity(byte[] octets) {
        switch (PskIdentity.decode(octets)) {
            case PskIdentity.Reading.Read(PskIdentity identity) -> {
                same(identity.text(), new String(octets, StandardCharsets.US_ASCII));
                same(identity, PskIdentity.parse(identity.text()));
            }
            case PskIdentity.Reading.Malformed(String field, String reason) ->
                    same(field.isBlank() || reason.isBlank(), false);
        }
    }

    private static void idContext(byte[] octets) {
        Octets value = Octets.copyOf(octets);
        IdContext.decode(value).ifPresent(context -> same(context.encode(), value));
    }

    private static void hpke(byte[] octets) {
        for (EndpointPrivateKey key : KEYS) {
            Secret opened = Hpke.open(key, CONTEXT, Octets.copyOf(octets));
            if (opened != null) {
                opened.close();
            }
        }
    }

    private static void endpointKeyFile(byte[] octets) {
        orRefused(() -> {
            var read = EndpointKeyText.parse(FILE, new String(octets, StandardCharsets.UTF_8));
            same(read, EndpointKeyText.parse(FILE, read.text()));
        });
        byte[] kept = octets.clone();
        orRefused(() -> {
            try (EndpointPrivateKey key = EndpointKeyText.parse(FILE, octets)) {
                same(Octets.copyOf(EndpointKeyText.octets(key)), Octets.copyOf(kept));
            }
        });
    }

    private static void cardFile(byte[] octets) throws IOException {
        try (CardFile file = CardFile.read(FILE, new ByteArrayInputStream(octets))) {
            same(file.name(), FILE);
        }
    }

    private static void fields(byte[] octets) {
        Octets value = Octets.copyOf(octets);
        List<Consumer<Octets>> readers =
                List.of(
                        in -> same(Guti.decode(in).encode(), in),
                        in -> same(PlmnId.decode(in).encode(), in),
                        in -> same(RandId.decode(in).encode(), in),
                        in -> same(Amf.decode(in).encode(), in),
                        in -> same(Sqn.decode(in).encode(), in),
                        in -> same(SqnArray.decode(SqnProfile.STANDARD, in).encode(), in),
                        in -> same(ResynchronizationInfo.decode(in).encode(), in));
        readers.forEach(reader -> orRefused(() -> reader.accept(value)));
    }

    private static void orRefused(Runnable reading) {
        try {
            reading.run();
        } catch (InvalidValue refused) {
            same(refused.field().isBlank() || refused.reason().isBlank(), false);
        }
    }
}
