package dev.bestow.wire.north;

import dev.bestow.core.AsId;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.KeyName;
import dev.bestow.core.Rand;

import org.jspecify.annotations.Nullable;

/// A [RevocationRequest] as JSON, its members those of the retrieved key:
///
/// ```
/// { "asId": "as.example.net", "rand": "81e92b6c0ee0e12ebceba8d92a99dfa5",
///   "guti": "00f110800112c0de0001", "eksi": 3 }
/// ```
///
/// Strict, as [RetrievalJson] is. `guti` and `eksi` are there together or not at all.
public final class RevocationJson {
    private final JsonInput json;
    private @Nullable AsId asId;
    private @Nullable Rand rand;
    private @Nullable Guti guti;
    private @Nullable Eksi eksi;

    private RevocationJson(JsonInput json) {
        this.json = json;
    }

    public static byte[] encode(RevocationRequest revocation) {
        return JsonOutput.object(json -> {
            json.writeStringField("asId", revocation.asId().fqdn());
            json.writeStringField("rand", revocation.rand().toString());
            KeyName.ByGuti name = revocation.guti();
            if (name != null) {
                json.writeStringField("guti", name.guti().encode().hex());
                json.writeNumberField("eksi", name.eksi().value());
            }
        });
    }

    /// @param registered stands in for a name that is left out; null when nobody has registered
    public static RevocationRequest decode(byte[] body, @Nullable AsId registered)
            throws MalformedJson {
        try (JsonInput json = new JsonInput(body)) {
            return new RevocationJson(json).read(registered);
        }
    }

    private RevocationRequest read(@Nullable AsId registered) throws MalformedJson {
        json.object(this::readMember);
        json.end();
        AsId caller = RetrievalJson.caller(json, asId, registered);
        if (rand == null) {
            throw json.missing("rand");
        }
        if (guti == null && eksi == null) {
            return new RevocationRequest(caller, rand, null);
        }
        if (guti == null) {
            throw json.missing("guti");
        }
        if (eksi == null) {
            throw json.missing("eksi");
        }
        return new RevocationRequest(caller, rand, new KeyName.ByGuti(guti, eksi));
    }

    private void readMember(String name) throws MalformedJson {
        switch (name) {
            case "asId" -> asId = RetrievalJson.checked(json, AsId::parse);
            case "rand" -> rand = RetrievalJson.checked(json, Rand::parse);
            case "guti" -> guti = RetrievalJson.checked(json, Guti::parse);
            case "eksi" -> eksi = RetrievalJson.readEksi(json);
            default -> throw json.wrong("is none of asId, rand, guti, eksi");
        }
    }
}
