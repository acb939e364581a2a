package dev.bestow.network.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.Map.entry;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.subscription.AccessPoint;
import dev.bestow.core.subscription.AccessProfile;
import dev.bestow.core.subscription.AccessRestrictions;
import dev.bestow.core.subscription.AuthenticationPolicy;
import dev.bestow.core.subscription.Bandwidth;
import dev.bestow.core.subscription.BearerQos;
import dev.bestow.core.subscription.NasAlgorithm;
import dev.bestow.core.subscription.NetworkAccessMode;
import dev.bestow.core.subscription.PdnType;
import dev.bestow.hse.AccountingLimits;
import dev.bestow.hss.AccessProfiles;
import dev.bestow.hss.PdnConnections;
import dev.bestow.hss.ProfilePolicy;
import dev.bestow.keys.solution.Protection;
import dev.bestow.link.coap.CoapEapLimits;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

class ConfigFileTest {
    private static final Path FILE = Path.of("/etc/bestow/hss.yaml");

    private static final String COMPLETE =
            """
            node: hss
            identity: {host: hss.epc.example.net, realm: epc.example.net}
            diameter:
              listen: 127.0.0.1:3868
              peers:
                - host: mme.epc.example.net
                  role: mme
                  address: "[::1]:3870"
                  realms: [visited.example.org]
                - host: scef.epc.example.net
                  role: scef
                  tls: true
            store: {path: data/hss}
            masterKey: ../keys/master.key
            tls: {key: tls/hss.key, certificate: tls/hss.crt, ca: tls/ca.crt}
            policy: {solution: 11-kasme, scef: scef.epc.example.net}
            """;

    private static final String HSS =
            "node: hss\nidentity: {host: hss.a.example, realm: a.example}\n";
    private static final String MME =
            "node: mme\nnas: {listen: 127.0.0.1:0}\ndiameter: {}\n"
                    + "policy: {scef: scef.a.example}\nidentity: ";

    private static NodeConfig bound(String yaml) {
        return NodeConfig.of(ConfigFile.parse(FILE, yaml));
    }

    private static void refuses(String yaml, String message) {
        assertThatThrownBy(() -> bound(yaml)).isInstanceOf(InvalidValue.class).hasMessage(message);
    }

    @Test
    void bindsEveryKind() {
        var config = (HssNodeConfig) bound(COMPLETE);
        assertThat(config.node()).isEqualTo(NodeConfig.Node.hss);
        assertThat(config.identity().realm()).isEqualTo("epc.example.net");
        DiameterSection diameter = config.diameter();
        assertThat(diameter.listen()).isEqualTo(new Endpoint("127.0.0.1", 3868));
        assertThat(diameter.listenTls()).isNull();
        assertThat(diameter.peers()).hasSize(2);
        DiameterSection.Peer mme = diameter.peers().get(0);
        assertThat(mme.address()).isEqualTo(new Endpoint("::1", 3870));
        assertThat(mme.tls()).isFalse();
        assertThat(mme.realms()).containsExactly("visited.example.org");
        assertThat(diameter.peers().get(1).tls()).isTrue();
        assertThat(config.policy().plan().usual()).hasToString("11-kasme");
    }

    @Test
    void anMmeMayRunNoSolutionAndThenKnowsNoScef() {
        String identity = "{plmn: 001/01, mmeGroup: 1, mmeCode: 1}\n";
        String none = MME.replace("scef: scef.a.example", "solution: none") + identity;
        assertThat(((MmeNodeConfig) bound(none)).policy().plan().isEmpty()).isTrue();
        assertThat(((MmeNodeConfig) bound(MME + identity)).policy().plan().isEmpty()).isFalse();
        assertThatThrownBy(() -> bound(none.replace("none", "none, scef: scef.a.example")))
                .hasMessageEndingWith("policy.scef: has no place beside solution: none");
        assertThatThrownBy(() -> bound(none.replace("none", "\"12\"")))
                .hasMessageEndingWith("policy.scef: is missing, and solution 12 needs it");
    }

