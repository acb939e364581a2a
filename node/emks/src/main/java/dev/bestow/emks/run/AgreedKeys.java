package dev.bestow.emks.run;

import dev.bestow.wire.s6t.KeyPush;

/// Where the key of a run goes whose RES was right.
@FunctionalInterface
public interface AgreedKeys {
    /// Whether it is kept now, durably, and proven. Blocks for that long; wipes the key.
    boolean keep(KeyPush key);
}
