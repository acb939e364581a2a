package dev.bestow.cli.config;

import dev.bestow.core.AsId;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.PlmnId;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.keys.solution.SolutionTable;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The configuration of one node: an identity, and the sections that the node says it needs, with [#needed].
///
/// @param node what this file configures
/// @param identity who the node is
/// @param diameter its Diameter peers
/// @param http northbound: where an SCEF serves it, where an application server finds it
/// @param nas the UDP link that stands where S1AP would
/// @param ua the UDP port between devices and application server
/// @param store where it keeps what must survive
/// @param masterKey where the key is that wraps K and OPc at rest, or the epoch keys of SCEFs that share a
///     cluster; made when absent
/// @param credentials the subscriber file a fleet of UEs reads, in the formats of `provision`
/// @param usim the one card a UE runs on, in place of `credentials`
/// @param tls its key and certificate, and whom it trusts
/// @param policy what the operator decides
/// @param caps what strangers may cost it
public record NodeConfig(
        Node node,
        Identity identity,
        @Nullable DiameterSection diameter,
        @Nullable Http http,
        @Nullable Link nas,
        @Nullable Link ua,
        @Nullable Store store,
        @Nullable MasterKeySource masterKey,
        @Nullable Path credentials,
        @Nullable OnCard usim,
        @Nullable Tls tls,
        @Nullable Policy policy,
        @Nullable Caps caps) {

    /// Reads `file`, whatever node it configures.
    public static NodeConfig read(Path file) {
        return ConfigFile.read(file).bind(NodeConfig.class);
    }

    /// Reads `file`, which has to configure a `node`.
    public static NodeConfig read(Path file, Node node) {
        NodeConfig config = read(file);
        if (config.node != node) {
            throw new InvalidValue(
                    file + ": node", "is " + config.node + ", and this command starts a " + node);
        }
        return config;
    }

    /// `section`, or a refusal that names its key: `config.needed("diameter", config.diameter())`.
    public <T> T needed(String key, @Nullable T section) {
        if (section == null) {
            throw new InvalidValue(key, "is missing; a node of type " + node + " needs it");
        }
        return section;
    }

    /// Where it keeps its data, or with a cluster what is its own: `store.path`, or `data/<node>`.
    public Path dataFolder() {
        return store == null || store.path() == null ? Path.of("data", node.name()) : store.path();
    }

    /// Whether `store.path` is left out.
    public boolean folderIsDefault() {
        return store == null || store.path() == null;
    }

    /// The cluster its store is on, or nothing when it is in its own folder.
    public @Nullable Cluster cluster() {
        return store == null ? null : store.cassandra();
    }

    /// Its key file, beside its data unless `masterKey` says otherwise.
    public Path keyFile() {
        return masterKey == null
                ? dataFolder().toAbsolutePath().resolveSibling(node + ".key")
                : masterKey.file();
    }

    /// The policy, or the defaults of every one of its keys.
    public Policy policyOrDefault() {
        return policy == null ? Policy.DEFAULT : policy;
    }

    /// The nodes there are.
    public enum Node {
        hss,
        mme,
        scef,
        as,
        ue
    }

    /// Who a node is.
    ///
    /// @param host its Diameter identity, an FQDN; an MME that leaves it out is called after its PLMN,
    ///     group and code
    /// @param realm its Diameter realm
    /// @param plmn the network it belongs to
    /// @param mmeGroup an MME's group id, 16 bits
    /// @param mmeCode an MME's code, 8 bits
    /// @param asId an application server's name
    public record Identity(
            @Nullable String host,
            @Nullable String realm,
            @Nullable PlmnId plmn,
            @Nullable Integer mmeGroup,
            @Nullable Integer mmeCode,
            @Nullable AsId asId) {
        public Identity {
            requireFqdn("host", host);
            requireRealm("realm", realm);
            requireBits("mmeGroup", mmeGroup, 16);
            requireBits("mmeCode", mmeCode, 8);
        }

        private static void requireBits(String key, @Nullable Integer value, int bits) {
            if (value != null && (value < 0 || value >> bits != 0)) {
                throw new InvalidValue(key, "has " + bits + " bits");
            }
        }
    }

    /// For which networks MMEs of a realm may ask.
    public record ServedNetworks(String realm, List<PlmnId> plmns) {
        public ServedNetworks {
            requireRealm("realm", realm);
        }
    }

    /// Northbound HTTPS: either end of it.
    ///
    /// @param listen where an SCEF serves
    /// @param url where an application server asks
    public record Http(@Nullable Endpoint listen, @Nullable URI url) {
        public Http {
            if (Stream.of(listen, url).filter(end -> end != null).count() != 1) {
                throw new InvalidValue("listen", "or url, one of the two, is needed");
            }
            if (url != null && !url.getScheme().equals("https")) {
                throw new InvalidValue("url", "is an https URL: keys travel there");
            }
        }
    }

    /// One end of a UDP link.
    ///
    /// @param listen where the serving end waits
    /// @param connect where the device end sends
    public record Link(@Nullable Endpoint listen, @Nullable Endpoint connect) {
        public Link {
            if (Stream.of(listen, connect).filter(end -> end != null).count() != 1) {
                throw new InvalidValue("listen", "or connect, one of the two, is needed");
            }
        }
    }

    /// Where a node keeps what must survive a restart.
    ///
    /// @param path the folder of the durable store; with a cluster, of what is this node's own
    /// @param cassandra the cluster that keeps it in place of the folder
    public record Store(@Nullable Path path, @Nullable Cluster cassandra) {
        public Store {
            if (path == null && cassandra == null) {
                throw new InvalidValue("path", "or cassandra is needed");
            }
        }
    }

    /// An Apache Cassandra cluster.
    ///
    /// @param contactPoints some of its nodes; the others are learned from them
    /// @param datacentre the one this node asks, as the cluster calls it
    /// @param keyspace the keyspace that is ours
    /// @param replication replicas in each datacentre, for `bestow store init`
    /// @param role who we are to the cluster
    /// @param passwordFile the password of that role, the one line of a file
    /// @param tls what the connections are secured with
    public record Cluster(
            List<Endpoint> contactPoints,
            String datacentre,
            @Default("bestow") String keyspace,
            List<Replicas> replication,
            @Nullable String role,
            @Nullable Path passwordFile,
            @Nullable Tls tls) {
        public Cluster {
            if ((role == null) != (passwordFile == null)) {
                throw new InvalidValue("role", "and passwordFile belong together");
            }
        }
    }

    /// How many replicas a datacentre has.
    public record Replicas(String datacentre, @Default("3") int replicas) {}

    /// A USIM on a card in a PC/SC reader.
    ///
    /// @param reader as PC/SC calls it, or `any` for the first with a card
    /// @param imsi of the card
    public record OnCard(@Default("any") String reader, Imsi imsi) {}

    /// PEM files (RFC 7468).
    ///
    /// @param key the private key, PKCS#8 without passphrase
    /// @param certificate this node's certificate, then the intermediate ones
    /// @param ca the authorities trusted here; the system's own are not
    public record Tls(Path key, Path certificate, Path ca) {}

    /// What the operator decides. Which keys a node needs is in its example below `examples/`.
    ///
    /// @param solution which row of the solutions table serves an application server
    /// @param solutions application servers that another row serves; the same at every node
    /// @param scef Diameter identity of the SCEF, for HSS and MME
    /// @param homeRealm realm of the HSS, for an MME; its own realm when absent
    /// @param mmePools MMEs the SCEF believes and asks
    /// @param applicationServers who may have keys: for HSS (which subscribers' keys exist for whom is
    ///     in the subscriber rows), SCEF and UE
    /// @param keyLifetimeSeconds from the AKA run to the end of all derived from it; an SCEF takes a week in any case
    /// @param hssInstance 0 to 7, unlike that of any other HSS of the same subscribers
    /// @param maxVectors most vectors an HSS gives for one request, however many it asks for
    /// @param confidentialityForbidden networks in which nothing may be ciphered
    /// @param servedNetworks for which networks the MMEs of a realm may ask an HSS; a realm not listed speaks
    ///     for the network it is named after, `epc.mnc001.mcc001.3gppnetwork.org` for 001/01
    /// @param keysInVectorFor networks whose MMEs get Ks with each vector, with solution 11; the HSS's own
    ///     when empty
    public record Policy(
            @Default("12") Solution solution,
            List<ServedBy> solutions,
            @Nullable String scef,
            @Nullable String homeRealm,
            List<MmePool> mmePools,
            List<AsId> applicationServers,
            @Default("86400") int keyLifetimeSeconds,
            @Default("0") int hssInstance,
            @Default("1") int maxVectors,
            List<PlmnId> confidentialityForbidden,
            List<ServedNetworks> servedNetworks,
            List<PlmnId> keysInVectorFor) {
        private static final int MAX_KEY_LIFETIME_SECONDS = 365 * 86_400;
        static final Policy DEFAULT =
                new Policy(
                        SolutionTable.DEFAULT,
                        List.of(),
                        null,
                        null,
                        List.of(),
                        List.of(),
                        86_400,
                        0,
                        1,
                        List.of(),
                        List.of(),
                        List.of());

        public Policy {
            requireFqdn("scef", scef);
            requireRealm("homeRealm", homeRealm);
            if (keyLifetimeSeconds < 1 || keyLifetimeSeconds > MAX_KEY_LIFETIME_SECONDS) {
                throw new InvalidValue(
                        "keyLifetimeSeconds", "needs 1 to 31536000, which is a year");
            }
            if (maxVectors < 1) {
                throw new InvalidValue("maxVectors", "needs at least 1");
            }
            if (solutions.stream().map(ServedBy::endpoint).distinct().count() < solutions.size()) {
                throw new InvalidValue("solutions", "has an endpoint twice");
            }
        }

        /// Which row serves which endpoint.
        public SolutionPlan plan() {
            return new SolutionPlan(
                    solution,
                    solutions.stream()
                            .collect(Collectors.toMap(ServedBy::endpoint, ServedBy::solution)));
        }
    }

    /// An application server and the row of the solutions table that serves it.
    public record ServedBy(AsId endpoint, Solution solution) {}

    /// MME groups of one network, both ends included.
    public record MmePool(PlmnId plmn, int firstGroup, int lastGroup) {}

    /// A realm may be a single label, as laboratory networks have it.
    static void requireRealm(String key, @Nullable String name) {
        if (name != null) {
            requireFqdn(key, name.contains(".") ? name : name + ".test");
        }
    }

    /// The form every Diameter identity and realm has (RFC 6733 clause 4.3.1), in the one spelling
    /// that compares octet by octet.
    static void requireFqdn(String key, @Nullable String name) {
        if (name != null) {
            try {
                AsId.parse(name);
            } catch (InvalidValue e) {
                throw new InvalidValue(key, e.reason());
            }
        }
    }
}
