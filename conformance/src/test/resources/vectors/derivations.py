#!/usr/bin/env python3
"""Computes derivations.json: the rungs for which nobody published a figure, our own fillers first.

Nothing of the project runs here: the KDF is hmac and hashlib of Python's standard library. Inputs are
those of study_derivations.json beside this file: TS 35.208 set 19, PLMN 001/01.

    python3 derivations.py > derivations.json
"""
import hashlib
import hmac
import json
import pathlib

HERE = pathlib.Path(__file__).resolve().parent
STUDY = json.loads((HERE / "study_derivations.json").read_text())

h = bytes.fromhex
CK_IK = h(STUDY["ck"] + STUDY["ik"])
KASME = h(STUDY["kasme"])
RAND = h("81e92b6c0ee0e12ebceba8d92a99dfa5")
RES = h("28d7b0f2a2ec3de5")
SQN_XOR_AK = h("bb52e91c747a")
SNN = b"5G:mnc001.mcc001.3gppnetwork.org"
IMSI = b"001010000000001"
IMPI = IMSI + b"@ims.mnc001.mcc001.3gppnetwork.org"
NONCE_UE, NONCE_HSE = bytes(range(16)), bytes(range(0x80, 0x98))

steps = []


def kdf(name, key, fc, *parameters, take=slice(0, 32)):
    """TS 33.220 clause B.2: S = FC, then each parameter followed by its length in two octets."""
    s = bytes([fc]) + b"".join(p + len(p).to_bytes(2, "big") for p in parameters)
    out = hmac.new(key, s, hashlib.sha256).digest()[take]
    steps.append({
        "name": name, "key": key.hex(), "fc": f"{fc:02x}",
        "params": [p.hex() for p in parameters], "s": s.hex(), "out": out.hex(),
    })
    return out


LOW, FIRST20 = slice(16, 32), slice(0, 20)

# Standard derivations without a published figure.
KENB = kdf("K_eNB", KASME, 0x11, h("00000005"))
kdf("K_eNB* with an EARFCN of 3 octets", KENB, 0x13, h("01f7"), h("010002"))
kdf("NH from K_eNB", KASME, 0x12, KENB)
kdf("K_UPint", KENB, 0x15, h("06"), h("02"), take=LOW)
kdf("Ks_int_NAF", CK_IK, 0x01, b"gba-u", RAND, IMPI, b"as.example.net" + h("0100000009"))
CK_IK_PRIME = kdf("CK'||IK' for 5G", CK_IK, 0x20, SNN, SQN_XOR_AK)
KAUSF = kdf("K_AUSF", CK_IK, 0x6A, SNN, SQN_XOR_AK)
kdf("RES*", CK_IK, 0x6B, SNN, RAND, RES, take=LOW)
KSEAF = kdf("K_SEAF", KAUSF, 0x6C, SNN)
kdf("K_AMF", KSEAF, 0x6D, IMSI, h("0000"))
kdf("K_HSE with EAP-AKA'", CK_IK_PRIME, 0x64, SNN, SQN_XOR_AK)

# EMSDP, profile P0.
kdf("EMSDP ciphering key", CK_IK, 0xF1, h("01"), h("02"), take=LOW)
kdf("EMSDP integrity key", CK_IK, 0xF1, h("02"), h("02"), take=LOW)
INTERMEDIATE = kdf("intermediate key", CK_IK, 0xF2, b"BEST-INT")
EAS_PSK = kdf("EAS PSK", INTERMEDIATE, 0xF3, b"as.example.net")
kdf("UE-to-EAS ciphering key", EAS_PSK, 0xF1, h("01"), h("02"), take=LOW)
kdf("UE-to-EAS integrity key", EAS_PSK, 0xF1, h("02"), h("02"), take=LOW)

# The study's own.
E2M_INT_KEY = kdf("e2m_int_key", CK_IK, 0xF9, b"e2m_ CIoT")
E2M_KEY = kdf("e2m_key", E2M_INT_KEY, 0xFA, b"emse1.example.net", b"e2m_ CIoT")
kdf("e2e key", E2M_INT_KEY, 0xFB, b"eese1.example.net", b"e2e_ CIoT")
kdf("ESP key", E2M_KEY, 0xFC, h("00"), h("0014"), h("80000001"), NONCE_UE, NONCE_HSE, take=FIRST20)
kdf("e2m key set", CK_IK, 0xFD, b"e2m_keyset", RAND)
kdf("CK'||IK' for UTRAN and GERAN", CK_IK, 0xFE, b"access_ckik", SQN_XOR_AK)
kdf("protocol key", E2M_KEY, 0xF0, h("0100000009"))

# What names a key and is none: the last four octets of this, solution 10, alternative 2.
LABEL = b"bestow-key-identifier"
NAMED = b"\xf0" + LABEL + len(LABEL).to_bytes(2, "big")
steps.append({
    "name": "short hash of e2m_int_key", "key": E2M_INT_KEY.hex(), "input": NAMED.hex(),
    "out": hmac.new(E2M_INT_KEY, NAMED, hashlib.sha256).hexdigest(),
})

print(json.dumps({
    "note": "computed for this project by derivations.py, not published",
    "steps": steps,
}, indent=1))
