package dev.bestow.core;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// How often each case of an enum has happened. Thread-safe.
public final class Counts<E extends Enum<E>> {
    private final Map<E, LongAdder> adders;

    /// None of them yet.
    public Counts(Class<E> cases) {
        adders = new EnumMap<>(cases);
        for (E each : cases.getEnumConstants()) {
            adders.put(each, new LongAdder());
        }
    }

    /// It has happened once more.
    public void count(E which) {
        adder(which).increment();
    }

    /// How often it has happened.
    public long of(E which) {
        return adder(which).sum();
    }

    private LongAdder adder(E which) {
        return Objects.requireNonNull(adders.get(which), "all are there");
    }

    /// The name of each case in lower case, as the last label of its series.
    ///
    /// @param labels before that
    public void each(Monitoring.Reading reading, String... labels) {
        adders.forEach((which, adder) -> {
            String[] all = Arrays.copyOf(labels, labels.length + 1);
            all[labels.length] = which.name().toLowerCase(Locale.ROOT);
            reading.value(adder.sum(), all);
        });
    }
}
