package dev.bestow.hss.provision;

import dev.bestow.aka.cards.Column;
import dev.bestow.aka.cards.TextCell;
import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.subscription.AccessPoint;
import dev.bestow.core.subscription.AccessProfile;
import dev.bestow.core.subscription.AccessRestrictions;
import dev.bestow.core.subscription.Bandwidth;
import dev.bestow.core.subscription.BitRate;
import dev.bestow.hss.AccessProfiles;
import dev.bestow.hss.NetworkIdentifier;
import dev.bestow.keystore.Subscription;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Changes a subscription by the cells of one row. What no cell says anything of stays as it is; a hyphen takes it
/// away, so that the profile's counts again. Complaints do not repeat a cell: in a file whose columns are mixed up it
/// may be a key.
final class SubscriptionReader {
    private static final String NONE = "-";

    private final AccessProfiles profiles;
    private final Map<Column, TextCell> cells;
    private final BiConsumer<TextCell, String> complaints;
    private boolean isBad;

    /// @param complaints takes each bad cell, and why
    SubscriptionReader(
            AccessProfiles profiles,
            Map<Column, TextCell> cells,
            BiConsumer<TextCell, String> complaints) {
        this.profiles = profiles;
        this.cells = cells;
        this.complaints = complaints;
    }

    /// The subscription after it, or null after a complaint.
    @Nullable Subscription changed(Subscription before) {
        Subscription after =
                new Subscription(
                        value(Column.PROFILE, before.profile(), "", profiles::require),
                        value(
                                Column.APN,
                                before.apn(),
                                "",
                                apn -> NetworkIdentifier.require("APN", apn)),
                        ambr(before.ambr()),
                        optional(
                                Column.ACCESS_RESTRICTIONS,
                                before.restrictions(),
                                AccessRestrictions::parse),
                        optional(Column.MSISDN, before.msisdn(), SubscriptionReader::msisdn),
                        value(
                                Column.APPLICATION_IDENTITIES,
                                before.applicationIdentities(),
                                List.of(),
                                SubscriptionReader::identities));
        if (!isBad) {
            requireApn(after);
        }
        return isBad ? null : after;
    }

    /// Of what this row does not touch somebody else has been told.
    private void requireApn(Subscription after) {
        TextCell cell = cells.getOrDefault(Column.APN, cells.get(Column.PROFILE));
        AccessProfile profile = profiles.named().get(after.profile());
        if (cell != null && profile != null && profiles.of(after).isEmpty()) {
            complain(
                    cell,
                    "does not fit: of APNs profile "
                            + after.profile()
                            + " has "
                            + profile.accessPoints().stream()
                                    .map(AccessPoint::name)
                                    .collect(Collectors.joining(", ")));
        }
    }

    private @Nullable Bandwidth ambr(@Nullable Bandwidth before) {
        TextCell up = cells.get(Column.AMBR_UPLINK);
        TextCell down = cells.get(Column.AMBR_DOWNLINK);
        if (up == null && down == null) {
            return before;
        }
        if (up == null || down == null) {
            complain(
                    Objects.requireNonNull(up == null ? down : up),
                    "needs the rate of the other direction beside it");
            return null;
        }
        BitRate uplink = optional(Column.AMBR_UPLINK, null, BitRate::parse);
        BitRate downlink = optional(Column.AMBR_DOWNLINK, null, BitRate::parse);
        if (uplink != null && downlink != null) {
            return new Bandwidth(uplink.bitsPerSecond(), downlink.bitsPerSecond());
        }
        if (up.text().equals(NONE) != down.text().equals(NONE)) {
            complain(up, "needs the rate of the other direction beside it");
        }
        return null;
    }

    private <T> @Nullable T optional(
            Column column, @Nullable T before, Function<String, T> reader) {
        return value(
                        column,
                        Optional.ofNullable(before),
                        Optional.<T>empty(),
                        text -> Optional.of(reader.apply(text)))
                .orElse(null);
    }

    private <T> T value(Column column, T before, T none, Function<String, T> reader) {
        TextCell cell = cells.get(column);
        if (cell == null) {
            return before;
        }
        if (cell.text().equals(NONE)) {
            return none;
        }
        try {
            return reader.apply(cell.text());
        } catch (InvalidValue e) {
            complain(cell, e.reason());
            return before;
        }
    }

    private void complain(TextCell cell, String reason) {
        isBad = true;
        complaints.accept(cell, reason);
    }

    /// As people write it: `+49 170 0000012`.
    private static String msisdn(String text) {
        String digits = text.replaceAll("[\\s\\u00a0-]", "");
        return Subscription.requireMsisdn(digits.startsWith("+") ? digits.substring(1) : digits);
    }

    private static List<ApplicationIdentity> identities(String text) {
        return ApplicationIdentity.ofSubscriber(
                Arrays.stream(text.split("[\\s\\u00a0;]+", -1))
                        .filter(identity -> !identity.isEmpty())
                        .map(ApplicationIdentity::parse)
                        .toList());
    }
}
