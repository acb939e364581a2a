package dev.bestow.keystore.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.AsId;
import dev.bestow.core.Eksi;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.core.subscription.AccessRestrictions;
import dev.bestow.core.subscription.Bandwidth;
import dev.bestow.keys.KeyKind;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.ClaimMark;
import dev.bestow.keystore.KeyOrder;
import dev.bestow.keystore.ServingMme;
import dev.bestow.keystore.SqnScheme;
import dev.bestow.keystore.StoreFailure;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberSlot;
import dev.bestow.keystore.Subscription;
import dev.bestow.keystore.WrappedCredentials;
import dev.bestow.keystore.contract.Facts;
import dev.bestow.keystore.history.ConfirmedRow;
import dev.bestow.keystore.history.GutiBinding;
import dev.bestow.keystore.history.GutiOwner;
import dev.bestow.keystore.history.HandOutRow;
import dev.bestow.keystore.history.KeyHistory;
import dev.bestow.keystore.history.KeyRow;
import dev.bestow.keystore.history.KindHistory;
import dev.bestow.keystore.history.LocationRow;
import dev.bestow.keystore.history.OwnRunRow;
import dev.bestow.keystore.history.Proofs;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

final class RowCodecTest {
    private static final KeyRow KEY =
            new KeyRow(
                    Facts.rand(1, 2),
                    null,
                    new KeyOrder(3, 1L << 43),
                    Facts.octets(61, 5),
                    "d1@example.org",
                    List.of(),
                    Facts.PLMN,
                    Facts.host(1),
                    true,
                    Facts.T0 + 5,
                    Facts.T0,
                    List.of(Facts.AS, AsId.parse("b.example")),
                    true);
    private static final ConfirmedRow CONFIRMED =
            new ConfirmedRow(
                    Facts.rand(1, 2),
                    List.of(
                            new GutiBinding(Facts.guti(1, -1), new Eksi(6), 4, 9),
                            new GutiBinding(Facts.guti(1, 7), new Eksi(6), 4, 8)),
                    Facts.T0 + 1);
    private static final KindHistory KS_OF_HISTORY =
            new KindHistory(KeyKind.KS, List.of(KEY), Proofs.of(List.of(CONFIRMED)));
    private static final KeyHistory HISTORY =
            new KeyHistory(
                    3,
                    Facts.T0,
                    List.of(
                            KS_OF_HISTORY,
                            new KindHistory(
                                    KeyKind.E2M_KEY_SET,
                                    List.of(
                                            new KeyRow(
                                                    Facts.rand(1, 2),
                                                    null,
                                                    new KeyOrder(3, 7),
                                                    Facts.octets(61, 6),
                                                    "d1@example.org",
                                                    List.of(),
                                                    Facts.PLMN,
                                                    Facts.host(1),
                                                    false,
                                                    Facts.T0 + 5,
                                                    Facts.T0,
                                                    List.of(),
                                                    false)),
                                    new Proofs(
                                            List.of(),
                                            List.of(
                                                    new LocationRow(
                                                            Facts.host(1),
                                                            new KeyOrder(3, 9),
                                                            Facts.T0)),
                                            List.of(
                                                    new HandOutRow(
                                                            Facts.rand(1, 2),
                                                            "hse:hse.example",
                                                            Facts.T0,
                                                            HandOutRow.NEVER)),
                                            List.of(new OwnRunRow(Facts.rand(1, 2), Facts.T0))))));

    /// A history of one key in a store of version 1.
    static RowWriter versionOne(long epochFloor, KeyRow key, ConfirmedRow confirmed) {
        RowWriter old = new RowWriter(1).number(epochFloor).number(Facts.T0).number(1);
        old.fixed(key.rand().octets()).number(key.order().epoch());
        old.number(key.order().issueNumber()).variable(key.wrappedKey());
        old.text(key.externalIdentifier()).fixed(key.visitedPlmn().encode());
        old.text(key.requestingHost()).number(key.expiresAtMs()).number(key.pushedAtMs());
        old.number(key.allowedAs().size());
        key.allowedAs().forEach(asId -> old.text(asId.fqdn()));
        old.octet(1).number(1).fixed(confirmed.rand().octets()).number(confirmed.firstAtMs());
        old.number(confirmed.bindings().size());
        for (GutiBinding binding : confirmed.bindings()) {
            old.fixed(binding.guti().encode()).octet(binding.eksi().value());
            old.number(binding.mmeRestartCount()).number(binding.serial());
        }
        return old;
    }

