package dev.bestow.conformance;

import dev.bestow.aka.Credentials;
import dev.bestow.aka.Opc;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.conformance.vectors.VectorRow;
import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.AsId;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.Subscription;
import dev.bestow.keystore.WrappedCredentials;
import dev.bestow.network.RunningHss;

import java.util.List;
import java.util.Locale;

/// A card of a test network: both ends get keys of their own from it.
///
/// @param k 16 octets
/// @param opc 16 octets
record TestCard(Imsi imsi, Octets k, Octets opc) {
    private static final VectorRow NAS = VectorRow.file("nas_worked_example");

    /// The card of the worked example, TS 35.208 test set 19.
    static TestCard ofWorkedExample() {
        return new TestCard(Imsi.parse(NAS.text("imsi")), NAS.octets("k"), NAS.octets("opc"));
    }

    /// Another subscriber of the same network, with the same K and OPc; numbers count from 2.
    static TestCard number(int number) {
        String digits = String.format(Locale.ROOT, "00101%010d", number);
        return new TestCard(Imsi.parse(digits), NAS.octets("k"), NAS.octets("opc"));
    }

    /// The same card with one bit of K inverted.
    TestCard withWrongK() {
        byte[] wrong = k.toArray();
        wrong[0] ^= 1;
        return new TestCard(imsi, Octets.copyOf(wrong), opc);
    }

    SubscriberKey key() {
        return new SubscriberKey(Secret.taking(k.toArray()));
    }

    Opc derivedOp() {
        return new Opc(Secret.taking(opc.toArray()));
    }

    Credentials credentials() {
        return Credentials.milenage(key(), derivedOp());
    }

    /// Makes it a subscriber of `hss` whose keys `servers` may have.
    void subscribe(RunningHss hss, AsId... servers) {
        var names = new Names("meter-" + imsi.digits() + "@example.net", List.of());
        hss.store().subscribers().putAll(List.of(subscriber(hss, names, List.of(servers))));
    }

    /// What a subscriber is called outside.
    ///
    /// @param external by the operator
    /// @param application by applications
    record Names(String external, List<ApplicationIdentity> application) {}

    /// The subscriber of `hss` with this card, whose keys `servers` may have.
    Subscriber subscriber(RunningHss hss, Names names, List<AsId> servers) {
        var wrapped =
                new WrappedCredentials(
                        "milenage",
                        hss.masterKey().wrap(imsi, key()),
                        hss.masterKey().wrap(imsi, derivedOp()),
                        WrappedCredentials.EUTRAN_AMF);
        return new Subscriber(
                imsi,
                wrapped,
                hss.store().subscribers().epochFloor(imsi),
                0,
                CardBatch.STANDARD,
                names.external(),
                servers,
                new Subscription("", "iot", null, null, null, names.application()));
    }
}
