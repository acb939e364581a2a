package dev.bestow.ue;

import dev.bestow.session.ua.RequestCounts;

import org.jspecify.annotations.Nullable;

/// The keys in use, and the file in which they outlive the power, where the device has one.
final class KeptKeys {
    private final Device.@Nullable Memory memory;
    private final AttachProcedure attach;
    private final RequestCounts counts;

    KeptKeys(Device.@Nullable Memory memory, AttachProcedure attach) {
        this.memory = memory;
        this.attach = attach;
        this.counts = memory == null ? RequestCounts.inMemory() : memory.file();
    }

    RequestCounts counts() {
        return counts;
    }

    /// Goes on with the keys of before power-off.
    ///
    /// @return whether there were any
    boolean restore() {
        DeviceFile.Kept kept = memory == null ? null : memory.file().kept();
        if (memory == null || kept == null) {
            return false;
        }
        long servedMs = memory.clock().nowMs() - kept.sinceMs();
        attach.restore(kept.context(), kept.guti(), servedMs);
        return true;
    }

    /// Keeps what is in use, if it is not what is kept.
    void remember() {
        if (memory != null) {
            attach.whenRegistered(registered -> {
                memory.file().keep(registered.guti(), registered.current(), memory.clock().nowMs());
                return true;
            });
        }
    }

    /// There is none in use.
    void forget() {
        if (memory != null) {
            memory.file().forget();
        }
    }
}
