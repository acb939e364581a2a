package dev.bestow.cli;

import dev.bestow.cli.machine.ExitStatus;
import dev.bestow.cli.node.HssStoreOption;
import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.Imsi;
import dev.bestow.core.subscription.AccessPoint;
import dev.bestow.core.subscription.AccessProfile;
import dev.bestow.core.subscription.BitRate;
import dev.bestow.hss.AccessProfiles;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberStore;
import dev.bestow.keystore.Subscription;
import dev.bestow.network.config.HssNodeConfig;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// `bestow subscriber list|show|remove|trace`
@Command(
        name = "subscriber",
        description =
                "Lists, shows and withdraws subscribers of the HSS's store, and traces what"
                        + " happened to their keys. Keys are never shown.",
        subcommands = TraceCommand.class,
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  bestow subscriber list --config hss.yaml",
            "  bestow subscriber remove 001010000000001 --config hss.yaml",
            "  bestow subscriber trace 001010000000001 --config scef.yaml"
        })
final class SubscriberCommand implements Runnable {
    private static final int PAGE = 1_000;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "subscriber: list, show, remove or trace?");
    }

    @Command(
            name = "list",
            description = "One line each: IMSI, external identifier, epoch.",
            mixinStandardHelpOptions = true)
    int list(@Mixin HssStoreOption hss) throws IOException {
        return hss.on(
                called(),
                data -> {
                    list(data.subscribers());
                    return ExitStatus.OK;
                });
    }

    private void list(SubscriberStore subscribers) {
        PrintWriter out = spec.commandLine().getOut();
        List<Subscriber> page = subscribers.list("", PAGE);
        while (!page.isEmpty()) {
            for (Subscriber each : page) {
                out.printf(
                        "%s  %s  epoch %d%n",
                        each.imsi().digits(), each.externalIdentifier(), each.epoch());
            }
            page = subscribers.list(page.getLast().imsi().digits(), PAGE);
        }
    }

    /// The subcommand that was called.
    private CommandSpec called() {
        return spec.commandLine().getParseResult().subcommand().commandSpec();
    }

    @Command(
            name = "show",
            description = "Everything but the keys.",
            mixinStandardHelpOptions = true)
    int show(@Mixin HssStoreOption hss, @Parameters(paramLabel = "IMSI") String digits)
            throws IOException {
        return hss.on(
                called(),
                data ->
                        data.subscribers()
                                .find(Imsi.parse(digits))
                                .map(subscriber -> show(subscriber, data.config()))
                                .orElseGet(() -> unknown(digits)));
    }

    private int show(Subscriber subscriber, HssNodeConfig config) {
        PrintWriter out = spec.commandLine().getOut();
        CardBatch cards = subscriber.cards();
        out.printf("imsi                 %s%n", subscriber.imsi().digits());
        out.printf("external identifier  %s%n", subscriber.externalIdentifier());
        out.printf("algorithm            %s%n", subscriber.credentials().algorithm());
        out.printf("AMF                  %s%n", subscriber.credentials().amf());
        out.printf("epoch                %d%n", subscriber.epoch());
        out.printf("IND bits, Delta      %d, %d%n", cards.indBits(), cards.delta());
        out.printf("SQN                  %s%n", sqn(subscriber));
        out.printf("e2m keys             %s%n", cards.e2mKeys() ? "yes" : "no");
        out.printf("allowed AS           %s%n", subscriber.allowedAs());
        show(subscriber.subscription(), config.policy().accessProfiles());
        return ExitStatus.OK;
    }

    private void show(Subscription subscription, AccessProfiles profiles) {
        PrintWriter out = spec.commandLine().getOut();
        String profile = subscription.profile().isEmpty() ? "built in" : subscription.profile();
        profiles.of(subscription)
                .ifPresentOrElse(
                        given -> {
                            out.printf("profile              %s%n", profile);
                            show(given);
                        },
                        () ->
                                out.printf(
                                        "profile              %s, not in the configuration or"
                                                + " without APN %s there: not served%n",
                                        profile, subscription.apn()));
        out.printf(
                "MSISDN               %s%n", Objects.requireNonNullElse(subscription.msisdn(), ""));
        out.printf(
                "app. identities      %s%n",
                subscription.applicationIdentities().stream()
                        .map(ApplicationIdentity::text)
                        .collect(Collectors.joining(" ")));
    }

    private void show(AccessProfile given) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "APN                  %s%n",
                given.accessPoints().stream()
                        .map(AccessPoint::name)
                        .collect(Collectors.joining(", ")));
        out.printf(
                "AMBR up/down         %s/%s%n",
                new BitRate(given.ambr().uplink()), new BitRate(given.ambr().downlink()));
        out.printf("access restrictions  %s%n", given.restrictions());
    }

    private static String sqn(Subscriber subscriber) {
        return switch (subscriber.cards().scheme()) {
            case TIME_BASED -> "by the clock, offset " + subscriber.sqnOffset();
            case COUNTER -> "by a counter, at " + subscriber.sqnOffset();
        };
    }

    @Command(
            name = "remove",
            description = {
                "Withdraws a subscriber. Key servers erase its keys and its MME cancels it: at once"
                        + " while the HSS runs, otherwise when it starts."
            },
            mixinStandardHelpOptions = true)
    int remove(@Mixin HssStoreOption hss, @Parameters(paramLabel = "IMSI") String digits)
            throws IOException {
        return hss.on(
                called(),
                data -> {
                    OptionalLong floor = data.subscribers().remove(Imsi.parse(digits));
                    if (floor.isEmpty()) {
                        return unknown(digits);
                    }
                    spec.commandLine()
                            .getOut()
                            .println("removed; its next epoch is " + floor.getAsLong());
                    return ExitStatus.OK;
                });
    }

    private int unknown(String digits) {
        spec.commandLine().getErr().println("no subscriber " + digits);
        return ExitStatus.FAILED;
    }
}
