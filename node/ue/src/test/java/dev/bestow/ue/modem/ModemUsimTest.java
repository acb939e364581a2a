package dev.bestow.ue.modem;

import static dev.bestow.ue.modem.ModemDouble.OK;
import static dev.bestow.ue.modem.ModemDouble.csim;
import static dev.bestow.ue.modem.ModemDouble.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bestow.aka.AkaAlgorithm;
import dev.bestow.aka.Amf;
import dev.bestow.aka.AuthenticationCentre;
import dev.bestow.aka.AuthenticationVector;
import dev.bestow.aka.Credentials;
import dev.bestow.aka.Opc;
import dev.bestow.aka.SoftUsim;
import dev.bestow.aka.SqnProfile;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.aka.UsimAnswer;
import dev.bestow.aka.UsimGone;
import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/// Modems of the field, each with what it does otherwise than the others, at a pseudo-terminal. What is behind them is
/// a card of the AuC's.
@Timeout(60)
class ModemUsimTest {
    private static final Imsi IMSI = Imsi.parse("001010000000001");
    private static final long ANSWER_MS = 2_000;
    private static final long SOON_MS = 300;
    private static final Clock CLOCK =
            new Clock() {
                @Override
                public long nowMs() {
                    return System.currentTimeMillis();
                }

                @Override
                public long nowNs() {
                    return System.nanoTime();
                }
            };

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Random random = new Random(19);
    private final T0Card card = new T0Card(SoftUsim.fresh(credentials()));
    private long seq = 100;
    private @Nullable ModemDouble modem;
    private volatile String pending = "";

    private static Credentials credentials() {
        return new Credentials(
                AkaAlgorithm.named("milenage"),
                new SubscriberKey(secret("5a".repeat(16))),
                new Opc(secret("3c".repeat(16))));
    }

    private static Secret secret(String hex) {
        return Secret.taking(Octets.parseHex("secret", hex).toArray());
    }

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private ModemDouble modem(Function<String, @Nullable String> different) {
        ModemDouble made = new ModemDouble(card, different);
        open.push(made);
        modem = made;
        return made;
    }

    private ModemUsim usim(ModemDouble at) {
        return usim(at, ANSWER_MS);
    }

    private ModemUsim usim(ModemDouble at, long answerMs) {
        ModemUsim usim = ModemUsim.open(at.device(), null, CLOCK, answerMs);
        open.push(usim);
        return usim;
    }

    private AuthenticationVector vector() {
        return AuthenticationCentre.quintet(
                credentials(),
                Rand.fresh(random::nextBytes),
                SqnProfile.STANDARD.sqn(seq++, 1),
                Amf.EPS);
    }

    private static boolean isAuthenticate(String command) {
        return command.contains("\"00880081");
    }

    private static UsimAnswer authenticated(ModemUsim usim, AuthenticationVector vector) {
        return usim.authenticate(vector.rand(), vector.autn());
    }

    /// AUTHENTICATE gives RES, CK and IK of the vector, and again of the next one.
    private void works(ModemUsim usim) {
        for (int run = 0; run < 2; run++) {
            AuthenticationVector vector = vector();
            assertThat(authenticated(usim, vector))
                    .isEqualTo(new UsimAnswer.Success(vector.xres(), vector.ckIk()));
        }
        assertThat(usim.imsi()).isEqualTo(IMSI);
    }

    @Test
    void bg96AndEc20FetchTheAnswerByGetResponse() {
        ModemDouble bg96 = modem(command -> null);
        works(usim(bg96));
        assertThat(bg96.commands())
                .startsWith("ATE0", "AT+CMEE=1", "AT+CPIN?", "AT+CUAD")
                .contains("AT+CSIM=42,\"00A4040C10" + T0Card.AID + "\"")
                .contains("AT+CSIM=10,\"00C0000035\"")
                .anyMatch(command -> command.startsWith("AT+CSIM=78,\"0088008122"));
    }

