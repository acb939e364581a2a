package dev.bestow.wire.radius;

import static dev.bestow.wire.radius.AccountingSamples.SECRET;
import static dev.bestow.wire.radius.AccountingSamples.attribute;
import static dev.bestow.wire.radius.AccountingSamples.number;
import static dev.bestow.wire.radius.AccountingSamples.request;
import static dev.bestow.wire.radius.AccountingSamples.status;
import static dev.bestow.wire.radius.AccountingSamples.text;
import static dev.bestow.wire.radius.AccountingSamples.tgpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Imei;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.wire.radius.RadiusAttribute.AcctSessionId;
import dev.bestow.wire.radius.RadiusAttribute.AcctStatusType;
import dev.bestow.wire.radius.RadiusAttribute.CalledStationId;
import dev.bestow.wire.radius.RadiusAttribute.CallingStationId;
import dev.bestow.wire.radius.RadiusAttribute.EventTimestamp;
import dev.bestow.wire.radius.RadiusAttribute.FramedIpAddress;
import dev.bestow.wire.radius.RadiusAttribute.FramedIpv6Prefix;
import dev.bestow.wire.radius.RadiusAttribute.NasIdentifier;
import dev.bestow.wire.radius.RadiusAttribute.NasIpv6Address;
import dev.bestow.wire.radius.RadiusAttribute.ProxyState;
import dev.bestow.wire.radius.RadiusAttribute.TgppChargingId;
import dev.bestow.wire.radius.RadiusAttribute.TgppImeisv;
import dev.bestow.wire.radius.RadiusAttribute.TgppImsi;
import dev.bestow.wire.radius.RadiusAttribute.TgppRatType;
import dev.bestow.wire.radius.RadiusAttribute.TgppSgsnMccMnc;
import dev.bestow.wire.radius.RadiusAttribute.UserName;
import dev.bestow.wire.radius.UndecodableAccounting.Reason;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

class AccountingCodecTest {
    private static final byte[] ID = text(44, "c0000201c0de0001");

    private static ReceivedAccounting decode(byte[] datagram) {
        return AccountingCodec.decode(datagram, AccountingSamples.secret());
    }

    private static AccountingRequest read(byte[]... attributes) {
        return (AccountingRequest) decode(request(1, SECRET, attributes));
    }

    private static UndecodableAccounting refused(byte[]... attributes) {
        return (UndecodableAccounting) decode(request(1, SECRET, attributes));
    }

