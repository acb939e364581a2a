package dev.bestow.cli.lab;

import dev.bestow.cli.device.ReportSender;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AsProvision;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.ReportOutcome;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Devices that attach, report once and read the answer, a virtual thread each.
final class Fleet {
    /// So many go at once: enough to keep two cores busy, few enough that no queue overflows and a
    /// lost datagram stays an exception.
    private static final int AT_ONCE = 256;

    /// How many failures are told one by one.
    private static final int TOLD = 10;

    /// One device and where it reports.
    ///
    /// @param number from 0; its report says so
    /// @param sender makes what sends its reports
    /// @param connected what its network does once it is attached
    record Member(
            int number,
            Device device,
            Supplier<ReportSender> sender,
            AsProvision server,
            Runnable connected) {}

    /// What the fleet did.
    ///
    /// @param delivered reports that arrived and were answered, each way
    /// @param failures the first few that were not, in words
    record Result(int delivered, int failed, List<String> failures) {}

    /// A run takes some round trips; a busy machine takes its time.
    private static final long REFRESH_MS = 20_000;

    private final FleetWatcher watcher;
    private final boolean refresh;
    private final AtomicInteger delivered = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

    /// @param refresh whether each device has its key replaced after its report, and reports once more
    Fleet(FleetWatcher watcher, boolean refresh) {
        this.watcher = watcher;
        this.refresh = refresh;
    }

    /// The 20 octets device `number` reports.
    static Plaintext report(int number) {
        return Plaintext.of(String.format(Locale.ROOT, "meter %08d 21.4C", number));
    }

    /// The 20 octets it is answered.
    static Plaintext acknowledgement(Plaintext report) {
        byte[] octets = report.toArray();
        byte[] verb = "noted".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        System.arraycopy(verb, 0, octets, 0, verb.length);
        return Plaintext.copyOf(octets);
    }

    /// Runs all members, and `each` after every one of them. Blocks until the last is done.
    void run(List<Member> members, Runnable each) throws InterruptedException {
        Semaphore room = new Semaphore(AT_ONCE);
        CountDownLatch done = new CountDownLatch(members.size());
        for (Member member : members) {
            room.acquire();
            Thread.startVirtualThread(() -> {
                try {
                    journey(member);
                } finally {
                    room.release();
                    watcher.ended(member.number());
                    each.run();
                    done.countDown();
                }
            });
        }
        done.await();
    }

    private void journey(Member member) {
        String failure;
        try (Device device = member.device();
                ReportSender sender = member.sender().get()) {
            failure = attempt(member, device, sender);
        }
        if (failure == null) {
            delivered.incrementAndGet();
            return;
        }
        if (failed.incrementAndGet() <= TOLD) {
            failures.add("device " + member.number() + ": " + failure);
        }
    }

    private @Nullable String attempt(Member member, Device device, ReportSender sender) {
        watcher.began(member.number());
        AttachOutcome attached = device.attach();
        if (!(attached instanceof AttachOutcome.Attached)) {
            return "did not attach: " + attached.inWords();
        }
        watcher.attached(member.number());
        member.connected().run();
        String failure = reported(member, sender);
        if (failure != null || !refresh) {
            return failure;
        }
        AsProvision server = member.server();
        if (!device.refresh(server) || !device.awaitRefresh(server, REFRESH_MS)) {
            return "its key was not replaced";
        }
        return reported(member, sender);
    }

    private @Nullable String reported(Member member, ReportSender sender) {
        Plaintext report = report(member.number());
        ReportOutcome reported = sender.send(member.server(), report);
        if (!(reported instanceof ReportOutcome.Delivered(Plaintext downlink))) {
            return "report not delivered: " + reported.inWords();
        }
        watcher.delivered(member.number());
        return downlink.equals(acknowledgement(report)) ? null : "the answer is not to its report";
    }

    /// So far.
    Result result() {
        return new Result(delivered.get(), failed.get(), List.copyOf(failures));
    }
}
