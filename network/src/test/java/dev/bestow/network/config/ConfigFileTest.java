package dev.bestow.network.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.InvalidValue;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

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
        assertThat(config.policy().solution()).hasToString("11-kasme");
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
                .hasMessageEndingWith("policy.scef: is missing");
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
        refuses(HSS + "diameter: {}\n", "/etc/bestow/hss.yaml:1:1: policy: is missing");
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
                "/etc/bestow/hss.yaml:1:7: node: is one of [hss, mme, scef, as, ue], not hess; did"
                        + " you mean hss?");
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
}
