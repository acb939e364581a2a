package dev.bestow.wire.diameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;

class DiameterMessageTest {
    @Test
    void aWatchdogRequestHasTheOctetsOfTheSpecification() {
        DiameterMessage dwr =
                MessageBuilder.request(CommandCode.DEVICE_WATCHDOG, ApplicationId.COMMON, 0)
                        .hopByHop(0x11223344)
                        .endToEnd(0x55667788)
                        .put(BaseAvps.ORIGIN_HOST, "a.bc")
                        .put(BaseAvps.ORIGIN_REALM, "bc")
                        .build();
        assertThat(dwr.octets().hex())
                .isEqualTo(
                        "0100002c"
                                + "80000118"
                                + "00000000"
                                + "11223344"
                                + "55667788"
                                + "000001084000000c612e6263"
                                + "000001284000000a62630000");
    }

    @Test
    void aVendorAvpCarriesItsVendorAndPadding() {
        DiameterMessage message =
                MessageBuilder.request(
                                CommandCode.AUTHENTICATION_INFORMATION, ApplicationId.S6A, 0x40)
                        .put(Samples.VISITED_PLMN_ID, Octets.parseHex("PLMN", "00f110"))
                        .build();
        assertThat(message.octets().slice(20, 16).hex())
                .isEqualTo("0000057fc000000f000028af00f11000");
    }

    @Test
    void headerFieldsSurviveTheWire() {
        DiameterMessage sent = Samples.request();
        DiameterMessage read = DiameterMessage.decode(sent.octets().toArray());
        assertThat(read).isEqualTo(sent).hasSameHashCodeAs(sent);
        assertThat(read.isRequest()).isTrue();
        assertThat(read.isProxiable()).isTrue();
        assertThat(read.isError()).isFalse();
        assertThat(read.isRetransmitted()).isFalse();
        assertThat(read.commandCode()).isEqualTo(318);
        assertThat(read.applicationId()).isEqualTo(16777251);
        assertThat(read.hopByHop()).isEqualTo(0x01020304);
        assertThat(read.endToEnd()).isEqualTo(0x05060708);
        assertThat(Envelope.from(read)).isEqualTo(Samples.ENVELOPE);
        assertThat(read.require(BaseAvps.USER_NAME).utf8()).isEqualTo("001010000000001");
        assertThat(read.require(Samples.VISITED_PLMN_ID).octets(3).hex()).isEqualTo("00f110");
    }

    @Test
    void everyDataFormatSurvivesTheWire() throws Exception {
        Instant in2040 = Instant.parse("2040-01-01T00:00:00Z");
        AvpDefinition u64 = new AvpDefinition(447, 0, true, "U64", AvpType.UNSIGNED64);
        AvpDefinition time = new AvpDefinition(55, 0, true, "Event-Timestamp", AvpType.TIME);
        AvpDefinition address = BaseAvps.HOST_IP_ADDRESS;
        DiameterMessage message =
                MessageBuilder.request(1, 2, 0)
                        .put(BaseAvps.VENDOR_ID, 0xffff_fffeL)
                        .put(u64, Long.MIN_VALUE)
                        .put(BaseAvps.ERROR_MESSAGE, "21,4 °C")
                        .put(time, in2040)
                        .put(address, InetAddress.getByName("10.1.2.3"))
                        .put(BaseAvps.ORIGIN_HOST, "MME.Test")
                        .build();
        assertThat(message.require(BaseAvps.VENDOR_ID).unsigned32()).isEqualTo(0xffff_fffeL);
        assertThat(message.require(u64).unsigned64()).isEqualTo(Long.MIN_VALUE);
        assertThat(message.require(BaseAvps.ERROR_MESSAGE).utf8()).isEqualTo("21,4 °C");
        assertThat(message.require(time).time()).isEqualTo(in2040);
        assertThat(message.require(address).address().getHostAddress()).isEqualTo("10.1.2.3");
        assertThat(message.require(BaseAvps.ORIGIN_HOST).identity()).isEqualTo("mme.test");
        assertThat(message.require(BaseAvps.ORIGIN_HOST).isText("MME.Test")).isTrue();
        DiameterMessage v6 =
                MessageBuilder.request(1, 2, 0)
                        .put(address, InetAddress.getByName("2001:db8::1"))
                        .build();
        assertThat(v6.require(address).address()).isEqualTo(InetAddress.getByName("2001:db8::1"));
    }

