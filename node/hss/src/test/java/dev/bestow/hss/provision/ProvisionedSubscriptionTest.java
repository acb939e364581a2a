package dev.bestow.hss.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.aka.Amf;
import dev.bestow.aka.MasterKey;
import dev.bestow.aka.cards.Column;
import dev.bestow.aka.cards.TextCell;
import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Secret;
import dev.bestow.core.subscription.AccessPoint;
import dev.bestow.core.subscription.AccessProfile;
import dev.bestow.core.subscription.AccessRestrictions;
import dev.bestow.core.subscription.AuthenticationPolicy;
import dev.bestow.core.subscription.Bandwidth;
import dev.bestow.core.subscription.NetworkAccessMode;
import dev.bestow.hss.AccessProfiles;
import dev.bestow.hss.ProfilePolicy;
import dev.bestow.keys.solution.Protection;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberStore;
import dev.bestow.keystore.Subscription;
import dev.bestow.keystore.memory.InMemoryStore;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// What the network gives a subscriber: columns, options, and what is there already.
final class ProvisionedSubscriptionTest {
    private static final String KEYS =
            "465b5ce8b199b49faa5f0a2ee238a6bc,cd63cb71954a9f4e48a5994e37a02baf";
    private static final Imsi IMSI = Imsi.parse("001010000000001");
    private static final AccessProfiles PROFILES =
            new AccessProfiles(
                    Map.of(
                            "meters",
                            new AccessProfile(
                                    NetworkAccessMode.ONLY_PACKET,
                                    AccessRestrictions.NONE,
                                    Bandwidth.STANDARD,
                                    List.of(
                                            AccessPoint.standard("iot"),
                                            AccessPoint.standard("internet"))),
                            "cars",
                            AccessProfile.standard("cars")),
                    Map.of(
                            "cars",
                            new ProfilePolicy(
                                    AuthenticationPolicy.NONE, 0, Set.of(Protection.END_TO_END))));

    private final Entropy entropy = new Random(3)::nextBytes;
    private final SubscriberStore store = new InMemoryStore().subscribers();
    private final MasterKey masterKey =
            new MasterKey(Secret.taking(new byte[MasterKey.OCTETS]), entropy);

    private static ProvisionDefaults defaults(Map<Column, TextCell> options) {
        return new ProvisionDefaults(
                "example.org",
                List.of(AsId.parse("as.example")),
                CardBatch.STANDARD,
                options,
                PROFILES,
                Amf.ZERO,
                null);
    }

    private static Map<Column, TextCell> option(Column column, String name, String text) {
        return Map.of(column, new TextCell(name + " " + text, text));
    }

