package dev.bestow.cli.aka.derived;

import static dev.bestow.cli.aka.derived.Parameter.label;
import static dev.bestow.cli.aka.derived.Parameter.octet;

import dev.bestow.core.AsId;
import dev.bestow.core.EeseId;
import dev.bestow.core.EmseId;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.AccessCkIk;
import dev.bestow.keys.Direction;
import dev.bestow.keys.E2eKey;
import dev.bestow.keys.E2mIntKey;
import dev.bestow.keys.E2mKey;
import dev.bestow.keys.E2mKeySet;
import dev.bestow.keys.EasPsk;
import dev.bestow.keys.EmsdpBase;
import dev.bestow.keys.EmsdpEnc;
import dev.bestow.keys.EmsdpInt;
import dev.bestow.keys.EspAssociation;
import dev.bestow.keys.EspKey;
import dev.bestow.keys.Fc;
import dev.bestow.keys.KApp;
import dev.bestow.keys.KInter;
import dev.bestow.keys.Kasme;
import dev.bestow.keys.Ks;
import dev.bestow.keys.KsAs;
import dev.bestow.keys.KsAsEnc;
import dev.bestow.keys.KsAsInt;
import dev.bestow.keys.LeafKey;
import dev.bestow.keys.ProtocolKey;
import dev.bestow.keys.UaProtocolId;

import java.util.List;

/// The derived keys of the study (TR 33.863) and of EMSDP.
final class StudyKeys {
    private static final String PROFILE = "Bestow, EMSDP profile P0";

    private StudyKeys() {}

    static List<DerivedKey> solutions11And12() {
        return List.of(
                DerivedKey.kdf(Fc.KS_FROM_CK_IK, "TR 33.863 solution 11")
                        .of(Input.CK, Input.IK)
                        .with(label("End-to-End_IOT"))
                        .gives("ks", Ks.OCTETS, in -> Ks.from(in.ckIk()).octets()),
                DerivedKey.kdf(Fc.KS_FROM_CK_IK, "TR 33.863 solution 12; the octet is ours")
                        .of(Input.CK, Input.IK)
                        .with(label("End-to-End_IOT"), octet(1))
                        .gives(
                                "ks_pushed",
                                List.of("ks"),
                                Ks.OCTETS,
                                in -> Ks.pushed(in.ckIk()).octets()),
                DerivedKey.kdf(Fc.KS_FROM_KASME, "TR 33.863 solution 11")
                        .of(Input.KASME)
                        .with(label("End-to-End_IOT"))
                        .gives(
                                "ks_kasme",
                                List.of("ks"),
                                Ks.OCTETS,
                                in -> Ks.from(new Kasme(in.key(Input.KASME))).octets()),
                DerivedKey.kdf(Fc.KS_AS, "TR 33.863 solution 11")
                        .of(Input.KS)
                        .with(Input.AS_ID)
                        .gives("ks_as", KsAs.OCTETS, StudyKeys::ksAs),
                DerivedKey.kdf(Fc.KS_AS_USE, "TR 33.863 solution 11")
                        .of(Input.KS_AS)
                        .with(label("enc"))
                        .gives(
                                "ks_as_enc",
                                KsAsEnc.OCTETS,
                                in -> KsAsEnc.from(ksAsGiven(in)).octets()),
                DerivedKey.kdf(Fc.KS_AS_USE, "TR 33.863 solution 11")
                        .of(Input.KS_AS)
                        .with(label("int"))
                        .gives(
                                "ks_as_int",
                                KsAsInt.OCTETS,
                                in -> KsAsInt.from(ksAsGiven(in)).octets()),
                DerivedKey.kdf(Fc.K_APP, "TR 33.863 solution 11")
                        .of(Input.KS_AS_ENC)
                        .with(Input.RAND_AS)
                        .gives("k_app", KApp.OCTETS, StudyKeys::kApp));
    }

    static List<DerivedKey> endToMiddle() {
        return List.of(
                DerivedKey.kdf(Fc.E2M_KEY_SET, "TR 33.863 solution 1")
                        .of(Input.CK, Input.IK)
                        .with(label("e2m_keyset"), Input.RAND)
                        .gives("e2m_key_set", E2mKeySet.OCTETS, StudyKeys::e2mKeySet),
                DerivedKey.kdf(Fc.E2M_INT_KEY, "TR 33.863 solutions 2 and 10")
                        .of(Input.CK, Input.IK)
                        .with(label("e2m_ CIoT"))
                        .gives(
                                "e2m_int_key",
                                E2mIntKey.OCTETS,
                                in -> E2mIntKey.from(in.ckIk()).octets()),
                DerivedKey.kdf(Fc.E2M_KEY, "TR 33.863 solutions 2 and 10")
                        .of(Input.E2M_INT_KEY)
                        .with(Input.EMSE_ID, label("e2m_ CIoT"))
                        .gives("e2m_key", E2mKey.OCTETS, StudyKeys::e2mKey),
                DerivedKey.kdf(Fc.E2E_KEY, "TR 33.863 solution 5")
                        .of(Input.E2M_INT_KEY)
                        .with(Input.EESE_ID, label("e2e_ CIoT"))
                        .gives("e2e_key", E2eKey.OCTETS, StudyKeys::e2eKey),
                DerivedKey.kdf(Fc.ACCESS_CK_IK, "TR 33.863 solutions 1, 2 and 10")
                        .of(Input.CK, Input.IK)
                        .with(label("access_ckik"), Input.SQN_XOR_AK)
                        .gives(
                                "access_ck_ik",
                                List.of("access_ck", "access_ik"),
                                AccessCkIk.OCTETS,
                                StudyKeys::accessCkIk));
    }