    @Test
    void ec200uAndMl307xChainThemselves() {
        ModemDouble ec200u =
                modem(command -> {
                    if (!isAuthenticate(command)) {
                        return null;
                    }
                    String first = card.answer(apdu(command));
                    return csim(first.startsWith("61") ? card.answer("00C00000" + first) : first);
                });
        works(usim(ec200u));
        assertThat(ec200u.told("\"00C0")).isZero();
    }

    private static String apdu(String command) {
        return command.substring(command.indexOf('"') + 1, command.length() - 1);
    }

    /// EG25 fails at AT+CSIM once a channel is open, so none is opened; EG95 fails at SELECT on one, so none is sent.
    @Test
    void noChannelIsOpenedWhereAtCsimWorks() {
        ModemDouble eg25 = modem(command -> null);
        works(usim(eg25));
        assertThat(eg25.told("CCHO")).isZero();
    }

    private Function<String, @Nullable String> onlyCgla(String said, String session) {
        return command -> {
            if (command.startsWith("AT+CSIM")) {
                return line("+CME ERROR: 0");
            }
            if (command.startsWith("AT+CCHO")) {
                return line(said) + OK;
            }
            if (command.startsWith("AT+CCHC")) {
                return OK;
            }
            ModemDouble asked = modem;
            return asked == null ? null : asked.cgla(command, session);
        };
    }

    @Test
    void mc7455NamesItsChannelWithSixteenDigits() {
        ModemDouble mc7455 = modem(onlyCgla("+CCHO: 00000000038aa32f", "00000000038aa32f"));
        ModemUsim usim = usim(mc7455);
        works(usim);
        assertThat(mc7455.commands())
                .contains("AT+CCHO=\"" + T0Card.AID + "\"")
                .anyMatch(each -> each.startsWith("AT+CGLA=00000000038aa32f,78,\"0088008122"))
                .noneMatch(each -> each.contains("AT+CGLA") && each.contains("\"00A4"));
        usim.close();
        await().untilAsserted(() ->
                assertThat(mc7455.commands().getLast()).isEqualTo("AT+CCHC=00000000038aa32f"));
    }

    @Test
    void fm350NamesItsChannelOnABareLine() {
        works(usim(modem(onlyCgla("1", "1"))));
    }

    @Test
    void nrf91KeepsAuthenticateFromTheChannelAndPassesItElse() {
        ModemDouble nrf91 = modem(command -> command.startsWith("AT+CGLA") ? line("ERROR") : null);
        works(usim(nrf91));
    }

    @ParameterizedTest
    @CsvSource({"+CME ERROR: 3", "ERROR", "+CMS ERROR: 302", "'+CSIM: 4,\"6D00\"'"})
    void wavecomAndAc75PassNoAuthenticateAndThatIsSaidAtTheStart(String said) {
        String all = said.startsWith("+CSIM") ? line(said) + OK : line(said);
        ModemDouble wavecom = modem(command -> isAuthenticate(command) ? all : null);
        assertThatThrownBy(() -> usim(wavecom))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("does not pass AUTHENTICATE to its card: AT+CSIM ")
                .hasMessageContaining("AT+CGLA finds no USIM")
                .hasMessageContaining(wavecom.device());
    }

    @Test
    void aCardWithoutCuadIsAskedForItsDirectory() {
        ModemDouble bare =
                modem(command -> command.equals("AT+CUAD") ? line("+CME ERROR: 4") : null);
        works(usim(bare));
        assertThat(bare.commands()).contains("AT+CSIM=10,\"00B201041A\"");
    }

    @Test
    void aSynchronisationFailureHasItsAuts() {
        ModemUsim usim = usim(modem(command -> null));
        AuthenticationVector vector = vector();
        works(usim);
        assertThat(authenticated(usim, vector))
                .isInstanceOf(UsimAnswer.SynchronisationFailure.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+CSIM: 4,\"9862\"", "+CSIM:4,9862", "+csim: 4, 9862"})
    void aWrongMacIsAnAnswerHoweverItIsWritten(String written) {
        ModemDouble wrong = modem(command -> isAuthenticate(command) ? line(written) + OK : null);
        assertThat(authenticated(usim(wrong), vector())).isEqualTo(new UsimAnswer.MacFailure());
    }

