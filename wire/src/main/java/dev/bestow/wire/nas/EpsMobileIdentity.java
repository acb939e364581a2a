package dev.bestow.wire.nas;

import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;

/// EPS mobile identity: how a UE names itself when it attaches or detaches (TS 24.301 clause
/// 9.9.3.12).
public sealed interface EpsMobileIdentity {
    /// The permanent identity; a UE shows it only while it has no GUTI.
    record OfImsi(Imsi imsi) implements EpsMobileIdentity {}

    /// The temporary identity of the last registration.
    record OfGuti(Guti guti) implements EpsMobileIdentity {}

    /// The device alone, for an emergency attach without a USIM.
    record OfImei(EquipmentIdentity.Imei imei) implements EpsMobileIdentity {}
}
