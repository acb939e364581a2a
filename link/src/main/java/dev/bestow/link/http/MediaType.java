package dev.bestow.link.http;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/// Media types (RFC 9110 clause 8.3.1).
final class MediaType {
    static final String JSON = "application/json";

    private MediaType() {}

    /// Type and subtype in lower case, without the parameters that may follow; empty when none was told.
    static String of(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        int parameters = contentType.indexOf(';');
        String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type.strip().toLowerCase(Locale.ROOT);
    }
}
