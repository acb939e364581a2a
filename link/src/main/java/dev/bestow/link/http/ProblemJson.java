package dev.bestow.link.http;

import dev.bestow.core.KeyRoot;
import dev.bestow.wire.north.NorthCause;
import dev.bestow.wire.north.ProblemDetails;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// [ProblemDetails] as JSON (RFC 9457). `askedRoot` and `heldRoot` are members of our own.
final class ProblemJson {
    static final String MEDIA_TYPE = "application/problem+json";

    private final JsonCursor cursor;
    private final List<ProblemDetails.InvalidParam> invalidParams = new ArrayList<>();
    private String title = "";
    private int status;
    private @Nullable String detail;
    private String cause = "";
    private @Nullable KeyRoot askedRoot;
    private @Nullable KeyRoot heldRoot;
    private String param = "";
    private String reason = "";

    private ProblemJson(byte[] body) {
        this.cursor = new JsonCursor(body);
    }

    static byte[] encode(ProblemDetails problem) {
        JsonText json = new JsonText().open('{');
        json.name("title").value(problem.title());
        json.name("status").value(problem.status());
        String detail = problem.detail();
        if (detail != null) {
            json.name("detail").value(detail);
        }
        json.name("cause").value(problem.cause());
        if (!problem.invalidParams().isEmpty()) {
            json.name("invalidParams").open('[');
            for (ProblemDetails.InvalidParam invalid : problem.invalidParams()) {
                json.open('{').name("param").value(invalid.param());
                json.name("reason").value(invalid.reason()).close('}');
            }
            json.close(']');
        }
        ProblemDetails.Roots roots = problem.roots();
        if (roots != null) {
            json.name("askedRoot").value(roots.asked().name());
            json.name("heldRoot").value(roots.held().name());
        }
        return json.close('}').take();
    }

    /// What a text says is wrong about another text.
    static ProblemDetails of(MalformedJson malformed) {
        ProblemDetails.InvalidParam field =
                new ProblemDetails.InvalidParam(malformed.field(), malformed.reason());
        return switch (malformed.kind()) {
            case SYNTAX -> ProblemDetails.of(NorthCause.INVALID_MSG_FORMAT, malformed.reason());
            case MISSING -> ProblemDetails.of(NorthCause.MANDATORY_IE_MISSING, field);
            case FIELD ->
                    ProblemDetails.of(
                            malformed.field().equals("root")
                                    ? NorthCause.OPTIONAL_IE_INCORRECT
                                    : NorthCause.MANDATORY_IE_INCORRECT,
                            field);
        };
    }

    static ProblemDetails decode(byte[] body) throws MalformedJson {
        return new ProblemJson(body).read();
    }

    private ProblemDetails read() throws MalformedJson {
        cursor.object(this::readMember);
        cursor.end();
        ProblemDetails.Roots roots =
                askedRoot == null || heldRoot == null
                        ? null
                        : new ProblemDetails.Roots(askedRoot, heldRoot);
        return new ProblemDetails(title, status, detail, cause, invalidParams, roots);
    }

    private void readMember(String name) throws MalformedJson {
        switch (name) {
            case "title" -> title = cursor.string();
            case "status" -> status = cursor.integer();
            case "detail" -> detail = cursor.string();
            case "cause" -> cause = cursor.string();
            case "invalidParams" -> cursor.array(this::readInvalidParam);
            case "askedRoot" -> askedRoot = RetrievalJson.readRoot(cursor);
            case "heldRoot" -> heldRoot = RetrievalJson.readRoot(cursor);
            default -> cursor.skip();
        }
    }

    private void readInvalidParam() throws MalformedJson {
        cursor.object(name -> {
            switch (name) {
                case "param" -> param = cursor.string();
                case "reason" -> reason = cursor.string();
                default -> cursor.skip();
            }
        });
        invalidParams.add(new ProblemDetails.InvalidParam(param, reason));
    }
}
