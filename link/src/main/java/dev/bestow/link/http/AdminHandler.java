package dev.bestow.link.http;

import dev.bestow.wire.north.HealthJson;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The pages of an [AdminServer].
final class AdminHandler extends Handler.Abstract {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String TEXT = "text/plain; charset=utf-8";

    private static final Logger LOG = System.getLogger(AdminHandler.class.getName());

    private final AdminPages pages;

    AdminHandler(AdminPages pages) {
        this.pages = pages;
    }

    private record Page(int status, String mediaType, ByteBuffer body) {
        static Page of(int status, String text) {
            return new Page(status, TEXT, StandardCharsets.UTF_8.encode(text));
        }

        static Page ofJson(int status, byte[] document) {
            return new Page(status, HealthJson.MEDIA_TYPE, ByteBuffer.wrap(document));
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Page page = page(request);
        if (page.status() == HttpStatus.METHOD_NOT_ALLOWED_405) {
            response.getHeaders().put(HttpHeader.ALLOW, HttpMethod.GET.asString());
        }
        response.setStatus(page.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, page.mediaType());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, page.body(), callback);
        return true;
    }

    private Page page(Request request) {
        if (!HttpMethod.GET.is(request.getMethod())) {
            return Page.of(HttpStatus.METHOD_NOT_ALLOWED_405, "this only reads: GET\n");
        }
        try {
            return page(request.getHttpURI().getCanonicalPath());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a page of the admin listener broke", e);
            return Page.of(HttpStatus.INTERNAL_SERVER_ERROR_500, "the log says why\n");
        }
    }

    private Page page(@Nullable String path) {
        return switch (path) {
            case "/metrics" ->
                    new Page(
                            HttpStatus.OK_200,
                            PROMETHEUS,
                            StandardCharsets.UTF_8.encode(pages.metrics()));
            case "/health/live" -> Page.ofJson(HttpStatus.OK_200, HealthJson.live());
            case "/health/ready" -> readiness(pages.missing());
            case null, default ->
                    Page.of(
                            HttpStatus.NOT_FOUND_404,
                            "there is /metrics, /health/live and /health/ready\n");
        };
    }

    private static Page readiness(List<String> missing) {
        int status = missing.isEmpty() ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503;
        return Page.ofJson(status, HealthJson.ready(missing));
    }
}