    @Test
    void anHssHearsOfPdnConnectionsByWhatAnyMmeSendsUnlessSaidOtherwise() {
        String usual =
                """
                node: hss
                identity: {host: hss.a.example, realm: a.example}
                diameter: {listen: "127.0.0.1:3868", peers: []}
                store: {path: data}
                policy: {solution: 1B, hse: hse.a.example}
                """;
        assertThat(connections(usual)).isEqualTo(PdnConnections.STANDARD);
        assertThat(connections(usual.replace("1B", "1B, connectionToldBy: nor, hseApn: secure")))
                .isEqualTo(new PdnConnections(PdnConnections.ToldBy.nor, "secure"));
        assertThatThrownBy(() -> connections(usual.replace("1B", "1B, hseApn: se_cure")))
                .hasMessageEndingWith(
                        "policy.hseApn: holds something else than letters, digits and, inside a"
                                + " label, hyphens");
        assertThatThrownBy(() -> connections(usual.replace(", hse: hse.a.example", "")))
                .hasMessageEndingWith("policy.hse: is missing, and solution 1B needs it");
    }

    private static PdnConnections connections(String yaml) {
        return ((HssNodeConfig) bound(yaml)).policy().connections();
    }

    @Test
    void pathsStartWhereTheFileLies() {
        NodeConfig config = bound(COMPLETE);
        assertThat(config.dataFolder()).isEqualTo(Path.of("/etc/bestow/data/hss"));
        assertThat(config.masterKey())
                .isEqualTo(new MasterKeySource(Path.of("/etc/keys/master.key"), null));
    }

    @Test
    void theVendorIdOfOurAvpsIsTheOperators() {
        String own = COMPLETE.replace("  listen:", "  vendorId: 4711\n  listen:");
        assertThat(((HssNodeConfig) bound(COMPLETE)).diameter().vendorId()).isEqualTo(32_473);
        assertThat(((HssNodeConfig) bound(own)).diameter().vendorId()).isEqualTo(4711);
        for (String foreign : new String[] {"0", "-1", "10415"}) {
            assertThatThrownBy(() -> bound(own.replace("4711", foreign)))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageContaining("vendorId");
        }
    }

    @Test
    void aTypoIsAnsweredWithTheKeysAndTheNearest() {
        refuses(
                HSS + "diameter:\n  lisetn: 127.0.0.1:3868\n",
                "/etc/bestow/hss.yaml:4:3: diameter.lisetn: is no key; known here: listen,"
                        + " listenTls, peers, vendorId; did you mean listen?");
        refuses(
                HSS + "masterkey: x\n",
                "/etc/bestow/hss.yaml:3:1: masterkey: is no key; known here: identity, diameter,"
                        + " store, masterKey, tls, policy, caps, admin; did you mean masterKey?");
        refuses(
                "node: hss\nidentity: {shoe: 1}\n",
                "/etc/bestow/hss.yaml:2:12: identity.shoe: is no key; known here: host, realm");
    }

    /// What another node has a use for, this one has none for.
    @Test
    void aKeyOfAnotherNodeIsNoKeyOfThisOne() {
        refuses(
                HSS + "nas: {listen: 127.0.0.1:36412}\n",
                "/etc/bestow/hss.yaml:3:1: nas: is no key; known here: identity, diameter, store,"
                        + " masterKey, tls, policy, caps, admin");
    }

    @Test
    void aPeerIsNamedByItsPlaceInTheList() {
        refuses(
                """
                node: hss
                identity: {host: hss.a.example, realm: a.example}
                diameter:
                  peers:
                    - host: a.example
                      role: mme
                    - host: b.example
                      role: mme
                      address: 127.0.0.1
                """,
                "/etc/bestow/hss.yaml:9:16: diameter.peers[1].address: is written HOST:PORT, for"
                        + " example 127.0.0.1:3868");
    }

    @Test
    void whatIsNeededIsMissedByName() {
        refuses("node: hss\n", "/etc/bestow/hss.yaml:1:1: identity: is missing");
        refuses(
                HSS + "diameter: {}\ntls: {key: a, ca: b}\n",
                "/etc/bestow/hss.yaml:4:6: tls.certificate: is missing");
        refuses("node: hss\nidentity:\n", "/etc/bestow/hss.yaml:1:1: identity: is missing");
        refuses(
                "node: mme\nidentity: {plmn: 001/01, mmeGroup: 1, mmeCode: 1}\n"
                        + "nas: {listen: 127.0.0.1:0}\ndiameter: {}\n",
                "/etc/bestow/hss.yaml:1:1: policy: is missing");
        refuses("identity: {}\n", "/etc/bestow/hss.yaml:1:1: node: is missing");
        refuses(
                "node: as\nidentity: {asId: as.example}\n",
                "/etc/bestow/hss.yaml:1:1: http: is missing");
    }