    @Test
    void aHistoryOfVersionOneIsOneOfKsThatAwaitedTheirConfirmations() {
        assertThat(HistoryCodec.decode(versionOne(3, KEY, CONFIRMED).toArray()))
                .isEqualTo(new KeyHistory(3, Facts.T0, List.of(KS_OF_HISTORY)));
        byte[] erased = new RowWriter(1).number(3).number(Facts.T0).number(0).number(0).toArray();
        assertThat(HistoryCodec.decode(erased)).isEqualTo(new KeyHistory(3, Facts.T0, List.of()));
        damage(versionOne(3, KEY, CONFIRMED).toArray(), HistoryCodec::decode);
        assertThatThrownBy(() -> HistoryCodec.decode(new byte[] {5, 0, 0, 0}))
                .isInstanceOf(StoreFailure.class)
                .hasMessage("a row of KEYS has layout 5, this version knows 4");
    }

    /// Written down once, for [#versionOne] and [RowWriter] could change together.
    @Test
    void aHistoryOfVersionOneIsTheseOctets() {
        String row =
                "010380d8c1a28c34010000000200000000000000000000000103808080808080023d0000"
                        + "000500000000000000000000000000000000000000000000000000000000000000000000"
                        + "00000000000000000000000000000000000000000000000e6431406578616d706c652e6f"
                        + "726700f110366d6d656330312e6d6d656769383030312e6d6d652e6570632e6d6e633030"
                        + "312e6d63633030312e336770706e6574776f726b2e6f726785d8c1a28c3480d8c1a28c34"
                        + "020a61732e6578616d706c6509622e6578616d706c650101000000020000000000000000"
                        + "0000000181d8c1a28c340200f110800101ffffffff06040900f110800101000000070604"
                        + "08";
        assertThat(Octets.copyOf(versionOne(3, KEY, CONFIRMED).toArray()).hex()).isEqualTo(row);
    }

    /// As KEY, of another run.
    private static KeyRow row(
            Rand rand, @Nullable RandId shortHash, List<ApplicationIdentity> identities) {
        return new KeyRow(
                rand,
                shortHash,
                KEY.order(),
                KEY.wrappedKey(),
                KEY.externalIdentifier(),
                identities,
                KEY.visitedPlmn(),
                KEY.requestingHost(),
                KEY.awaitsConfirmation(),
                KEY.expiresAtMs(),
                KEY.pushedAtMs(),
                KEY.allowedAs(),
                KEY.confidentialityAllowed());
    }

    /// Of two runs of one subscriber, the second after it was given identities.
    private static KeyHistory identified() {
        KeyRow second =
                row(
                        Facts.rand(2, 2),
                        null,
                        List.of(ApplicationIdentity.parse("a"), ApplicationIdentity.parse("b")));
        return new KeyHistory(
                3,
                Facts.T0,
                List.of(
                        new KindHistory(
                                KeyKind.KS, List.of(second, KEY), Proofs.of(List.of(CONFIRMED)))));
    }

    /// Written down once: what a version before has on disk and reads, and what it does not read.
    @Test
    void onlyAHistoryWithApplicationIdentitiesIsOneOfVersionThree() {
        assertThat(HistoryCodec.encode(HISTORY)[0]).isEqualTo((byte) 2);
        byte[] row = HistoryCodec.encode(identified());
        assertThat(row[0]).isEqualTo((byte) 3);
        assertThat(HistoryCodec.decode(row)).isEqualTo(identified());
        String lastServerAndFlags = "09622e6578616d706c65" + "03";
        assertThat(Octets.copyOf(row).hex())
                .containsOnlyOnce(lastServerAndFlags + "0201610162")
                .containsOnlyOnce(lastServerAndFlags + "00");
        damage(row, HistoryCodec::decode);
    }

