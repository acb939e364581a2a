package dev.bestow.wire;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.AsId;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imei;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.core.Secret;
import dev.bestow.core.subscription.AccessPoint;
import dev.bestow.core.subscription.AccessProfile;
import dev.bestow.core.subscription.AccessRestrictions;
import dev.bestow.core.subscription.AuthenticationPolicy;
import dev.bestow.core.subscription.Bandwidth;
import dev.bestow.core.subscription.BearerQos;
import dev.bestow.core.subscription.NasAlgorithm;
import dev.bestow.core.subscription.NetworkAccessMode;
import dev.bestow.core.subscription.PdnType;
import dev.bestow.keys.CkIk;
import dev.bestow.keys.E2mIntKey;
import dev.bestow.keys.Kasme;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.Ks;
import dev.bestow.keys.KsAs;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.CommandCodec;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.Envelope;
import dev.bestow.wire.diameter.ErrorAnswer;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.TgppResult;
import dev.bestow.wire.s6a.AccessSecurity;
import dev.bestow.wire.s6a.AuthenticationInformationAnswer;
import dev.bestow.wire.s6a.AuthenticationInformationRequest;
import dev.bestow.wire.s6a.CancelLocationAnswer;
import dev.bestow.wire.s6a.CancelLocationRequest;
import dev.bestow.wire.s6a.CancellationType;
import dev.bestow.wire.s6a.ErrorDiagnostic;
import dev.bestow.wire.s6a.EutranVector;
import dev.bestow.wire.s6a.InsertSubscriberDataAnswer;
import dev.bestow.wire.s6a.InsertSubscriberDataRequest;
import dev.bestow.wire.s6a.NotifyAnswer;
import dev.bestow.wire.s6a.NotifyRequest;
import dev.bestow.wire.s6a.PurgeUeAnswer;
import dev.bestow.wire.s6a.PurgeUeRequest;
import dev.bestow.wire.s6a.RatType;
import dev.bestow.wire.s6a.ResetAnswer;
import dev.bestow.wire.s6a.ResetRequest;
import dev.bestow.wire.s6a.ResynchronizationInfo;
import dev.bestow.wire.s6a.S6aCodec;
import dev.bestow.wire.s6a.SecurityPolicy;
import dev.bestow.wire.s6a.SubscriptionData;
import dev.bestow.wire.s6a.UlrFlags;
import dev.bestow.wire.s6a.UpdateLocationAnswer;
import dev.bestow.wire.s6a.UpdateLocationRequest;
import dev.bestow.wire.s6a.emks.UtranAuthenticationInformation;
import dev.bestow.wire.s6a.emks.UtranAuthenticationInformationAnswer;
import dev.bestow.wire.s6a.emks.UtranAuthenticationInformationRequest;
import dev.bestow.wire.s6a.emks.UtranVector;
import dev.bestow.wire.s6t.KeyErasure;
import dev.bestow.wire.s6t.KeyLocationProof;
import dev.bestow.wire.s6t.KeyPull;
import dev.bestow.wire.s6t.KeyPullAnswer;
import dev.bestow.wire.s6t.KeyPush;
import dev.bestow.wire.s6t.KeyPushAnswer;
import dev.bestow.wire.s6t.KeyTerms;
import dev.bestow.wire.s6t.S6tCodec;
import dev.bestow.wire.t6a.ConnectionAction;
import dev.bestow.wire.t6a.ConnectionManagementAnswer;
import dev.bestow.wire.t6a.ConnectionManagementRequest;
import dev.bestow.wire.t6a.KeyAnswer;
import dev.bestow.wire.t6a.KeyConfirm;
import dev.bestow.wire.t6a.KeyConfirmAnswer;
import dev.bestow.wire.t6a.KeyRequest;
import dev.bestow.wire.t6a.T6aCodec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One command, with requests and answers of every kind it has, and the sources that draw it.
///
/// @param abbreviation of the request, as its picture calls it
/// @param pictures source files with the grammar, below `dev/bestow/wire`
public record Spoken<Q, A>(
        String abbreviation,
        CommandCodec<Q, A> codec,
        List<String> pictures,
        List<Q> requests,
        List<A> answers) {
    public static final BestowAvps BESTOW = new BestowAvps(BestowAvps.DEFAULT_VENDOR_ID);
    static final S6aCodec S6A = new S6aCodec(BESTOW);
    static final S6tCodec S6T = new S6tCodec(BESTOW);
    static final T6aCodec T6A = new T6aCodec(BESTOW);

    static final Envelope ENVELOPE =
            new Envelope("a.test;1;2", "a.test", "visited.test", "b.test", "home.test");
    public static final Origin ANSWERER = new Origin("b.test", "home.test");

    static final Imsi IMSI = Imsi.parse("001010000000001");
    static final PlmnId PLMN = PlmnId.parse("001/01");
    public static final Rand RAND = Rand.parse("000102030405060708090a0b0c0d0e0f");
    static final Guti GUTI = Guti.parse("00f110800112c0de0001");
    static final AsId AS_ID = AsId.parse("as.example");
    static final Instant EXPIRY = Instant.parse("2038-01-20T00:00:00.123Z");
    static final List<ApplicationIdentity> IDENTITIES =
            List.of(
                    ApplicationIdentity.parse("meter-7"),
                    ApplicationIdentity.parse("zähler@example.org"));
    static final SecurityPolicy POLICY =
            new SecurityPolicy(List.of(AS_ID, AsId.parse("b.as.example")), 86400, false);

    /// As [#POLICY], and what the MME is asked for.
    static final SecurityPolicy MME_POLICY =
            new SecurityPolicy(
                    POLICY.allowedAs(),
                    POLICY.keyLifetimeSeconds(),
                    POLICY.confidentialityAllowed(),
                    new AuthenticationPolicy(
                            3_600,
                            5,
                            NasAlgorithm.mask(List.of(NasAlgorithm.EEA0, NasAlgorithm.EIA3))));

    /// Everything a subscription can say.
    static final SubscriptionData SUBSCRIPTION =
            new SubscriptionData(
                    "d1@example.com",
                    "491700000011",
                    new AccessProfile(
                            NetworkAccessMode.ONLY_PACKET,
                            AccessRestrictions.NONE.withoutNbIot(),
                            new Bandwidth(1_000_000, 4_294_967_295L),
                            List.of(
                                    AccessPoint.standard("iot"),
                                    new AccessPoint(
                                            "ims",
                                            PdnType.IPV6,
                                            new BearerQos(5, 1, true, true),
                                            new Bandwidth(64_000, 128_000)),
                                    new AccessPoint(
                                            "meters",
                                            PdnType.IPV4_OR_IPV6,
                                            BearerQos.STANDARD,
                                            null))),
                    MME_POLICY);

    /// As little as one says, to an MME that takes no part in application keys.
    static final SubscriptionData PLAIN_SUBSCRIPTION =
            new SubscriptionData(null, null, AccessProfile.standard("iot"), null);

    static final List<String> SUBSCRIPTION_PICTURES =
            List.of(
                    "s6a/SubscriptionDataAvp",
                    "s6a/AmbrAvp",
                    "s6a/ApnConfigurationAvp",
                    "s6a/BearerQosAvp",
                    "s6a/SecurityPolicyAvp");
    static final KeyConfirm CONFIRM = new KeyConfirm(IMSI, RAND, GUTI, new Eksi(6), 7, 1L << 40);

    /// 32 octets from `first` on; a fresh object each time, as each owner closes its own.
    static Secret secret(int first) {
        byte[] octets = new byte[32];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) (first + i);
        }
        return Secret.taking(octets);
    }

    static EutranVector vector(int itemNumber, boolean withKs) {
        return new EutranVector(
                itemNumber,
                RAND,
                Octets.parseHex("XRES", "a1a2a3a4a5a6a7a8"),
                Octets.parseHex("AUTN", "b0b1b2b3b4b5b6b7b8b9babbbcbdbebf"),
                new Kasme(secret(0x40)),
                withKs ? new Ks(secret(0x60)) : null);
    }

    DiameterMessage encode(Q request) {
        return codec.encodeRequest(request, ENVELOPE);
    }

    DiameterMessage encodeAnswer(A answer) {
        return codec.encodeAnswer(answer, encode(requests.getFirst()), ANSWERER);
    }

    /// The answer to a request that has to be refused.
    DiameterMessage refusal(DiameterMessage bent) {
        DecodeException e = assertThrows(DecodeException.class, () -> codec.decodeRequest(bent));
        return ErrorAnswer.to(bent, ANSWERER, e);
    }

    /// The requests as octets.
    public List<DiameterMessage> requestMessages() {
        return requests.stream().map(this::encode).toList();
    }

    /// The answers as octets, each to the first request.
    public List<DiameterMessage> answerMessages() {
        return answers.stream().map(this::encodeAnswer).toList();
    }

    /// One of each command.
    public static List<Spoken<?, ?>> all() {
        return List.of(
                authenticationInformation(),
                updateLocation(),
                new Spoken<>(
                        "CLR",
                        S6A.cancelLocation(),
                        List.of("s6a/CancelLocation"),
                        List.of(
                                new CancelLocationRequest(
                                        IMSI, CancellationType.INITIAL_ATTACH_PROCEDURE, true)),
                        List.of(
                                new CancelLocationAnswer.Success(),
                                new CancelLocationAnswer.Failed(5012))),
                new Spoken<>(
                        "PUR",
                        S6A.purgeUe(),
                        List.of("s6a/PurgeUe"),
                        List.of(new PurgeUeRequest(IMSI)),
                        List.of(
                                new PurgeUeAnswer.Success(true),
                                new PurgeUeAnswer.Success(false),
                                new PurgeUeAnswer.UserUnknown(),
                                new PurgeUeAnswer.Failed(5012))),
                keyPush(),
                keyConfirm(),
                connectionManagement(),
                keyRequest(),
                insertSubscriberData(),
                keyPull(),
                new Spoken<>(
                        "NOR",
                        S6A.notification(),
                        List.of("s6a/Notify"),
                        List.of(
                                new NotifyRequest(IMSI, "iot", new AccessSecurity(2, 2)),
                                new NotifyRequest(IMSI, null, null)),
                        List.of(
                                new NotifyAnswer.Success(),
                                new NotifyAnswer.UserUnknown(),
                                new NotifyAnswer.UnknownServingNode(),
                                new NotifyAnswer.Failed(Result.of(5012)))),
                new Spoken<>(
                        "RSR",
                        S6A.reset(),
                        List.of("s6a/Reset"),
                        List.of(new ResetRequest()),
                        List.of(
                                new ResetAnswer.Success(),
                                new ResetAnswer.Failed(Result.of(5012)))),
                utranAuthenticationInformation());
    }

    static DiameterMessage air() {
        return S6A.authenticationInformation()
                .encodeRequest(
                        new AuthenticationInformationRequest(IMSI, PLMN, 1, null, true), ENVELOPE);
    }

    /// A success, to [#air()].
    static DiameterMessage aia(EutranVector... vectors) {
        return S6A.authenticationInformation()
                .encodeAnswer(
                        new AuthenticationInformationAnswer.Success(List.of(vectors)),
                        air(),
                        ANSWERER);
    }

    private static ResynchronizationInfo auts() {
        return new ResynchronizationInfo(
                RAND, Octets.parseHex("AUTS", "c0c1c2c3c4c5c6c7c8c9cacbcccd"));
    }

    private static Spoken<?, ?> utranAuthenticationInformation() {
        return new Spoken<>(
                "AIR",
                new UtranAuthenticationInformation(BESTOW),
                List.of(
                        "s6a/emks/UtranAuthenticationInformation",
                        "s6t/KeyTermsAvp",
                        "s6t/KeyKindAvp",
                        "s6a/SecurityPolicyAvp",
                        "diameter/UserIdentifier"),
                List.of(
                        new UtranAuthenticationInformationRequest(IMSI, PLMN, null),
                        new UtranAuthenticationInformationRequest(IMSI, PLMN, auts())),
                List.of(
                        new UtranAuthenticationInformationAnswer.Success(
                                utranVector(),
                                new KeyTerms(
                                        IMSI,
                                        "d1@example.com",
                                        IDENTITIES,
                                        KeyKind.E2M_INT_KEY,
                                        3,
                                        1L << 40,
                                        PLMN,
                                        "emks.home.test",
                                        false,
                                        EXPIRY,
                                        POLICY)),
                        new UtranAuthenticationInformationAnswer.Success(
                                utranVector(),
                                new KeyTerms(
                                        IMSI,
                                        null,
                                        List.of(),
                                        KeyKind.KS,
                                        0,
                                        0,
                                        PLMN,
                                        "emks.home.test",
                                        true,
                                        EXPIRY,
                                        SecurityPolicy.NOBODY)),
                        new UtranAuthenticationInformationAnswer.NotSupported(),
                        new UtranAuthenticationInformationAnswer.UserUnknown(),
                        new UtranAuthenticationInformationAnswer.AuthorizationRejected(),
                        new UtranAuthenticationInformationAnswer.AuthenticationDataUnavailable(),
                        new UtranAuthenticationInformationAnswer.Failed(Result.of(5012))));
    }

    private static UtranVector utranVector() {
        return new UtranVector(
                RAND,
                Octets.parseHex("XRES", "a1a2a3a4a5a6a7a8"),
                Octets.parseHex("AUTN", "b0b1b2b3b4b5b6b7b8b9babbbcbdbebf"),
                new CkIk(secret(0x40)));
    }

    private static Spoken<?, ?> authenticationInformation() {
        return new Spoken<>(
                "AIR",
                S6A.authenticationInformation(),
                List.of("s6a/AuthenticationInformation"),
                List.of(
                        new AuthenticationInformationRequest(IMSI, PLMN, 1, null, true),
                        new AuthenticationInformationRequest(
                                IMSI, PlmnId.parse("302/330"), 5, auts(), false)),
                List.of(
                        new AuthenticationInformationAnswer.Success(List.of(vector(1, true))),
                        new AuthenticationInformationAnswer.Success(
                                List.of(vector(1, false), vector(2, false))),
                        new AuthenticationInformationAnswer.UserUnknown(),
                        new AuthenticationInformationAnswer.UnknownEpsSubscription(),
                        new AuthenticationInformationAnswer.AuthorizationRejected(),
                        new AuthenticationInformationAnswer.RoamingNotAllowed(),
                        new AuthenticationInformationAnswer.AuthenticationDataUnavailable(),
                        new AuthenticationInformationAnswer.UnknownEpsSubscription(
                                ErrorDiagnostic.NO_GPRS_DATA_SUBSCRIBED),
                        new AuthenticationInformationAnswer.RoamingNotAllowed(
                                ErrorDiagnostic.ODB_VPLMN_APN),
                        new AuthenticationInformationAnswer.Failed(TgppResult.RAT_NOT_ALLOWED),
                        new AuthenticationInformationAnswer.Failed(5012),
                        new AuthenticationInformationAnswer.Failed(3002)));
    }

    private static Spoken<?, ?> updateLocation() {
        return new Spoken<>(
                "ULR",
                S6A.updateLocation(),
                picturesWithSubscription("s6a/UpdateLocation", "s6a/TerminalInformationAvp"),
                List.of(
                        new UpdateLocationRequest(
                                IMSI,
                                PLMN,
                                RatType.EUTRAN_NB_IOT,
                                UlrFlags.ATTACH,
                                new Imei("3520990017614823"),
                                new AccessSecurity(0, 2),
                                true),
                        new UpdateLocationRequest(
                                IMSI,
                                PLMN,
                                new RatType(1000),
                                new UlrFlags(1 << 2),
                                new Imei("352099001761482"),
                                null,
                                false),
                        new UpdateLocationRequest(
                                IMSI, PLMN, RatType.EUTRAN, UlrFlags.ATTACH, null, null, false)),
                List.of(
                        new UpdateLocationAnswer.Success(SUBSCRIPTION),
                        new UpdateLocationAnswer.Success(PLAIN_SUBSCRIPTION),
                        new UpdateLocationAnswer.UserUnknown(),
                        new UpdateLocationAnswer.UnknownEpsSubscription(),
                        new UpdateLocationAnswer.RatNotAllowed(),
                        new UpdateLocationAnswer.RoamingNotAllowed(),
                        new UpdateLocationAnswer.UnknownEpsSubscription(
                                ErrorDiagnostic.GPRS_DATA_SUBSCRIBED),
                        new UpdateLocationAnswer.RoamingNotAllowed(ErrorDiagnostic.ODB_ALL_APN),
                        new UpdateLocationAnswer.Failed(TgppResult.AUTHENTICATION_DATA_UNAVAILABLE),
                        new UpdateLocationAnswer.Failed(5012)));
    }

    private static List<String> picturesWithSubscription(String... command) {
        List<String> pictures = new ArrayList<>(List.of(command));
        pictures.addAll(SUBSCRIPTION_PICTURES);
        return pictures;
    }

    private static Spoken<?, ?> insertSubscriberData() {
        return new Spoken<>(
                "IDR",
                S6A.insertSubscriberData(),
                picturesWithSubscription("s6a/InsertSubscriberData"),
                List.of(
                        new InsertSubscriberDataRequest(IMSI, SUBSCRIPTION),
                        new InsertSubscriberDataRequest(IMSI, PLAIN_SUBSCRIPTION)),
                List.of(
                        new InsertSubscriberDataAnswer.Success(),
                        new InsertSubscriberDataAnswer.UserUnknown(),
                        new InsertSubscriberDataAnswer.Failed(Result.of(5012))));
    }

    private static Spoken<?, ?> keyPush() {
        Ks ks = new Ks(secret(0x60));
        return new Spoken<>(
                "RIR",
                S6T.reportingInformation(),
                List.of(
                        "s6t/ReportingInformation",
                        "s6t/KeyPushAvp",
                        "s6t/KeyKindAvp",
                        "s6a/SecurityPolicyAvp",
                        "diameter/UserIdentifier"),
                List.of(
                        new KeyPush(
                                IMSI,
                                "d1@example.com",
                                List.of(),
                                RAND,
                                ks,
                                3,
                                1L << 40,
                                PLMN,
                                GUTI.mmeFqdn(),
                                true,
                                EXPIRY,
                                POLICY),
                        new KeyPush(
                                IMSI,
                                null,
                                IDENTITIES,
                                RAND,
                                new E2mIntKey(secret(0x20)),
                                0,
                                0,
                                PLMN,
                                GUTI.mmeFqdn(),
                                false,
                                EXPIRY,
                                SecurityPolicy.NOBODY),
                        new KeyErasure(IMSI, 4, EXPIRY),
                        new KeyLocationProof(IMSI, KeyKind.KS, 3, 1L << 40, GUTI.mmeFqdn(), null),
                        new KeyLocationProof(
                                IMSI,
                                KeyKind.E2M_KEY_SET,
                                3,
                                0,
                                GUTI.mmeFqdn(),
                                new AccessSecurity(7, 7))),
                List.of(
                        new KeyPushAnswer.Accepted(),
                        new KeyPushAnswer.NotSupported(),
                        new KeyPushAnswer.Refused(5012)));
    }

    private static Spoken<?, ?> keyPull() {
        return new Spoken<>(
                "CIR",
                S6T.configurationInformation(),
                List.of(
                        "s6t/ConfigurationInformation",
                        "s6t/KeyPushAvp",
                        "s6t/KeyKindAvp",
                        "s6a/SecurityPolicyAvp",
                        "diameter/UserIdentifier"),
                List.of(
                        new KeyPull(IMSI, KeyKind.KS, RAND.id()),
                        new KeyPull(IMSI, KeyKind.E2M_INT_KEY, RAND.id()),
                        new KeyPull(IMSI, KeyKind.E2M_KEY_SET, null),
                        new KeyPull(IMSI, KeyKind.KS, null)),
                List.of(
                        new KeyPullAnswer.Key(
                                new KeyPush(
                                        IMSI,
                                        "d1@example.com",
                                        List.of(),
                                        RAND,
                                        new Ks(secret(0x60)),
                                        3,
                                        1L << 40,
                                        PLMN,
                                        GUTI.mmeFqdn(),
                                        true,
                                        EXPIRY,
                                        POLICY)),
                        new KeyPullAnswer.UnknownKey(),
                        new KeyPullAnswer.NotSupported(),
                        new KeyPullAnswer.Refused(Result.of(5012))));
    }

    private static Spoken<?, ?> keyConfirm() {
        return new Spoken<>(
                "RIR",
                T6A.reportingInformation(),
                List.of("t6a/ReportingInformation", "t6a/KeyConfirmAvp", "diameter/UserIdentifier"),
                List.of(CONFIRM),
                List.of(
                        new KeyConfirmAnswer.Accepted(),
                        new KeyConfirmAnswer.NotSupported(),
                        new KeyConfirmAnswer.UnknownKey(),
                        new KeyConfirmAnswer.Refused(5003)));
    }

    private static Spoken<?, ?> connectionManagement() {
        return new Spoken<>(
                "CMR",
                T6A.connectionManagement(),
                List.of("t6a/ConnectionManagement", "t6a/KeyConfirmAvp", "diameter/UserIdentifier"),
                List.of(
                        new ConnectionManagementRequest(
                                IMSI,
                                5,
                                ConnectionAction.ESTABLISHMENT,
                                "iot",
                                PLMN,
                                RatType.EUTRAN,
                                CONFIRM),
                        new ConnectionManagementRequest(
                                IMSI,
                                15,
                                ConnectionAction.UPDATE,
                                "iot",
                                PLMN,
                                RatType.EUTRAN_NB_IOT,
                                null)),
                List.of(
                        new ConnectionManagementAnswer.Success(new KeyConfirmAnswer.Accepted()),
                        new ConnectionManagementAnswer.Success(new KeyConfirmAnswer.NotSupported()),
                        new ConnectionManagementAnswer.Success(new KeyConfirmAnswer.UnknownKey()),
                        new ConnectionManagementAnswer.UserUnknown(),
                        new ConnectionManagementAnswer.OperationNotAllowed(),
                        new ConnectionManagementAnswer.NiddConfigurationNotAvailable(),
                        new ConnectionManagementAnswer.Failed(5012)));
    }

    private static Spoken<?, ?> keyRequest() {
        KsAs ksAs = new KsAs(secret(0x80));
        Eksi eksi = new Eksi(0);
        return new Spoken<>(
                "CIR",
                T6A.configurationInformation(),
                List.of(
                        "t6a/ConfigurationInformation",
                        "t6a/KeyAnswerAvp",
                        "diameter/UserIdentifier"),
                List.of(
                        new KeyRequest(GUTI, eksi, null, AS_ID, KeyRoot.CK_IK, false),
                        new KeyRequest(
                                GUTI, null, RandId.parse("0c0d0e0f"), AS_ID, KeyRoot.KASME, true),
                        new KeyRequest(GUTI, eksi, null, AS_ID, KeyRoot.CK_IK, false, true)),
                List.of(
                        new KeyAnswer.Key(
                                IMSI,
                                "d1@example.com",
                                GUTI,
                                eksi,
                                RAND,
                                ksAs,
                                KeyRoot.KASME,
                                EXPIRY,
                                true),
                        new KeyAnswer.Key(
                                IMSI, null, GUTI, eksi, RAND, ksAs, KeyRoot.CK_IK, EXPIRY, false),
                        new KeyAnswer.MasterKey(
                                IMSI,
                                "d1@example.com",
                                GUTI,
                                eksi,
                                RAND,
                                new Ks(secret(0x80)),
                                KeyRoot.CK_IK,
                                EXPIRY,
                                true),
                        new KeyAnswer.NotYet(5),
                        new KeyAnswer.UnknownName(),
                        new KeyAnswer.RootMismatch(KeyRoot.KASME),
                        new KeyAnswer.NotAuthorised(),
                        new KeyAnswer.ReauthenticationAccepted(),
                        new KeyAnswer.NotSupported(),
                        new KeyAnswer.Failed(Result.of(5012))));
    }

    @Override
    public String toString() {
        return abbreviation + " " + codec.applicationId();
    }
}
