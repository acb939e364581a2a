package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.aka.Amf;
import dev.bestow.aka.AuthenticationCentre;
import dev.bestow.aka.AuthenticationVector;
import dev.bestow.aka.Autn;
import dev.bestow.aka.AutsCheck;
import dev.bestow.aka.Credentials;
import dev.bestow.aka.E2mAnswer;
import dev.bestow.aka.Sqn;
import dev.bestow.aka.SqnProfile;
import dev.bestow.aka.UsimAnswer;
import dev.bestow.aka.UsimGone;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.keys.E2mKeySet;
import dev.bestow.ue.card.CardReader;
import dev.bestow.ue.card.CardUsim;
import dev.bestow.usim.Personalisation;
import dev.bestow.usim.SimulatedCard;

import java.io.IOException;
import java.util.Random;

/// The program [dev.bestow.conformance.interop.PcscInterop] runs beside pcscd: puts a simulated card into
/// the virtual reader, and speaks to it through PC/SC as to any.
public final class CardExchange {
    private static final SqnProfile PROFILE = SqnProfile.STANDARD;
    private static final Personalisation KEYS =
            Personalisation.of(
                    Octets.parseHex("K", "465b5ce8b199b49faa5f0a2ee238a6bc"),
                    Octets.parseHex("OPc", "cd63cb71954a9f4e48a5994e37a02baf"));

    private CardExchange() {}

    public static void main(String[] arguments) throws IOException {
        VirtualCard.awaitReader();
        VirtualCard card = VirtualCard.insert(VirtualCard.Inside.of(SimulatedCard.of(KEYS)));
        CardReader reader = VirtualCard.awaitInserted();
        try (CardUsim usim = CardUsim.open(reader)) {
            authenticates(usim);
            card.takeOut();
            assertThatThrownBy(() -> usim.authenticate(rand(9), vector(rand(9), 9).autn()))
                    .isInstanceOf(UsimGone.class)
                    .hasMessageContaining("put it in and start again");
        }
        System.out.println("OK: the card in the reader did what the card in the process does");
    }

    private static void authenticates(CardUsim usim) {
        assertThat(usim.e2mKeySet()).isEqualTo(new E2mAnswer.NoneHeld());
        for (int run = 1; run <= 8; run++) {
            Rand rand = rand(run);
            AuthenticationVector vector = vector(rand, run);
            assertThat(usim.authenticate(rand, vector.autn()))
                    .isEqualTo(new UsimAnswer.Success(vector.xres(), vector.ckIk()));
            assertThat(usim.e2mKeySet())
                    .isEqualTo(new E2mAnswer.Held(rand, E2mKeySet.from(vector.ckIk(), rand)));
        }
        Rand rand = rand(8);
        Autn replayed = vector(rand, 8).autn();
        var refusal = (UsimAnswer.SynchronisationFailure) usim.authenticate(rand, replayed);
        try (Credentials credentials = KEYS.credentials()) {
            assertThat(AuthenticationCentre.verify(credentials, rand, refusal.auts()))
                    .isEqualTo(new AutsCheck.Verified(PROFILE.sqn(8, 0)));
        }
        assertThat(usim.authenticate(rand(1), replayed)).isEqualTo(new UsimAnswer.MacFailure());
    }

    private static Rand rand(long seed) {
        return Rand.fresh(new Random(seed)::nextBytes);
    }

    private static AuthenticationVector vector(Rand rand, long seq) {
        Sqn sqn = PROFILE.sqn(seq, 0);
        try (Credentials credentials = KEYS.credentials()) {
            return AuthenticationCentre.quintet(credentials, rand, sqn, Amf.EPS);
        }
    }
}
