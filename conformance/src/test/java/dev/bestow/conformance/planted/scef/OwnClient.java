package dev.bestow.conformance.planted.scef;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;

import java.io.IOException;
import java.net.http.HttpResponse;

/// A node that knows HTTP and JSON by itself.
final class OwnClient {
    JsonParser read(HttpResponse<String> answer) throws IOException {
        return new JsonFactory().createParser(answer.body());
    }
}
