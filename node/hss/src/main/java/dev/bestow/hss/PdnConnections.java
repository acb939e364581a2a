package dev.bestow.hss;

import org.jspecify.annotations.Nullable;

/// At which PDN connections of a UE the HSS pushes keys, where a row has it so (TR 33.863 solutions 1B and 1E-B).
///
/// @param toldBy what tells it of one
/// @param apn the only one that counts, without regard to case; null for any
public record PdnConnections(ToldBy toldBy, @Nullable String apn) {
    /// Which message of the serving MME tells of a PDN connection.
    ///
    /// Deviation: TR 33.863 solution 1B pushes at the UE's PDN connection. Most MMEs tell an HSS of none; of one that
    /// does not, the Update Location with the Initial-Attach-Indicator stands for the connection of the attach, to the
    /// subscriber's default APN.
    public enum ToldBy {
        /// A NOR with its APN.
        nor,
        /// The ULR of an attach, and a NOR too.
        ulr
    }

    /// To any APN, of an MME that nobody changed.
    public static final PdnConnections STANDARD = new PdnConnections(ToldBy.ulr, null);

    /// Whether keys are pushed at a connection to `other`.
    boolean countTo(String other) {
        return apn == null || apn.equalsIgnoreCase(other);
    }
}
