"""ESP by somebody else: scapy opens and seals packets, and the keys are derived from the octets of a session alone.

Reads lines of words, hex without spaces, and answers each with one line:

  keys LEAF OPENING ANSWER         the keys of the first packet, of those up and of those down
  open KEY HIGH PACKET             Next Header and payload; HIGH is the high half of the number, or - without one
  seal KEY HIGH SPI LOW IV IP      a packet in tunnel mode around an IPv4 packet
  gmac KEY HIGH PACKET             as open, of a packet without encryption
"""
import hashlib
import hmac
import struct
import sys

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from scapy.all import IP, raw
from scapy.layers.ipsec import ESP, SecurityAssociation


def kdf(key, fc, *parameters):
    s = bytes([fc]) + b"".join(p + struct.pack("!H", len(p)) for p in parameters)
    return hmac.new(key, s, hashlib.sha256).digest()[:20]


def keys(leaf, opening, answer):
    header = opening[4]
    name = 11 if header & 2 else 4
    at = 4 + 1 + name + 16
    head, first = opening[4:at], opening[at:]
    transform = struct.pack("!H", 20 if header & 8 else 21)
    reply = answer[4:25] + opening[-16:]
    spi_down, spi_up = first[:4], answer[5:9]
    return [
        kdf(leaf, 0xFC, b"\0", transform, spi_down, head, b""),
        kdf(leaf, 0xFC, b"\0", transform, spi_up, head, reply),
        kdf(leaf, 0xFC, b"\1", transform, spi_down, head, reply),
    ]


def association(key, spi, high, **more):
    esn = {} if high == "-" else {"esn_en": True, "esn": int(high)}
    return SecurityAssociation(
        ESP, spi=spi, crypt_algo="AES-GCM", crypt_key=key, **esn, **more
    )


def opened(key, high, packet):
    sa = association(key, struct.unpack("!I", packet[:4])[0], high)
    plain = sa.crypt_algo.decrypt(
        sa, ESP(packet), sa.crypt_key, None, esn_en=sa.esn_en, esn=sa.esn
    )
    return "%d %s" % (plain.nh, raw(plain.data).hex() if plain.data else "")


def sealed(key, high, spi, low, iv, inner):
    sa = association(key, spi, high, tunnel_header=IP(src="192.0.2.1", dst="192.0.2.2"))
    out = sa.encrypt(IP(inner), seq_num=low, iv=iv)
    return raw(out[ESP]).hex()


def gmac(key, high, packet):
    number = b"" if high == "-" else struct.pack("!I", int(high))
    aad = packet[:4] + number + packet[4:-16]
    AESGCM(key[:16]).decrypt(key[16:] + packet[8:16], packet[-16:], aad)
    body = packet[16:-16]
    return "%d %s" % (body[-1], body[: len(body) - 2 - body[-2]].hex())


for line in sys.stdin:
    verb, *words = line.split()
    h = bytes.fromhex
    if verb == "keys":
        answer = " ".join(k.hex() for k in keys(*map(h, words)))
    elif verb == "open":
        answer = opened(h(words[0]), words[1], h(words[2]))
    elif verb == "gmac":
        answer = gmac(h(words[0]), words[1], h(words[2]))
    else:
        key, high, spi, low, iv, inner = words
        answer = sealed(h(key), high, int(spi), int(low), h(iv), h(inner))
    print(answer, flush=True)
