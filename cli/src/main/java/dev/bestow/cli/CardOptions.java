package dev.bestow.cli;

import dev.bestow.aka.Amf;
import dev.bestow.aka.E2mRule;
import dev.bestow.aka.InsecureTestXor;
import dev.bestow.aka.cards.Column;
import dev.bestow.aka.cards.TextCell;
import dev.bestow.core.AsId;
import dev.bestow.hss.AccessProfiles;
import dev.bestow.hss.provision.ProvisionDefaults;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.SqnScheme;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.util.List;
import java.util.Map;

/// What no card file says about its cards.
final class CardOptions {
    @Option(
            names = "--ind-bits",
            paramLabel = "BITS",
            defaultValue = "5",
            description = "Bits of IND in their SQN (default ${DEFAULT-VALUE}).")
    private int indBits = CardBatch.STANDARD.indBits();

    @Option(
            names = "--delta",
            paramLabel = "SEQ",
            defaultValue = "268435456",
            description =
                    "How far SEQ may jump ahead, 0 when they have no limit (default"
                            + " ${DEFAULT-VALUE}).")
    private long delta = CardBatch.STANDARD.delta();

    @Option(
            names = "--sqn-counter",
            description = {
                "Number their vectors by a counter, durable before each leaves, and not by the"
                    + " clock: for cards with fewer than 5 bits of IND or a small Delta. One HSS"
                    + " alone may serve them."
            })
    private boolean counter;

    @Option(
            names = "--e2m-keys",
            description = "Their AKA runs agree on e2m keys: UTRAN and GERAN get CK', IK'.")
    private boolean e2mKeys;

    @Option(
            names = "--e2m-amf-bit",
            paramLabel = "BIT",
            description = "The AMF bit, 8 to 15, that tells the devices so. Default: they know.")
    private @Nullable Integer e2mBit;

    @Option(
            names = "--insecure-test-xor",
            paramLabel = "REASON",
            description = {
                "Store cards of the XOR test algorithm too, which gives K to whoever listens once."
                        + " Say why that will do."
            })
    private @Nullable String testReason;

    private CardBatch batch() {
        SqnScheme scheme = counter ? SqnScheme.COUNTER : SqnScheme.TIME_BASED;
        return new CardBatch(indBits, delta, scheme, e2mKeys);
    }

    /// With what is not of cards.
    ///
    /// @param domain of the external identifiers
    /// @param cells about the subscription
    ProvisionDefaults defaults(
            String domain,
            List<AsId> servers,
            Map<Column, TextCell> cells,
            AccessProfiles profiles) {
        return new ProvisionDefaults(
                domain,
                servers,
                batch(),
                cells,
                profiles,
                e2mBit == null
                        ? Amf.ZERO
                        : Amf.ZERO.withBit(new E2mRule.ToldByAmf(e2mBit).amfBit()),
                testReason == null ? null : new InsecureTestXor(testReason));
    }
}