    private static Octets ascii(String text) {
        return Octets.copyOf(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void everyAttributeOfAGatewayIsRead() {
        byte[] message = AccountingSamples.requests().getLast();
        AccountingRequest read = (AccountingRequest) decode(message);
        assertThat(read.identifier()).isEqualTo(9);
        assertThat(read.authenticator()).isEqualTo(Octets.copyOf(message, 4, 16));
        assertThat(read.status()).isEqualTo(AcctStatus.START);
        assertThat(read.attributes())
                .containsExactly(
                        new AcctStatusType(AcctStatus.START),
                        new AcctSessionId(ascii("c0000201c0de0002")),
                        new FramedIpAddress(Octets.parseHex("address", "c0000202")),
                        new CalledStationId("iot.example"),
                        new CallingStationId("491700000011"),
                        new NasIdentifier(ascii("pgw1")),
                        new EventTimestamp(Instant.ofEpochSecond(1_790_000_000)),
                        new TgppImsi(new Imsi(AccountingSamples.IMSI)),
                        new TgppSgsnMccMnc(new PlmnId("001", "01")),
                        new UserName("meter@example"),
                        new NasIpv6Address(Octets.copyOf(new byte[16])),
                        new FramedIpv6Prefix(
                                Octets.parseHex("prefix", "20010db8000000010000000000000000"), 64),
                        new TgppChargingId(0xc0de0002L),
                        new TgppImeisv(new Imei("3534900698733190")),
                        new TgppRatType(8),
                        new ProxyState(ascii("one")),
                        new ProxyState(ascii("two")));
    }

    @Test
    void everyStatusIsReadAndNewOnesAreOther() {
        int[] codes = {1, 2, 3, 7, 8, 0, 9, 15, 0x7fffffff, 0x80000001};
        assertThat(Arrays.stream(codes).mapToObj(code -> read(status(code), ID).status()))
                .containsExactly(
                        AcctStatus.START,
                        AcctStatus.STOP,
                        AcctStatus.INTERIM_UPDATE,
                        AcctStatus.ACCOUNTING_ON,
                        AcctStatus.ACCOUNTING_OFF,
                        AcctStatus.OTHER,
                        AcctStatus.OTHER,
                        AcctStatus.OTHER,
                        AcctStatus.OTHER,
                        AcctStatus.OTHER);
    }

    @Test
    void theResponseIsAuthenticAndCarriesProxyStatesInOrder() {
        byte[] request = AccountingSamples.requests().getLast();
        byte[] response =
                AccountingCodec.encodeResponse(
                        (AccountingRequest) decode(request), AccountingSamples.secret());
        assertThat(AccountingSamples.answers(response, request, SECRET)).isTrue();
        assertThat(AccountingSamples.answers(response, request, "another secret")).isFalse();
        assertThat(Octets.copyOf(response, 20, response.length - 20).hex())
                .isEqualTo("21056f6e65" + "210574776f");
        byte[] plain = request(3, SECRET, status(1), ID);
        response =
                AccountingCodec.encodeResponse(
                        (AccountingRequest) decode(plain), AccountingSamples.secret());
        assertThat(AccountingSamples.answers(response, plain, SECRET)).isTrue();
        assertThat(response).hasSize(20);
    }

    @Test
    void theLongestRequestHasAResponse() {
        byte[][] attributes = new byte[17][];
        attributes[0] = status(7);
        for (int i = 1; i < attributes.length; i++) {
            attributes[i] = attribute(33, new byte[i < 16 ? 253 : 243]);
        }
        byte[] request = request(1, SECRET, attributes);
        assertThat(request).hasSize(AccountingCodec.MAX_OCTETS);
        byte[] response =
                AccountingCodec.encodeResponse(
                        (AccountingRequest) decode(request), AccountingSamples.secret());
        assertThat(AccountingSamples.answers(response, request, SECRET)).isTrue();
    }

    @Test
    void octetsBehindTheLengthArePadding() {
        byte[] request = request(1, SECRET, status(1), ID);
        assertThat(decode(Arrays.copyOf(request, request.length + 7))).isEqualTo(decode(request));
        assertThat(decode(Arrays.copyOf(request, request.length - 1)))
                .isEqualTo(new UndecodableAccounting(Reason.TRUNCATED, "Length"));
    }

    @Test
    void whatIsNoRequestIsRefusedByField() {
        byte[] request = request(1, SECRET, status(1), ID);
        assertThat(decode(new byte[19]))
                .isEqualTo(new UndecodableAccounting(Reason.TRUNCATED, "header"));
        assertThat(decode(with(request, 0, 1)))
                .isEqualTo(new UndecodableAccounting(Reason.CODE, "Code"));
        assertThat(decode(with(request, 3, 19)))
                .isEqualTo(new UndecodableAccounting(Reason.LENGTH, "Length"));
        assertThat(decode(Arrays.copyOf(with(with(request, 2, 0x10), 3, 1), 5_000)))
                .isEqualTo(new UndecodableAccounting(Reason.LENGTH, "Length"));
    }

    private static byte[] with(byte[] octets, int at, int value) {
        byte[] changed = octets.clone();
        changed[at] = (byte) value;
        return changed;
    }

    @Test
    void nothingIsReadThatTheSecretDoesNotProve() {
        byte[] request = AccountingSamples.requests().getLast();
        for (int at = 0; at < request.length; at++) {
            assertThat(decode(with(request, at, request[at] ^ 1)))
                    .as("octet %d", at)
                    .isInstanceOf(UndecodableAccounting.class);
        }
        assertThat(AccountingCodec.decode(request, AccountingSamples.secret("another")))
                .isEqualTo(
                        new UndecodableAccounting(Reason.AUTHENTICATOR, "Request Authenticator"));
    }

    /// One that a client without a working HMAC-MD5 made, over which its MD5 is right.
    @Test
    void aWrongMessageAuthenticatorIsRefused() {
        byte[] wrong = with(AccountingSamples.messageAuthenticator(), 17, 1);
        assertThat(refused(status(1), ID, wrong))
                .isEqualTo(
                        new UndecodableAccounting(Reason.AUTHENTICATOR, "Message-Authenticator"));
    }

    @Test
    void everyWrongLengthOfAnAttributeIsRefusedByItsName() {
        assertThat(refused(status(1), ID, new byte[] {1}))
                .isEqualTo(new UndecodableAccounting(Reason.LENGTH, "Attributes"));
        for (int length : new int[] {0, 1, 4, 255}) {
            assertThat(refused(status(1), ID, new byte[] {1, (byte) length, 'a'}))
                    .isEqualTo(new UndecodableAccounting(Reason.LENGTH, "Attributes"));
        }
        assertRefused("NAS-IP-Address", 4, 3);
        assertRefused("Framed-IP-Address", 8, 5);
        assertRefused("Vendor-Specific", 26, 3);
        assertRefused("Event-Timestamp", 55, 8);
        assertRefused("Message-Authenticator", 80, 15);
        assertRefused("NAS-IPv6-Address", 95, 15);
        assertRefused("Framed-IPv6-Prefix", 97, 1);
        assertRefused("Framed-IPv6-Prefix", 97, 19);
        assertThat(refused(attribute(40, new byte[3]), ID))
                .isEqualTo(new UndecodableAccounting(Reason.LENGTH, "Acct-Status-Type"));
    }

    private static void assertRefused(String name, int type, int octets) {
        assertThat(refused(status(1), ID, attribute(type, new byte[octets])))
                .isEqualTo(new UndecodableAccounting(Reason.LENGTH, name));
    }

    @Test
    void whatEveryMessageHasIsDemanded() {
        assertThat(refused(ID))
                .isEqualTo(new UndecodableAccounting(Reason.MISSING, "Acct-Status-Type"));
        for (int status : new int[] {1, 2, 3}) {
            assertThat(refused(status(status), text(44, "")))
                    .isEqualTo(new UndecodableAccounting(Reason.MISSING, "Acct-Session-Id"));
        }
        assertThat(read(status(7)).status()).isEqualTo(AcctStatus.ACCOUNTING_ON);
    }

    /// A gateway that gets no answer refuses sessions; a digit too many is no reason for that.
    @Test
    void valuesThatCannotBeReadAreSkipped() {
        AccountingRequest read =
                read(
                        status(1),
                        ID,
                        text(30, ""),
                        number(199, 7),
                        attribute(97, AccountingSamples.prefix(129, "20010db8")),
                        tgpp(1, "not an IMSI"),
                        tgpp(1, "0010100000000111"),
                        tgpp(2, "long one"),
                        tgpp(18, "001"),
                        tgpp(18, "0010123"),
                        tgpp(20, "35"),
                        tgpp(21, "two"),
                        tgpp(99, "new"),
                        tgpp(new byte[] {1}),
                        tgpp(new byte[] {1, 1, '0'}),
                        tgpp(new byte[] {1, 99, '0'}),
                        attribute(26, new byte[] {0, 0, 0x1f, (byte) 0xe4, 0, 1, 0, 5, 1}));
        assertThat(read.attributes())
                .containsExactly(
                        new AcctStatusType(AcctStatus.START),
                        new AcctSessionId(ascii("c0000201c0de0001")));
    }

    @Test
    void aPrefixEndsWhereItsLengthSays() {
        byte[] value = AccountingSamples.prefix(60, "20010db8000000ff00ff");
        assertThat(read(status(1), ID, attribute(97, value)).all(FramedIpv6Prefix.class))
                .containsExactly(
                        new FramedIpv6Prefix(
                                Octets.parseHex("prefix", "20010db8000000f00000000000000000"), 60));
    }

    @Test
    void addressesThatNobodyHasAreNotAssigned() {
        for (String open : List.of("00000000", "ffffffff", "fffffffe")) {
            assertThat(new FramedIpAddress(Octets.parseHex("address", open)).assigned()).isFalse();
        }
        assertThat(new FramedIpAddress(Octets.parseHex("address", "c0000201")).assigned()).isTrue();
    }

    @Test
    void nobodysNameOrNumberPrints() {
        String printed = decode(AccountingSamples.requests().getLast()).toString();
        assertThat(printed)
                .contains("iot.example")
                .doesNotContain("491700000011", "meter@", AccountingSamples.IMSI, "0698733190");
    }
}
