package dev.bestow.keystore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Imei;
import dev.bestow.core.Imsi;
import dev.bestow.core.PlmnId;
import dev.bestow.keystore.LocationStore;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.Notice;
import dev.bestow.keystore.ServingMme;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// What every engine owes the HSS about who serves a subscriber and who has yet to be told something.
public interface LocationContract {
    Imsi MOVER = Imsi.parse("001010000000077");
    Imsi OTHER = Imsi.parse("001010000000078");
    PlmnId PLMN = PlmnId.parse("001/01");
    ServingMme FIRST = new ServingMme("MME1.example.net", "example.net", PLMN, false, true, null);
    ServingMme SECOND =
            new ServingMme(
                    "mme2.example.net",
                    "example.net",
                    PLMN,
                    false,
                    false,
                    new Imei("3520990017614823"));

    NodeStore store();

    NodeStore reopened();

    private static Notice cancel(ServingMme mme, long id) {
        return new Notice(Notice.Kind.CANCEL_LOCATION, MOVER, mme.host(), mme.realm(), id);
    }

    private static List<Notice> all(LocationStore locations) {
        List<Notice> all = new ArrayList<>();
        @Nullable Notice last = null;
        List<Notice> page = locations.notices(last, 2);
        while (!page.isEmpty()) {
            all.addAll(page);
            last = page.getLast();
            page = locations.notices(last, 2);
        }
        return all;
    }

    @Test
    default void theLastToUpdateTheLocationServesAndTheOneBeforeIsToBeCancelled() {
        store().locations().serve(MOVER, FIRST, 1);
        store().locations().serve(MOVER, FIRST, 2);
        assertThat(all(store().locations())).as("itself again").isEmpty();
        store().locations().serve(MOVER, SECOND, 3);
        LocationStore later = reopened().locations();
        assertThat(later.serving(MOVER)).contains(SECOND);
        assertThat(later.serving(OTHER)).isEmpty();
        assertThat(all(later)).containsExactly(cancel(FIRST, 3));
    }

    @Test
    default void anMmeThatServesAgainIsCancelledNoMore() {
        LocationStore locations = store().locations();
        locations.serve(MOVER, FIRST, 1);
        locations.serve(MOVER, SECOND, 2);
        locations.serve(MOVER, FIRST, 3);
        assertThat(locations.serving(MOVER)).contains(FIRST);
        assertThat(all(locations)).containsExactly(cancel(SECOND, 3));
    }

    @Test
    default void onlyTheServingMmePurges() {
        LocationStore locations = store().locations();
        assertThat(locations.purge(MOVER, FIRST.host())).isFalse();
        locations.serve(MOVER, FIRST, 1);
        assertThat(locations.purge(MOVER, SECOND.host())).isFalse();
        assertThat(locations.serving(MOVER)).contains(FIRST);
        assertThat(locations.purge(MOVER, "mme1.EXAMPLE.net")).as("without case").isTrue();
        locations = reopened().locations();
        assertThat(locations.serving(MOVER)).contains(FIRST.asPurged());
        locations.serve(MOVER, SECOND, 2);
        assertThat(all(locations)).as("it keeps nothing to cancel").isEmpty();
    }

    @Test
    default void noticesStayUntilTheyAreDelivered() {
        List<Notice> noted = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Notice.Kind kind = Notice.Kind.of(i % 3).orElseThrow();
            noted.add(new Notice(kind, i < 3 ? MOVER : OTHER, "n" + i + ".test", "test", i));
        }
        store().locations().note(noted);
        store().locations().note(noted);
        LocationStore later = reopened().locations();
        assertThat(all(later)).containsExactlyInAnyOrderElementsOf(noted);
        later.delivered(noted.get(1));
        later.delivered(noted.get(1));
        noted.remove(1);
        assertThat(all(reopened().locations())).containsExactlyInAnyOrderElementsOf(noted);
    }

    @Test
    default void aSecondNoticeStaysWhenTheFirstOfItsKindIsDelivered() {
        Notice first = new Notice(Notice.Kind.ERASE_KEYS, MOVER, "scef.test", "test", 1);
        Notice second = new Notice(Notice.Kind.ERASE_KEYS, MOVER, "scef.test", "test", 2);
        LocationStore locations = store().locations();
        locations.note(List.of(first));
        locations.note(List.of(second));
        locations.delivered(first);
        assertThat(all(locations)).containsExactly(second);
    }
}
