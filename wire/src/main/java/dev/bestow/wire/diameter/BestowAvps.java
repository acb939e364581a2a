package dev.bestow.wire.diameter;

import static dev.bestow.wire.diameter.AvpType.ENUMERATED;
import static dev.bestow.wire.diameter.AvpType.GROUPED;
import static dev.bestow.wire.diameter.AvpType.IDENTITY;
import static dev.bestow.wire.diameter.AvpType.OCTET_STRING;
import static dev.bestow.wire.diameter.AvpType.UNSIGNED32;
import static dev.bestow.wire.diameter.AvpType.UNSIGNED64;
import static dev.bestow.wire.diameter.AvpType.UTF8_STRING;

import dev.bestow.core.InvalidValue;

import java.util.ArrayList;
import java.util.List;

/// Our own AVPs: all that Bestow adds to S6a, S6t and T6a. Every row is our own filler, as 3GPP defined
/// no octets for these steps. None sets the M flag and every place they go to takes any AVP, so a peer
/// that does not know them reads over them (TS 29.128 clause 6.1.9); a *success without our answer AVP*
/// is how one notices.
///
/// The vendor id is a parameter, because 32473 is the number RFC 5612 sets aside for documentation: an
/// operator who owns a private enterprise number configures that one at all nodes. Codes do not change.
public final class BestowAvps {
    /// The documentation enterprise number (RFC 5612).
    public static final int DEFAULT_VENDOR_ID = 32_473;

    /// The one feature list of this vendor.
    public static final int FEATURE_LIST_ID = 1;

    /// Bit 0 of that list: the sender takes part in application keys. An HSS sends Ks and Security-Policy only to an
    /// MME that announced it.
    public static final int FEATURE_APP_KEY = 1;

    private final int vendorId;
    private final List<AvpDefinition> all = new ArrayList<>();

    /// 32 octets, inside E-UTRAN-Vector and Key-Push; there also a key of another Key-Kind. Never leaves the operator.
    public final AvpDefinition ks;

    /// HSS to key server: a key and the AKA run it belongs to.
    public final AvpDefinition keyPush;

    /// MME to SCEF: that AKA run succeeded, and the UE has this GUTI.
    public final AvpDefinition keyConfirm;

    /// SCEF to MME: the key of one UE for one application server.
    public final AvpDefinition keyRequest;

    /// What answers any of the three above, Erasure and Location-Proof.
    public final AvpDefinition keyAnswer;

    /// 10 octets: PLMN 3, MME group 2, MME code 1, M-TMSI 4.
    public final AvpDefinition guti;

    /// 0 to 6.
    public final AvpDefinition eksi;

    /// The 4 least significant octets of RAND.
    public final AvpDefinition randId;

    /// FQDN of an application server.
    public final AvpDefinition asId;

    /// Ks_AS, 32 octets.
    public final AvpDefinition appKey;

    /// Milliseconds since 1970-01-01 UTC. No Time AVP: that one has seconds only and wraps in 2036.
    public final AvpDefinition keyExpiry;

    /// 1: run a new AKA. Absent is 0.
    public final AvpDefinition reauthenticate;

    /// Solution #4: who may have keys, for how long, ciphered or not.
    public final AvpDefinition securityPolicy;

    /// 0 CK||IK, 1 K_ASME (both of solution 11), 2 CK||IK as pushed (solution 12).
    public final AvpDefinition keyRoot;

    /// Generation of the subscriber row.
    public final AvpDefinition epoch;

    /// Order of the pushes of one epoch; in a Location-Proof the highest it proves.
    public final AvpDefinition issueNumber;

    /// Origin-Host of the AIR a pushed key was made for.
    public final AvpDefinition requestingHost;

    /// Starts of the confirming MME.
    public final AvpDefinition restartCount;

    /// Confirmations since that start.
    public final AvpDefinition serial;

    /// See [KeyStatus].
    public final AvpDefinition keyStatus;

    /// Seconds.
    public final AvpDefinition retryAfter;

    /// 1 where the serving network lets users cipher, 0 where it forbids it (key issue 3).
    public final AvpDefinition confidentialityAllowed;

    /// Seconds from the AKA run to the expiry of its keys.
    public final AvpDefinition keyLifetime;

    /// HSS to key servers: keys of a subscriber below an epoch do not exist any more.
    public final AvpDefinition erasure;

    /// Of which kind a key is: 0 Ks, 1 e2m_int_key, 2 e2m key set. Absent is 0.
    public final AvpDefinition keyKind;

    /// HSS to key servers: keys pushed for an MME are proven, since it has sent an Update Location.
    public final AvpDefinition locationProof;

    /// 1: the MME that asked for the vector confirms the key it takes into use. Absent is 0.
    public final AvpDefinition confirms;

    /// What an application calls the subscriber.
    public final AvpDefinition applicationIdentity;

    /// How the MME protects the access, in ULR, NOR and Location-Proof: 1 octet.
    public final AvpDefinition accessSecurity;

    /// Solution #4: the age of a key set, in seconds, at which an MME authenticates the UE anew.
    public final AvpDefinition reauthenticationInterval;

    /// Solution #4: of one key set an MME gives out so many keys before it does so.
    public final AvpDefinition reauthenticationCount;

    /// Solution #4: NAS algorithms that are good enough. Bit n is EEA n, bit 8 + n is EIA n.
    public final AvpDefinition minimumAlgorithms;