    @Test
    void timesOfBothErasAreRead() {
        AvpDefinition time = new AvpDefinition(55, 0, true, "Event-Timestamp", AvpType.TIME);
        for (String text :
                new String[] {
                    "2026-11-21T00:00:00Z", "2036-02-07T06:28:15Z", "2036-02-07T06:28:16Z"
                }) {
            DiameterMessage message =
                    MessageBuilder.request(1, 2, 0).put(time, Instant.parse(text)).build();
            assertThat(message.require(time).time()).isEqualTo(text);
        }
    }

    @Test
    void secretsComeBackAsSecretsAndStayOutOfText() {
        AvpDefinition key = new AvpDefinition(1450, 10415, true, "KASME", AvpType.OCTET_STRING);
        byte[] octets = new byte[32];
        octets[0] = 0x5a;
        Secret secret = Secret.taking(octets);
        MessageBuilder out = MessageBuilder.request(318, ApplicationId.S6A, 0).put(key, secret);
        out.put(BaseAvps.ERROR_MESSAGE, "x".repeat(2000));
        DiameterMessage message = out.build();
        assertThat(message.require(key).secret(32)).isEqualTo(secret);
        assertThat(message.toString()).isEqualTo("AIR(S6a, " + message.length() + " octets)");
        DecodeException tooShort =
                org.junit.jupiter.api.Assertions.assertThrows(
                        DecodeException.class, () -> message.require(key).secret(16));
        assertThat(tooShort.toString()).doesNotContain("5a");
    }

    @Test
    void groupsNest() {
        MessageBuilder out = MessageBuilder.request(1, 2, 0);
        for (int i = 0; i < AvpCursor.MAX_DEPTH; i++) {
            out.openGroup(BaseAvps.FAILED_AVP);
        }
        assertThatThrownBy(() -> out.openGroup(BaseAvps.FAILED_AVP))
                .isInstanceOf(IllegalStateException.class);
        out.put(BaseAvps.VENDOR_ID, 7);
        assertThatThrownBy(out::build).isInstanceOf(IllegalStateException.class);
        for (int i = 0; i < AvpCursor.MAX_DEPTH; i++) {
            out.closeGroup();
        }
        AvpCursor at = DiameterMessage.decode(out.build().octets().toArray()).avps();
        for (int i = 0; i < AvpCursor.MAX_DEPTH; i++) {
            assertThat(at.next()).isTrue();
            at = at.group();
        }
        assertThat(at.next()).isTrue();
        assertThat(at.unsigned32()).isEqualTo(7);
        assertThat(at.next()).isFalse();
    }

    @Test
    void theLastAvpOfAGroupMayLackItsPadding() {
        Octets inner = Octets.parseHex("AVP", "0000010e4000000a6d6d");
        AvpDefinition group = new AvpDefinition(284, 0, true, "Proxy-Info", AvpType.OCTET_STRING);
        DiameterMessage message = MessageBuilder.request(1, 2, 0).put(group, inner).build();
        AvpCursor in = message.require(BaseAvps.PROXY_INFO).group();
        assertThat(in.next()).isTrue();
        assertThat(in.octets().hex()).isEqualTo("6d6d");
        assertThat(in.next()).isFalse();
    }

