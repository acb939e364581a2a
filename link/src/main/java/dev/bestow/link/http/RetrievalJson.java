package dev.bestow.link.http;

import dev.bestow.core.AsId;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.RandId;
import dev.bestow.wire.north.RetrievalRequest;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/// A [RetrievalRequest] as JSON:
///
/// ```
/// { "asId": "as.example.net",
///   "keyName": { "randId": "2a99dfa5" }        or  { "guti": "00f110800112c0de0001", "eksi": 3 }
///   "root": "CK_IK" }                          or KASME, or absent
/// ```
///
/// Strict: a field it does not know is refused by name. A misspelt `root` that passed in silence
/// would fetch a key of the wrong kind.
final class RetrievalJson {
    private final JsonCursor cursor;
    private @Nullable AsId asId;
    private @Nullable KeyName keyName;
    private @Nullable KeyRoot root;
    private @Nullable RandId randId;
    private @Nullable Guti guti;
    private @Nullable Eksi eksi;

    private RetrievalJson(byte[] body) {
        this.cursor = new JsonCursor(body);
    }

    static byte[] encode(RetrievalRequest retrieval) {
        JsonText json = new JsonText().open('{');
        json.name("asId").value(retrieval.asId().fqdn());
        json.name("keyName").open('{');
        switch (retrieval.keyName()) {
            case KeyName.ByRand byRand -> json.name("randId").value(byRand.randId().toString());
            case KeyName.ByGuti byGuti ->
                    json.name("guti")
                            .value(byGuti.guti().encode().hex())
                            .name("eksi")
                            .value(byGuti.eksi().value());
        }
        json.close('}');
        KeyRoot root = retrieval.root();
        if (root != null) {
            json.name("root").value(root.name());
        }
        return json.close('}').take();
    }

    static RetrievalRequest decode(byte[] body) throws MalformedJson {
        return new RetrievalJson(body).read();
    }

    private RetrievalRequest read() throws MalformedJson {
        cursor.object(this::readMember);
        cursor.end();
        if (asId == null) {
            throw cursor.missing("asId");
        }
        if (keyName == null) {
            throw cursor.missing("keyName");
        }
        return new RetrievalRequest(asId, keyName, root);
    }

    private void readMember(String name) throws MalformedJson {
        switch (name) {
            case "asId" -> asId = checked(cursor, AsId::parse);
            case "keyName" -> keyName = readKeyName();
            case "root" -> root = readRoot(cursor);
            default -> throw cursor.wrong("is none of asId, keyName, root");
        }
    }

    private KeyName readKeyName() throws MalformedJson {
        cursor.object(this::readNameMember);
        if (randId != null) {
            if (guti != null || eksi != null) {
                throw cursor.wrong("holds randId beside guti or eksi");
            }
            return new KeyName.ByRand(randId);
        }
        if (guti == null) {
            throw cursor.missing(eksi == null ? "randId" : "guti");
        }
        if (eksi == null) {
            throw cursor.missing("eksi");
        }
        return new KeyName.ByGuti(guti, eksi);
    }

    private void readNameMember(String name) throws MalformedJson {
        switch (name) {
            case "randId" -> randId = checked(cursor, RandId::parse);
            case "guti" -> guti = checked(cursor, Guti::parse);
            case "eksi" -> eksi = readEksi(cursor);
            default -> throw cursor.wrong("is none of randId, guti, eksi");
        }
    }

    static Eksi readEksi(JsonCursor cursor) throws MalformedJson {
        int value = cursor.integer();
        try {
            return new Eksi(value);
        } catch (InvalidValue e) {
            throw cursor.wrong(e.reason());
        }
    }

    static KeyRoot readRoot(JsonCursor cursor) throws MalformedJson {
        return switch (cursor.string()) {
            case "CK_IK" -> KeyRoot.CK_IK;
            case "KASME" -> KeyRoot.KASME;
            case "CK_IK_PUSHED" -> KeyRoot.CK_IK_PUSHED;
            default -> throw cursor.wrong("is none of CK_IK, KASME and CK_IK_PUSHED");
        };
    }

    /// A string that a value is made of; what the value refuses is an error of this field.
    static <T> T checked(JsonCursor cursor, Function<String, T> parse) throws MalformedJson {
        String text = cursor.string();
        try {
            return parse.apply(text);
        } catch (InvalidValue e) {
            throw cursor.wrong(e.reason());
        }
    }
}