    @Test
    void aWrongKindSaysWhichIsWanted() {
        refuses(
                "node: hss\nidentity: hss.example.net\n",
                "/etc/bestow/hss.yaml:2:11: identity: is a scalar, needs keys: host, realm");
        refuses(
                HSS + "diameter: {peers: {host: a.example}}\n",
                "/etc/bestow/hss.yaml:3:19: diameter.peers: is a mapping, needs a list");
        refuses(
                "node: mme\nidentity: {plmn: 001/01, mmeGroup: 1, mmeCode: many}\n",
                "/etc/bestow/hss.yaml:2:48: identity.mmeCode: is a number, not many");
        refuses(
                "node: mme\nidentity: {plmn: [1]}\n",
                "/etc/bestow/hss.yaml:2:18: identity.plmn: is a list, needs a PLMN");
        refuses(
                HSS + "diameter: {peers: [{host: a.example, role: mme, tls: yes}]}\n",
                "/etc/bestow/hss.yaml:3:54: diameter.peers[0].tls: is true or false, not yes");
        refuses(
                "node: hess\nidentity: {}\n",
                "/etc/bestow/hss.yaml:1:7: node: is one of [hss, mme, scef, emks, hse, as, ue], not"
                        + " hess; did you mean hss?");
    }

    @Test
    void valuesThatContradictEachOtherAreRefusedWhereTheyStand() {
        refuses(
                "node: as\nidentity: {asId: as.example}\nhttp: {url: http://127.0.0.1:8443}\n",
                "/etc/bestow/hss.yaml:3:7: http.url: is an https URL: keys travel there");
        refuses(
                "node: hss\nidentity: {host: HSS.example.net, realm: example.net}\n",
                "/etc/bestow/hss.yaml:2:11: identity.host: is a lower-case FQDN of at least two"
                        + " labels without trailing dot");
        refuses(
                "node: mme\nidentity: {plmn: 001/01, mmeGroup: 1, mmeCode: 256}\n",
                "/etc/bestow/hss.yaml:2:11: identity.mmeCode: has 8 bits");
        refuses(
                "node: ue\nidentity: {plmn: 001/01}\nnas: {connect: a.example:1}\n"
                        + "ua: {connect: a.example:2}\n",
                "/etc/bestow/hss.yaml:1:1: credentials: or usim, one of the two, is needed");
    }

    private static String withProfiles(String profiles) {
        return COMPLETE.replace("policy: {", "policy: {profiles: [" + profiles + "], ");
    }

    private static AccessProfile profile(String yaml) {
        var config = (HssNodeConfig) bound(withProfiles(yaml));
        return Objects.requireNonNull(config.policy().accessProfiles().named().get("meters"));
    }

    @Test
    void aProfileThatSaysNothingButItsApnsLetsAUeAttach() {
        assertThat(profile("{name: meters, accessPoints: [{name: IoT}]}"))
                .isEqualTo(AccessProfile.standard("iot"));
        assertThat(((HssNodeConfig) bound(COMPLETE)).policy().accessProfiles())
                .isEqualTo(AccessProfiles.BUILT_IN);
    }

    @Test
    void aProfileSaysWhatTheNetworkGives() {
        assertThat(
                        profile(
                                "{name: meters, networkAccessMode: only-packet, accessRestrictions:"
                                    + " 0x50, ambr: {uplink: 512k, downlink: 1200}, accessPoints:"
                                    + " [{name: iot, pdnType: IPv6, qci: 5, priority: 1,"
                                    + " mayPreempt: true, mayBePreempted: true, ambr: {uplink:"
                                    + " 4G}}, {name: internet}]}"))
                .isEqualTo(
                        new AccessProfile(
                                NetworkAccessMode.ONLY_PACKET,
                                AccessRestrictions.NONE.withoutEutran().withoutNbIot(),
                                new Bandwidth(512_000, 1_200),
                                List.of(
                                        new AccessPoint(
                                                "iot",
                                                PdnType.IPV6,
                                                new BearerQos(5, 1, true, true),
                                                new Bandwidth(4_000_000_000L, 1_000_000_000)),
                                        AccessPoint.standard("internet"))));
    }

