package dev.bestow.wire.north;

import java.util.Arrays;
import java.util.List;

/// What a node says of its health to whoever watches it, a line each: `/health/live` and `/health/ready`.
public final class HealthJson {
    public static final String MEDIA_TYPE = "application/json";

    private HealthJson() {}

    /// That it answers.
    public static byte[] live() {
        return line(json -> json.writeBooleanField("live", true));
    }

    /// Whether it can do its work.
    ///
    /// @param missing what it lacks, in words for an operator; empty when it is ready
    public static byte[] ready(List<String> missing) {
        return line(json -> {
            json.writeBooleanField("ready", missing.isEmpty());
            if (!missing.isEmpty()) {
                json.writeArrayFieldStart("missing");
                for (String lack : missing) {
                    json.writeString(lack);
                }
                json.writeEndArray();
            }
        });
    }

    private static byte[] line(JsonOutput.Members members) {
        byte[] object = JsonOutput.object(members);
        byte[] line = Arrays.copyOf(object, object.length + 1);
        line[object.length] = '\n';
        return line;
    }
}
