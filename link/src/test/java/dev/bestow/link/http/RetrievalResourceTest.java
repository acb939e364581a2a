package dev.bestow.link.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.AsId;
import dev.bestow.core.KeyName;
import dev.bestow.core.RandId;
import dev.bestow.link.RealTime;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalJson;
import dev.bestow.wire.north.RetrievalRequest;
import dev.bestow.wire.north.RetrievedKey;

import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

final class RetrievalResourceTest {
    private static final AsId AS = AsId.parse("as.example.net");
    private static final byte[] ASKED =
            RetrievalJson.encode(
                    new RetrievalRequest(AS, new KeyName.ByRand(RandId.parse("2a99dfa5")), null));

    @Test
    void theKeysOfAnAnswerAreWipedOnceTheyAreWritten() {
        RetrievedKey key = NorthboundSamples.key();
        String hex = key.leaf().octets().use(octets -> HexFormat.of().formatHex(octets));
        var resource =
                new RetrievalResource(
                        (_, _) -> new RetrievalAnswer.Keys(List.of(key)),
                        new EndpointGate(RealTime.ports().clock()),
                        new Registrations());
        Answer answer =
                resource.answer(
                        ASKED, new Asked.Shown(Set.of(AS.fqdn()), new InetSocketAddress(0)));
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains(hex);
        assertThatThrownBy(() -> key.leaf().octets().use(octets -> octets.length))
                .isInstanceOf(IllegalStateException.class);
    }
}
