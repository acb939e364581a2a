package dev.bestow.mme;

import static dev.bestow.mme.SnapshotMoment.RUNNING;
import static dev.bestow.mme.SnapshotMoment.STOPPED;
import static dev.bestow.mme.StartedMme.isKeyOf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.Eksi;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keystore.StoreTooNew;
import dev.bestow.keystore.epoch.EpochKeyPlan;
import dev.bestow.keystore.epoch.EpochKeyWrap;
import dev.bestow.wire.s6a.SecurityPolicy;
import dev.bestow.wire.s6a.SubscriptionData;
import dev.bestow.wire.t6a.KeyAnswer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/// What comes back after a restart, and what does not.
class SnapshotTest {
    private static final Imsi IMSI = Imsi.parse("001010000000001");
    private static final Imsi OTHER = Imsi.parse("001010000000002");
    private static final KeyAnswer UNKNOWN = new KeyAnswer.UnknownName();

    private final Random random = new Random(11);
    private final StartedMme.Time time = new StartedMme.Time();

    @TempDir private Path folder;
    private EpochKeyWrap wrap;
    private StartedMme mme;
    private StartedMme.Attached ue;

    @BeforeEach
    void attached() {
        wrap = EpochKeyWrap.open(folder, EpochKeyPlan.STANDARD, random::nextBytes, time.nowMs());
        mme = start("11", 1);
        ue = attach(mme, IMSI);
    }

    private StartedMme start(String solution, long restartCount) {
        return new StartedMme(solution, restartCount, time, random);
    }

    private static StartedMme.Attached attach(StartedMme mme, Imsi imsi) {
        return Objects.requireNonNull(mme.attach(imsi));
    }

    private StartedMme restarted(byte[] snapshot, boolean complete) {
        return restarted(snapshot, 2, complete);
    }

    private StartedMme restarted(byte[] snapshot, long restartCount, boolean complete) {
        time.drop();
        StartedMme next = start("11", restartCount);
        assertThat(next.restore(wrap, snapshot))
                .isInstanceOfSatisfying(
                        RestoreOutcome.Restored.class,
                        it -> assertThat(it.complete()).isEqualTo(complete));
        return next;
    }

    @Test
    void answersNamedRequestsAfterAKillAsBefore() {
        StartedMme next = restarted(mme.save(wrap, RUNNING), false);
        KeyAnswer before = mme.ask(ue.guti(), ue.eksi(), null);
        assertThat(isKeyOf(before, ue)).isTrue();
        assertThat(next.ask(ue.guti(), ue.eksi(), null)).isEqualTo(before);
        assertThat(next.ask(ue.guti(), null, ue.rand().id())).isEqualTo(before);
        assertThat(next.ask(ue.guti(), new Eksi(6), null)).isEqualTo(UNKNOWN);
    }

    @Test
    void answersWithTheKeyOfTheOtherRootJustTheSame() {
        StartedMme first = start("11-kasme", 1);
        StartedMme.Attached device = attach(first, IMSI);
        StartedMme next = start("11-kasme", 2);
        next.restore(wrap, first.save(wrap, RUNNING));
        assertThat(isKeyOf(next.ask(device.guti(), device.eksi(), null), device)).isTrue();
    }

    @Test
    void aKeyOfOneRootDoesNotComeBackAsOneOfTheOther() {
        StartedMme next = start("11-kasme", 2);
        next.restore(wrap, mme.save(wrap, STOPPED));
        assertThat(next.ask(ue.guti(), ue.eksi(), null)).isEqualTo(new KeyAnswer.NotSupported());
        assertThat(next.restore(wrap, ofVersionOne()))
                .as("version 1 is bound to the row it was of")
                .isInstanceOf(RestoreOutcome.Damaged.class);
    }

    @Test
    void aSnapshotOfVersionOneIsTakenIn() {
        StartedMme next = start("11", 2);
        assertThat(next.restore(wrap, ofVersionOne())).isInstanceOf(RestoreOutcome.Restored.class);
        assertThat(isKeyOf(next.ask(ue.guti(), ue.eksi(), null), ue)).isTrue();
        assertNotExtended(next);
    }