    static List<DerivedKey> protections() {
        return List.of(
                DerivedKey.kdf(Fc.PURPOSE, "Bestow, a key per protocol")
                        .of(Input.LEAF)
                        .with(Input.PROTOCOL)
                        .gives("protocol_key", ProtocolKey.OCTETS, StudyKeys::protocolKey),
                DerivedKey.kdf(Fc.ESP_KEY, "TR 33.863 solution 6")
                        .of(Input.LEAF)
                        .with(
                                Input.DIRECTION,
                                Input.TRANSFORM,
                                Input.SPI,
                                Input.UE_NONCE,
                                Input.HSE_NONCE)
                        .gives("esp_key", EspKey.OCTETS, StudyKeys::espKey));
    }

    static List<DerivedKey> emsdp() {
        return List.of(
                DerivedKey.kdf(Fc.EMSDP_KEY, PROFILE)
                        .of(Input.EMSDP_BASE)
                        .with(octet(1), Input.EEA)
                        .gives(
                                "emsdp_enc",
                                EmsdpEnc.OCTETS,
                                in -> EmsdpEnc.from(base(in), in.number(Input.EEA)).octets()),
                DerivedKey.kdf(Fc.EMSDP_KEY, PROFILE)
                        .of(Input.EMSDP_BASE)
                        .with(octet(2), Input.EIA)
                        .gives(
                                "emsdp_int",
                                EmsdpInt.OCTETS,
                                in -> EmsdpInt.from(base(in), in.number(Input.EIA)).octets()),
                DerivedKey.kdf(Fc.EMSDP_INTERMEDIATE, PROFILE)
                        .of(Input.EMSDP_BASE)
                        .with(label("BEST-INT"))
                        .gives("k_inter", KInter.OCTETS, in -> KInter.from(base(in)).octets()),
                DerivedKey.kdf(Fc.EAS_PSK, PROFILE)
                        .of(Input.K_INTER)
                        .with(Input.EAS_ID)
                        .gives("eas_psk", EasPsk.OCTETS, StudyKeys::easPsk),
                DerivedKey.kdf(Fc.EMSDP_KEY, PROFILE)
                        .of(Input.EAS_PSK)
                        .with(octet(1), Input.EEA)
                        .gives(
                                "eas_enc",
                                EmsdpEnc.OCTETS,
                                in -> EmsdpEnc.from(psk(in), in.number(Input.EEA)).octets()),
                DerivedKey.kdf(Fc.EMSDP_KEY, PROFILE)
                        .of(Input.EAS_PSK)
                        .with(octet(2), Input.EIA)
                        .gives(
                                "eas_int",
                                EmsdpInt.OCTETS,
                                in -> EmsdpInt.from(psk(in), in.number(Input.EIA)).octets()));
    }

    private static Secret ksAs(Inputs in) {
        Ks ks = new Ks(in.key(Input.KS));
        return KsAs.from(ks, AsId.parse(in.text(Input.AS_ID))).octets();
    }

    private static KsAs ksAsGiven(Inputs in) {
        return new KsAs(in.key(Input.KS_AS));
    }

    private static Secret kApp(Inputs in) {
        KsAsEnc ksAsEnc = new KsAsEnc(in.key(Input.KS_AS_ENC));
        return KApp.from(ksAsEnc, in.octets(Input.RAND_AS)).octets();
    }

    private static Secret e2mKeySet(Inputs in) {
        return E2mKeySet.from(in.ckIk(), new Rand(in.octets(Input.RAND))).octets();
    }

    private static Secret e2mKey(Inputs in) {
        E2mIntKey e2mIntKey = new E2mIntKey(in.key(Input.E2M_INT_KEY));
        return E2mKey.from(e2mIntKey, EmseId.parse(in.text(Input.EMSE_ID))).octets();
    }

    private static Secret e2eKey(Inputs in) {
        E2mIntKey e2mIntKey = new E2mIntKey(in.key(Input.E2M_INT_KEY));
        return E2eKey.from(e2mIntKey, EeseId.parse(in.text(Input.EESE_ID))).octets();
    }

    private static Secret accessCkIk(Inputs in) {
        return AccessCkIk.from(in.ckIk(), in.octets(Input.SQN_XOR_AK)).octets();
    }

    /// Which leaf key it is makes no difference to what is derived from it.
    private static LeafKey leaf(Inputs in) {
        return new KsAs(in.key(Input.LEAF));
    }

    private static Secret protocolKey(Inputs in) {
        return ProtocolKey.from(leaf(in), new UaProtocolId(in.octets(Input.PROTOCOL))).octets();
    }

    private static Secret espKey(Inputs in) {
        EspAssociation association =
                new EspAssociation(
                        direction(in),
                        in.number(Input.TRANSFORM),
                        in.number(Input.SPI),
                        in.octets(Input.UE_NONCE),
                        in.octets(Input.HSE_NONCE));
        return EspKey.from(leaf(in), association).octets();
    }

    private static Direction direction(Inputs in) {
        return switch (in.number(Input.DIRECTION)) {
            case 0 -> Direction.UPLINK;
            case 1 -> Direction.DOWNLINK;
            default -> throw new InvalidValue(Input.DIRECTION.label(), "needs 0 or 1");
        };
    }

    /// Which base key it is makes no difference either.
    private static EmsdpBase base(Inputs in) {
        return new Kasme(in.key(Input.EMSDP_BASE));
    }

    private static EasPsk psk(Inputs in) {
        return new EasPsk(in.key(Input.EAS_PSK));
    }

    private static Secret easPsk(Inputs in) {
        KInter kInter = new KInter(in.key(Input.K_INTER));
        return EasPsk.from(kInter, AsId.parse(in.text(Input.EAS_ID))).octets();
    }
}
