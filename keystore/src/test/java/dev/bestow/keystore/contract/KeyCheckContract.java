package dev.bestow.keystore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Octets;
import dev.bestow.keystore.KeyCheck;
import dev.bestow.keystore.KeyCheck.Rows;
import dev.bestow.keystore.KeyChecks;
import dev.bestow.keystore.KeyWrap;
import dev.bestow.keystore.NodeStore;

import org.junit.jupiter.api.Test;

/// What every engine owes whoever asks at a start whether a key file belongs to it.
public interface KeyCheckContract {
    KeyWrap OURS = new TestWrap();
    KeyWrap ANOTHER = new KeyWrapOfAnotherRow(OURS);

    NodeStore store();

    NodeStore reopened();

    private static KeyCheck check(NodeStore store) {
        return new KeyCheck(store.keyChecks(), "K");
    }

    @Test
    default void theFirstKeyOfAnEmptyStoreIsItsKeyAndNoOtherPasses() {
        assertThat(check(store()).passes(OURS, () -> Rows.NONE)).isTrue();
        KeyCheck later = check(reopened());
        assertThat(later.passes(ANOTHER, () -> Rows.NONE)).isFalse();
        assertThat(later.passes(ANOTHER, () -> Rows.CLOSED)).isFalse();
        assertThat(later.passes(OURS, () -> Rows.CLOSED)).as("rows are not asked").isTrue();
        assertThat(new KeyCheck(store().keyChecks(), "other").passes(ANOTHER, () -> Rows.NONE))
                .isTrue();
    }

    @Test
    default void inAStoreThatHasNoValueYetTheRowsDecide() {
        assertThat(check(store()).passes(ANOTHER, () -> Rows.CLOSED)).isFalse();
        assertThat(check(store()).passes(OURS, () -> Rows.OPEN)).isTrue();
        assertThat(check(reopened()).passes(ANOTHER, () -> Rows.NONE)).isFalse();
    }

    @Test
    default void aKeyThatOpensTheRowsPassesAndReplacesAValueThatWasLeftBehind() {
        assertThat(check(store()).passes(ANOTHER, () -> Rows.NONE)).isTrue();
        assertThat(check(store()).passes(OURS, () -> Rows.OPEN)).isTrue();
        assertThat(check(reopened()).passes(OURS, () -> Rows.NONE)).isTrue();
    }

    @Test
    default void afterARotationTheNewKeyPassesAlone() {
        assertThat(check(store()).passes(ANOTHER, () -> Rows.NONE)).isTrue();
        check(store()).renew(OURS);
        assertThat(check(reopened()).passes(OURS, () -> Rows.CLOSED)).isTrue();
        assertThat(check(store()).passes(ANOTHER, () -> Rows.CLOSED)).isFalse();
    }

    @Test
    default void ofTwoNodesThatStartAtTheSameMomentOneKeepsItsValue() {
        KeyChecks checks = store().keyChecks();
        Octets first = Facts.octets(40, 1);
        Octets second = Facts.octets(40, 2);
        assertThat(checks.replace("K", Octets.EMPTY, first)).isTrue();
        assertThat(checks.replace("K", Octets.EMPTY, second)).isFalse();
        assertThat(checks.replace("K", second, Facts.octets(40, 3))).isFalse();
        assertThat(checks.find("K")).isEqualTo(first);
        assertThat(checks.replace("K", first, second)).isTrue();
        assertThat(reopened().keyChecks().find("K")).isEqualTo(second);
    }
}
