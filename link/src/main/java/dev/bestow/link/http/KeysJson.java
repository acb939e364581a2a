package dev.bestow.link.http;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.KsAs;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievedKey;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The keys of a 200 answer as JSON:
///
/// ```
/// { "keys": [ { "ksAs": 64 hex, "rand": 32 hex, "guti": 20 hex, "eksi": 3, "root": "CK_IK",
///               "expiry": "2026-11-22T00:00:00Z", "externalIdentifier": "meter1@example.net",
///               "confidentialityAllowed": true } ] }
/// ```
///
/// `guti` and `eksi` come together or not at all. Fields of later versions are passed over.
final class KeysJson {
    private KeysJson() {}

    static byte[] encode(RetrievalAnswer.Keys answer) {
        JsonText json = new JsonText().open('{').name("keys").open('[');
        for (RetrievedKey key : answer.keys()) {
            json.open('{');
            json.name("ksAs").value(key.ksAs().octets());
            json.name("rand").value(key.rand().toString());
            KeyName.ByGuti name = key.guti();
            if (name != null) {
                json.name("guti").value(name.guti().encode().hex());
                json.name("eksi").value(name.eksi().value());
            }
            json.name("root").value(key.root().name());
            json.name("expiry").value(key.expiry().toString());
            json.name("externalIdentifier").value(key.externalIdentifier());
            json.name("confidentialityAllowed").value(key.confidentialityAllowed());
            json.close('}');
        }
        return json.close(']').close('}').take();
    }

    static RetrievalAnswer.Keys decode(byte[] body) throws MalformedJson {
        JsonCursor cursor = new JsonCursor(body);
        List<RetrievedKey> keys = new ArrayList<>();
        try {
            cursor.object(name -> {
                if (name.equals("keys")) {
                    cursor.array(() -> keys.add(new Draft(cursor).read()));
                } else {
                    cursor.skip();
                }
            });
            cursor.end();
            if (keys.isEmpty() || keys.size() > RetrievalAnswer.MAX_KEYS) {
                throw cursor.wrong("holds " + keys.size() + " keys, not 1 to 4");
            }
            return new RetrievalAnswer.Keys(keys);
        } catch (MalformedJson e) {
            keys.forEach(key -> key.ksAs().octets().close());
            throw e;
        }
    }

    /// One key, field by field.
    private static final class Draft {
        private final JsonCursor cursor;
        private @Nullable Secret ksAs;
        private @Nullable Rand rand;
        private @Nullable Guti guti;
        private @Nullable Eksi eksi;
        private @Nullable KeyRoot root;
        private @Nullable Instant expiry;
        private @Nullable String externalIdentifier;
        private @Nullable Boolean confidentialityAllowed;

        Draft(JsonCursor cursor) {
            this.cursor = cursor;
        }

        RetrievedKey read() throws MalformedJson {
            try {
                cursor.object(this::readMember);
                return complete();
            } catch (MalformedJson e) {
                if (ksAs != null) {
                    ksAs.close();
                }
                throw e;
            }
        }

        private void readMember(String name) throws MalformedJson {
            switch (name) {
                case "ksAs" -> ksAs = cursor.hexSecret(KsAs.OCTETS);
                case "rand" -> rand = RetrievalJson.checked(cursor, Rand::parse);
                case "guti" -> guti = RetrievalJson.checked(cursor, Guti::parse);
                case "eksi" -> eksi = RetrievalJson.readEksi(cursor);
                case "root" -> root = RetrievalJson.readRoot(cursor);
                case "expiry" -> expiry = readExpiry();
                case "externalIdentifier" -> externalIdentifier = cursor.string();
                case "confidentialityAllowed" -> confidentialityAllowed = cursor.bool();
                default -> cursor.skip();
            }
        }

        private Instant readExpiry() throws MalformedJson {
            try {
                return Instant.parse(cursor.string());
            } catch (DateTimeException e) {
                throw cursor.wrong("is no RFC 3339 time");
            }
        }

        private RetrievedKey complete() throws MalformedJson {
            if (guti == null != (eksi == null)) {
                throw cursor.missing(guti == null ? "guti" : "eksi");
            }
            return new RetrievedKey(
                    new KsAs(required("ksAs", ksAs)),
                    required("rand", rand),
                    guti == null || eksi == null ? null : new KeyName.ByGuti(guti, eksi),
                    required("root", root),
                    required("expiry", expiry),
                    required("externalIdentifier", externalIdentifier),
                    required("confidentialityAllowed", confidentialityAllowed));
        }

        private <T> T required(String name, @Nullable T value) throws MalformedJson {
            if (value == null) {
                throw cursor.missing(name);
            }
            return value;
        }
    }
}