    @Test
    void aProfileSaysWhatAnMmeIsAskedFor() {
        String yaml =
                "{name: meters, accessPoints: [{name: iot}], security: {keyLifetimeSeconds: 7200,"
                        + " reauthenticateAfterSeconds: 3600, reauthenticateAfterKeys: 5,"
                        + " nasAlgorithms: [EEA2, EIA2], protections:"
                        + " [e2e]}}";
        var config = (HssNodeConfig) bound(withProfiles(yaml));
        assertThat(config.policy().accessProfiles().policies())
                .containsEntry(
                        "meters",
                        new ProfilePolicy(
                                new AuthenticationPolicy(
                                        3_600,
                                        5,
                                        NasAlgorithm.mask(
                                                List.of(NasAlgorithm.EEA2, NasAlgorithm.EIA2))),
                                7_200,
                                Set.of(Protection.END_TO_END)));
    }

    @Test
    void aMistakeInAProfileIsNamedByItsPlace() {
        Map<String, String> mistakes =
                Map.ofEntries(
                        entry("{name: -a, accessPoints: [{name: iot}]}", "[0].name: is up to 64"),
                        entry("{accessPoints: [{name: iot}]}", "[0].name: is missing"),
                        entry("{name: meters}", "[0].accessPoints: needs 1 to 50"),
                        entry(
                                "{name: meters, accessPoints: [{name: iot}, {name: IOT}]}",
                                "[0].accessPoints: has iot twice"),
                        entry(
                                "{name: meters, accessPoints: [{name: rac1}]}",
                                "[0].accessPoints[0].name: starts with rac, which is reserved"),
                        entry(
                                "{name: meters, accessPoints: [{name: iot, qci: 0}]}",
                                "[0].accessPoints[0].qci: needs 1 to 254"),
                        entry(
                                "{name: meters, accessPoints: [{name: iot, priority: 16}]}",
                                "[0].accessPoints[0].priority: needs 1 to 15"),
                        entry(
                                "{name: meters, accessPoints: [{name: iot, pdnType: ipv4}]}",
                                "[0].accessPoints[0].pdnType: is one of [IPv4, IPv6, IPv4v6,"
                                        + " IPv4-or-IPv6], not ipv4; did you mean IPv4?"),
                        entry(
                                "{name: meters, networkAccessMode: all, accessPoints: [{name:"
                                        + " iot}]}",
                                "[0].networkAccessMode: is one of [packet-and-circuit,"
                                        + " only-packet], not all"),
                        entry(
                                "{name: meters, accessRestrictions: nb-iot, accessPoints: [{name:"
                                        + " iot}]}",
                                "[0].accessRestrictions: is Access-Restriction-Data as a number"),
                        entry(
                                "{name: meters, ambr: {uplink: 5G}, accessPoints: [{name: iot}]}",
                                "[0].ambr.uplink: needs 1 to 4294967295 bits per second"),
                        entry(
                                "{name: meters, ambr: 1G, accessPoints: [{name: iot}]}",
                                "[0].ambr: is a scalar, needs keys: uplink, downlink"),
                        entry(
                                "{name: meters, accessPoints: [{name: iot}], security:"
                                        + " {reauthenticateAfterSeconds: 59}}",
                                "[0].security.reauthenticateAfterSeconds: needs at least 60"),
                        entry(
                                "{name: meters, accessPoints: [{name: iot}], security:"
                                        + " {keyLifetimeSeconds: 31536001}}",
                                "[0].security.keyLifetimeSeconds: needs 1 to 31536000"),
                        entry(
                                "{name: meters, accessPoints: [{name: iot}], security:"
                                        + " {reauthenticateAfterKeys: -1}}",
                                "[0].security.reauthenticateAfterKeys: is not negative"),
                        entry(
                                "{name: meters, accessPoints: [{name: iot}], security:"
                                        + " {nasAlgorithms: [EIA0]}}",
                                "[0].security.nasAlgorithms[0]: is one of [EEA0,"),
                        entry(
                                "{name: a, accessPoints: [{name: iot}]}, {name: a, accessPoints:"
                                        + " [{name: iot}]}",
                                ": has a twice"));
        mistakes.forEach((yaml, message) ->
                assertThatThrownBy(() -> bound(withProfiles(yaml)))
                        .as(yaml)
                        .isInstanceOf(InvalidValue.class)
                        .hasMessageContaining("policy.profiles" + message));
    }

