package dev.bestow.wire.nas;

import dev.bestow.core.Imsi;

/// Mobile identity: what a UE answers to an identity request (TS 24.301 clause 9.9.2.3, TS 24.008
/// clause 10.5.1.4).
public sealed interface MobileIdentity {
    /// The permanent identity of the subscriber.
    record OfImsi(Imsi imsi) implements MobileIdentity {}

    /// The device.
    record OfImei(EquipmentIdentity.Imei imei) implements MobileIdentity {}

    /// The device and its software version.
    record OfImeisv(EquipmentIdentity.Imeisv imeisv) implements MobileIdentity {}

    /// A TMSI, 32 bits; it means something beside a location area only.
    record OfTmsi(int tmsi) implements MobileIdentity {}

    /// The UE has no such identity.
    record None() implements MobileIdentity {}
}
