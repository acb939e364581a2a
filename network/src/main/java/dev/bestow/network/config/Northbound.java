package dev.bestow.network.config;

import dev.bestow.core.InvalidValue;
import dev.bestow.network.audit.AuditLimits;

/// Where a key server serves its endpoints.
///
/// @param listen where it waits
/// @param audit how much it keeps of what left
public record Northbound(Endpoint listen, @Default("") Audit audit) {
    /// All else as it is by default.
    public Northbound(Endpoint listen) {
        this(listen, Audit.DEFAULT);
    }

    /// Of the audit log, a folder of files beside the node's data.
    ///
    /// @param fileMegabytes a file that is as large gets no more lines
    /// @param keptDays files of earlier days are removed
    public record Audit(@Default("64") int fileMegabytes, @Default("400") int keptDays) {
        /// 64 MB are a few hundred thousand keys; 400 days are more than a year.
        public static final Audit DEFAULT = new Audit(64, 400);

        private static final long OCTETS_PER_MEGABYTE = 1_000_000;
        private static final int MOST_MEGABYTES = 1_000_000;
        private static final int MOST_DAYS = 36_500;

        public Audit {
            require("http.audit.fileMegabytes", fileMegabytes, MOST_MEGABYTES);
            require("http.audit.keptDays", keptDays, MOST_DAYS);
        }

        private static void require(String key, int value, int most) {
            if (value < 1 || value > most) {
                throw new InvalidValue(key, "needs 1 to " + most);
            }
        }

        /// As the log wants them.
        public AuditLimits limits() {
            return new AuditLimits(fileMegabytes * OCTETS_PER_MEGABYTE, keptDays);
        }
    }
}
