#!/usr/bin/env python3
"""Computes journey.json: the octets of one journey as JourneyTest expects them.

Nothing of the project runs here: KDF and tags are hmac and hashlib of Python's standard library, AES
in counter mode and CMAC are the openssl command, and messages are put together by hand, field by
field, after TS 24.301. Keys and names come from nas_worked_example.json beside this file.

    python3 journey.py > journey.json
"""
import hashlib
import hmac
import json
import pathlib
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
NAS = json.loads((HERE / "nas_worked_example.json").read_text())
UP, DOWN = 0, 1


def h(text):
    return bytes.fromhex(text)


def openssl(*arguments, octets):
    return subprocess.run(
        ["openssl", *arguments], input=octets, check=True, capture_output=True
    ).stdout


def aes_ctr(key, block, text):
    if not text:
        return b""
    return openssl("enc", "-aes-128-ctr", "-K", key.hex(), "-iv", block.hex(), octets=text)


def cmac(key, message):
    out = openssl(
        "mac", "-cipher", "AES-128-CBC", "-macopt", "hexkey:" + key.hex(), "-in", "-", "CMAC",
        octets=message,
    )
    return h(out.decode().strip())


def hmac256(key, *parts):
    return hmac.new(key, b"".join(parts), hashlib.sha256).digest()


def kdf(key, fc, *parameters):
    """TS 33.220 clause B.2: S = FC, then each parameter followed by its length in two octets."""
    return hmac256(key, bytes([fc]), *(p + len(p).to_bytes(2, "big") for p in parameters))


# -- NAS ------------------------------------------------------------------------------------------

KNAS_ENC, KNAS_INT = h(NAS["knasenc_eea2"]), h(NAS["knasint_eia2"])


def protect(plain, header_type, count, direction, ciphered=True):
    """TS 24.301 clause 9.1, with 128-EEA2 and 128-EIA2 (TS 33.401 annex B), bearer 0."""
    first = count.to_bytes(4, "big") + bytes([direction << 2]) + bytes(3)
    body = aes_ctr(KNAS_ENC, first + bytes(8), plain) if ciphered else plain
    covered = bytes([count & 0xFF]) + body
    mac = cmac(KNAS_INT, first + covered)[:4]
    return bytes([header_type << 4 | 7]) + mac + covered


IMSI_DIGITS = NAS["imsi"]
PLMN = h(NAS["plmn"])


def lv(value):
    return bytes([len(value)]) + value


def lv_e(value):
    return len(value).to_bytes(2, "big") + value


def imsi_identity():
    """TS 24.301 clause 9.9.3.12: first digit, odd number of digits, type 1; then pairs."""
    digits = [int(d) for d in IMSI_DIGITS]
    head = digits[0] << 4 | 8 | 1
    pairs = [digits[i + 1] << 4 | digits[i] for i in range(1, len(digits), 2)]
    return bytes([head, *pairs])


# 128-EEA2 and EEA0; 128-EIA2; no UMTS algorithms; control plane CIoT EPS optimisation.
CAPABILITY = h("a02000000004")
SECURITY_CAPABILITY = CAPABILITY[:2]
GUTI = PLMN + h(NAS["guti"]["mmegi"]) + h(NAS["guti"]["mmec"]) + h(NAS["guti"]["m_tmsi"])
APN = b"iot"

pdn_connectivity_request = bytes([
    0x02,  # no bearer yet, EPS session management
    0x01,  # procedure transaction 1
    0xD0,  # PDN connectivity request
    0x51,  # PDN type non-IP, initial request
])


def attach_request_of(identity):
    return (
        bytes([0x07, 0x41, 7 << 4 | 1])  # no key set; EPS attach
        + lv(identity)
        + lv(CAPABILITY)
        + lv_e(pdn_connectivity_request)
    )


GUTI_IDENTITY = bytes([0xF6]) + GUTI
attach_request = attach_request_of(imsi_identity())
attach_request_by_guti = attach_request_of(GUTI_IDENTITY)
authentication_reject = bytes([0x07, 0x54])
security_mode_command = (
    bytes([0x07, 0x5D, 0x22, 0x00])  # 128-EEA2, 128-EIA2; native key set 0
    + lv(SECURITY_CAPABILITY)
)
security_mode_complete = bytes([0x07, 0x5E])
activate_default_bearer = (
    bytes([0x52, 0x01, 0xC1])  # bearer 5, transaction 1
    + lv(bytes([9]))  # QCI 9
    + lv(lv(APN))
    + lv(bytes([5, 0, 0, 0, 0]))  # non-IP: the address is there and zero
)
attach_accept = (
    bytes([0x07, 0x42, 0x01])  # EPS only
    + bytes([0b010 << 5 | 10])  # T3412: ten times six minutes
    + lv(bytes([0]) + PLMN + h("0001"))  # one tracking area
    + lv_e(activate_default_bearer)
    + bytes([0x50]) + lv(GUTI_IDENTITY)
)
attach_complete = bytes([0x07, 0x43]) + lv_e(bytes([0x52, 0x00, 0xC2]))

