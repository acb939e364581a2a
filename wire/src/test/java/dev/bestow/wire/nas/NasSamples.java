package dev.bestow.wire.nas;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.keys.Direction;
import dev.bestow.wire.nas.EquipmentIdentity.Imei;
import dev.bestow.wire.nas.EquipmentIdentity.Imeisv;
import dev.bestow.wire.nas.EsmDataTransport.ReleaseAssistance;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// One message of every type, and of every shape a type has.
public final class NasSamples {
    static final PlmnId PLMN = PlmnId.parse("001/01");
    static final Guti GUTI = Guti.parse("00f110800112c0de0001");
    static final Imsi IMSI = Imsi.parse("001010000000001");
    static final Eksi EKSI = new Eksi(0);
    static final Rand RAND = Rand.parse("81e92b6c0ee0e12ebceba8d92a99dfa5");
    static final Octets AUTN = Octets.parseHex("AUTN", "bb52e91c747a80009a537d5e25e2ef65");
    static final Octets RES = Octets.parseHex("RES", "28d7b0f2a2ec3de5");
    static final Octets AUTS = Octets.parseHex("AUTS", "c2920fe2489f5b7a8925819b614b");
    static final Imeisv IMEISV = new Imeisv("3234567890123415");
    static final AccessPointName APN = new AccessPointName("iot1");
    static final PdnConnectivityRequest PDN_REQUEST = PdnConnectivityRequest.nonIp(1);
    static final ActivateDefaultEpsBearerContextRequest ACTIVATE =
            new ActivateDefaultEpsBearerContextRequest(5, 1, 9, APN, PdnAddress.NON_IP);
    static final EsmDataTransport DATA =
            new EsmDataTransport(
                    5,
                    Octets.parseHex("data", "68656c6c6f"),
                    ReleaseAssistance.ONE_DOWNLINK_FOLLOWS);
    static final Tai TAI = new Tai(PLMN, 1);

