package dev.bestow.hss.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.aka.Amf;
import dev.bestow.aka.Credentials;
import dev.bestow.aka.InsecureTestXor;
import dev.bestow.aka.MasterKey;
import dev.bestow.aka.Opc;
import dev.bestow.aka.SqnGenerator;
import dev.bestow.aka.SqnLimits;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.aka.Topc;
import dev.bestow.aka.Tuak;
import dev.bestow.aka.UnwrapFailed;
import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.hss.AccessProfiles;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.SqnScheme;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberStore;
import dev.bestow.keystore.Subscription;
import dev.bestow.keystore.WrappedCredentials;
import dev.bestow.keystore.memory.InMemoryStore;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// K, OP and OPc are those of set 1 of TS 35.208.
final class ProvisionerTest {
    private static final String K = "465b5ce8b199b49faa5f0a2ee238a6bc";
    private static final String OP = "cdc202d5123e20f62b6d676ac72cb318";
    private static final String OPC = "cd63cb71954a9f4e48a5994e37a02baf";
    private static final String HEADER = "IMSI,ICCID,KI,OPC,ADM1";
    private static final Imsi IMSI = Imsi.parse("001010000000001");
    private static final ProvisionDefaults DEFAULTS =
            new ProvisionDefaults(
                    "example.org", List.of(AsId.parse("as.example")), CardBatch.STANDARD);
    private static final long NOW_SECONDS = 1_000_000;

    private final Entropy entropy = new Random(3)::nextBytes;
    private final SubscriberStore store = new InMemoryStore().subscribers();
    private final MasterKey masterKey = masterKey(1);

    private MasterKey masterKey(int value) {
        byte[] key = new byte[MasterKey.OCTETS];
        key[0] = (byte) value;
        return new MasterKey(Secret.taking(key), entropy);
    }

    private Provisioner provisioner(MasterKey key, ProvisionDefaults defaults) {
        return new Provisioner(store, key, defaults, entropy, new FixedClock());
    }

    private ProvisionReport provision(boolean skipBad, String... lines) {
        return provision(provisioner(masterKey, DEFAULTS), skipBad, lines);
    }