    /// A key that was given out before the restart, or may have been.
    @Test
    void aKeyThatWasGivenOutIsNotExtendedAfterARestart() {
        long changes = mme.core().ueContexts().changes();
        mme.ask(ue.guti(), ue.eksi(), null).close();
        assertThat(mme.core().ueContexts().changes()).isGreaterThan(changes);
        assertNotExtended(restarted(mme.save(wrap, RUNNING), false));
    }

    @Test
    void aKeyThatWasNotGivenOutMayLiveLongerAfterARestart() {
        StartedMme next = restarted(mme.save(wrap, RUNNING), false);
        assertThat(longer(next)).isGreaterThan(StartedMme.LIFETIME_SECONDS);
    }

    private void assertNotExtended(StartedMme next) {
        assertThat(longer(next)).isEqualTo(StartedMme.LIFETIME_SECONDS);
    }

    /// How long the key lives after the policy says longer.
    private long longer(StartedMme next) {
        SubscriptionData usual = StartedMme.subscription();
        var policy =
                new SecurityPolicy(List.of(StartedMme.AS), 2 * StartedMme.LIFETIME_SECONDS, true);
        next.core()
                .ueContexts()
                .resubscribe(
                        IMSI,
                        new SubscriptionData(
                                usual.externalIdentifier(), null, usual.access(), policy));
        try (KeyAnswer answer = next.ask(ue.guti(), ue.eksi(), null)) {
            Instant expiry = ((KeyAnswer.Key) answer).expiry();
            return Duration.between(time.now(), expiry).toSeconds();
        }
    }

