package dev.bestow.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/// What the machine under measurement says about itself.
final class Machine {
    private Machine() {}

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

    /// Octets of the heap that are in use after a full collection.
    static long liveOctets() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
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
