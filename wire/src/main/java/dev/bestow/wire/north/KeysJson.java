package dev.bestow.wire.north;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.E2eKey;
import dev.bestow.keys.E2mKey;
import dev.bestow.keys.E2mKeySet;
import dev.bestow.keys.KsAs;
import dev.bestow.keys.LeafKey;
import dev.bestow.keys.LeafKind;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The keys of a 200 answer as JSON:
///
/// ```
/// { "keys": [ { "ksAs": 64 hex, "rand": 32 hex, "guti": 20 hex, "eksi": 3, "root": "CK_IK",
///               "expiry": "2026-11-22T00:00:00Z", "externalIdentifier": "meter1@example.net",
///               "confidentialityAllowed": true } ] }
/// ```
///
/// Of a user that the request named by an application identity there is `applicationIdentity` in the place of
/// `externalIdentifier`; `imsi` beside `externalIdentifier` is for endpoints that translate themselves.
///
/// `ksAs` is what an application server gets. An EMSE finds `e2mKey` in its place, an EESE `e2eKey` and an HSE
/// `e2mKeySet`: whoever expects one takes no other for it. `guti` and `eksi` come together or not at all. Fields of
/// later versions are passed over.
public final class KeysJson {
    static final String EXTERNAL_IDENTIFIER = "externalIdentifier";
    private static final String KS_AS = "ksAs";
    private static final String E2M_KEY = "e2mKey";
    private static final String E2E_KEY = "e2eKey";
    private static final String E2M_KEY_SET = "e2mKeySet";

    private KeysJson() {}

    /// The octets hold the keys too: whoever sends them wipes them.
    public static byte[] encode(RetrievalAnswer.Keys answer) {
        return JsonOutput.object(json -> {
            json.writeArrayFieldStart("keys");
            for (RetrievedKey key : answer.keys()) {
                write(json, key);
            }
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, RetrievedKey key) throws IOException {
        json.writeStartObject();
        JsonOutput.hex(json, field(key.leaf().leafKind()), key.leaf().octets());
        json.writeStringField("rand", key.rand().toString());
        KeyName.ByGuti name = key.guti();
        if (name != null) {
            json.writeStringField("guti", name.guti().encode().hex());
            json.writeNumberField("eksi", name.eksi().value());
        }
        json.writeStringField("root", key.root().name());
        json.writeStringField("expiry", key.expiry().toString());
        switch (key.subject()) {
            case KeySubject.External(String external) ->
                    json.writeStringField(EXTERNAL_IDENTIFIER, external);
            case KeySubject.Application(ApplicationIdentity identity) ->
                    json.writeStringField(RetrievalJson.APPLICATION_IDENTITY, identity.text());
            case KeySubject.Subscriber(String external, Imsi imsi) -> {
                json.writeStringField(EXTERNAL_IDENTIFIER, external);
                json.writeStringField(RetrievalJson.IMSI, imsi.digits());
            }
        }
        json.writeBooleanField("confidentialityAllowed", key.confidentialityAllowed());
        json.writeEndObject();
    }

    /// Which field holds a key of that derivation.
    static String field(LeafKind kind) {
        return switch (kind) {
            case KS_AS -> KS_AS;
            case E2M_KEY -> E2M_KEY;
            case E2E_KEY -> E2E_KEY;
            case E2M_KEY_SET -> E2M_KEY_SET;
        };
    }

    public static RetrievalAnswer.Keys decode(byte[] body) throws MalformedJson {
        List<RetrievedKey> keys = new ArrayList<>();
        try (JsonInput json = new JsonInput(body)) {
            json.object(name -> {
                if (name.equals("keys")) {
                    json.array(() -> keys.add(new Draft(json).read()));
                } else {
                    json.skip();
                }
            });
            json.end();
            if (keys.isEmpty() || keys.size() > RetrievalAnswer.MAX_KEYS) {
                throw json.wrong("holds " + keys.size() + " keys, not 1 to 4");
            }
            return new RetrievalAnswer.Keys(keys);
        } catch (MalformedJson e) {
            keys.forEach(RetrievedKey::close);
            throw e;
        }
    }

    /// One key, field by field.
    private static final class Draft {
        private final JsonInput json;
        private @Nullable LeafKey leaf;
        private @Nullable Rand rand;
        private @Nullable Guti guti;
        private @Nullable Eksi eksi;
        private @Nullable KeyRoot root;
        private @Nullable Instant expiry;
        private @Nullable String externalIdentifier;
        private @Nullable ApplicationIdentity applicationIdentity;
        private @Nullable Imsi imsi;
        private @Nullable Boolean confidentialityAllowed;

        Draft(JsonInput json) {
            this.json = json;
        }

        RetrievedKey read() throws MalformedJson {
            try {
                json.object(this::readMember);
                return complete();
            } catch (MalformedJson e) {
                if (leaf != null) {
                    leaf.octets().close();
                }
                throw e;
            }
        }

        private void readMember(String name) throws MalformedJson {
            switch (name) {
                case KS_AS -> readLeaf(KsAs::new);
                case E2M_KEY -> readLeaf(E2mKey::new);
                case E2E_KEY -> readLeaf(E2eKey::new);
                case E2M_KEY_SET -> readLeaf(E2mKeySet::new);
                case "rand" -> rand = RetrievalJson.checked(json, Rand::parse);
                case "guti" -> guti = RetrievalJson.checked(json, Guti::parse);
                case "eksi" -> eksi = RetrievalJson.readEksi(json);
                case "root" -> root = RetrievalJson.readRoot(json);
                case "expiry" -> expiry = readExpiry();
                case EXTERNAL_IDENTIFIER -> externalIdentifier = json.string();
                case RetrievalJson.APPLICATION_IDENTITY ->
                        applicationIdentity =
                                RetrievalJson.checked(json, ApplicationIdentity::parse);
                case RetrievalJson.IMSI -> imsi = RetrievalJson.checked(json, Imsi::parse);
                case "confidentialityAllowed" -> confidentialityAllowed = json.bool();
                default -> json.skip();
            }
        }

        /// A leaf key has 32 octets, of whatever kind.
        private void readLeaf(Function<Secret, LeafKey> kind) throws MalformedJson {
            if (leaf != null) {
                throw json.wrong("is there beside another key");
            }
            leaf = kind.apply(json.hexSecret(KsAs.OCTETS));
        }

        private Instant readExpiry() throws MalformedJson {
            try {
                return Instant.parse(json.string());
            } catch (DateTimeException e) {
                throw json.wrong("is no RFC 3339 time");
            }
        }

        private RetrievedKey complete() throws MalformedJson {
            if (guti == null != (eksi == null)) {
                throw json.missing(guti == null ? "guti" : "eksi");
            }
            return new RetrievedKey(
                    required(KS_AS, leaf),
                    required("rand", rand),
                    guti == null || eksi == null ? null : new KeyName.ByGuti(guti, eksi),
                    required("root", root),
                    required("expiry", expiry),
                    subject(),
                    required("confidentialityAllowed", confidentialityAllowed));
        }

        private KeySubject subject() throws MalformedJson {
            if (applicationIdentity != null) {
                return new KeySubject.Application(applicationIdentity);
            }
            String external = required(EXTERNAL_IDENTIFIER, externalIdentifier);
            return imsi == null
                    ? new KeySubject.External(external)
                    : new KeySubject.Subscriber(external, imsi);
        }

        private <T> T required(String name, @Nullable T value) throws MalformedJson {
            if (value == null) {
                throw json.missing(name);
            }
            return value;
        }
    }
}
