package dev.bestow.conformance.fuzz;

import static dev.bestow.conformance.fuzz.Decoder.same;

import dev.bestow.wire.north.KeysJson;
import dev.bestow.wire.north.MalformedJson;
import dev.bestow.wire.north.ProblemJson;
import dev.bestow.wire.north.RegistrationJson;
import dev.bestow.wire.north.ReportJson;
import dev.bestow.wire.north.RetrievalJson;
import dev.bestow.wire.north.RetrievedKey;
import dev.bestow.wire.north.RevocationJson;

import java.util.Map;

/// The JSON of the northbound interface, both ends.
final class NorthDecoders {
    static final Map<String, Decoder> ALL =
            Map.of(
                    "north-requests",
                    NorthDecoders::requests,
                    "north-answers",
                    NorthDecoders::answers);

    private NorthDecoders() {}

    /// Reads a document; throws where it is none.
    private interface Reading {
        void read() throws MalformedJson;
    }

    private static void each(Reading... readings) {
        for (Reading reading : readings) {
            try {
                reading.read();
            } catch (MalformedJson refused) {
                same(refused.reason().isBlank(), false);
            }
        }
    }

    private static void requests(byte[] octets) {
        each(
                () -> {
                    var request = RetrievalJson.decode(octets, null);
                    same(request, RetrievalJson.decode(RetrievalJson.encode(request), null));
                },
                () -> {
                    var request = RevocationJson.decode(octets, null);
                    same(request, RevocationJson.decode(RevocationJson.encode(request), null));
                },
                () -> {
                    var request = ReportJson.decode(octets, null);
                    same(request, ReportJson.decode(ReportJson.encode(request), null));
                },
                () -> same(RegistrationJson.decode(octets).asId().fqdn().isEmpty(), false));
    }

    private static void answers(byte[] octets) {
        each(
                () -> {
                    var keys = KeysJson.decode(octets);
                    var again = KeysJson.decode(KeysJson.encode(keys));
                    same(keys, again);
                    keys.keys().forEach(RetrievedKey::close);
                    again.keys().forEach(RetrievedKey::close);
                },
                () -> {
                    var problem = ProblemJson.decode(octets);
                    same(problem, ProblemJson.decode(ProblemJson.encode(problem)));
                });
    }
}