    /// What version 1 wrote of the one UE, octet by octet as [Snapshot] and [UeContextCodec] describe it.
    private byte[] ofVersionOne() {
        long nowMs = time.nowMs();
        var out = new ByteArrayOutputStream();
        out.writeBytes("bestow-mme-snapshot 1\n".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(ByteBuffer.allocate(17).putLong(1).putLong(nowMs).put((byte) 1).array());
        ByteBuffer record = ByteBuffer.allocate(512).put((byte) 1);
        text(record, IMSI.digits());
        record.put(ue.guti().encode().toArray()).put((byte) ue.eksi().value());
        record.put(ue.rand().octets().toArray()).put((byte) 1);
        ue.ks().octets().writeTo(record);
        record.putLong(nowMs).put((byte) 0).put((byte) 0).put((byte) 0).put((byte) 1);
        text(record, "meter-1@example.net");
        text(record, "iot");
        record.putLong(StartedMme.LIFETIME_SECONDS).put((byte) 1).putShort((short) 1);
        text(record, "as.example.net");
        String row =
                "registrations of %s for 11 start 1 at %d STOPPED record "
                        .formatted(mme.core().config().host(), nowMs);
        for (byte[] each : List.of(Arrays.copyOf(record.array(), record.position()), new byte[1])) {
            Octets wrapped = wrap.wrap(row + (each.length == 1 ? 1 : 0), Secret.taking(each));
            out.writeBytes(ByteBuffer.allocate(4).putInt(wrapped.length()).array());
            out.writeBytes(wrapped.toArray());
        }
        return out.toByteArray();
    }

    private static void text(ByteBuffer out, String text) {
        out.putShort((short) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aRequestWithoutANameIsAnsweredOnlyWhenNothingCanHaveHappenedSince() {
        byte[] running = mme.save(wrap, RUNNING);
        byte[] stopped = mme.save(wrap, STOPPED);
        assertThat(isKeyOf(restarted(stopped, true).ask(ue.guti(), null, null), ue)).isTrue();
        assertThat(restarted(running, false).ask(ue.guti(), null, null)).isEqualTo(UNKNOWN);
        // The start in between was killed before its first snapshot.
        StartedMme afterKill = restarted(stopped, 3, false);
        assertThat(afterKill.ask(ue.guti(), null, null)).isEqualTo(UNKNOWN);
        StartedMme.Attached again = attach(afterKill, IMSI);
        assertThat(isKeyOf(afterKill.ask(again.guti(), null, null), again)).isTrue();
        assertThat(afterKill.ask(ue.guti(), null, null)).isEqualTo(UNKNOWN);
    }

    @Test
    void aCleanStopDoesNotMakeCertainWhatWasNot() {
        StartedMme second = restarted(mme.save(wrap, RUNNING), false);
        StartedMme third = restarted(second.save(wrap, STOPPED), 3, true);
        assertThat(third.ask(ue.guti(), null, null)).isEqualTo(UNKNOWN);
        assertThat(isKeyOf(third.ask(ue.guti(), ue.eksi(), null), ue)).isTrue();
    }

    @Test
    void aForgottenAttachLeavesItsNamesToNobody() {
        byte[] stale = mme.save(wrap, RUNNING);
        StartedMme.Attached forgotten = attach(mme, IMSI);
        StartedMme next = restarted(stale, false);
        assertThat(isKeyOf(next.ask(ue.guti(), ue.eksi(), null), ue)).isTrue();
        assertThat(next.ask(forgotten.guti(), forgotten.eksi(), null)).isEqualTo(UNKNOWN);
        StartedMme.Attached after = attach(next, IMSI);
        assertThat(after.eksi()).isNotIn(ue.eksi(), forgotten.eksi());
        // Between Security Mode Complete and Attach Accept a UE names the new key by the old GUTI.
        assertThat(next.ask(ue.guti(), forgotten.eksi(), null)).isEqualTo(UNKNOWN);
    }

    @Test
    void gutisOfDifferentStartsDiffer() {
        int start = 0x1f;
        StartedMme next = start("11", 2);
        for (int i = 0; i < 100; i++) {
            assertThat(attach(next, OTHER).guti().mTmsi() & start).isEqualTo(2);
        }
        assertThat(ue.guti().mTmsi() & start).isEqualTo(1);
    }

    @Test
    void theGraceTimeGoesOnWhereItWas() {
        StartedMme.Attached second = attach(mme, IMSI);
        time.pass(StartedMme.GRACE_MS - 1_000);
        StartedMme next = restarted(mme.save(wrap, RUNNING), false);
        assertThat(isKeyOf(next.ask(second.guti(), ue.eksi(), null), ue)).isTrue();
        assertThat(isKeyOf(next.ask(ue.guti(), second.eksi(), null), second)).isTrue();
        assertThat(next.challenge(IMSI, Rand.fresh(random::nextBytes)))
                .isNotIn(ue.eksi(), second.eksi());
        time.pass(1_000);
        assertThat(next.ask(second.guti(), ue.eksi(), null)).isEqualTo(UNKNOWN);
        assertThat(next.ask(ue.guti(), second.eksi(), null)).isEqualTo(UNKNOWN);
        assertThat(isKeyOf(next.ask(second.guti(), second.eksi(), null), second)).isTrue();
    }

    @Test
    void aClockSetBackExtendsNoGraceTime() {
        StartedMme.Attached second = attach(mme, IMSI);
        byte[] snapshot = mme.save(wrap, RUNNING);
        time.pass(-1_000_000);
        StartedMme next = restarted(snapshot, false);
        time.pass(StartedMme.GRACE_MS);
        assertThat(next.ask(second.guti(), ue.eksi(), null)).isEqualTo(UNKNOWN);
        assertThat(next.ask(ue.guti(), second.eksi(), null)).isEqualTo(UNKNOWN);
    }

    @Test
    void aRunUnderWayIsNotKept() {
        Rand rand = Rand.fresh(random::nextBytes);
        Eksi pending = mme.challenge(IMSI, rand);
        assertThat(mme.ask(ue.guti(), pending, null)).isInstanceOf(KeyAnswer.NotYet.class);
        StartedMme next = restarted(mme.save(wrap, STOPPED), true);
        assertThat(next.ask(ue.guti(), pending, null)).isEqualTo(UNKNOWN);
        assertThat(next.ask(ue.guti(), null, rand.id())).isEqualTo(UNKNOWN);
    }

    @Test
    void whoseKeyIsOverIsNotKept() {
        byte[] whileItWas = mme.save(wrap, RUNNING);
        time.pass(StartedMme.LIFETIME_SECONDS * 1_000);
        assertThat(mme.save(wrap, RUNNING)).hasSizeLessThan(whileItWas.length / 2);
        assertThat(restarted(whileItWas, false).core().ueContexts().count()).isZero();
    }

    @Test
    void noKeyBecomesCurrentAfterTheLastSnapshot() {
        StartedMme next = restarted(mme.save(wrap, STOPPED), true);
        assertThat(mme.attach(IMSI)).isNull();
        assertThat(isKeyOf(next.ask(ue.guti(), null, null), ue)).isTrue();
    }

    @Test
    void holdsNeitherKeysNorNamesInClear() {
        String snapshot = new String(mme.save(wrap, RUNNING), StandardCharsets.ISO_8859_1);
        byte[] ks = ue.ks().octets().use(byte[]::clone);
        assertThat(snapshot)
                .startsWith("bestow-mme-snapshot 3\n")
                .doesNotContain(new String(ks, StandardCharsets.ISO_8859_1))
                .doesNotContain(IMSI.digits(), "as.example.net");
    }

    @Test
    void oneOctetFlippedMissingOrMoreIsFound() {
        attach(mme, OTHER);
        byte[] snapshot = mme.save(wrap, STOPPED);
        for (int at = 0; at < snapshot.length; at++) {
            byte[] flipped = snapshot.clone();
            flipped[at] ^= 0x40;
            expectDamaged(flipped);
            expectDamaged(Arrays.copyOf(snapshot, at));
        }
        expectDamaged(Arrays.copyOf(snapshot, snapshot.length + 1));
    }

    private void expectDamaged(byte[] snapshot) {
        StartedMme next = start("11", 2);
        assertThat(next.restore(wrap, snapshot)).isInstanceOf(RestoreOutcome.Damaged.class);
        assertThat(next.core().ueContexts().count()).isZero();
        assertThat(next.ask(ue.guti(), ue.eksi(), null)).isEqualTo(UNKNOWN);
    }

    @Test
    void aRecordInAnotherPlaceOrOfAnotherSnapshotIsFound() {
        attach(mme, OTHER);
        byte[] snapshot = mme.save(wrap, RUNNING);
        int header = "bestow-mme-snapshot 3\n".length() + 17;
        int first = lengthAt(snapshot, header);
        int second = lengthAt(snapshot, header + first);
        assertThat(first).isEqualTo(second);
        byte[] swapped = snapshot.clone();
        System.arraycopy(snapshot, header, swapped, header + first, first);
        System.arraycopy(snapshot, header + first, swapped, header, first);
        expectDamaged(swapped);
        time.pass(1);
        byte[] later = mme.save(wrap, RUNNING);
        System.arraycopy(snapshot, header, later, header, first);
        expectDamaged(later);
    }

    private static int lengthAt(byte[] snapshot, int at) {
        return Integer.BYTES + ByteBuffer.wrap(snapshot).getInt(at);
    }

    @Test
    void refusesANewerFormat() {
        byte[] snapshot = mme.save(wrap, RUNNING);
        snapshot["bestow-mme-snapshot ".length()] = '4';
        assertThatThrownBy(() -> start("11", 2).restore(wrap, snapshot))
                .isInstanceOf(StoreTooNew.class)
                .hasMessageContaining("format 4");
    }

    @Test
    void nothingIsLeftOnceTheEpochKeyIsGone() {
        byte[] snapshot = mme.save(wrap, STOPPED);
        time.pass(1);
        EpochKeyPlan plan = EpochKeyPlan.STANDARD;
        long endMs = time.nowMs() + plan.epochMs() + plan.longestKeyLifeMs();
        for (long nowMs = time.nowMs(); nowMs <= endMs; nowMs += plan.epochMs()) {
            wrap.rotate(nowMs);
        }
        expectDamaged(snapshot);
    }
}