    @Test
    void lowerCaseAndNoQuotesAreTaken() {
        ModemDouble simal =
                modem(command ->
                        command.startsWith("AT+CSIM")
                                ? line("+CSIM:" + lower(card.answer(apdu(command)))) + OK
                                : null);
        works(usim(simal));
    }

    private static String lower(String answer) {
        return answer.length() + "," + answer.toLowerCase(Locale.ROOT);
    }

    @Test
    void echoAndNewsAreNotTheAnswerNorIsOneOctetAtATime() {
        ModemDouble chatty =
                modem(command ->
                                command.startsWith("AT+CSIM")
                                        ? line("+CEREG: 5")
                                                + line("+QIND: SMS DONE")
                                                + csim(card.answer(apdu(command)))
                                                        .replace(
                                                                OK,
                                                                line("+CMTI: \"SM\",1")
                                                                        + line("RING")
                                                                        + line("+UUSIMSTAT: 1")
                                                                        + OK)
                                        : null)
                        .echoing()
                        .slow();
        works(usim(chatty));
    }

    /// After a silence the late answer must not be taken for that of the next command.
    @Test
    void anAnswerThatComesDuringTheNextCommandIsNotTakenForItsOwn() throws Exception {
        var late = new CountDownLatch(1);
        ModemDouble sleepy =
                modem(command -> {
                    if (isAuthenticate(command) && late.getCount() == 1 && !isProbe(command)) {
                        // Nothing now; what is due comes with the answer to the next command.
                        String due = csim(card.answer(apdu(command)));
                        pending = due;
                        late.countDown();
                        return "";
                    }
                    String due = pending;
                    pending = "";
                    return due.isEmpty() ? null : due + OK;
                });
        ModemUsim usim = usim(sleepy, SOON_MS);
        assertThatThrownBy(() -> authenticated(usim, vector()))
                .isInstanceOf(UsimGone.class)
                .hasMessageContaining("is silent for 300 ms");
        works(usim);
    }

    private static boolean isProbe(String command) {
        return command.contains("008800812210" + "00".repeat(16));
    }

    @Test
    void aModemThatStaysSilentIsSaidToBe() {
        ModemDouble dead = modem(command -> "");
        assertThatThrownBy(() -> usim(dead, SOON_MS))
                .isInstanceOf(UsimGone.class)
                .hasMessageContaining("is this its port for AT commands?");
    }

    @Test
    void aModemThatTalksOfOtherThingsForEverIsGivenUp() {
        ModemDouble gossip = modem(command -> line("+CEREG: 5").repeat(300));
        assertThatThrownBy(() -> usim(gossip)).isInstanceOf(UsimGone.class);
    }

    @Test
    void aLineWithoutEndFillsNothing() {
        ModemDouble endless =
                modem(command -> command.equals("ATE0") ? "x".repeat(3_000) + OK : null);
        works(usim(endless));
    }