    /// Of three runs, the last of which had a key that answers to a short hash.
    private static KeyHistory hashed() {
        KeyRow third = row(Facts.rand(3, 2), new RandId(0xb673bda0), List.of());
        KindHistory kind =
                new KindHistory(
                        KeyKind.E2M_INT_KEY,
                        List.of(third, identified().kinds().getFirst().keys().getFirst(), KEY),
                        Proofs.of(List.of()));
        return new KeyHistory(3, Facts.T0, List.of(kind));
    }

    /// Written down once, as above.
    @Test
    void onlyAHistoryWithAShortHashIsOneOfVersionFour() {
        byte[] row = HistoryCodec.encode(hashed());
        assertThat(row[0]).isEqualTo((byte) 4);
        assertThat(HistoryCodec.decode(row)).isEqualTo(hashed());
        String lastServer = "09622e6578616d706c65";
        assertThat(Octets.copyOf(row).hex())
                .containsOnlyOnce(lastServer + "07" + "00" + "b673bda0")
                .containsOnlyOnce(lastServer + "03" + "0201610162")
                .containsOnlyOnce(lastServer + "03" + "00");
        damage(row, HistoryCodec::decode);
    }

    /// Keys of a version that had kinds and knew no identities.
    @Test
    void aHistoryOfVersionTwoIsTheseOctetsAndHasNoIdentities() {
        String row =
                "020380d8c1a28c340200010000000200000000000000000000000103808080808080023d0000"
                    + "0005000000000000000000000000000000000000000000000000000000000000000000000000"
                    + "0000000000000000000000000000000000000000000e6431406578616d706c652e6f726700f1"
                    + "10366d6d656330312e6d6d656769383030312e6d6d652e6570632e6d6e633030312e6d636330"
                    + "30312e336770706e6574776f726b2e6f726785d8c1a28c3480d8c1a28c34020a61732e657861"
                    + "6d706c6509622e6578616d706c6503010000000200000000000000000000000181d8c1a28c34"
                    + "0200f110800101ffffffff06040900f110800101000000070604080000000201000000020000"
                    + "0000000000000000000103073d00000006000000000000000000000000000000000000000000"
                    + "0000000000000000000000000000000000000000000000000000000000000000000000000e64"
                    + "31406578616d706c652e6f726700f110366d6d656330312e6d6d656769383030312e6d6d652e"
                    + "6570632e6d6e633030312e6d63633030312e336770706e6574776f726b2e6f726785d8c1a28c"
                    + "3480d8c1a28c3400000001366d6d656330312e6d6d656769383030312e6d6d652e6570632e6d"
                    + "6e633030312e6d63633030312e336770706e6574776f726b2e6f7267030980d8c1a28c340100"
                    + "0000020000000000000000000000010f6873653a6873652e6578616d706c6580d8c1a28c34ff"
                    + "ffffffffffffff7f010000000200000000000000000000000180d8c1a28c34";
        assertThat(Octets.copyOf(HistoryCodec.encode(HISTORY)).hex()).isEqualTo(row);
        assertThat(HistoryCodec.decode(Octets.parseHex("row", row).toArray())).isEqualTo(HISTORY);
    }

    @Test
    void everyRowComesBack() {
        SubscriberSlot present =
                new SubscriberSlot.Present(Facts.subscriber(7, 9).withSqnOffset(1L << 40));
        assertThat(SubscriberCodec.decode(Facts.imsi(7), SubscriberCodec.encode(present)))
                .isEqualTo(present);
        SubscriberSlot withdrawn = new SubscriberSlot.Withdrawn(Long.MAX_VALUE);
        assertThat(SubscriberCodec.decode(Facts.imsi(7), SubscriberCodec.encode(withdrawn)))
                .isEqualTo(withdrawn);
        assertThat(HistoryCodec.decode(HistoryCodec.encode(HISTORY))).isEqualTo(HISTORY);
        GutiOwner owner = new GutiOwner(Facts.imsi(4), 0, -1, Facts.T0);
        assertThat(GutiOwnerCodec.decode(GutiOwnerCodec.encode(owner))).isEqualTo(owner);
        ClaimMark mark = new ClaimMark(Facts.octets(32, 1), -5, Facts.T0, Octets.EMPTY);
        assertThat(ClaimCodec.decode(ClaimCodec.encode(mark))).isEqualTo(mark);
    }

