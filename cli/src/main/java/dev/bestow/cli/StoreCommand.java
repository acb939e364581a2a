package dev.bestow.cli;

import dev.bestow.cli.machine.ExitStatus;
import dev.bestow.core.InvalidValue;
import dev.bestow.network.config.Cluster;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.machine.SystemPorts;
import dev.bestow.network.store.NodeStores;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Path;

/// `bestow store`
@Command(
        name = "store",
        description = "Prepares a store on an Apache Cassandra cluster.",
        mixinStandardHelpOptions = true)
final class StoreCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "store: init is what it can do");
    }

    @Command(
            name = "init",
            description = {
                "Makes the keyspace and tables that 'store.cassandra' of a configuration names.",
                "",
                "Changes nothing that is there, so it may run again. 'replication' says how many"
                        + " replicas each datacentre has:",
                "",
                "  store:",
                "    cassandra:",
                "      contactPoints: [10.0.0.1:9042, 10.0.0.2:9042]",
                "      datacentre: dc1",
                "      replication: [{datacentre: dc1, replicas: 3}]"
            },
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  bestow store init --config hss.yaml")
    int init(
            @Option(
                            names = "--config",
                            required = true,
                            paramLabel = "FILE",
                            description = "The configuration of any node that uses the store.")
                    Path file) {
        NodeConfig config = NodeConfig.read(file);
        Cluster cluster = config.cluster();
        if (cluster == null) {
            throw new InvalidValue(
                    file + ": store.cassandra", "is missing; a store in a folder makes itself");
        }
        if (cluster.replication().isEmpty()) {
            throw new InvalidValue(
                    file + ": store.cassandra.replication",
                    "is missing; for example [{datacentre: "
                            + cluster.datacentre()
                            + ", replicas: 3}]");
        }
        NodeStores.init(cluster, SystemPorts.untilExit());
        spec.commandLine()
                .getOut()
                .println("keyspace " + cluster.keyspace() + " is ready in " + cluster.datacentre());
        return ExitStatus.OK;
    }
}