    @ParameterizedTest
    @CsvSource({
        "+CPIN: SIM PIN, its SIM wants its PIN",
        "+CPIN: SIM PUK, unblock it with the PUK",
        "+CME ERROR: 10, there is no SIM in it",
        "+CME ERROR: SIM not inserted, there is no SIM in it",
        "+CME ERROR: 13, 'its SIM fails, or has no profile'"
    })
    void aCardThatIsLockedOrMissingIsSaidInWords(String said, String words) {
        String all = said.startsWith("+CPIN") ? line(said) + OK : line(said);
        ModemDouble locked = modem(command -> command.equals("AT+CPIN?") ? all : null);
        assertThatThrownBy(() -> usim(locked))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+CME ERROR: 11", "+CME ERROR: SIM PIN required"})
    void aPinThatIsAskedForAtTheCardIsSaidInWords(String said) {
        ModemDouble locked = modem(command -> isAuthenticate(command) ? line(said) : null);
        assertThatThrownBy(() -> usim(locked))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("its SIM wants its PIN");
    }

    @Test
    void ec800gThatAlwaysHasMoreIsGivenUp() {
        ModemDouble ec800g = modem(command -> command.contains("\"00C0") ? csim("6100") : null);
        assertThat(authenticated(usim(ec800g), vector()))
                .isEqualTo(new UsimAnswer.Unusable("USIM", "answers with status 6100"));
        assertThat(ec800g.told("\"00C0")).isLessThan(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4,\"900\"",
                "6,\"9000\"",
                "2,\"90\"",
                "3,\"900\"",
                "x,\"9000\"",
                "4,\"90G0\"",
                ""
            })
    void anAnswerThatIsNoneIsRefused(String text) {
        ModemDouble odd =
                modem(command ->
                        isAuthenticate(command) && !isProbe(command)
                                ? line("+CSIM: " + text) + OK
                                : null);
        ModemUsim usim = usim(odd);
        assertThatThrownBy(() -> authenticated(usim, vector()))
                .isInstanceOf(UsimGone.class)
                .hasMessageContaining("the modem's answer for its card");
    }

    /// A second AUTHENTICATE with one RAND is a synchronisation failure.
    @Test
    void noChallengeIsSentTwice() {
        var refusing =
                modem(command ->
                        isAuthenticate(command) && !isProbe(command)
                                ? line("+CME ERROR: 14")
                                : null);
        AuthenticationVector vector = vector();
        ModemUsim usim = usim(refusing);
        assertThatThrownBy(() -> authenticated(usim, vector)).hasMessageContaining("is busy");
        assertThat(refusing.told(vector.rand().octets().hex().toUpperCase(Locale.ROOT)))
                .isEqualTo(1);
    }

    @Test
    void anotherCardThanTheConfiguredOneIsRefused() {
        ModemDouble other = modem(command -> null);
        Imsi expected = Imsi.parse("001010000000002");
        assertThatThrownBy(() -> ModemUsim.open(other.device(), expected, CLOCK, ANSWER_MS))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("is another than that of the card in modem")
                .hasMessageNotContaining(IMSI.digits());
    }

    @Test
    void aCardThatIsChangedMeanwhileIsNoticed() {
        ModemDouble modem = modem(command -> null);
        ModemUsim usim = usim(modem);
        works(usim);
        modem.changeCard("001010000000002");
        AuthenticationVector vector = vector();
        assertThatThrownBy(() -> authenticated(usim, vector))
                .isInstanceOf(UsimGone.class)
                .hasMessageContaining("another one now");
        assertThat(modem.told(vector.rand().octets().hex().toUpperCase(Locale.ROOT))).isZero();
    }

    @Test
    void aSecondProgramDoesNotGetTheModem() {
        ModemDouble modem = modem(command -> null);
        ModemUsim first = usim(modem);
        assertThatThrownBy(() -> usim(modem))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("ModemManager");
        works(first);
        first.close();
        await().ignoreExceptions().untilAsserted(() -> works(usim(modem)));
    }

    @Test
    void aDeviceThatIsNotThereOrNoModemIsSaidInWords() {
        assertThatThrownBy(() -> ModemUsim.open("/dev/ttyNONE", null, CLOCK))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("/dev/ttyNONE is not there: is the modem plugged in?");
        assertThatThrownBy(() -> ModemUsim.open("/dev/null", null, CLOCK))
                .hasMessageContaining("/dev/null is no serial line");
    }

    @Test
    void aModemThatIsUnpluggedIsGone() {
        ModemDouble modem = modem(command -> null);
        ModemUsim usim = usim(modem);
        modem.close();
        assertThatThrownBy(() -> authenticated(usim, vector()))
                .isInstanceOf(UsimGone.class)
                .hasMessageContaining("plug it in");
    }
}