    public static final List<NasMessage> ALL =
            List.of(
                    attach(AttachType.EPS, null, new EpsMobileIdentity.OfImsi(IMSI), null),
                    attach(
                            AttachType.COMBINED,
                            EKSI,
                            new EpsMobileIdentity.OfImsi(Imsi.parse("26201012345678")),
                            GUTI),
                    attach(AttachType.EPS, new Eksi(6), new EpsMobileIdentity.OfGuti(GUTI), null),
                    attach(
                            AttachType.EMERGENCY,
                            null,
                            new EpsMobileIdentity.OfImei(new Imei("490154203237518")),
                            null),
                    new AttachRequest(
                            AttachType.EPS,
                            null,
                            new EpsMobileIdentity.OfImsi(IMSI),
                            UeNetworkCapability.BESTOW,
                            new EsmDummyMessage(),
                            GUTI,
                            new MsNetworkCapability(Octets.parseHex("capability", "e5e034"))),
                    new AttachRequest(
                            AttachType.EPS,
                            null,
                            new EpsMobileIdentity.OfImsi(IMSI),
                            UeNetworkCapability.BESTOW,
                            new MalformedEsmMessage(
                                    Octets.parseHex("message", "02ffd151"), EsmCause.INVALID_PTI),
                            null),
                    new AttachAccept(
                            false,
                            new GprsTimer(0x21),
                            TaiList.of(TAI),
                            new EsmDummyMessage(),
                            GUTI),
                    new AttachAccept(false, new GprsTimer(0x21), TaiList.of(TAI), ACTIVATE, GUTI),
                    new AttachAccept(
                            true,
                            GprsTimer.DEACTIVATED,
                            TaiList.of(TAI, new Tai(PLMN, 7), new Tai(PLMN, 0xfffe)),
                            ACTIVATE,
                            null),
                    new AttachAccept(
                            false,
                            GprsTimer.ofSeconds(3600),
                            TaiList.of(TAI, new Tai(PlmnId.parse("302/330"), 2)),
                            ACTIVATE,
                            GUTI),
                    new AttachComplete(new ActivateDefaultEpsBearerContextAccept(5)),
                    new AttachComplete(new EsmDummyMessage()),
                    new AttachReject(EmmCause.ILLEGAL_UE),
                    new AttachReject(
                            EmmCause.ESM_FAILURE,
                            new PdnConnectivityReject(1, EsmCause.MISSING_OR_UNKNOWN_APN)),
                    new IdentityRequest(IdentityType.IMSI),
                    new IdentityRequest(IdentityType.IMEISV),
                    new IdentityResponse(new MobileIdentity.OfImsi(IMSI)),
                    new IdentityResponse(new MobileIdentity.OfImsi(Imsi.parse("26201012345678"))),
                    new IdentityResponse(new MobileIdentity.OfImei(new Imei("490154203237518"))),
                    new IdentityResponse(new MobileIdentity.OfImeisv(IMEISV)),
                    new IdentityResponse(new MobileIdentity.OfTmsi(0xc0de0001)),
                    new IdentityResponse(new MobileIdentity.None()),
                    new AuthenticationRequest(EKSI, RAND, AUTN),
                    new AuthenticationResponse(RES),
                    new AuthenticationReject(),
                    AuthenticationFailure.of(EmmCause.MAC_FAILURE),
                    AuthenticationFailure.synch(AUTS),
                    new SecurityModeCommand(
                            NasAlgorithms.EEA2_EIA2,
                            EKSI,
                            UeNetworkCapability.BESTOW.securityCapability(),
                            false),
                    new SecurityModeCommand(
                            NasAlgorithms.EEA0_EIA2,
                            new Eksi(3),
                            new UeSecurityCapability(Octets.parseHex("capability", "e0e0c040")),
                            true),
                    new SecurityModeComplete(null),
                    new SecurityModeComplete(IMEISV),
                    new SecurityModeReject(EmmCause.SECURITY_CAPABILITIES_MISMATCH),
                    new DetachRequest(
                            DetachType.EPS, true, EKSI, new EpsMobileIdentity.OfGuti(GUTI)),
                    new DetachRequest(
                            DetachType.COMBINED, false, null, new EpsMobileIdentity.OfImsi(IMSI)),
                    new DetachAccept(),
                    new NetworkDetachRequest(NetworkDetachType.REATTACH_NOT_REQUIRED, null),
                    new NetworkDetachRequest(
                            NetworkDetachType.REATTACH_REQUIRED, EmmCause.IMPLICITLY_DETACHED),
                    new GutiReallocationCommand(GUTI, null),
                    new GutiReallocationCommand(GUTI, TaiList.of(TAI)),
                    new GutiReallocationComplete(),
                    new EmmStatus(EmmCause.MESSAGE_TYPE_NON_EXISTENT),
                    new ServiceReject(EmmCause.UE_IDENTITY_CANNOT_BE_DERIVED),
                    new ControlPlaneServiceRequest(EKSI, false, false, DATA),
                    new ControlPlaneServiceRequest(new Eksi(2), true, true, null),
                    PDN_REQUEST,
                    new PdnConnectivityRequest(
                            254, PdnType.IPV4V6, true, new AccessPointName("iot.example")),
                    ACTIVATE,
                    new ActivateDefaultEpsBearerContextRequest(
                            15,
                            0,
                            254,
                            APN,
                            new PdnAddress(PdnType.IPV4, Octets.parseHex("address", "7f000001"))),
                    new ActivateDefaultEpsBearerContextAccept(5),
                    new ActivateDefaultEpsBearerContextReject(5, EsmCause.INSUFFICIENT_RESOURCES),
                    new PdnConnectivityReject(1, EsmCause.UNKNOWN_PDN_TYPE),
                    DATA,
                    new EsmDataTransport(6, Octets.EMPTY, ReleaseAssistance.NONE),
                    new EsmDummyMessage(),
                    new EsmStatus(5, 0, EsmCause.PROTOCOL_ERROR),
                    new UnknownNasMessage(Octets.parseHex("message", "0748deadbeef")),
                    new UnknownNasMessage(Octets.parseHex("message", "5201cdff")));

    private NasSamples() {}

    private static AttachRequest attach(
            AttachType type,
            @Nullable Eksi eksi,
            EpsMobileIdentity identity,
            @Nullable Guti additional) {
        return new AttachRequest(
                type, eksi, identity, UeNetworkCapability.BESTOW, PDN_REQUEST, additional);
    }

    /// Which way it goes; of those that go both ways, up.
    static Direction way(NasMessage message) {
        return message instanceof DownlinkEmm && !(message instanceof UplinkEmm)
                ? Direction.DOWNLINK
                : Direction.UPLINK;
    }
}
