package dev.bestow.wire.north;

import dev.bestow.core.KeyRoot;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// `application/problem+json` (RFC 9457) with the 3GPP members `cause` and `invalidParams` (TS 29.122
/// clause 5.2.1.2.12). `type` is left out, which means `about:blank`.
///
/// @param title a few words, the same for each cause
/// @param status the HTTP status code again
/// @param detail this occurrence, in words; `null` when the title says it all
/// @param cause name of a [NorthCause], or something unknown of another product
/// @param invalidParams the fields at fault
/// @param roots which root was asked for and which is held, when they differ; our own member
public record ProblemDetails(
        String title,
        int status,
        @Nullable String detail,
        String cause,
        List<InvalidParam> invalidParams,
        @Nullable Roots roots) {
    /// A field at fault: JSON pointer without the leading slash, and what is wrong with it.
    public record InvalidParam(String param, String reason) {}

    /// Two roots that differ.
    public record Roots(KeyRoot asked, KeyRoot held) {}

    public ProblemDetails {
        invalidParams = List.copyOf(invalidParams);
    }

    public static ProblemDetails of(NorthCause cause) {
        return new ProblemDetails(
                cause.title(), cause.status(), null, cause.name(), List.of(), null);
    }

    public static ProblemDetails of(NorthCause cause, String detail) {
        return new ProblemDetails(
                cause.title(), cause.status(), detail, cause.name(), List.of(), null);
    }

    /// Names the field at fault.
    public static ProblemDetails of(NorthCause cause, InvalidParam field) {
        return new ProblemDetails(
                cause.title(),
                cause.status(),
                field.param() + " " + field.reason(),
                cause.name(),
                List.of(field),
                null);
    }

    /// Names both roots.
    public static ProblemDetails of(RetrievalAnswer.RootMismatch mismatch) {
        NorthCause cause = NorthCause.ROOT_MISMATCH;
        String detail =
                "asked for a key from "
                        + mismatch.asked()
                        + ", the operator holds "
                        + mismatch.held();
        return new ProblemDetails(
                cause.title(),
                cause.status(),
                detail,
                cause.name(),
                List.of(),
                new Roots(mismatch.asked(), mismatch.held()));
    }
}
