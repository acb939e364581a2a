package dev.bestow.wire.north;

import dev.bestow.core.KeyRoot;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// [ProblemDetails] as JSON (RFC 9457). `askedRoot` and `heldRoot` are members of our own.
public final class ProblemJson {
    public static final String MEDIA_TYPE = "application/problem+json";

    private final JsonInput json;
    private final List<ProblemDetails.InvalidParam> invalidParams = new ArrayList<>();
    private String title = "";
    private int status;
    private @Nullable String detail;
    private String cause = "";
    private @Nullable KeyRoot askedRoot;
    private @Nullable KeyRoot heldRoot;
    private String param = "";
    private String reason = "";

    private ProblemJson(JsonInput json) {
        this.json = json;
    }

    public static byte[] encode(ProblemDetails problem) {
        return JsonOutput.object(json -> {
            json.writeStringField("title", problem.title());
            json.writeNumberField("status", problem.status());
            String detail = problem.detail();
            if (detail != null) {
                json.writeStringField("detail", detail);
            }
            json.writeStringField("cause", problem.cause());
            if (!problem.invalidParams().isEmpty()) {
                json.writeArrayFieldStart("invalidParams");
                for (ProblemDetails.InvalidParam invalid : problem.invalidParams()) {
                    json.writeStartObject();
                    json.writeStringField("param", invalid.param());
                    json.writeStringField("reason", invalid.reason());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            ProblemDetails.Roots roots = problem.roots();
            if (roots != null) {
                json.writeStringField("askedRoot", roots.asked().name());
                json.writeStringField("heldRoot", roots.held().name());
            }
        });
    }

    /// What a text says is wrong about another text.
    public static ProblemDetails of(MalformedJson malformed) {
        ProblemDetails.InvalidParam field =
                new ProblemDetails.InvalidParam(malformed.field(), malformed.reason());
        return switch (malformed.kind()) {
            case SYNTAX -> ProblemDetails.of(NorthCause.INVALID_MSG_FORMAT, malformed.reason());
            case MISSING -> ProblemDetails.of(NorthCause.MANDATORY_IE_MISSING, field);
            case FIELD ->
                    ProblemDetails.of(
                            RetrievalJson.OPTIONAL.contains(malformed.field())
                                    ? NorthCause.OPTIONAL_IE_INCORRECT
                                    : NorthCause.MANDATORY_IE_INCORRECT,
                            field);
        };
    }

    public static ProblemDetails decode(byte[] body) throws MalformedJson {
        try (JsonInput json = new JsonInput(body)) {
            return new ProblemJson(json).read();
        }
    }

    private ProblemDetails read() throws MalformedJson {
        json.object(this::readMember);
        json.end();
        ProblemDetails.Roots roots =
                askedRoot == null || heldRoot == null
                        ? null
                        : new ProblemDetails.Roots(askedRoot, heldRoot);
        return new ProblemDetails(title, status, detail, cause, invalidParams, roots);
    }

    private void readMember(String name) throws MalformedJson {
        switch (name) {
            case "title" -> title = json.string();
            case "status" -> status = json.integer();
            case "detail" -> detail = json.string();
            case "cause" -> cause = json.string();
            case "invalidParams" -> json.array(this::readInvalidParam);
            case "askedRoot" -> askedRoot = RetrievalJson.readRoot(json);
            case "heldRoot" -> heldRoot = RetrievalJson.readRoot(json);
            default -> json.skip();
        }
    }

    private void readInvalidParam() throws MalformedJson {
        json.object(name -> {
            switch (name) {
                case "param" -> param = json.string();
                case "reason" -> reason = json.string();
                default -> json.skip();
            }
        });
        invalidParams.add(new ProblemDetails.InvalidParam(param, reason));
    }
}
