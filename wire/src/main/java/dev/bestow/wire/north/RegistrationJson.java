package dev.bestow.wire.north;

import dev.bestow.core.AsId;

import org.jspecify.annotations.Nullable;

/// A [RegistrationRequest] and its answer as JSON:
///
/// ```
/// { "asId": "meter.example.net" }
///
/// { "asId": "meter.example.net", "solution": "10", "key": "e2mKey", "naming": "RAND_ID",
///   "longestLifeSeconds": 604800 }
/// ```
///
/// `key` is the field of a retrieval's answer in which the endpoint finds its key. Requests are read as strictly as
/// [RetrievalJson] reads its own.
public final class RegistrationJson {
    private final JsonInput json;
    private @Nullable AsId asId;

    private RegistrationJson(JsonInput json) {
        this.json = json;
    }

    public static byte[] encode(RegistrationAnswer.Registered registered) {
        return JsonOutput.object(json -> {
            json.writeStringField("asId", registered.asId().fqdn());
            json.writeStringField("solution", registered.row().toString());
            json.writeStringField("key", KeysJson.field(registered.row().leaf()));
            json.writeStringField("naming", registered.row().naming().name());
            json.writeNumberField("longestLifeSeconds", registered.longestLifeSeconds());
        });
    }

    public static RegistrationRequest decode(byte[] body) throws MalformedJson {
        try (JsonInput json = new JsonInput(body)) {
            return new RegistrationJson(json).read();
        }
    }

    private RegistrationRequest read() throws MalformedJson {
        json.object(this::readMember);
        json.end();
        if (asId == null) {
            throw json.missing("asId");
        }
        return new RegistrationRequest(asId);
    }

    private void readMember(String name) throws MalformedJson {
        if (!name.equals("asId")) {
            throw json.wrong("is not asId");
        }
        asId = RetrievalJson.checked(json, AsId::parse);
    }
}
