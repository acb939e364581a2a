package dev.bestow.hss;

import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.keystore.CredentialChange;
import dev.bestow.keystore.LocationStore;
import dev.bestow.keystore.Notice;
import dev.bestow.keystore.ServingMme;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberStore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/// Subscribers whose changes reach everybody who goes by them: before a row changes, it is noted durably
/// whom to tell, and [Announcements] tells them until they have answered. A notice says only who and about
/// whom, so one whose change never came (the process died in between) does no harm.
///
/// | change | key servers | serving MME |
/// |---|---|---|
/// | withdrawn, another card or K | erase the keys before | Cancel Location, without re-attach |
/// | an application server fewer | erase the keys before | Insert Subscriber Data |
/// | anything else of the subscription | - | Insert Subscriber Data |
public final class AnnouncedSubscribers implements SubscriberStore {
    private final SubscriberStore rows;
    private final LocationStore locations;
    private final KeyServers keyServers;
    private final Runnable nudge;
    private final AtomicLong nextId;

    /// The nodes that hold keys of subscribers.
    ///
    /// @param hosts Diameter identities
    /// @param realm theirs
    public record KeyServers(List<String> hosts, String realm) {
        public KeyServers {
            hosts = List.copyOf(hosts);
        }
    }

    /// @param nudge told after each change, that there is something to tell
    public AnnouncedSubscribers(
            SubscriberStore rows,
            LocationStore locations,
            KeyServers keyServers,
            Clock clock,
            Runnable nudge) {
        this.rows = rows;
        this.locations = locations;
        this.keyServers = keyServers;
        this.nudge = nudge;
        this.nextId = new AtomicLong(clock.nowMs());
    }

    @Override
    public OptionalLong remove(Imsi imsi) {
        if (rows.find(imsi).isEmpty()) {
            return OptionalLong.empty();
        }
        List<Notice> notices = new ArrayList<>();
        noteErasure(imsi, notices);
        noteMme(imsi, Notice.Kind.CANCEL_LOCATION, notices);
        locations.note(notices);
        OptionalLong floor = rows.remove(imsi);
        nudge.run();
        return floor;
    }

    @Override
    public List<Imsi> putAll(List<Subscriber> changed) {
        List<Notice> notices = new ArrayList<>();
        for (Subscriber row : changed) {
            rows.find(row.imsi()).ifPresent(known -> note(known, row, notices));
        }
        locations.note(notices);
        List<Imsi> stale = rows.putAll(changed);
        nudge.run();
        return stale;
    }

    private void note(Subscriber known, Subscriber row, List<Notice> notices) {
        if (row.epoch() > known.epoch()) {
            noteErasure(row.imsi(), notices);
        }
        boolean sameCard =
                row.credentials().wrappedK().equals(known.credentials().wrappedK())
                        && row.credentials().wrappedOpc().equals(known.credentials().wrappedOpc());
        if (!sameCard) {
            noteMme(row.imsi(), Notice.Kind.CANCEL_LOCATION, notices);
        } else if (!row.withSqnOffset(0).equals(known.withSqnOffset(0))) {
            noteMme(row.imsi(), Notice.Kind.INSERT_SUBSCRIBER_DATA, notices);
        }
    }

    private void noteErasure(Imsi imsi, List<Notice> notices) {
        for (String host : keyServers.hosts()) {
            notices.add(notice(Notice.Kind.ERASE_KEYS, imsi, host, keyServers.realm()));
        }
    }

    private void noteMme(Imsi imsi, Notice.Kind kind, List<Notice> notices) {
        locations
                .serving(imsi)
                .filter(mme -> !mme.purged())
                .map((ServingMme mme) -> notice(kind, imsi, mme.host(), mme.realm()))
                .ifPresent(notices::add);
    }

    private Notice notice(Notice.Kind kind, Imsi imsi, String host, String realm) {
        return new Notice(kind, imsi, host, realm, nextId.getAndIncrement());
    }

    @Override
    public Optional<Subscriber> find(Imsi imsi) {
        return rows.find(imsi);
    }

    @Override
    public long epochFloor(Imsi imsi) {
        return rows.epochFloor(imsi);
    }

    /// Other octets for the same keys concern nobody.
    @Override
    public List<Imsi> replaceCredentials(List<CredentialChange> changes) {
        return rows.replaceCredentials(changes);
    }

    @Override
    public List<Subscriber> list(String after, int limit) {
        return rows.list(after, limit);
    }

    @Override
    public long count() {
        return rows.count();
    }
}