    @Test
    void anHssWithoutScefRunsNoSolution() {
        var plain = (HssNodeConfig) bound(HSS + "diameter: {}\n");
        assertThat(plain.policy().plan().isEmpty()).isTrue();
        assertThat(((HssNodeConfig) bound(COMPLETE)).policy().plan().isEmpty()).isFalse();
        String usual = COMPLETE.replace("solution: 11-kasme, ", "");
        assertThat(((HssNodeConfig) bound(usual)).policy().plan().usual()).hasToString("12");
        refuses(
                HSS + "diameter: {}\npolicy: {solution: 12}\n",
                "/etc/bestow/hss.yaml:4:9: policy.scef: is missing, and solution 12 needs it");
        refuses(
                COMPLETE.replaceFirst("(?m)^policy.*\n", ""),
                "/etc/bestow/hss.yaml:1:1: policy.scef: is missing, and scef.epc.example.net is an"
                        + " SCEF");
        refuses(
                HSS + "diameter: {peers: [{host: emks.a.example, role: emks}]}\n",
                "/etc/bestow/hss.yaml:1:1: policy.emks: is missing, and emks.a.example is an EMKS");
        refuses(
                HSS + "diameter: {}\npolicy: {solution: none, emks: emks.a.example}\n",
                "/etc/bestow/hss.yaml:4:9: policy.emks: has no place beside solution: none");
        refuses(
                HSS + "diameter: {}\npolicy: {emks: emks.a.example}\n",
                "/etc/bestow/hss.yaml:4:9: policy.scef: is missing, and solution 12 needs it");
    }

    @Test
    void aRealmMayHaveOneLabelAndStandsOnce() {
        String mme = HSS + "diameter: {peers: [{host: mme.localdomain, role: mme}]}\n";
        String served = "{realm: localdomain, plmns: [999/70, 001/01]}";
        var config = (HssNodeConfig) bound(mme + "policy: {servedNetworks: [" + served + "]}\n");
        assertThat(config.policy().servedNetworks().getFirst().realm()).isEqualTo("localdomain");
        refuses(
                mme + "policy: {servedNetworks: [" + served + ", " + served + "]}\n",
                "/etc/bestow/hss.yaml:4:9: policy.servedNetworks: has localdomain twice");
    }

    @Test
    void numbersAreWrittenAsOperatorsWriteThem() {
        assertThat(mmeGroup("0x8001")).isEqualTo(0x8001);
        assertThat(mmeGroup("0010")).isEqualTo(10);
        assertThat(mmeGroup("000")).isZero();
    }

    private static int mmeGroup(String written) {
        String yaml = MME + "{plmn: 001/01, mmeGroup: " + written + ", mmeCode: 1}\n";
        return ((MmeNodeConfig) bound(yaml)).identity().mmeGroup();
    }

    @Test
    void aKeyStandsOnce() {
        refuses(
                "node: hss\nnode: mme\nidentity: {}\n",
                "/etc/bestow/hss.yaml:2:1: node: stands here twice");
    }

    @Test
    void whatIsNoYamlSaysWhere() {
        assertThatThrownBy(() -> bound("node: [hss\n"))
                .isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith("/etc/bestow/hss.yaml:2:1: is no YAML: ");
        refuses("", "/etc/bestow/hss.yaml: is empty");
        assertThatThrownBy(() -> ConfigFile.read(Path.of("nowhere.yaml")))
                .hasMessage("nowhere.yaml: does not exist");
    }

    @Test
    void theFileOfAnotherNodeIsRefused(@org.junit.jupiter.api.io.TempDir Path folder)
            throws java.io.IOException {
        Path file = folder.resolve("hss.yaml");
        java.nio.file.Files.writeString(file, COMPLETE);
        assertThat(NodeConfig.read(file, HssNodeConfig.class).node())
                .isEqualTo(NodeConfig.Node.hss);
        assertThatThrownBy(() -> NodeConfig.read(file, MmeNodeConfig.class))
                .hasMessage(file + ": node: is hss, and this command starts a mme");
    }

