package dev.bestow.mme;

/// A snapshot of an MME's UE contexts as octets, one UE context after another, whatever their number.
/// [SnapshotWriter] and [SnapshotReader] are its two ends. The layout is Bestow's own.
///
/// ```
/// text        "bestow-mme-snapshot 2", a line feed
/// octets      restart count of the MME 8 | taken at, ms 8 | 0 running, 1 stopped
/// records     length 4 | wrapped: 1, then a UE context
/// last one    length 4 | wrapped: 0; nothing follows
/// ```
///
/// Each record is wrapped whole and bound to the MME, the header and its own place. So one that was changed, moved,
/// repeated or taken from another snapshot does not open, and a missing end is noticed.
///
/// Version 1 kept one Ks without its root, of the one row that its MME ran; each record was bound to that row too.
/// Version 2 did not say how long a key set lives.
final class Snapshot {
    static final int VERSION = 3;
    static final int VERSION_WITH_LIVES = 3;
    static final int VERSION_OF_ONE_ROW = 1;
    static final String FORMAT = "bestow-mme-snapshot ";

    static final byte RUNNING = 0;
    static final byte STOPPED = 1;

    /// First octet of a record that holds a UE context.
    static final byte REGISTRATION = 1;

    /// The only octet of the last record.
    static final byte END = 0;

    /// Room for any subscription: it came in a Diameter message that is no longer.
    static final int MAX_RECORD_OCTETS = 65_536;

    private Snapshot() {}

    /// @param version of the layout
    /// @param restartCount of the MME that took it
    record Header(int version, long restartCount, long takenAtMs, SnapshotMoment moment) {
        /// What the record at `index` is bound to.
        String row(MmeConfig config, long index) {
            String row = version == VERSION_OF_ONE_ROW ? " for " + config.plan().usual() : "";
            return String.join(
                    " ",
                    "registrations of",
                    config.host() + row,
                    "start",
                    Long.toString(restartCount),
                    "at",
                    Long.toString(takenAtMs),
                    moment.name(),
                    "record",
                    Long.toString(index));
        }
    }

    /// The octets are not those that were written.
    static final class Damage extends Exception {
        private static final long serialVersionUID = 1L;

        Damage(String what) {
            super(what);
        }
    }
}