    private static ProvisionReport provision(
            Provisioner provisioner, boolean skipBad, String... lines) {
        byte[] octets = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        try {
            return provisioner.provision("cards.csv", new ByteArrayInputStream(octets), skipBad);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String row(Imsi imsi, String k, String opc) {
        return imsi.digits() + ",8988211000000000017," + k + "," + opc + ",55667788";
    }

    private Subscriber stored() {
        return store.find(IMSI).orElseThrow();
    }

    @Test
    void storesWrappedKeysThatTheVaultOpens() {
        ProvisionReport report = provision(false, HEADER, row(IMSI, K, OPC));
        assertThat(report)
                .isEqualTo(
                        new ProvisionReport("cards.csv", true, 1, 0, 0, 0, List.of(), List.of()));
        assertThat(stored().toString()).doesNotContain(K).doesNotContain(OPC);
        assertThat(stored().epoch()).isEqualTo(Subscriber.FIRST_EPOCH);
        assertThat(stored().externalIdentifier()).matches("[0-9a-f]{16}@example\\.org");
        assertThat(stored().allows(AsId.parse("as.example"))).isTrue();
        try (var credentials = new MasterKeyVault(masterKey).open(stored())) {
            assertThat(credentials.k().octets()).isEqualTo(secret(K));
            assertThat(credentials.variant()).isEqualTo(new Opc(secret(OPC)));
        }
        assertThatThrownBy(() -> new MasterKeyVault(masterKey(2)).open(stored()))
                .isInstanceOf(UnwrapFailed.class);
    }

    @Test
    void storesNothingOfAFileWithABadRowUnlessToldToSkipIt() {
        String[] file = {HEADER, row(IMSI, K, OPC), "001010000000002,1,2,3,4"};
        ProvisionReport refused = provision(false, file);
        assertThat(refused.stored()).isFalse();
        assertThat(refused.added()).isEqualTo(1);
        assertThat(refused.bad()).hasSize(2);
        assertThat(store.count()).isZero();
        assertThat(provision(true, file).stored()).isTrue();
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    void theSameFileAgainChangesNothingAndOpIsTheSameAsItsOpc() {
        provision(false, HEADER, row(IMSI, K, OPC));
        Subscriber first = stored();
        assertThat(provision(false, HEADER, row(IMSI, K, OPC)).unchanged()).isEqualTo(1);
        assertThat(provision(false, "IMSI,KI,OP", IMSI.digits() + "," + K + "," + OP).unchanged())
                .isEqualTo(1);
        assertThat(stored()).isEqualTo(first);
    }

    @Test
    void anotherKeyRaisesTheEpochAndKeepsTheExternalIdentifier() {
        provision(false, HEADER, row(IMSI, K, OPC));
        Subscriber first = stored();
        assertThat(provision(false, HEADER, row(IMSI, OPC, OPC)).rekeyed()).isEqualTo(1);
        assertThat(stored().epoch()).isEqualTo(first.epoch() + 1);
        assertThat(stored().externalIdentifier()).isEqualTo(first.externalIdentifier());
        assertThat(provision(false, HEADER, row(IMSI, OPC, K)).rekeyed()).isEqualTo(1);
        assertThat(stored().epoch()).isEqualTo(first.epoch() + 2);
    }

    @Test
    void otherDefaultsChangeTheRowWithinItsEpoch() {
        provision(false, HEADER, row(IMSI, K, OPC));
        Subscriber first = stored();
        ProvisionDefaults others =
                new ProvisionDefaults(
                        "example.org",
                        List.of(AsId.parse("as.example"), AsId.parse("more.example")),
                        CardBatch.STANDARD);
        ProvisionReport report =
                provision(provisioner(masterKey, others), false, HEADER, row(IMSI, K, OPC));
        assertThat(report.changed()).isEqualTo(1);
        assertThat(stored().allowedAs()).hasSize(2);
        assertThat(stored().epoch()).isEqualTo(first.epoch());
        assertThat(stored().credentials()).isEqualTo(first.credentials());
    }

    /// Keys that are out already allow it: only another epoch ends them.
    @Test
    void anApplicationServerFewerRaisesTheEpochOfTheSameCard() {
        provision(false, HEADER, row(IMSI, K, OPC));
        Subscriber first = stored();
        ProvisionDefaults fewer =
                new ProvisionDefaults("example.org", List.of(), CardBatch.STANDARD);
        assertThat(
                        provision(provisioner(masterKey, fewer), false, HEADER, row(IMSI, K, OPC))
                                .changed())
                .isEqualTo(1);
        assertThat(stored().epoch()).isEqualTo(first.epoch() + 1);
        assertThat(stored().credentials()).isEqualTo(first.credentials());
        assertThat(stored().sqnOffset()).isEqualTo(first.sqnOffset());
    }

    @Test
    void aRemovedSubscriberComesBackInALaterEpoch() {
        provision(false, HEADER, row(IMSI, K, OPC));
        store.remove(IMSI);
        assertThat(provision(false, HEADER, row(IMSI, K, OPC)).added()).isEqualTo(1);
        assertThat(stored().epoch()).isEqualTo(Subscriber.FIRST_EPOCH + 1);
    }

    @Test
    void aCardAheadOfTheClockGetsAnOffsetAndOneBehindNone() {
        String header = "IMSI,KI,OPC,SQN";
        String keys = IMSI.digits() + "," + K + "," + OPC;
        provision(false, header, keys + ",000000001234");
        assertThat(stored().sqnOffset()).isZero();
        store.remove(IMSI);
        long sqn = (NOW_SECONDS + 41) << CardBatch.STANDARD.indBits() | 7;
        provision(false, header, keys + "," + String.format("%012x", sqn));
        assertThat(stored().sqnOffset()).isEqualTo(42);
    }

    @Test
    void storesTuakWithItsParametersAndAnotherParameterIsAnotherCard() {
        String header = "IMSI,KI,TOPC,ALGORITHM";
        String keys = IMSI.digits() + "," + K + "," + OPC + OPC;
        provision(false, header, keys + ",tuak:128:2");
        assertThat(stored().credentials().algorithm()).isEqualTo("tuak:128:2");
        try (Credentials credentials = new MasterKeyVault(masterKey).open(stored())) {
            assertThat(credentials)
                    .isEqualTo(
                            new Credentials(
                                    new Tuak(16, 2),
                                    new SubscriberKey(secret(K)),
                                    new Topc(secret(OPC + OPC))));
        }
        assertThat(provision(false, header, keys + ",tuak:128:2").unchanged()).isEqualTo(1);
        assertThat(provision(false, header, keys + ",tuak").rekeyed()).isEqualTo(1);
        assertThat(provision(false, HEADER, row(IMSI, K, OPC)).rekeyed()).isEqualTo(1);
    }

    @Test
    void storesTestCardsOnlyWhenSomebodySaidWhy() {
        String[] file = {"IMSI,KI,OPC,ALGORITHM", IMSI.digits() + "," + K + ",,xor"};
        assertThat(provision(false, file).bad())
                .anyMatch(row -> row.toString().startsWith("cards.csv:2: ALGORITHM is XOR"));
        assertThat(store.count()).isZero();
        var tolerant =
                defaults(CardBatch.STANDARD, Amf.ZERO, new InsecureTestXor("cards of a lab"));
        assertThat(provision(provisioner(masterKey, tolerant), false, file).added()).isEqualTo(1);
        try (Credentials credentials = new MasterKeyVault(masterKey).open(stored())) {
            assertThat(credentials.algorithm()).isInstanceOf(InsecureTestXor.class);
            assertThat(credentials.k().octets()).isEqualTo(secret(K));
        }
        assertThat(provision(provisioner(masterKey, tolerant), false, file).unchanged())
                .isEqualTo(1);
    }

    @Test
    void aStoredAlgorithmThereIsNotIsRefusedByName() {
        provision(false, HEADER, row(IMSI, K, OPC));
        WrappedCredentials known = stored().credentials();
        Subscriber strange =
                new Subscriber(
                        IMSI,
                        new WrappedCredentials(
                                "comp128", known.wrappedK(), known.wrappedOpc(), known.amf()),
                        stored().epoch(),
                        0,
                        CardBatch.STANDARD,
                        stored().externalIdentifier(),
                        List.of(),
                        Subscription.STANDARD);
        assertThatThrownBy(() -> new MasterKeyVault(masterKey).open(strange))
                .isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith("algorithm");
    }

    @Test
    void anotherSqnSchemeIsAnotherEpochAndStartsAboveTheOldOne() {
        provision(false, HEADER, row(IMSI, K, OPC));
        var counted = provisioner(masterKey, defaults(batch(SqnScheme.COUNTER), Amf.ZERO, null));
        assertThat(provision(counted, false, HEADER, row(IMSI, K, OPC)).rekeyed()).isEqualTo(1);
        assertThat(stored().epoch()).isEqualTo(Subscriber.FIRST_EPOCH + 1);
        assertThat(stored().sqnOffset())
                .isGreaterThan(NOW_SECONDS + SqnLimits.DEFAULT.runAheadTicks());
        long last = stored().sqnOffset();
        assertThat(provision(counted, false, HEADER, row(IMSI, K, OPC)).unchanged()).isEqualTo(1);
        assertThat(provision(false, HEADER, row(IMSI, K, OPC)).rekeyed()).isEqualTo(1);
        assertThat(NOW_SECONDS + stored().sqnOffset()).isEqualTo(last + 1);
    }

    @Test
    void aCounterStartsWhereTheFileSaysTheCardIs() {
        var counted = provisioner(masterKey, defaults(batch(SqnScheme.COUNTER), Amf.ZERO, null));
        provision(
                counted,
                false,
                "IMSI,KI,OPC,SQN",
                IMSI.digits() + "," + K + "," + OPC + ",00000000102f");
        assertThat(stored().sqnOffset()).isEqualTo(0x102f >> 5);
        store.remove(IMSI);
        provision(counted, false, HEADER, row(IMSI, K, OPC));
        assertThat(stored().sqnOffset()).isZero();
    }

    /// A card that has been at another HSS since, and the file of the old one repeated.
    @Test
    void theSqnOfAFileIsAFloorForACardThatIsThereAndNeverLowersIt() {
        String header = "IMSI,KI,OPC,SQN";
        String keys = IMSI.digits() + "," + K + "," + OPC + ",";
        for (SqnScheme scheme : SqnScheme.values()) {
            store.remove(IMSI);
            var provisioner = provisioner(masterKey, defaults(batch(scheme), Amf.ZERO, null));
            provision(provisioner, false, header, keys + sqn(NOW_SECONDS + 10));
            Subscriber first = stored();
            assertThat(
                            provision(provisioner, false, header, keys + sqn(NOW_SECONDS + 50))
                                    .changed())
                    .isEqualTo(1);
            assertThat(stored().sqnOffset()).isEqualTo(first.sqnOffset() + 40);
            assertThat(stored().epoch()).isEqualTo(first.epoch());
            Subscriber raised = stored();
            for (String lower : List.of(sqn(NOW_SECONDS + 10), sqn(0), "")) {
                assertThat(provision(provisioner, false, header, keys + lower).unchanged())
                        .isEqualTo(1);
            }
            assertThat(stored()).isEqualTo(raised);
        }
    }

    private static String sqn(long seq) {
        return String.format(Locale.ROOT, "%012x", seq << CardBatch.STANDARD.indBits() | 7);
    }

    @Test
    void theE2mBitGoesIntoTheAmf() {
        CardBatch e2m = new CardBatch(5, 1 << 28, SqnScheme.TIME_BASED, true);
        var told = provisioner(masterKey, defaults(e2m, new Amf(0x20), null));
        provision(told, false, HEADER, row(IMSI, K, OPC));
        assertThat(stored().cards().e2mKeys()).isTrue();
        assertThat(stored().credentials().amf()).isEqualTo(Octets.parseHex("AMF", "8020"));
        assertThatThrownBy(() -> defaults(CardBatch.STANDARD, new Amf(0x20), null))
                .hasMessageStartingWith("e2m AMF bit: has nothing to tell");
        assertThatThrownBy(() -> defaults(e2m, new Amf(0x100), null))
                .hasMessageStartingWith("e2m AMF bit: is one of 8 to 15");
        assertThatThrownBy(() -> defaults(e2m, new Amf(0x3), null))
                .hasMessageStartingWith("e2m AMF bit: is one of 8 to 15");
    }

    @Test
    void aShortIndNeedsTheCounter() {
        assertThatThrownBy(() ->
                        defaults(new CardBatch(4, 0, SqnScheme.TIME_BASED, false), Amf.ZERO, null))
                .hasMessage("IND bits: needs 5 or more, or the counter scheme");
        CardBatch counted = new CardBatch(0, 0, SqnScheme.COUNTER, false);
        assertThat(defaults(counted, Amf.ZERO, null).cards()).isEqualTo(counted);
    }

    private static CardBatch batch(SqnScheme scheme) {
        return new CardBatch(5, 1 << 28, scheme, false);
    }

    private static ProvisionDefaults defaults(
            CardBatch cards, Amf e2mBit, @Nullable InsecureTestXor tolerated) {
        return new ProvisionDefaults(
                "example.org",
                List.of(),
                cards,
                Map.of(),
                AccessProfiles.BUILT_IN,
                e2mBit,
                tolerated);
    }

    @Test
    void aStoreOfAnotherMasterKeyIsRefusedAndStaysAsItIs() {
        provision(false, HEADER, row(IMSI, K, OPC));
        Subscriber first = stored();
        Provisioner stranger = provisioner(masterKey(2), DEFAULTS);
        assertThatThrownBy(() -> provision(stranger, false, HEADER, row(IMSI, K, OPC)))
                .isInstanceOf(UnwrapFailed.class);
        assertThat(stored()).isEqualTo(first);
    }

    @Test
    void readsAFileByItsPathAndNamesOneThatIsNotThere(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("user_db.csv");
        Files.writeString(
                file,
                "ue1,mil,"
                        + IMSI.digits()
                        + ","
                        + K
                        + ",opc,"
                        + OPC
                        + ",9001,000000001234,9,dynamic");
        ProvisionReport report = provisioner(masterKey, DEFAULTS).provision(file, false);
        assertThat(report.file()).isEqualTo("user_db.csv");
        assertThat(report.added()).isEqualTo(1);
        assertThat(stored().credentials().amf()).isEqualTo(Octets.parseHex("AMF", "9001"));
        assertThatThrownBy(() ->
                        provisioner(masterKey, DEFAULTS)
                                .provision(folder.resolve("none.csv"), false))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("none.csv");
        assertThatThrownBy(() -> provisioner(masterKey, DEFAULTS).provision(folder, false))
                .isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Example.org",
                "example",
                "example.org.",
                "-a.example.org",
                "a-.example.org",
                "ex ample.org",
                "1234567890123456789012345678901234567890123456789012345678901234.org"
            })
    void refusesADomainThatIsNone(String domain) {
        assertThatThrownBy(() -> new ProvisionDefaults(domain, List.of(), CardBatch.STANDARD))
                .isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith("external identifier domain: is a lower-case FQDN");
    }

    @Test
    void anImsiThatSeemsToHaveLostItsZerosIsStoredAndTold() {
        ProvisionReport report =
                provision(
                        false, HEADER, row(IMSI, K, OPC), row(Imsi.parse("1010000000002"), K, OPC));
        assertThat(report.added()).isEqualTo(2);
        assertThat(report.doubtful())
                .extracting(Object::toString)
                .containsExactly(
                        "cards.csv:3: IMSI has 13 digits, most of the file have 15; a spreadsheet"
                                + " drops zeros in front");
    }

    private static Secret secret(String hex) {
        return Secret.taking(Octets.parseHex("secret", hex).toArray());
    }

    private static final class FixedClock implements Clock {
        @Override
        public long nowMs() {
            return SqnGenerator.EPOCH.toEpochMilli() + 1_000 * NOW_SECONDS;
        }

        @Override
        public long nowNs() {
            return 0;
        }
    }
}