    @Test
    void endpointsPrintAsTheyAreRead() {
        assertThat(Endpoint.parse("[::1]:3868")).hasToString("[::1]:3868");
        assertThat(Endpoint.parse("hss.example.net:0")).hasToString("hss.example.net:0");
        assertThatThrownBy(() -> Endpoint.parse("127.0.0.1:65536"))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> Endpoint.parse("::1:3868")).isInstanceOf(InvalidValue.class);
    }

    private static final String EMKS =
            """
            node: emks
            identity: {host: emks.a.example, realm: a.example}
            diameter: {}
            http: {listen: 127.0.0.1:8443}
            tls: {key: a, certificate: b, ca: c}
            policy: {solution: 3, endpoints: [emse.a.example]}
            """;

    @Test
    void anEmksThatRunsAnAkaItselfSaysWhere() {
        refuses(EMKS, "/etc/bestow/hss.yaml:1:1: ownRuns: is missing, and solution 3 needs it");
        refuses(
                EMKS.replace("solution: 3", "solution: 10") + "ownRuns: {network: 001/01}\n",
                "/etc/bestow/hss.yaml:1:1: ownRuns: has no use: no solution here has the EMKS run"
                        + " an AKA itself");
        refuses(
                EMKS + "ownRuns: {network: 001/01, limits: {runs: 0}}\n",
                "/etc/bestow/hss.yaml:7:36: ownRuns.limits.runs: needs at least one");
        var config = (EmksNodeConfig) bound(EMKS + "ownRuns: {network: 001/01}\n");
        OwnRunsSection ownRuns = Objects.requireNonNull(config.ownRuns());
        assertThat(ownRuns.listen()).hasToString("127.0.0.1:5683");
        assertThat(ownRuns.limits()).isEqualTo(OwnRunsSection.Limits.DEFAULT);
        assertThat(ownRuns.limits().limits()).isEqualTo(CoapEapLimits.DEFAULT);
    }

    @Test
    void devicesThatRunAnAkaWithAnEmksKnowWhereItIs() {
        String ue =
                """
                node: ue
                identity: {plmn: 001/01}
                credentials: cards.csv
                nas: {connect: 127.0.0.1:5800}
                ua: {connect: 127.0.0.1:5700}
                policy: {solution: 3, applicationServers: [emse.a.example]}
                """;
        refuses(
                ue,
                "/etc/bestow/hss.yaml:1:1: emks: is missing, and a solution here has devices run"
                        + " an AKA with it");
        var config = (UeNodeConfig) bound(ue + "emks: {connect: 127.0.0.1:5683}\n");
        assertThat(Objects.requireNonNull(config.emks()).connect()).hasToString("127.0.0.1:5683");
    }

    private static final String HSE =
            """
            node: hse
            identity: {hseId: hse.a.example, realm: a.example}
            ua: {listen: 127.0.0.1:5700}
            tls: {key: a, certificate: b, ca: c}
            policy: {solution: 1C}
            """;
    private static final String ACCOUNTING =
            "accounting: {clients: [{address: 192.0.2.1, secretFile: pgw.secret}]}\n";

    @Test
    void anHseThatAsksForKeysSaysWhereItsHssAndItsGatewaysAre() {
        refuses(
                HSE + ACCOUNTING,
                "/etc/bestow/hss.yaml:1:1: diameter: is missing, and solution 1C needs it");
        refuses(
                HSE + "diameter: {}\n",
                "/etc/bestow/hss.yaml:1:1: accounting: is missing, and solution 1C needs it");
        refuses(
                HSE.replace("1C", "1A") + "diameter: {}\n" + ACCOUNTING,
                "/etc/bestow/hss.yaml:1:1: accounting: has no use with solution 1A: its HSE asks"
                        + " for no keys");
        var config = (HseNodeConfig) bound(HSE + "diameter: {}\n" + ACCOUNTING);
        AccountingSection accounting = Objects.requireNonNull(config.accounting());
        assertThat(accounting.listen()).hasToString("127.0.0.1:1813");
        assertThat(accounting.limits()).isEqualTo(AccountingSection.Limits.DEFAULT);
        assertThat(accounting.limits().limits()).isEqualTo(AccountingLimits.DEFAULT);
        assertThat(accounting.clients())
                .containsExactly(
                        new AccountingSection.Client(
                                "192.0.2.1", Path.of("/etc/bestow/pgw.secret")));
    }

    @Test
    void accountingIsOfClientsWithAddresses() {
        refuses(
                HSE + "diameter: {}\naccounting: {clients: []}\n",
                "/etc/bestow/hss.yaml:7:13: accounting.clients: needs at least one");
        refuses(
                HSE
                        + "diameter: {}\n"
                        + "accounting: {clients: [{address: pgw.a.example, secretFile: s}]}\n",
                "/etc/bestow/hss.yaml:7:24: accounting.clients[0].address: pgw.a.example is no IP"
                        + " address; a name is not enough");
    }
}