    private ProvisionReport provision(
            Map<Column, TextCell> options, boolean skipBad, String... lines) {
        var provisioner =
                new Provisioner(store, masterKey, defaults(options), entropy, new FixedClock());
        byte[] octets = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        try {
            return provisioner.provision("cards.csv", new ByteArrayInputStream(octets), skipBad);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Provisions one row with these columns more.
    private ProvisionReport row(String columns, String cells) {
        return provision(
                Map.of(),
                false,
                "IMSI,KI,OPC," + columns,
                IMSI.digits() + "," + KEYS + "," + cells);
    }

    private Subscriber stored() {
        return store.find(IMSI).orElseThrow();
    }

    private Subscription subscription() {
        return stored().subscription();
    }

    @Test
    void aRowWithoutAnyOfItHasTheBuiltInProfile() {
        row("ICCID", "1");
        assertThat(subscription()).isEqualTo(Subscription.STANDARD);
    }

    private static List<ApplicationIdentity> identities(String... texts) {
        return Arrays.stream(texts).map(ApplicationIdentity::parse).toList();
    }

    @Test
    void everyColumnIsStored() {
        row(
                "PROFILE,APN,MSISDN,AMBR-UL,AMBR-DL,ACCESS-RESTRICTIONS,APPLICATION-IDENTITIES",
                "meters,Internet,+49 170-0000012,512k,2G,0x50,meter@example.org;sip:7  tel:8");
        assertThat(subscription())
                .isEqualTo(
                        new Subscription(
                                "meters",
                                "internet",
                                new Bandwidth(512_000, 2_000_000_000),
                                new AccessRestrictions(0x50),
                                "491700000012",
                                identities("meter@example.org", "sip:7", "tel:8")));
    }

    @ParameterizedTest
    @CsvSource({
        "PROFILE, metres, 'is not in the configuration, whose policy.profiles are cars, meters'",
        "PROFILE, Meters, 'is not in the configuration, whose policy.profiles are cars, meters'",
        "APN, iot_devices, holds something else than letters",
        "MSISDN, 4917, needs 5 to 15 digits",
        "MSISDN, 4.917E+11, was written as a number by a spreadsheet",
        "ACCESS-RESTRICTIONS, nb-iot, is Access-Restriction-Data as a number",
        "AMBR-UL, 1G, needs the rate of the other direction beside it",
        "AMBR-DL, 1G, needs the rate of the other direction beside it",
        "'AMBR-UL,AMBR-DL', '1G,-', needs the rate of the other direction beside it",
        "'AMBR-DL,AMBR-UL', '1 Gbit/s,1G', 'is bits per second, for example'",
        "'AMBR-DL,AMBR-UL', '5G,1G', needs 1 to 4294967295 bits per second",
        "APPLICATION-IDENTITIES, a;b;a, have one twice",
        "'APN,PROFILE', 'cars,meters', 'does not fit: of APNs profile meters has iot, internet'"
    })
    void aBadCellIsToldWithItsColumnAndNothingIsStored(
            String columns, String cells, String reason) {
        ProvisionReport report = row(columns, cells);
        assertThat(report.stored()).isFalse();
        assertThat(report.bad()).hasSize(1);
        String first = columns.replaceAll(",.*", "");
        assertThat(report.bad().getFirst().toString())
                .startsWith("cards.csv:2: " + first + " " + reason);
        assertThat(store.count()).isZero();
    }

    @Test
    void everyBadCellOfARowIsToldAndNoneIsRepeated() {
        String k = KEYS.substring(0, 32);
        ProvisionReport report = row("PROFILE,MSISDN,APN", k + "," + k + ",-" + k);
        assertThat(report.bad()).hasSize(3);
        assertThat(report.bad().toString()).doesNotContain(k);
        ProvisionReport fits = row("APN,PROFILE", k + ",meters");
        assertThat(fits.bad()).hasSize(1);
        assertThat(fits.bad().toString()).doesNotContain(k);
    }

    @Test
    void theGoodRowsOfAFileWithABadCellAreStoredWhenItIsToBeSkipped() {
        String[] file = {
            "IMSI,KI,OPC,PROFILE",
            "001010000000002," + KEYS + ",metres",
            "00101x," + KEYS + ",cars",
            IMSI.digits() + "," + KEYS + ",cars"
        };
        assertThat(provision(Map.of(), false, file).stored()).isFalse();
        ProvisionReport report = provision(Map.of(), true, file);
        assertThat(report.stored()).isTrue();
        assertThat(report.added()).isEqualTo(1);
        assertThat(report.bad()).extracting(bad -> bad.line()).containsExactly(2, 3);
        assertThat(store.list("", 10)).containsExactly(stored());
    }

    @Test
    void aCardProvisionedAgainKeepsWhatNoColumnSaysAnythingOf() {
        row("PROFILE,MSISDN,AMBR-UL,AMBR-DL", "meters,491700000012,1M,2M");
        Subscriber first = stored();
        assertThat(row("ICCID", "1").unchanged()).isEqualTo(1);
        assertThat(row("PROFILE,MSISDN", ",").unchanged()).as("empty cells").isEqualTo(1);
        assertThat(stored()).isEqualTo(first);
    }

    /// As a shorter list of application servers does.
    @Test
    void aProfileThatWantsFewerProtectionsEndsTheKeysOfBefore() {
        row("PROFILE", "meters");
        long first = stored().epoch();
        row("PROFILE", "cars");
        assertThat(stored().epoch()).isEqualTo(first + 1);
        row("PROFILE", "meters");
        assertThat(stored().epoch()).as("which wants any").isEqualTo(first + 1);
    }

    @Test
    void aCellChangesWhatItSaysAndNeverTheEpoch() {
        row("PROFILE,MSISDN", "meters,491700000012");
        Subscriber first = stored();
        assertThat(row("APN,MSISDN,APPLICATION-IDENTITIES", "internet,491700000099,a").changed())
                .isEqualTo(1);
        assertThat(subscription())
                .isEqualTo(
                        new Subscription(
                                "meters", "internet", null, null, "491700000099", identities("a")));
        assertThat(stored().epoch()).isEqualTo(first.epoch());
        assertThat(stored().credentials()).isEqualTo(first.credentials());
    }

    @Test
    void aHyphenTakesAway() {
        row(
                "PROFILE,APN,MSISDN,AMBR-UL,AMBR-DL,ACCESS-RESTRICTIONS,APPLICATION-IDENTITIES",
                "meters,internet,491700000012,1M,2M,16,a");
        row(
                "PROFILE,APN,MSISDN,AMBR-UL,AMBR-DL,ACCESS-RESTRICTIONS,APPLICATION-IDENTITIES",
                "-,-,-,-,-,-,-");
        assertThat(subscription()).isEqualTo(Subscription.STANDARD);
    }

    @Test
    void anOptionCountsForRowsThatSayNothingThemselves() {
        Map<Column, TextCell> cars = option(Column.PROFILE, "--profile", "cars");
        String[] file = {
            "IMSI,KI,OPC,PROFILE",
            IMSI.digits() + "," + KEYS + ",meters",
            "001010000000002," + KEYS + ","
        };
        provision(cars, false, file);
        assertThat(store.list("", 10))
                .extracting(row -> row.subscription().profile())
                .containsExactly("meters", "cars");
    }

    @Test
    void anOptionThatCannotBeIsRefusedByNameBeforeAnyRow() {
        assertThatThrownBy(() -> defaults(option(Column.PROFILE, "--profile", "metres")))
                .isInstanceOf(InvalidValue.class)
                .hasMessage(
                        "--profile metres: is not in the configuration, whose policy.profiles are"
                                + " cars, meters");
        assertThatThrownBy(() -> defaults(option(Column.APN, "--apn", "-a")))
                .hasMessageStartingWith("--apn -a: holds something else");
    }

    @Test
    void anOptionThatDoesNotFitARowIsToldWithItsLine() {
        row("APN", "internet");
        Map<Column, TextCell> cars = option(Column.PROFILE, "--profile", "cars");
        String[] file = {"IMSI,KI,OPC", IMSI.digits() + "," + KEYS};
        assertThat(provision(cars, false, file).bad())
                .extracting(Object::toString)
                .containsExactly(
                        "cards.csv:2: --profile cars does not fit: of APNs profile cars has cars");
    }

    /// The HSS answers such a subscriber's Update Location with 5420; provisioning other things of it does not
    /// depend on that.
    @Test
    void aProfileThatHasGoneFromTheConfigurationStaysUntilItIsChanged() {
        row("PROFILE", "meters");
        Subscriber known = stored();
        store.put(
                new Subscriber(
                        IMSI,
                        known.credentials(),
                        known.epoch(),
                        0,
                        known.cards(),
                        known.externalIdentifier(),
                        known.allowedAs(),
                        new Subscription("gone", "iot", null, null, null, List.of())));
        assertThat(row("MSISDN", "491700000012").changed()).isEqualTo(1);
        assertThat(subscription().profile()).isEqualTo("gone");
        assertThat(row("PROFILE", "meters").changed()).isEqualTo(1);
        assertThat(subscription().profile()).isEqualTo("meters");
    }

    private static final class FixedClock implements Clock {
        @Override
        public long nowMs() {
            return 1_790_000_000_000L;
        }

        @Override
        public long nowNs() {
            return 0;
        }
    }
}
