package dev.bestow.wire.diameter;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Open addressing over the rows, so that a lookup per received AVP boxes nothing.
final class AvpTable implements AvpDictionary {
    private final @Nullable AvpDefinition[] slots;
    private final int mask;

    AvpTable(List<AvpDefinition> definitions) {
        int size = Integer.highestOneBit(Math.max(definitions.size(), 4)) * 4;
        slots = new AvpDefinition[size];
        mask = size - 1;
        for (AvpDefinition definition : definitions) {
            insert(definition);
        }
    }

    private void insert(AvpDefinition definition) {
        int slot = slot(definition.code(), definition.vendorId());
        for (AvpDefinition there = slots[slot]; there != null; there = slots[slot]) {
            if (there.code() == definition.code() && there.vendorId() == definition.vendorId()) {
                throw new IllegalArgumentException("two rows for " + definition);
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = definition;
    }

    @Override
    public @Nullable AvpDefinition lookup(int code, int vendorId) {
        int slot = slot(code, vendorId);
        for (AvpDefinition there = slots[slot]; there != null; there = slots[slot]) {
            if (there.code() == code && there.vendorId() == vendorId) {
                return there;
            }
            slot = (slot + 1) & mask;
        }
        return null;
    }

    private int slot(int code, int vendorId) {
        int mixed = (code * 31 + vendorId) * 0x9E37_79B9;
        return (mixed ^ (mixed >>> 16)) & mask;
    }
}
