package dev.bestow.link.http;

import dev.bestow.wire.north.NorthCause;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/// Brings each request to the [Resource] of its method and path, on a virtual thread, and the answer back. Jetty's own
/// threads only parse and encrypt.
final class Router extends Handler.Abstract.NonBlocking {
    /// One operation.
    ///
    /// @param path compared octet by octet, with the query
    record Route(String method, String path, Resource resource) {}

    private static final System.Logger LOG = System.getLogger(Router.class.getName());

    /// Too long a body is read too, up to here, or the reset that follows would overtake our answer.
    private static final int MAX_DRAINED_OCTETS = 65_536;

    /// All operations.
    ///
    /// @param tokens looks at the tokens of requests
    record Routes(List<Route> all, TokenGate tokens) {}

    private final TokenGate tokens;
    private final Map<String, Map<String, Resource>> resources;
    private final int maxBodyOctets;
    private final Admission admission;
    private final Executor threads;

    Router(Routes routes, int maxBodyOctets, Admission admission, Executor threads) {
        this.tokens = routes.tokens();
        this.resources =
                routes.all().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Route::path,
                                        Collectors.toMap(Route::method, Route::resource)));
        this.maxBodyOctets = maxBodyOctets;
        this.admission = admission;
        this.threads = threads;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Caller caller =
                admission.callerAt(request.getConnectionMetaData().getConnection().getEndPoint());
        Caller.Exchange exchange = caller.asks();
        Callback answered = Callback.from(exchange::end, callback);
        threads.execute(() -> serve(request, caller, response, answered));
        return true;
    }

    private void serve(Request request, Caller caller, Response response, Callback answered) {
        try {
            byte[] body = body(request);
            send(answer(request, body, caller), response, answered);
        } catch (IOException e) {
            answered.failed(e);
        } catch (RuntimeException e) {
            // Jetty's word for a body that is no HTTP.
            if (e instanceof HttpException) {
                send(Answer.problem(NorthCause.INVALID_MSG_FORMAT), response, answered);
            } else {
                LOG.log(Level.ERROR, "a request broke", e);
                answered.failed(e);
            }
        }
    }

    private static byte[] body(Request request) throws IOException {
        try (InputStream in = Request.asInputStream(request)) {
            return in.readNBytes(MAX_DRAINED_OCTETS);
        }
    }

    private Answer answer(Request request, byte[] body, Caller caller) {
        Map<String, Resource> there = resources.get(request.getHttpURI().getPathQuery());
        if (there == null) {
            return Answer.problem(NorthCause.RESOURCE_URI_STRUCTURE_NOT_FOUND);
        }
        Resource resource = there.get(request.getMethod());
        if (resource == null) {
            return Answer.notAllowed(there.keySet());
        }
        String contentType = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (!MediaType.of(contentType).equals(MediaType.JSON)) {
            return Answer.problem(NorthCause.UNSUPPORTED_MEDIA_TYPE);
        }
        if (body.length > maxBodyOctets) {
            return Answer.problem(NorthCause.PAYLOAD_TOO_LARGE);
        }
        return switch (tokens.asked(
                caller, request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION))) {
            case Asked.Shown shown -> resource.answer(body, shown);
            case Asked.Refused(Answer answer) -> answer;
        };
    }

    /// The answer is wiped once it is sent.
    static void send(Answer answer, Response response, Callback callback) {
        response.setStatus(answer.status());
        var fields = response.getHeaders();
        fields.put(HttpHeader.CACHE_CONTROL, "no-store");
        if (answer.retryAfterSeconds() != Answer.NO_RETRY) {
            fields.put(HttpHeader.RETRY_AFTER, answer.retryAfterSeconds());
        }
        if (answer.mediaType().isEmpty()) {
            sendHead(response, callback);
            return;
        }
        fields.put(HttpHeader.CONTENT_TYPE, answer.mediaType());
        fields.put(HttpHeader.CONTENT_LENGTH, answer.body().length);
        if (!answer.challenge().isEmpty()) {
            fields.put(HttpHeader.WWW_AUTHENTICATE, "Bearer " + answer.challenge());
        }
        if (!answer.allow().isEmpty()) {
            fields.put(HttpHeader.ALLOW, String.join(", ", answer.allow()));
        }
        response.write(
                true, ByteBuffer.wrap(answer.body()), Callback.from(answer::close, callback));
    }

    /// The head and then the end: of both at once Jetty counts the length, which a 204 does not have (RFC 9110 clause
    /// 8.6).
    private static void sendHead(Response response, Callback callback) {
        Callback end = Callback.from(() -> response.write(true, null, callback), callback::failed);
        response.write(false, null, end);
    }
}
