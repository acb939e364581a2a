package dev.bestow.link.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.stream.Collectors;

/// The pages of an [AdminServer].
final class AdminHandler extends Handler.Abstract {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";

    private static final Logger LOG = System.getLogger(AdminHandler.class.getName());

    private final AdminPages pages;

    AdminHandler(AdminPages pages) {
        this.pages = pages;
    }

    private record Page(int status, String mediaType, String body) {}

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Page page = page(request);
        if (page.status() == HttpStatus.METHOD_NOT_ALLOWED_405) {
            response.getHeaders().put(HttpHeader.ALLOW, HttpMethod.GET.asString());
        }
        response.setStatus(page.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, page.mediaType());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        Content.Sink.write(response, true, page.body(), callback);
        return true;
    }

    private Page page(Request request) {
        if (!HttpMethod.GET.is(request.getMethod())) {
            return new Page(HttpStatus.METHOD_NOT_ALLOWED_405, TEXT, "this only reads: GET\n");
        }
        try {
            return page(request.getHttpURI().getCanonicalPath());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a page of the admin listener broke", e);
            return new Page(HttpStatus.INTERNAL_SERVER_ERROR_500, TEXT, "the log says why\n");
        }
    }

    private Page page(@Nullable String path) {
        return switch (path) {
            case "/metrics" -> new Page(HttpStatus.OK_200, PROMETHEUS, pages.metrics());
            case "/health/live" -> new Page(HttpStatus.OK_200, JSON, "{\"live\":true}\n");
            case "/health/ready" -> readiness(pages.missing());
            case null, default ->
                    new Page(
                            HttpStatus.NOT_FOUND_404,
                            TEXT,
                            "there is /metrics, /health/live and /health/ready\n");
        };
    }

    private static Page readiness(List<String> missing) {
        if (missing.isEmpty()) {
            return new Page(HttpStatus.OK_200, JSON, "{\"ready\":true}\n");
        }
        String all =
                missing.stream()
                        .map(AdminHandler::quoted)
                        .collect(Collectors.joining(",", "[", "]"));
        return new Page(
                HttpStatus.SERVICE_UNAVAILABLE_503,
                JSON,
                "{\"ready\":false,\"missing\":" + all + "}\n");
    }

    /// As a JSON string (RFC 8259 clause 7).
    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints()
                .forEach(c -> {
                    if (c == '"' || c == '\\') {
                        out.append('\\').appendCodePoint(c);
                    } else if (c < ' ') {
                        out.append("\\u%04x".formatted(c));
                    } else {
                        out.appendCodePoint(c);
                    }
                });
        return out.append('"').toString();
    }
}
