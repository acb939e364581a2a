package dev.bestow.conformance;

import dev.bestow.aka.Amf;
import dev.bestow.aka.AuthenticationCentre;
import dev.bestow.aka.EpsVector;
import dev.bestow.aka.SoftUsim;
import dev.bestow.aka.Sqn;
import dev.bestow.aka.SqnArray;
import dev.bestow.aka.SqnProfile;
import dev.bestow.conformance.vectors.VectorRow;
import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Eksi;
import dev.bestow.core.Entropy;
import dev.bestow.core.Guti;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.Ks;
import dev.bestow.keystore.Confirmation;
import dev.bestow.keystore.KeyOrder;
import dev.bestow.keystore.PushedKey;
import dev.bestow.network.machine.SystemClock;
import dev.bestow.network.machine.SystemEntropy;
import dev.bestow.session.ua.Plaintext;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The journey the vector files describe: who takes part in it, and what they have to say.
/// Everything expected comes from `nas_worked_example.json`, `study_derivations.json` and
/// `journey.json`.
final class WorkedJourney {
    static final VectorRow NAS = VectorRow.file("nas_worked_example");
    static final VectorRow STUDY = VectorRow.file("study_derivations");
    static final VectorRow OURS = VectorRow.file("journey");

    static final PlmnId PLMN = PlmnId.decode(NAS.octets("plmn"));
    static final Rand RAND = new Rand(NAS.octets("rand"));
    static final Guti GUTI = Guti.decode(inputs().octets("guti"));
    static final Eksi EKSI = new Eksi(0);
    static final AsId AS = new AsId(inputs().text("as_id"));
    static final Plaintext UPLINK = Plaintext.of(inputs().text("uplink"));
    static final Plaintext DOWNLINK = Plaintext.of(inputs().text("downlink"));
    static final TestCard CARD = TestCard.ofWorkedExample();
    static final String EXTERNAL = "meter-" + CARD.imsi().digits() + "@example.net";

    static final Clock CLOCK = new SystemClock();
    static final Entropy CHANCE = new SystemEntropy();

    /// A generator that is stuck: the script counts on it.
    static final Entropy STUCK =
            target -> Arrays.fill(target, (byte) inputs().octets("fresh").at(0));

    private WorkedJourney() {}

    static VectorRow inputs() {
        return OURS.member("inputs");
    }

    static VectorRow ua(String solution) {
        return OURS.rows("ua").stream()
                .filter(row -> row.text("name").startsWith(solution + ":"))
                .findFirst()
                .orElseThrow();
    }

    static Octets published(String message, String field) {
        return NAS.rows("messages").stream()
                .filter(row -> row.text("name").startsWith(message))
                .findFirst()
                .orElseThrow()
                .octets(field);
    }

    static EpsVector vector() {
        return AuthenticationCentre.vector(
                CARD.credentials(),
                RAND,
                Sqn.decode(NAS.octets("sqn")),
                Amf.decode(NAS.octets("amf")),
                PLMN);
    }

    /// The card as it is when the worked example begins: every slot one step behind its SQN.
    static SoftUsim card() {
        SqnProfile profile = SqnProfile.STANDARD;
        long seq = profile.seq(Sqn.decode(NAS.octets("sqn"))) - 1;
        List<Sqn> slots =
                IntStream.range(0, profile.slots()).mapToObj(i -> profile.sqn(seq, i)).toList();
        return new SoftUsim(CARD.credentials(), new SqnArray(profile, slots));
    }

    static Secret ckIk() {
        return Secret.taking(Octets.parseHex("CK||IK", NAS.text("ck") + NAS.text("ik")).toArray());
    }

    static Secret derived(String name) {
        return STUDY.row("steps", name).secret("out");
    }

    static PushedKey pushed() {
        return new PushedKey(
                CARD.imsi(),
                EXTERNAL,
                List.of(),
                RAND,
                null,
                new Ks(ua("12").secret("ks")),
                new KeyOrder(1, 1),
                PLMN,
                GUTI.mmeFqdn(),
                true,
                CLOCK.now().plusSeconds(86_400),
                CLOCK.nowMs(),
                List.of(AS),
                true);
    }

    static Confirmation confirmation() {
        return new Confirmation(CARD.imsi(), RAND, GUTI, EKSI, GUTI.mmeFqdn(), 1, 1, CLOCK.nowMs());
    }
}