    /// Octets a store of version 1 has on disk.
    @Test
    void aSubscriberRowOfVersionOneIsStillRead() {
        RowWriter old = new RowWriter(1).octet(1).number(7).number(9);
        old.text("milenage").variable(Facts.octets(45, 1)).variable(Facts.octets(45, 2));
        old.fixed(WrappedCredentials.EUTRAN_AMF).number(3).number(1L << 28);
        byte[] row = old.text("d7@example.org").number(0).text("internet").toArray();
        assertThat(SubscriberCodec.decode(Facts.imsi(7), row))
                .isEqualTo(
                        new SubscriberSlot.Present(
                                new Subscriber(
                                        Facts.imsi(7),
                                        new WrappedCredentials(
                                                "milenage",
                                                Facts.octets(45, 1),
                                                Facts.octets(45, 2),
                                                WrappedCredentials.EUTRAN_AMF),
                                        7,
                                        9,
                                        new CardBatch(3, 1L << 28, SqnScheme.TIME_BASED, false),
                                        "d7@example.org",
                                        List.of(),
                                        Subscription.standard("internet"))));
        assertThat(SubscriberCodec.decode(Facts.imsi(7), new byte[] {1, 0, 5}))
                .isEqualTo(new SubscriberSlot.Withdrawn(5));
        assertThatThrownBy(() -> SubscriberCodec.decode(Facts.imsi(7), new byte[] {4, 0, 5}))
                .isInstanceOf(StoreFailure.class)
                .hasMessage("a row of SUBSCRIBERS has layout 4, this version knows 3");
    }

    /// Octets a store of version 2 has on disk, and gets as long as a row says no more than it could.
    @Test
    void aSubscriberRowThatNamesAnApnAloneIsOneOfVersionTwo() {
        String octets =
                "02010900086d696c656e6167652c00000007"
                        + "00".repeat(40)
                        + "2cfffffff8"
                        + "00".repeat(40)
                        + "8000058080808001000e6437406578616d706c652e6f7267"
                        + "020a61732e6578616d706c6509622e6578616d706c6508696e7465726e6574";
        Subscriber row = Facts.subscriber(7, 9);
        byte[] old = Octets.parseHex("row", octets).toArray();
        assertThat(SubscriberCodec.decode(Facts.imsi(7), old))
                .isEqualTo(new SubscriberSlot.Present(row));
        assertThat(SubscriberCodec.encode(new SubscriberSlot.Present(row))).isEqualTo(old);
        assertThat(SubscriberCodec.encode(new SubscriberSlot.Withdrawn(5)))
                .containsExactly(2, 0, 5);
    }

    /// Written down once, as far as version 3 is another than version 2.
    @Test
    void whatASubscriberHasOfItsOwnFollowsTheApn() {
        assertThat(afterTheServers(Subscription.STANDARD)).isEqualTo("000000");
        assertThat(afterTheServers(OWN))
                .isEqualTo(
                        "03696f74"
                                + "066d6574657273"
                                + "0f"
                                + "80a8d6b907"
                                + "80a01f"
                                + "d08080800c"
                                + "0c343931373030303030303132"
                                + "0201610162");
        for (Subscription each : List.of(Subscription.STANDARD, OWN)) {
            SubscriberSlot present = new SubscriberSlot.Present(of(Facts.subscriber(7, 9), each));
            byte[] row = SubscriberCodec.encode(present);
            assertThat(row[0]).isEqualTo((byte) 3);
            assertThat(SubscriberCodec.decode(Facts.imsi(7), row)).isEqualTo(present);
            damage(row, octets -> SubscriberCodec.decode(Facts.imsi(7), octets));
        }
    }

