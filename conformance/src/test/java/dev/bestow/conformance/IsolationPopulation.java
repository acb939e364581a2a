package dev.bestow.conformance;

import dev.bestow.aka.SoftUsim;
import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.AsId;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionTable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/// Who lives in the network of [IsolationTest]: two tenants, each with 25 endpoints and half of the 1,000 subscribers.
///
/// @param endpoints 50
/// @param ues 1,000
record IsolationPopulation(List<Endpoint> endpoints, List<Ue> ues) {
    private static final int UES = 1_000;
    private static final List<String> TENANTS = List.of("red.example", "blue.example");
    private static final Solution TWO = SolutionTable.named("2");
    private static final Solution TEN = SolutionTable.named("10");
    private static final Solution TWELVE = SolutionTable.named("12");

    /// One endpoint, or who says that it is one.
    ///
    /// @param name what it is called
    /// @param certificate the name that its certificate has
    /// @param served whether its key server has it in its policy
    /// @param translating whether it may learn IMSIs
    record Endpoint(
            AsId name,
            String tenant,
            Solution row,
            String certificate,
            boolean served,
            boolean translating) {
        /// The one that asks the EMKS.
        boolean isEmse() {
            return !row.equals(TWELVE);
        }

        /// Whether it is who it says.
        boolean isGenuine() {
            return certificate.equals(name.fqdn());
        }

        @Override
        public String toString() {
            return name + " (row " + row + (translating ? ", translating)" : ")");
        }
    }

    /// One device.
    ///
    /// @param allowed endpoints that may have its keys
    record Ue(
            TestCard card, SoftUsim usim, String tenant, TestCard.Names names, Set<AsId> allowed) {
        Imsi imsi() {
            return card.imsi();
        }

        boolean allows(Endpoint endpoint) {
            return allowed.contains(endpoint.name());
        }

        boolean isCalled(ApplicationIdentity identity) {
            return names.application().contains(identity);
        }

        Ue {
            allowed = Set.copyOf(allowed);
        }
    }

    static IsolationPopulation of(Random random) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (String tenant : TENANTS) {
            endpoints.addAll(endpoints(tenant));
        }
        List<Ue> ues = new ArrayList<>();
        for (int i = 0; i < UES; i++) {
            ues.add(ue(random, i, endpoints));
        }
        return new IsolationPopulation(List.copyOf(endpoints), List.copyOf(ues));
    }

    /// The second tenant's second EMSE of solution 10 translates.
    private static List<Endpoint> endpoints(String tenant) {
        List<Endpoint> all = new ArrayList<>();
        genuine(all, tenant, TWELVE, 10, true);
        genuine(all, tenant, TWO, 4, true);
        genuine(all, tenant, TEN, 7, true);
        genuine(all, tenant, TWELVE, 1, false);
        genuine(all, tenant, TEN, 1, false);
        for (Solution row : List.of(TWELVE, TEN)) {
            var name = name(row, all.size(), tenant);
            all.add(new Endpoint(name, tenant, row, "other-" + name.fqdn(), true, false));
        }
        return all;
    }

    private static void genuine(
            List<Endpoint> all, String tenant, Solution row, int count, boolean served) {
        for (int i = 0; i < count; i++) {
            var name = name(row, all.size(), tenant);
            boolean translating =
                    served && i == 1 && row.equals(TEN) && tenant.equals(TENANTS.getLast());
            all.add(new Endpoint(name, tenant, row, name.fqdn(), served, translating));
        }
    }

    private static AsId name(Solution row, int number, String tenant) {
        String kind = row.equals(TWELVE) ? "as" : "emse";
        return new AsId(String.format(Locale.ROOT, "%s-%02d.%s", kind, number, tenant));
    }

    /// Allows each endpoint of its tenant with one chance of three. Half of all have application identities, of which
    /// many subscribers have the same.
    private static Ue ue(Random random, int number, List<Endpoint> endpoints) {
        String tenant = TENANTS.get(number % TENANTS.size());
        byte[] k = new byte[16];
        byte[] opc = new byte[16];
        random.nextBytes(k);
        random.nextBytes(opc);
        var imsi = Imsi.parse(String.format(Locale.ROOT, "00101%010d", 7_000_000 + number));
        var card = new TestCard(imsi, Octets.copyOf(k), Octets.copyOf(opc));
        Set<AsId> allowed = new HashSet<>();
        for (Endpoint endpoint : endpoints) {
            if (endpoint.tenant().equals(tenant) && random.nextInt(3) == 0) {
                allowed.add(endpoint.name());
            }
        }
        List<ApplicationIdentity> identities =
                random.nextBoolean()
                        ? List.of()
                        : Stream.of("meter-" + number / 4, "all-of-" + number % 5)
                                .map(ApplicationIdentity::new)
                                .toList();
        var names = new TestCard.Names("device-" + number + "@" + tenant, identities);
        return new Ue(card, SoftUsim.fresh(card.credentials()), tenant, names, allowed);
    }

    /// Names that a key server's policy has.
    List<AsId> servedAt(boolean emks) {
        return endpoints.stream()
                .filter(each -> each.served() && each.isEmse() == emks)
                .map(Endpoint::name)
                .toList();
    }
}
