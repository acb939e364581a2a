package dev.bestow.conformance;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The rules of the house that class files can prove, each for a tree of packages under `base`: the
/// product under `dev.bestow`, the planted violations under a package of their own.
record HouseRules(String base) {
    /// Packages of the 3GPP functions; a row here binds a node from the day it is built.
    private static final List<String> NODES =
            List.of("hss", "mme", "scef", "emks", "hse", "as", "ue");

    private static final List<String> VALUES = List.of("core", "aka", "keys", "wire");

    /// The exceptions to [#valuesTouchNothing()]: K and OPc in clear exist in `aka` only, so the file
    /// with the key that wraps them is read and made there, and the one with the PIN of its token. How a file
    /// becomes durable, who may read it, whose a folder is, and why the machine denied it, is said once, for them
    /// and for everybody else.
    private static final Set<String> KEY_FILES =
            Set.of(
                    "aka.MasterKeyFile",
                    "aka.SecretFile",
                    "core.DurableFiles",
                    "core.DataFolder",
                    "core.OwnerOnly",
                    "core.Reason");

    /// The exception to [#loggersOnlyWhereThingsRun()]: the log of two modules, of which neither knows the other; it
    /// sees reasons, no key.
    private static final Set<String> LOGS = Set.of("session.californium.dtls.DtlsLog");

    /// The exception to [#timeAndChanceAreHandedIn()]: steps aside for others, and for no time that anything
    /// depends on.
    private static final Set<String> PAUSES = Set.of("link.fairness.CooperativeYield");

    private static final Set<String> SOCKETS =
            Set.of(
                    "java.net.Socket",
                    "java.net.ServerSocket",
                    "java.net.DatagramSocket",
                    "java.net.MulticastSocket",
                    "java.net.URL",
                    "java.net.URLConnection",
                    "java.net.http.HttpClient",
                    "java.nio.channels.SocketChannel",
                    "java.nio.channels.ServerSocketChannel",
                    "java.nio.channels.DatagramChannel",
                    "java.nio.channels.Selector",
                    "javax.net.SocketFactory",
                    "javax.net.ServerSocketFactory",
                    "javax.net.ssl.SSLSocket",
                    "javax.net.ssl.SSLServerSocket",
                    "javax.net.ssl.SSLEngine");

    /// A listener's channel, which Jetty is handed, and an engine's session carry none.
    private static final Set<String> STREAMS_OF_OCTETS =
            Set.of(
                    "java.net.Socket",
                    "java.net.ServerSocket",
                    "java.nio.channels.SocketChannel",
                    "javax.net.SocketFactory",
                    "javax.net.ssl.SSLSocket",
                    "javax.net.ssl.SSLSocketFactory",
                    "javax.net.ssl.SSLServerSocket");

    private static final Set<String> FILES =
            Set.of(
                    "java.io.File",
                    "java.io.FileInputStream",
                    "java.io.FileOutputStream",
                    "java.io.FileReader",
                    "java.io.FileWriter",
                    "java.io.RandomAccessFile",
                    "java.nio.channels.FileChannel");

    private static final Set<String> CLOCKS =
            Set.of(
                    "java.lang.System.currentTimeMillis",
                    "java.lang.System.nanoTime",
                    "java.time.Instant.now",
                    "java.time.LocalDate.now",
                    "java.time.LocalDateTime.now",
                    "java.time.OffsetDateTime.now",
                    "java.time.ZonedDateTime.now",
                    "java.time.Clock.systemUTC",
                    "java.time.Clock.systemDefaultZone",
                    "java.lang.Math.random",
                    "java.util.UUID.randomUUID",
                    "java.util.concurrent.ThreadLocalRandom.current",
                    "java.lang.Thread.sleep",
                    "java.util.concurrent.TimeUnit.sleep",
                    "java.util.concurrent.locks.LockSupport.parkNanos",
                    "java.util.concurrent.locks.LockSupport.parkUntil");

    /// Rule 1.
    ArchRule nodesDoNotKnowEachOther() {
        return slices().assignedFrom(new Nodes(base))
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(true)
                .as("nodes do not know each other");
    }

    /// Rule 2: the trust statement. `conformance` is no product.
    ArchRule onlyHssUeAndEmksReachAka() {
        return noClasses()
                .that(
                        not(
                                resideInAnyPackage(
                                        packages("aka", "hss", "ue", "emks", "network", "cli"))))
                .should()
                .dependOnClassesThat(resideInAPackage(base + ".aka.."))
                .as(
                        "only hss, ue and emks reach aka, and network and cli, which put nodes"
                                + " together");
    }