    private static final Subscription OWN =
            new Subscription(
                    "meters",
                    "iot",
                    new Bandwidth(2_000_000_000, 512_000),
                    new AccessRestrictions(0xc000_0050),
                    "491700000012",
                    List.of(ApplicationIdentity.parse("a"), ApplicationIdentity.parse("b")));

    private static String afterTheServers(Subscription subscription) {
        Subscriber row = of(Facts.subscriber(7, 9), subscription);
        String octets =
                Octets.copyOf(SubscriberCodec.encode(new SubscriberSlot.Present(row))).hex();
        String lastServer = "09622e6578616d706c65";
        return octets.substring(octets.indexOf(lastServer) + lastServer.length());
    }

    private static Subscriber of(Subscriber base, Subscription subscription) {
        return new Subscriber(
                base.imsi(),
                base.credentials(),
                base.epoch(),
                base.sqnOffset(),
                base.cards(),
                base.externalIdentifier(),
                base.allowedAs(),
                subscription);
    }

    /// Every MME was told who may have keys, and none which device it serves.
    @Test
    void aServingMmeOfVersionOneIsStillRead() {
        RowWriter old = new RowWriter(1).text("mme.example.net").text("example.net");
        byte[] row = old.fixed(PlmnId.parse("001/01").encode()).octet(1).toArray();
        var mme =
                new ServingMme(
                        "mme.example.net", "example.net", PlmnId.parse("001/01"), true, true, null);
        assertThat(RocksLocations.decode(row)).isEqualTo(mme);
        assertThat(RocksLocations.decode(RocksLocations.encode(mme))).isEqualTo(mme);
        damage(RocksLocations.encode(mme), RocksLocations::decode);
        assertThatThrownBy(() -> RocksLocations.decode(new byte[] {3, 0, 0}))
                .isInstanceOf(StoreFailure.class)
                .hasMessage("a row of META has layout 3, this version knows 2");
    }

    @Test
    void aSubscriberRowIsSmall() {
        byte[] row = SubscriberCodec.encode(new SubscriberSlot.Present(Facts.subscriber(7, 9)));
        assertThat(row.length + ImsiKey.OCTETS).isLessThan(200);
    }

    @Test
    void aDamagedRowIsAStoreFailureOrAnotherRowAndNothingElse() {
        byte[] subscriber =
                SubscriberCodec.encode(new SubscriberSlot.Present(Facts.subscriber(7, 9)));
        damage(subscriber, octets -> SubscriberCodec.decode(Facts.imsi(7), octets));
        damage(HistoryCodec.encode(HISTORY), HistoryCodec::decode);
        damage(
                GutiOwnerCodec.encode(new GutiOwner(Facts.imsi(4), 1, 2, 3)),
                GutiOwnerCodec::decode);
        damage(
                ClaimCodec.encode(new ClaimMark(Facts.octets(32, 1), 1, 2, Octets.EMPTY)),
                ClaimCodec::decode);
        Draft index = new Draft((_, _) -> null);
        byte[] key = RandIndex.key(KeyKind.KS, Facts.rand(1, 2).id());
        RandIndex.addLast(index, key, ImsiKey.encode(Facts.imsi(1)));
        RandIndex.addLast(index, key, ImsiKey.encode(Facts.imsi(2)));
        damage(Objects.requireNonNull(index.get(Table.RANDS, key)), RandIndex::decode);
    }