    private final AvpDictionary dictionary;

    /// @param vendorId a private enterprise number, but not 0 and not 3GPP's: those codes have owners
    public BestowAvps(int vendorId) {
        if (vendorId == 0 || vendorId == TgppAvps.VENDOR_ID) {
            throw new InvalidValue("Vendor-Id", "belongs to somebody else: " + vendorId);
        }
        this.vendorId = vendorId;
        ks = row(1, "Ks", OCTET_STRING);
        keyPush = row(2, "Key-Push", GROUPED);
        keyConfirm = row(3, "Key-Confirm", GROUPED);
        keyRequest = row(4, "Key-Request", GROUPED);
        keyAnswer = row(5, "Key-Answer", GROUPED);
        guti = row(6, "GUTI", OCTET_STRING);
        eksi = row(7, "eKSI", UNSIGNED32);
        randId = row(8, "Rand-Id", OCTET_STRING);
        asId = row(9, "AS-Id", UTF8_STRING);
        appKey = row(10, "App-Key", OCTET_STRING);
        keyExpiry = row(11, "Key-Expiry", UNSIGNED64);
        reauthenticate = row(12, "Reauthenticate", UNSIGNED32);
        securityPolicy = row(13, "Security-Policy", GROUPED);
        keyRoot = row(14, "Key-Root", ENUMERATED);
        epoch = row(15, "Epoch", UNSIGNED64);
        issueNumber = row(16, "Issue-Number", UNSIGNED64);
        requestingHost = row(17, "Requesting-Host", IDENTITY);
        restartCount = row(18, "Restart-Count", UNSIGNED64);
        serial = row(19, "Serial", UNSIGNED64);
        keyStatus = row(20, "Key-Status", ENUMERATED);
        retryAfter = row(21, "Retry-After", UNSIGNED32);
        confidentialityAllowed = row(22, "Confidentiality-Allowed", ENUMERATED);
        keyLifetime = row(23, "Key-Lifetime", UNSIGNED32);
        erasure = row(24, "Erasure", GROUPED);
        keyKind = row(25, "Key-Kind", ENUMERATED);
        locationProof = row(27, "Location-Proof", GROUPED);
        confirms = row(28, "Confirms", UNSIGNED32);
        applicationIdentity = row(29, "Application-Identity", UTF8_STRING);
        accessSecurity = row(30, "Access-Security", OCTET_STRING);
        reauthenticationInterval = row(31, "Reauthentication-Interval", UNSIGNED32);
        reauthenticationCount = row(32, "Reauthentication-Count", UNSIGNED32);
        minimumAlgorithms = row(33, "Minimum-Algorithms", UNSIGNED32);
        AvpDictionary own = AvpDictionary.of(all);
        dictionary = BaseAvps.DICTIONARY.or(TgppAvps.DICTIONARY).or(own);
    }

    private AvpDefinition row(int code, String name, AvpType type) {
        AvpDefinition definition = new AvpDefinition(code, vendorId, false, name, type);
        all.add(definition);
        return definition;
    }

    public int vendorId() {
        return vendorId;
    }

    /// Every row, in the order of its code.
    public List<AvpDefinition> all() {
        return List.copyOf(all);
    }

    /// These, the shared ones of 3GPP and those of the base protocol.
    public AvpDictionary dictionary() {
        return dictionary;
    }

    /// Whether `answer` misses `sent`, which was in the request: the peer looks for it under a vendor id of
    /// its own, and so does not know ours.
    public boolean missedUnderAnotherVendorId(DiameterMessage answer, AvpDefinition sent) {
        AvpCursor failed = answer.find(BaseAvps.FAILED_AVP);
        if (failed == null || !Result.from(answer).equals(Result.of(ResultCode.MISSING_AVP))) {
            return false;
        }
        AvpCursor missing = failed.group();
        return missing.next()
                && missing.code() == sent.code()
                && missing.vendorId() != 0
                && missing.vendorId() != vendorId;
    }

    /// Announces APP-KEY: Supported-Features of our vendor (TS 29.229 clause 6.3.29).
    public void putFeatures(MessageBuilder out) {
        out.openGroup(TgppAvps.SUPPORTED_FEATURES)
                .put(BaseAvps.VENDOR_ID, vendorId)
                .put(TgppAvps.FEATURE_LIST_ID, FEATURE_LIST_ID)
                .put(TgppAvps.FEATURE_LIST, FEATURE_APP_KEY)
                .closeGroup();
    }

    /// Whether the Supported-Features the cursor stands on announces APP-KEY. Lists of other vendors, and
    /// other lists of ours, do not.
    public boolean announcesAppKey(AvpCursor supportedFeatures) {
        AvpCursor avps = supportedFeatures.group();
        boolean ours = false;
        boolean first = false;
        boolean appKey = false;
        while (avps.next()) {
            dictionary.requireKnown(avps);
            if (avps.is(BaseAvps.VENDOR_ID)) {
                ours = avps.integer32() == vendorId;
            } else if (avps.is(TgppAvps.FEATURE_LIST_ID)) {
                first = avps.integer32() == FEATURE_LIST_ID;
            } else if (avps.is(TgppAvps.FEATURE_LIST)) {
                appKey = (avps.integer32() & FEATURE_APP_KEY) != 0;
            }
        }
        return ours && first && appKey;
    }
}
