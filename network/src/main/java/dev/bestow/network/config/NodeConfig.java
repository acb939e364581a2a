package dev.bestow.network.config;

import dev.bestow.core.AsId;
import dev.bestow.core.InvalidValue;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Arrays;

/// The configuration of one node: who it is, what it needs and what its operator decides. `node` in the file says
/// which of the records below the rest of it fills.
public sealed interface NodeConfig
        permits HssNodeConfig,
                MmeNodeConfig,
                KeyServerNodeConfig,
                EndpointNodeConfig,
                UeNodeConfig {
    /// The nodes there are.
    enum Node {
        hss(HssNodeConfig.class),
        mme(MmeNodeConfig.class),
        scef(ScefNodeConfig.class),
        emks(EmksNodeConfig.class),
        hse(HseNodeConfig.class),
        as(AsNodeConfig.class),
        ue(UeNodeConfig.class);

        private final Class<? extends Record> section;

        Node(Class<? extends Record> section) {
            this.section = section;
        }

        Class<? extends Record> section() {
            return section;
        }

        private static Node of(Class<? extends NodeConfig> section) {
            return Arrays.stream(values())
                    .filter(node -> node.section.equals(section))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /// Reads `file`, whatever node it configures.
    static NodeConfig read(Path file) {
        return of(ConfigFile.read(file));
    }

    /// As [#read(Path)], of a file that is in hand.
    static NodeConfig of(ConfigFile file) {
        Node node = file.scalar("node", Node.class);
        return (NodeConfig) file.bindWithout("node", node.section);
    }

    /// Reads `file`, which has to configure a node of that type.
    static <C extends NodeConfig> C read(Path file, Class<C> type) {
        ConfigFile read = ConfigFile.read(file);
        Node node = read.scalar("node", Node.class);
        if (!node.section.equals(type)) {
            throw new InvalidValue(
                    file + ": node", "is " + node + ", and this command starts a " + Node.of(type));
        }
        return type.cast(of(read));
    }

    Node node();

    /// Where it keeps what must survive; null for one that keeps nothing, or where the file says nothing.
    @Nullable Store store();

    /// Where the key is that wraps K and OPc at rest, or the epoch keys of key servers that share a cluster; made when
    /// absent.
    @Nullable MasterKeySource masterKey();

    /// What strangers may cost it.
    Caps caps();

    /// Where it tells how it is; null for nowhere.
    @Nullable Admin admin();

    /// Where it keeps its data, or with a cluster what is its own: `store.path`, or `data/<node>`.
    default Path dataFolder() {
        Store store = store();
        return store == null || store.path() == null
                ? Path.of("data", node().name())
                : store.path();
    }

    /// Whether `store.path` is left out.
    default boolean folderIsDefault() {
        Store store = store();
        return store == null || store.path() == null;
    }

    /// The cluster its store is on, or null when it is in its own folder.
    default @Nullable Cluster cluster() {
        Store store = store();
        return store == null ? null : store.cassandra();
    }

    /// Its key file, beside its data unless `masterKey` says otherwise.
    default Path keyFile() {
        MasterKeySource source = masterKey();
        return source == null
                ? dataFolder().toAbsolutePath().resolveSibling(node() + ".key")
                : source.file();
    }

    /// A realm may be a single label, as laboratory networks have it.
    static void requireRealm(String key, @Nullable String name) {
        if (name != null) {
            requireFqdn(key, name.contains(".") ? name : name + ".test");
        }
    }

    /// At least a second, or any application server could drain batteries; at most a day.
    static void requireRefresh(int refreshSeconds) {
        if (refreshSeconds < 1 || refreshSeconds > 86_400) {
            throw new InvalidValue("refreshSeconds", "needs 1 to 86400, which is a day");
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
