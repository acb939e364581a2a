package dev.bestow.cli.aka;

import dev.bestow.aka.AkaAlgorithm;
import dev.bestow.aka.Amf;
import dev.bestow.aka.AuthenticationCentre;
import dev.bestow.aka.Auts;
import dev.bestow.aka.AutsCheck;
import dev.bestow.aka.Credentials;
import dev.bestow.aka.Sqn;
import dev.bestow.aka.SqnProfile;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.network.machine.SystemEntropy;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.Objects;

/// `bestow aka vector`
@Command(
        name = "vector",
        description = {
            "Computes what the authentication centre and the card compute for one RAND.",
            "",
            "Prints MAC-A, RES, CK, IK, AK, SQN xor AK and AUTN; with --plmn K_ASME too. After a"
                    + " --auts that verifies it prints SQN_MS and the vector of the next SQN."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:computed",
            "2:an input is missing or wrong, or AUTS does not verify; a message names it"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bestow aka vector --keys card.yaml --sqn 16f3b3f70fc2 --amf 8000 --plmn 001/01",
            "      card.yaml:  k: 5122250214c33e723a5dd523fc145fc0",
            "                  opc: 981d464c7c52eb6e5036234984ad0bcf",
            "  bestow aka vector --keys card.yaml --auts c2920fe2489f5b7a8925819b614b \\",
            "      --rand 81e92b6c0ee0e12ebceba8d92a99dfa5 --amf 8000"
        })
final class VectorCommand implements Runnable {
    @Mixin private KeysOption keys = new KeysOption();

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            defaultValue = "milenage",
            description = {
                "Algorithm of the card (default ${DEFAULT-VALUE}), parameters after colons:",
                "milenage[:r1-r2-r3-r4-r5:c1-c2-c3-c4-c5]",
                "tuak[:RES bits:iterations]",
                "insecure-test-xor"
            })
    private String algorithm = "milenage";

    @ArgGroup(multiplicity = "1")
    private Start start = new Start();

    /// Where SQN comes from.
    static final class Start {
        @Option(names = "--sqn", paramLabel = "HEX", description = "SQN of the vector.")
        private @Nullable String sqn;

        @Option(
                names = "--auts",
                paramLabel = "HEX",
                description = "AUTS of a card; --rand is the RAND it answers.")
        private @Nullable String auts;
    }

    @Option(
            names = "--rand",
            paramLabel = "HEX",
            description = "RAND of the vector (default: a random one), or the one of --auts.")
    private @Nullable String rand;

    @Option(
            names = "--new-rand",
            paramLabel = "HEX",
            description = "RAND of the vector after --auts (default: a random one).")
    private @Nullable String newRand;

    @Option(
            names = "--ind-bits",
            paramLabel = "N",
            defaultValue = "5",
            description =
                    "Bits of IND in SQN, for the step after --auts (default ${DEFAULT-VALUE}).")
    private int indBits = 5;

    @Option(names = "--amf", paramLabel = "HEX", required = true, description = "AMF.")
    private String amf = "";

    @Option(
            names = "--plmn",
            paramLabel = "MCC/MNC",
            description = "Serving network: adds K_ASME. Needs an AMF with the separation bit.")
    private @Nullable String plmn;

    @Option(
            names = "--card",
            description = "Add MAC-S and the AUTS of a card whose SQN_MS is this SQN.")
    private boolean card;

    @Option(names = "--json", description = "Print a JSON object, as aka derive reads it.")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        Amf amfGiven = Amf.parse(amf);
        PlmnId network = plmn == null ? null : PlmnId.parse(plmn);
        AkaAlgorithm named = AkaAlgorithm.named(algorithm);
        Printout printout = new Printout().put("algorithm", named.name());
        try (Credentials credentials = new CardKeys(keys.read()).credentials(named)) {
            Sqn sqn = sqn(credentials, printout);
            Rand challenge = challenge();
            VectorPrint print = new VectorPrint(credentials, printout);
            print.vector(challenge, sqn, amfGiven, network);
            if (card) {
                print.auts(challenge, sqn);
            }
        }
        printout.print(spec.commandLine().getOut(), json);
    }

    private Sqn sqn(Credentials credentials, Printout printout) {
        if (start.auts == null) {
            if (newRand != null) {
                throw new InvalidValue("--new-rand", "goes with --auts");
            }
            return Sqn.parse(Objects.requireNonNull(start.sqn));
        }
        if (rand == null) {
            throw new InvalidValue("--rand", "is missing: the RAND that AUTS answers");
        }
        Auts auts = Auts.parse(start.auts);
        return switch (AuthenticationCentre.verify(credentials, Rand.parse(rand), auts)) {
            case AutsCheck.Verified(Sqn sqnMs) -> {
                printout.put("sqn_ms", sqnMs);
                yield next(sqnMs);
            }
            case AutsCheck.MacMismatch() ->
                    throw new InvalidValue("AUTS", "does not verify: MAC-S differs");
        };
    }

    /// SEQ one up, in the same IND.
    private Sqn next(Sqn sqnMs) {
        SqnProfile standard = SqnProfile.STANDARD;
        SqnProfile profile = new SqnProfile(indBits, standard.delta(), standard.ageLimit());
        return profile.sqn(profile.seq(sqnMs) + 1, profile.ind(sqnMs));
    }

    private Rand challenge() {
        String given = start.auts == null ? rand : newRand;
        return given == null ? Rand.fresh(new SystemEntropy()) : Rand.parse(given);
    }
}