    /// Rule 3.
    ArchRule valuesTouchNothing() {
        return noClasses()
                .that(resideInAnyPackage(packages(VALUES)))
                .and(not(named(KEY_FILES)))
                .should()
                .dependOnClassesThat(sockets().or(files()).or(loggers()))
                .orShould()
                .callMethodWhere(of(Set.of("java.net.InetAddress.getByName")))
                .orShould()
                .callMethodWhere(of(Set.of("java.net.InetAddress.getAllByName")))
                .orShould()
                .callMethodWhere(of(Set.of("java.net.InetAddress.getLocalHost")))
                .as("core, aka, keys and wire open no socket, file or logger and resolve no name");
    }

    /// Sockets only in `link`, Jetty's included.
    ArchRule socketsOnlyInLink() {
        return noClasses()
                .that(not(resideInAPackage(base + ".link..")))
                .should()
                .dependOnClassesThat(sockets().or(resideInAPackage("org.eclipse.jetty..")))
                .as("sockets only in link");
    }

    /// HTTP is Jetty's and the platform's client's, and one package knows them.
    ArchRule httpOnlyInItsPackage() {
        return noClasses()
                .that(not(resideInAPackage(base + ".link.http..")))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                "org.eclipse.jetty..",
                                "java.net.http..",
                                "com.sun.net.httpserver.."))
                .as("HTTP servers and clients only in link.http");
    }

    /// Every protection stands on the leaf keys of an application server, which stand on none.
    ArchRule leafKeysKnowNoProtection() {
        return noClasses()
                .that(resideInAPackage(base + ".session.key.."))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(base + ".session..")
                                .and(not(resideInAPackage(base + ".session.key..")))
                                .or(resideInAPackage(base + ".wire.ua..")))
                .as("session.key knows no protection");
    }

    /// Whoever wrote HTTP by hand would need the octets of a socket; that package gets none.
    ArchRule nobodySpeaksHttpByHand() {
        return noClasses()
                .that(resideInAPackage(base + ".link.http.."))
                .should()
                .dependOnClassesThat(
                        describe(
                                "carry octets", type -> STREAMS_OF_OCTETS.contains(type.getName())))
                .as("link.http reads and writes no socket itself");
    }

    /// JSON is Jackson's, and one package knows it.
    ArchRule jsonOnlyInItsPackage() {
        return noClasses()
                .that(not(resideInAPackage(base + ".wire.north..")))
                .should()
                .dependOnClassesThat(resideInAPackage("com.fasterxml.jackson.."))
                .as("JSON only in wire.north");
    }

    /// Log lines are written where things run, never where secrets are computed.
    ArchRule loggersOnlyWhereThingsRun() {
        return noClasses()
                .that(
                        not(
                                resideInAnyPackage(
                                        packages(
                                                "keyserver",
                                                "link",
                                                "northbound",
                                                "californium",
                                                "network",
                                                "cli"))))
                .and(not(resideInAnyPackage(packages(NODES))))
                .and(not(named(LOGS)))
                .should()
                .dependOnClassesThat(loggers())
                .as(
                        "loggers only where things run: keyserver, link, northbound, californium,"
                                + " the nodes, network and cli");
    }

    /// Everybody logs through the JDK's own [System.Logger]; what is behind it is one package's business.
    ArchRule logbackOnlyInCliLog() {
        return noClasses()
                .that(not(resideInAPackage(base + ".cli.log..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.slf4j..", "ch.qos.logback.."))
                .as("slf4j and Logback only in cli.log");
    }

    /// Everybody tells its figures to the port in `core`.
    ArchRule prometheusOnlyInCliMonitoring() {
        return noClasses()
                .that(not(resideInAPackage(base + ".cli.monitoring..")))
                .should()
                .dependOnClassesThat(resideInAPackage("io.prometheus.."))
                .as("Prometheus only in cli.monitoring");
    }

    /// The terminal belongs to the one main.
    ArchRule onlyCliPrints() {
        return noClasses()
                .that(not(resideInAPackage(base + ".cli..")))
                .should()
                .accessTargetWhere(
                        of(
                                Set.of(
                                        "java.lang.System.out",
                                        "java.lang.System.err",
                                        "java.lang.Throwable.printStackTrace")))
                .as("only cli prints");
    }

    /// Rule 4.
    ArchRule cryptographyOnlyWhereDesigned() {
        return noClasses()
                .that(not(resideInAnyPackage(packages("aka", "keys", "session"))))
                .should()
                .dependOnClassesThat(resideInAPackage("javax.crypto.."))
                .as("javax.crypto only in aka, keys and session");
    }

    /// Rule 5: two records with equal octets must be equal.
    ArchRule recordsHoldNoArrays() {
        return classes()
                .that(describe("are records", JavaClass::isRecord))
                .should(ClassConditions.HOLD_NO_ARRAYS)
                .as("records hold no arrays");
    }

    /// Rule 6.
    ArchRule timeAndChanceAreHandedIn() {
        return noClasses()
                .that(not(resideInAnyPackage(packages("californium", "network", "cli"))))
                .and(not(named(PAUSES)))
                .should()
                .accessTargetWhere(of(CLOCKS).or(madeHere()))
                .as("clock, randomness and sleep only in network, cli and californium");
    }

    /// Rule 7.
    ArchRule secretsAreNotSerializable() {
        return classes()
                .should(ClassConditions.notSerialiseSecrets(base + ".core.Secret"))
                .as("secrets are not Serializable");
    }

    /// Rule 8, between modules.
    ArchRule modulesHaveNoCycles() {
        return slices().matching(base + ".(*)..")
                .should()
                .beFreeOfCycles()
                .as("no cycles between modules");
    }

    /// Rule 8, between packages.
    ArchRule packagesHaveNoCycles() {
        return slices().matching(base + ".(**)")
                .should()
                .beFreeOfCycles()
                .as("no cycles between packages");
    }

    /// What a solution is, its columns say.
    ArchRule nobodyAsksForTheNameOfASolution() {
        return noClasses()
                .that(not(resideInAPackage(base + ".keys.solution..")))
                .should()
                .accessTargetWhere(of(Set.of(base + ".keys.solution.Solution.name")))
                .as("nobody asks for the name of a solution");
    }

    /// A name says what a thing is.
    ArchRule namesSaySomething() {
        return classes()
                .should(ClassConditions.BE_NAMED_AFTER_WHAT_THEY_ARE)
                .as("nothing is called util, common, impl or manager");
    }

    /// All of them.
    List<ArchRule> all() {
        return List.of(
                nodesDoNotKnowEachOther(),
                onlyHssUeAndEmksReachAka(),
                valuesTouchNothing(),
                socketsOnlyInLink(),
                httpOnlyInItsPackage(),
                leafKeysKnowNoProtection(),
                nobodySpeaksHttpByHand(),
                jsonOnlyInItsPackage(),
                loggersOnlyWhereThingsRun(),
                logbackOnlyInCliLog(),
                prometheusOnlyInCliMonitoring(),
                onlyCliPrints(),
                cryptographyOnlyWhereDesigned(),
                recordsHoldNoArrays(),
                timeAndChanceAreHandedIn(),
                secretsAreNotSerializable(),
                modulesHaveNoCycles(),
                packagesHaveNoCycles(),
                nobodyAsksForTheNameOfASolution(),
                namesSaySomething());
    }

    private String[] packages(String... modules) {
        return packages(Arrays.asList(modules));
    }

    private String[] packages(List<String> modules) {
        return modules.stream().map(module -> base + "." + module + "..").toArray(String[]::new);
    }

    /// The types `names` of this house, with the types nested in them.
    private DescribedPredicate<JavaClass> named(Set<String> names) {
        return describe(
                "named " + names,
                type ->
                        names.stream()
                                .map(name -> base + "." + name)
                                .anyMatch(name ->
                                        type.getName().equals(name)
                                                || type.getName().startsWith(name + "$")));
    }

    private static DescribedPredicate<JavaClass> sockets() {
        return describe("open sockets", type -> SOCKETS.contains(type.getName()));
    }

    private static DescribedPredicate<JavaClass> files() {
        return describe(
                "open files",
                type ->
                        FILES.contains(type.getName())
                                || type.getPackageName().startsWith("java.nio.file"));
    }

    private static DescribedPredicate<JavaClass> loggers() {
        return describe(
                "log",
                type ->
                        type.getName().startsWith("java.lang.System$Logger")
                                || Stream.of("java.util.logging", "org.slf4j", "ch.qos.logback")
                                        .anyMatch(type.getPackageName()::startsWith));
    }

    /// Accesses to one of `members`, each as `type.member`.
    private static DescribedPredicate<JavaAccess<?>> of(Set<String> members) {
        return describe(
                "of one of " + members,
                access ->
                        members.contains(
                                access.getTargetOwner().getName() + "." + access.getName()));
    }

    /// Constructors and factories of sources of chance and of today's date.
    private static DescribedPredicate<JavaAccess<?>> madeHere() {
        Set<String> makers = Set.of("<init>", "getInstance", "getInstanceStrong", "getSeed", "of");
        DescribedPredicate<JavaClass> random =
                assignableTo(java.util.random.RandomGenerator.class)
                        .or(assignableTo(java.util.random.RandomGeneratorFactory.class));
        return describe(
                "that make a random generator or today's date",
                access ->
                        (makers.contains(access.getName()) && random.test(access.getTargetOwner()))
                                || access.getTarget()
                                        .getFullName()
                                        .startsWith("java.util.Date.<init>()"));
    }

    /// Which node a class belongs to.
    private record Nodes(String base) implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return NODES.stream()
                    .filter(node ->
                            (type.getPackageName() + ".").startsWith(base + "." + node + "."))
                    .findFirst()
                    .map(SliceIdentifier::of)
                    .orElseGet(SliceIdentifier::ignore);
        }

        @Override
        public String getDescription() {
            return "the nodes under " + base;
        }
    }
}
