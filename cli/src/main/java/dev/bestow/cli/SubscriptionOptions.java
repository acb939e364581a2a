package dev.bestow.cli;

import dev.bestow.aka.cards.Column;
import dev.bestow.aka.cards.TextCell;
import dev.bestow.core.InvalidValue;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.util.EnumMap;
import java.util.Map;

/// What the subscribers of a file may use of the network, where their rows do not say so themselves.
final class SubscriptionOptions {
    private static final String NONE = "-";

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = {
                "Their profile, one of policy.profiles of the configuration; - is the built-in one"
                        + " (QCI 9, priority 8, IPv4v6, 1 Gbit/s)."
            })
    private @Nullable String profile;

    @Option(
            names = "--apn",
            paramLabel = "APN",
            description = {
                "Their default APN; - is the first of the profile, of the built-in one iot."
            })
    private @Nullable String apn;

    @Option(
            names = "--ambr",
            paramLabel = "UP/DOWN",
            description = {
                "Their rates in all, in the place of the profile's: bits per second, as 512k, 50M"
                        + " or 1G; - is the profile's."
            })
    private @Nullable String ambr;

    /// As the columns of the same meaning; refusals name the option.
    Map<Column, TextCell> cells() {
        Map<Column, TextCell> cells = new EnumMap<>(Column.class);
        if (profile != null) {
            cells.put(Column.PROFILE, new TextCell("--profile " + profile, profile));
        }
        if (apn != null) {
            cells.put(Column.APN, new TextCell("--apn " + apn, apn));
        }
        if (ambr != null) {
            String option = "--ambr " + ambr;
            String[] rates = ambr.equals(NONE) ? new String[] {NONE, NONE} : ambr.split("/", -1);
            if (rates.length != 2) {
                throw new InvalidValue(option, "is written UP/DOWN, for example 512k/1G");
            }
            cells.put(Column.AMBR_UPLINK, new TextCell(option, rates[0]));
            cells.put(Column.AMBR_DOWNLINK, new TextCell(option, rates[1]));
        }
        return cells;
    }
}
