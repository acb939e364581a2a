package dev.bestow.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.Timers;

import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The ports of the machine under measurement, and what it says about itself.
final class Machine implements Clock, Timers {
    private final ScheduledThreadPoolExecutor executor =
            new ScheduledThreadPoolExecutor(
                    1, task -> Thread.ofPlatform().daemon().name("timers").unstarted(task));
    private final SecureRandom random = new SecureRandom();

    @Override
    public long nowMs() {
        return System.currentTimeMillis();
    }

    @Override
    public long nowNs() {
        return System.nanoTime();
    }

    @Override
    public Timer after(long delayMs, Runnable action) {
        ScheduledFuture<?> future = executor.schedule(action, delayMs, TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
    }

    Entropy entropy() {
        return random::nextBytes;
    }

    /// Octets allocated so far by every thread, ended ones included.
    static long allocatedOctets() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
    }

    /// Processor time of this process so far. On a machine that is busy with other things this says more
    /// than the clock on the wall.
    static long cpuNs() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    static String description() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        String collector = ManagementFactory.getGarbageCollectorMXBeans().getFirst().getName();
        return String.format(
                Locale.ROOT,
                "%d cores, Java %s, %s, load average %.1f",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                collector,
                system.getSystemLoadAverage());
    }
}
