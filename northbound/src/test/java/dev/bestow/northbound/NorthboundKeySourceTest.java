package dev.bestow.northbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.AsId;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.E2eKey;
import dev.bestow.keys.E2mKey;
import dev.bestow.keys.E2mKeySet;
import dev.bestow.keys.KsAs;
import dev.bestow.keys.LeafKey;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.link.http.RetrievalOutcome;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievedKey;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;

final class NorthboundKeySourceTest {
    private static final Rand RAND = new Rand(Octets.copyOf(new byte[Rand.OCTETS]));

    private static LeafKey leaf(String kind) {
        Secret octets = Secret.taking(new byte[32]);
        return switch (kind) {
            case "ksAs" -> new KsAs(octets);
            case "e2mKey" -> new E2mKey(octets);
            case "e2eKey" -> new E2eKey(octets);
            default -> new E2mKeySet(octets);
        };
    }

    private static RetrievalAnswer fetched(String row, LeafKey leaf) {
        var key =
                new RetrievedKey(
                        leaf, RAND, null, KeyRoot.CK_IK, Instant.EPOCH, "d1@example.net", true);
        var answer = new RetrievalAnswer.Keys(List.of(key));
        var source =
                new NorthboundKeySource(
                        new AsId("a.example"),
                        SolutionTable.named(row),
                        _ -> new RetrievalOutcome.Answered(answer));
        return source.fetch(new KeyName.ByRand(RAND.id()), Octets.EMPTY);
    }

    @ParameterizedTest
    @CsvSource({"11, ksAs", "12, ksAs", "2, e2mKey", "10, e2mKey", "1A, e2mKeySet"})
    void aKeyOfTheKindOfItsRowIsTaken(String row, String kind) {
        assertThat(fetched(row, leaf(kind))).isInstanceOf(RetrievalAnswer.Keys.class);
    }

    @ParameterizedTest
    @CsvSource({"12, e2mKey", "12, e2mKeySet", "2, ksAs", "2, e2eKey", "1A, e2mKey"})
    void aKeyOfAnotherKindIsWipedAndNotTaken(String row, String kind) {
        LeafKey leaf = leaf(kind);
        assertThat(fetched(row, leaf)).isInstanceOf(RetrievalAnswer.SourceUnavailable.class);
        assertThatThrownBy(() -> leaf.octets().use(octets -> octets.length))
                .isInstanceOf(IllegalStateException.class);
    }
}