    @Test
    void anAnswerCopiesCommandIdentifiersSessionAndProxyInfo() {
        DiameterMessage request = Samples.request();
        MessageBuilder out = MessageBuilder.answerTo(request);
        Samples.HSS.putInto(out, Result.SUCCESS);
        DiameterMessage answer = out.build();
        assertThat(answer.isRequest()).isFalse();
        assertThat(answer.isProxiable()).isTrue();
        assertThat(answer.commandCode()).isEqualTo(request.commandCode());
        assertThat(answer.applicationId()).isEqualTo(request.applicationId());
        assertThat(answer.hopByHop()).isEqualTo(request.hopByHop());
        assertThat(answer.endToEnd()).isEqualTo(request.endToEnd());
        AvpCursor avps = answer.avps();
        assertThat(avps.next()).isTrue();
        assertThat(avps.is(BaseAvps.SESSION_ID)).isTrue();
        assertThat(avps.utf8()).isEqualTo("mme.test;1;2");
        assertThat(answer.require(BaseAvps.PROXY_INFO).octets())
                .isEqualTo(request.require(BaseAvps.PROXY_INFO).octets());
        assertThat(Origin.from(answer)).isEqualTo(Samples.HSS);
        assertThat(Result.from(answer)).isEqualTo(Result.SUCCESS);
        assertThatThrownBy(() -> MessageBuilder.answerTo(answer))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void experimentalResultsExcludeResultCode() {
        MessageBuilder out = MessageBuilder.answerTo(Samples.request());
        Result.experimental(10415, 5420).putInto(out);
        DiameterMessage answer = out.build();
        assertThat(Result.from(answer)).isEqualTo(new Result(10415, 5420));
        assertThat(answer.find(BaseAvps.RESULT_CODE)).isNull();
        assertThat(answer.isError()).isFalse();
    }

    @Test
    void theHopsIdentifiersAndTheRetransmissionFlagAreWrittenWithoutCopying() {
        DiameterMessage request = Samples.request();
        byte[] out = new byte[request.length() + 1];
        request.writeTo(out, 1, 77, 78, true);
        DiameterMessage sent = DiameterMessage.decode(out, 1, request.length());
        assertThat(sent.hopByHop()).isEqualTo(77);
        assertThat(sent.endToEnd()).isEqualTo(78);
        assertThat(sent.isRetransmitted()).isTrue();
        assertThat(request.isRetransmitted()).isFalse();
        assertThat(request.withHopByHop(77).hopByHop()).isEqualTo(77);
        assertThat(request.withEndToEnd(78).endToEnd()).isEqualTo(78);
        ByteBuffer buffer = ByteBuffer.allocate(request.length());
        request.writeTo(buffer);
        assertThat(DiameterMessage.decode(buffer.array())).isEqualTo(request);
    }

    @Test
    void numbersOutsideTheirTypeAreProgrammingErrors() {
        MessageBuilder out = MessageBuilder.request(1, 2, 0);
        assertThatThrownBy(() -> out.put(BaseAvps.VENDOR_ID, 1L << 32))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> out.put(BaseAvps.USER_NAME, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sessionIdsAreTheHostAndTwoNumbersAndNeverRepeat() {
        SessionIds ids =
                new SessionIds(
                        "mme.test",
                        new dev.bestow.core.Clock() {
                            @Override
                            public long nowMs() {
                                return 1_000_000;
                            }

                            @Override
                            public long nowNs() {
                                return 0;
                            }
                        },
                        target -> java.util.Arrays.fill(target, (byte) 0xff));
        assertThat(ids.next()).isEqualTo("mme.test;1000;4294967295");
        assertThat(ids.next()).isEqualTo("mme.test;1000;0");
    }

    @Test
    void theDictionaryKnowsItsRowsAndRefusesTwins() {
        for (AvpDefinition row : BaseAvps.ALL) {
            assertThat(BaseAvps.DICTIONARY.lookup(row.code(), 0)).isSameAs(row);
        }
        assertThat(BaseAvps.DICTIONARY.lookup(1, 10415)).isNull();
        AvpDictionary both =
                BaseAvps.DICTIONARY.or(
                        AvpDictionary.of(java.util.List.of(Samples.VISITED_PLMN_ID)));
        assertThat(both.lookup(1407, 10415)).isSameAs(Samples.VISITED_PLMN_ID);
        both.requireKnown(Samples.request());
        var twins = java.util.List.of(BaseAvps.LOAD, BaseAvps.LOAD);
        assertThatThrownBy(() -> AvpDictionary.of(twins))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