messages = [
    ("ATTACH REQUEST", attach_request, attach_request),
    ("ATTACH REQUEST BY GUTI", attach_request_by_guti, attach_request_by_guti),
    ("AUTHENTICATION REJECT", authentication_reject, authentication_reject),
    ("SECURITY MODE COMMAND", security_mode_command,
     protect(security_mode_command, 3, 0, DOWN, ciphered=False)),
    ("SECURITY MODE COMPLETE", security_mode_complete,
     protect(security_mode_complete, 4, 0, UP)),
    ("ATTACH ACCEPT", attach_accept, protect(attach_accept, 2, 1, DOWN)),
    ("ATTACH COMPLETE", attach_complete, protect(attach_complete, 2, 1, UP)),
]

# The same functions have to give what the worked example has, which tshark has deciphered.
for row in NAS["messages"]:
    if row.get("sht") in (2, 3, 4):
        up = row["direction"] == "uplink"
        count = row["ul_count"] if up else row["dl_count"]
        ours = protect(h(row["plain"]), row["sht"], count, UP if up else DOWN, row["sht"] != 3)
        assert ours.hex() == row["protected"], row["name"]

# -- Ua -------------------------------------------------------------------------------------------

AS_ID = b"as.example.net"
CK_IK = h(NAS["ck"]) + h(NAS["ik"])
KASME = h(NAS["kasme"])
RAND = h(NAS["rand"])
FRESH = bytes([0x5A]) * 16  # what the entropy of the test always gives
UPLINK = b"meter 00000001 21.4C"
DOWNLINK = b"noted 00000001 21.4C"
SESSION_ID = 0x5A5A5


def ua(ks, name, header, key_id):
    """The compact form of DESIGN D11, ciphered, and the response to it."""
    ks_as = kdf(ks, 0xF6, AS_ID)
    enc, integrity = kdf(ks_as, 0xF7, b"enc"), kdf(ks_as, 0xF7, b"int")
    as_id = len(AS_ID).to_bytes(2, "big") + AS_ID
    # What it is for, 16 fresh octets, the device's count of requests, header, name, the report.
    rand_as = hmac256(
        integrity, b"bestow-ua-hedging", bytes([UP]), FRESH, bytes(8), bytes([header]), name, UPLINK
    )[:8]
    k_app = kdf(enc, 0xF8, rand_as)
    request_key = kdf(k_app, 0xF0, b"bestow-ua-request-cipher", bytes([header]))[16:]
    body = aes_ctr(request_key, bytes(16), UPLINK)
    t = hmac256(
        integrity, b"bestow-ua-request", bytes([UP, header]), as_id, name, rand_as, body
    )[:8]
    # What it is for, 16 fresh octets, the server's boot id, its count of responses, t, the answer.
    rand_s = hmac256(
        integrity, b"bestow-ua-hedging", bytes([DOWN]), FRESH, FRESH, bytes(8), t, DOWNLINK
    )[:8]
    down = kdf(k_app, 0xF0, b"bestow-ua-session-down", rand_s, t)
    down_key, down_mac = down[:16], down[16:]
    answer = aes_ctr(down_key, bytes(16), DOWNLINK)
    covered = bytes([DOWN, HEADER]) + SESSION_ID.to_bytes(4, "big") + bytes(8) + answer
    response = (
        bytes([HEADER])
        + (SESSION_ID << 4).to_bytes(3, "big")
        + rand_s
        + answer
        + hmac256(down_mac, covered)[:8]
    )
    return {
        "ks": ks.hex(),
        "ks_as": ks_as.hex(),
        "ks_as_enc": enc.hex(),
        "ks_as_int": integrity.hex(),
        "rand_as": rand_as.hex(),
        "k_app": k_app.hex(),
        "body": body.hex(),
        "t": t.hex(),
        "request": (bytes([header]) + key_id + rand_as + body + t).hex(),
        "response": response.hex(),
    }


LABEL = b"End-to-End_IOT"
NAMED_BY_RAND, KSI_0 = 7, 0
HEADER = 1 << 6 | 1 << 4 | 1 << 3  # version 1, compact, ciphered

print(json.dumps({
    "note": "computed by journey.py beside this file: Python 3 hmac and hashlib, openssl for AES-CTR"
            " and CMAC; not published",
    "inputs": {
        "as_id": AS_ID.decode(),
        "fresh": FRESH[:1].hex(),
        "uplink": UPLINK.decode(),
        "downlink": DOWNLINK.decode(),
        "guti": GUTI.hex(),
        "rand_id": RAND[-4:].hex(),
    },
    "nas": [
        {"name": name, "plain": plain.hex(), "protected": protected.hex()}
        for name, plain, protected in messages
    ],
    "ua": [
        {"name": "12: root CK_IK_PUSHED, named by RAND id",
         **ua(kdf(CK_IK, 0xF4, LABEL, b"\x01"), RAND, HEADER | NAMED_BY_RAND, RAND[-4:])},
        {"name": "11: root CK_IK, named by GUTI",
         **ua(kdf(CK_IK, 0xF4, LABEL), GUTI, HEADER | KSI_0, GUTI)},
        {"name": "11-kasme: root KASME, named by GUTI",
         **ua(kdf(KASME, 0xF5, LABEL), GUTI, HEADER | KSI_0, GUTI)},
    ],
}, indent=1))
