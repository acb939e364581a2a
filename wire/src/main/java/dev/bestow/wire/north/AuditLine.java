package dev.bestow.wire.north;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.AsId;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyName;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;

/// One line of JSON for each key that left: who got it, when, which key, whose and until when; never the key, and no
/// IMSI:
///
/// ```
/// {"time":"2026-11-30T12:00:00.250Z","endpoint":"as.example.net","requester":"192.0.2.7:40112","key":"ksAs",
///  "randId":"2a99dfa5","guti":"00f110800112c0de0001","eksi":3,"externalIdentifier":"meter1@example.net",
///  "expiry":"2026-11-22T00:00:00Z"}
/// ```
///
/// Names are those of [KeysJson]; `guti` and `eksi` are there for a key that has them, and `tokenClient` when it was
/// given for a token.
public final class AuditLine {
    private AuditLine() {}

    /// Who gets keys.
    ///
    /// @param address of the other end of its connection
    /// @param tokenClient to whom its token was issued; null when it shows none
    public record Requester(AsId endpoint, String address, @Nullable String tokenClient) {}

    /// The line with its end.
    public static byte[] encode(Instant at, Requester requester, RetrievedKey key) {
        byte[] object =
                JsonOutput.object(json -> {
                    json.writeStringField("time", at.toString());
                    json.writeStringField("endpoint", requester.endpoint().fqdn());
                    json.writeStringField("requester", requester.address());
                    String client = requester.tokenClient();
                    if (client != null) {
                        json.writeStringField("tokenClient", client);
                    }
                    json.writeStringField("key", KeysJson.field(key.leaf().leafKind()));
                    json.writeStringField("randId", key.rand().id().toString());
                    KeyName.ByGuti name = key.guti();
                    if (name != null) {
                        json.writeStringField("guti", name.guti().encode().hex());
                        json.writeNumberField("eksi", name.eksi().value());
                    }
                    switch (key.subject()) {
                        case KeySubject.Application(ApplicationIdentity identity) ->
                                json.writeStringField(
                                        RetrievalJson.APPLICATION_IDENTITY, identity.text());
                        case KeySubject.External(String external) ->
                                json.writeStringField(KeysJson.EXTERNAL_IDENTIFIER, external);
                        case KeySubject.Subscriber(String external, Imsi _) ->
                                json.writeStringField(KeysJson.EXTERNAL_IDENTIFIER, external);
                    }
                    json.writeStringField("expiry", key.expiry().toString());
                });
        byte[] line = Arrays.copyOf(object, object.length + 1);
        line[object.length] = '\n';
        return line;
    }
}
