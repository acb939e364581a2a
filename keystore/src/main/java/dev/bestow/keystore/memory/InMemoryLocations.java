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
    public synchronized boolean serve(Imsi imsi, ServingMme mme, long noticeId) {
        notices.removeIf(notice -> notice.imsi().equals(imsi) && mme.voids(notice));
        ServingMme before = serving.put(imsi, mme);
        Optional<Notice> notice =
                before == null ? Optional.empty() : before.cancelledBy(mme, imsi, noticeId);
        notice.ifPresent(notices::add);
        return notice.isPresent();
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
