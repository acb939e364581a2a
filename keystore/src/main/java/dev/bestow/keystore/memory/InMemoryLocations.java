package dev.bestow.keystore.memory;

import dev.bestow.core.Imsi;
import dev.bestow.keystore.LocationStore;
import dev.bestow.keystore.Notice;
import dev.bestow.keystore.ServingMme;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

final class InMemoryLocations implements LocationStore {
    private static final Comparator<Notice> ORDER =
            Comparator.comparing((Notice notice) -> notice.imsi().digits())
                    .thenComparing(Notice::kind)
                    .thenComparing(Notice::host)
                    .thenComparingLong(Notice::id);

    private final Map<Imsi, ServingMme> serving = new HashMap<>();
    private final NavigableSet<Notice> notices = new TreeSet<>(ORDER);

    @Override
    public synchronized Optional<ServingMme> serving(Imsi imsi) {
        return Optional.ofNullable(serving.get(imsi));
    }

    @Override
    public synchronized void serve(Imsi imsi, ServingMme mme, long noticeId) {
        notices.removeIf(notice -> isVoid(notice, imsi, mme));
        ServingMme before = serving.put(imsi, mme);
        if (before != null && !before.purged() && !before.host().equals(mme.host())) {
            notices.add(
                    new Notice(
                            Notice.Kind.CANCEL_LOCATION,
                            imsi,
                            before.host(),
                            before.realm(),
                            noticeId));
        }
    }

    private static boolean isVoid(Notice notice, Imsi imsi, ServingMme mme) {
        return notice.kind() == Notice.Kind.CANCEL_LOCATION
                && notice.imsi().equals(imsi)
                && notice.host().equals(mme.host());
    }

    @Override
    public synchronized boolean purge(Imsi imsi, String host) {
        ServingMme mme = serving.get(imsi);
        if (mme == null || !mme.host().equalsIgnoreCase(host)) {
            return false;
        }
        serving.put(imsi, mme.asPurged());
        return true;
    }

    @Override
    public synchronized void note(List<Notice> noted) {
        notices.addAll(noted);
    }

    @Override
    public synchronized List<Notice> notices(@Nullable Notice after, int limit) {
        return (after == null ? notices : notices.tailSet(after, false))
                .stream().limit(limit).toList();
    }

    @Override
    public synchronized void delivered(Notice notice) {
        notices.remove(notice);
    }
}
