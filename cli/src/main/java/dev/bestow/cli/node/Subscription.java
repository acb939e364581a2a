package dev.bestow.cli.node;

import dev.bestow.aka.E2mRule;
import dev.bestow.aka.EnhancedSoftUsim;
import dev.bestow.aka.SoftUsim;
import dev.bestow.aka.Usim;
import dev.bestow.aka.UsimGone;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.network.config.UeNodeConfig;
import dev.bestow.ue.card.CardReader;
import dev.bestow.ue.card.CardUsim;
import dev.bestow.ue.modem.ModemUsim;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// What makes a device somebody's.
record Subscription(Imsi imsi, Usim usim) {
    /// A card takes less than a second; this leaves room for one that asks for more time.
    private static final long CARD_ANSWER_MS = 10_000;

    /// Of each card of the configuration.
    ///
    /// @param modem where the one card is, in place of what the configuration says
    static List<Subscription> all(NodeCommand.Start<UeNodeConfig> start, @Nullable String modem) {
        UeNodeConfig.OnCard onCard =
                modem == null ? start.config().usim() : new UeNodeConfig.OnCard(null, modem, null);
        Path file = start.config().credentials();
        if (onCard == null && file != null) {
            return start.shutdown().closing(Credentials.read(file)).cards().stream()
                    .map(card ->
                            new Subscription(
                                    card.imsi(), enhanced(SoftUsim.fresh(card.credentials()))))
                    .toList();
        }
        if (onCard == null) {
            throw new IllegalStateException("a configuration has the one or the other");
        }
        try {
            return List.of(onCard(start, onCard));
        } catch (UsimGone gone) {
            throw new InvalidValue("usim", gone.reason());
        }
    }

    private static Subscription onCard(
            NodeCommand.Start<UeNodeConfig> start, UeNodeConfig.OnCard onCard) {
        String inModem = onCard.modem();
        if (inModem != null) {
            ModemUsim usim = ModemUsim.open(inModem, onCard.imsi(), start.ports().clock());
            return new Subscription(start.shutdown().closing(usim).imsi(), usim);
        }
        CardReader reader = CardReader.open(onCard.readerOrAny(), CARD_ANSWER_MS);
        CardUsim usim = start.shutdown().closing(CardUsim.open(reader));
        return new Subscription(Objects.requireNonNull(onCard.imsi(), "is there"), usim);
    }

    /// The rows whose key the card derives find one that does; to the others it is as any.
    private static Usim enhanced(SoftUsim usim) {
        return new EnhancedSoftUsim(usim, new E2mRule.EveryRun());
    }
}