    @Test
    void theIndexOfARandIdHasEachSubscriberOnceUntilTheLastIsTakenOut() {
        Draft index = new Draft((_, _) -> null);
        byte[] key = RandIndex.key(KeyKind.KS, Facts.rand(1, 2).id());
        for (int subscriber : new int[] {1, 2, 3, 2}) {
            RandIndex.addLast(index, key, ImsiKey.encode(Facts.imsi(subscriber)));
        }
        RandIndex.remove(index, key, ImsiKey.encode(Facts.imsi(2)));
        RandIndex.remove(index, key, ImsiKey.encode(Facts.imsi(4)));
        assertThat(RandIndex.decode(index.get(Table.RANDS, key)))
                .containsExactly(Facts.imsi(1), Facts.imsi(3));
        RandIndex.remove(index, key, ImsiKey.encode(Facts.imsi(1)));
        RandIndex.remove(index, key, ImsiKey.encode(Facts.imsi(3)));
        assertThat(index.get(Table.RANDS, key)).isNull();
    }

    @Test
    void eachKindHasAnIndexOfItsOwnAndThatOfKsIsWhereItAlwaysWas() {
        RandId id = Facts.rand(1, 2).id();
        assertThat(RandIndex.key(KeyKind.KS, id)).containsExactly(0, 0, 0, 1);
        assertThat(RandIndex.key(KeyKind.E2M_INT_KEY, id)).containsExactly(0, 0, 0, 1, 1);
        assertThat(RandIndex.key(KeyKind.E2M_KEY_SET, id)).containsExactly(0, 0, 0, 1, 2);
    }

    @Test
    void theIndexOfARandIdHasKeysBeforeConfirmationsAndNoMoreThan64() {
        Draft index = new Draft((_, _) -> null);
        byte[] key = RandIndex.key(KeyKind.KS, Facts.rand(1, 2).id());
        for (int subscriber = 1; subscriber <= 100; subscriber++) {
            RandIndex.addLast(index, key, ImsiKey.encode(Facts.imsi(subscriber)));
        }
        for (int subscriber : new int[] {200, 64, 200}) {
            RandIndex.addFirst(index, key, ImsiKey.encode(Facts.imsi(subscriber)));
        }
        assertThat(RandIndex.decode(index.get(Table.RANDS, key)))
                .hasSize(64)
                .doesNotHaveDuplicates()
                .startsWith(Facts.imsi(200), Facts.imsi(64), Facts.imsi(1))
                .endsWith(Facts.imsi(62));
    }

    /// One octet missing, one more, one flipped.
    private static void damage(byte[] row, Function<byte[], ?> decoder) {
        assertThatThrownBy(() -> decoder.apply(Arrays.copyOf(row, row.length - 1)))
                .isInstanceOf(StoreFailure.class);
        assertThatThrownBy(() -> decoder.apply(Arrays.copyOf(row, row.length + 1)))
                .isInstanceOf(StoreFailure.class);
        assertThatThrownBy(() -> decoder.apply(new byte[0])).isInstanceOf(StoreFailure.class);
        for (int i = 0; i < row.length; i++) {
            byte[] flipped = row.clone();
            flipped[i] ^= (byte) 0xff;
            assertThatCode(() -> decodeOrFail(decoder, flipped))
                    .as("octet %d", i)
                    .doesNotThrowAnyException();
        }
    }

    private static void decodeOrFail(Function<byte[], ?> decoder, byte[] row) {
        try {
            assertThat(decoder.apply(row)).isNotNull();
        } catch (StoreFailure expected) {
            assertThat(expected).hasMessageContaining("row");
        }
    }

    @Test
    void anImsiKeyKeepsItsLengthAndSortsLikeItsDigits() {
        List<String> sorted =
                List.of(
                        "001010",
                        "0010100",
                        "001010000000001",
                        "00102",
                        "9999999",
                        "999999999999999");
        byte[] previous = new byte[0];
        for (String digits : sorted) {
            byte[] key = ImsiKey.encode(digits);
            assertThat(Arrays.compareUnsigned(previous, key)).as(digits).isNegative();
            if (digits.length() >= Imsi.MIN_DIGITS) {
                assertThat(ImsiKey.decode(key, 0).digits()).isEqualTo(digits);
            }
            previous = key;
        }
        assertThatThrownBy(() -> ImsiKey.decode(new byte[8], 0)).isInstanceOf(StoreFailure.class);
    }
}
