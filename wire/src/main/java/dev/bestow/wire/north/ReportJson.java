package dev.bestow.wire.north;

import dev.bestow.core.AsId;
import dev.bestow.core.Rand;

import org.jspecify.annotations.Nullable;

/// A [ReportRequest] as JSON:
///
/// ```
/// { "asId": "meter.example.net", "rand": "81e92b6c0ee0e12ebceba8d92a99dfa5" }
/// ```
///
/// Strict, as [RetrievalJson] is.
public final class ReportJson {
    private final JsonInput json;
    private @Nullable AsId asId;
    private @Nullable Rand rand;

    private ReportJson(JsonInput json) {
        this.json = json;
    }

    public static byte[] encode(ReportRequest report) {
        return JsonOutput.object(json -> {
            json.writeStringField("asId", report.asId().fqdn());
            json.writeStringField("rand", report.rand().toString());
        });
    }

    /// @param registered stands in for a name that is left out; null when nobody has registered
    public static ReportRequest decode(byte[] body, @Nullable AsId registered)
            throws MalformedJson {
        try (JsonInput json = new JsonInput(body)) {
            return new ReportJson(json).read(registered);
        }
    }

    private ReportRequest read(@Nullable AsId registered) throws MalformedJson {
        json.object(this::readMember);
        json.end();
        AsId caller = RetrievalJson.caller(json, asId, registered);
        if (rand == null) {
            throw json.missing("rand");
        }
        return new ReportRequest(caller, rand);
    }

    private void readMember(String name) throws MalformedJson {
        switch (name) {
            case "asId" -> asId = RetrievalJson.checked(json, AsId::parse);
            case "rand" -> rand = RetrievalJson.checked(json, Rand::parse);
            default -> throw json.wrong("is none of asId, rand");
        }
    }
}
