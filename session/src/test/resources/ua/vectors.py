#!/usr/bin/env python3
"""The octets of Ua native, computed without a line of the product: Python's hmac and hashlib, the
openssl command for AES, and pyca/cryptography for X25519 and AES-GCM of the certificate form. Prints vectors.properties. Inputs: Ks_AS, RAND and GUTI of the project's
illustrative derivations (as.example.net), a generator that is stuck at A5, a server in its first
exchange. up0 and up9 are the session's uplink messages 0 and 9, dn1 its first downlink message."""
import hmac,hashlib,subprocess
def H(k,*p): return hmac.new(k,b''.join(p),hashlib.sha256).digest()
def kdf(k,fc,*ps): return H(k,bytes([fc]),*[p+len(p).to_bytes(2,'big') for p in ps])
def purpose(k,label,*ctx): return kdf(k,0xf0,label.encode(),*ctx)
def ctr(k,iv,d):
    return subprocess.run(['openssl','enc','-aes-128-ctr','-K',k.hex(),'-iv',iv.hex()],input=d,capture_output=True,check=True).stdout
ksas=bytes.fromhex('4eeff62f922a315ce7da75fb54899252fa968611f79a3ea73bdafbad5e3f4c9d')
rand=bytes.fromhex('81e92b6c0ee0e12ebceba8d92a99dfa5')
guti=bytes.fromhex('00f110800112c0de0001')
asid=b'as.example.net'; AS=len(asid).to_bytes(2,'big')+asid
msg=b'temperature 21.4 C ok'[:20]; assert len(msg)==20
down=b'ack'
fresh=bytes([0xa5])*16
enc=kdf(ksas,0xf7,b'enc'); int_=kdf(ksas,0xf7,b'int')
def hedge(draw,fresh,*parts): return H(int_,b'bestow-ua-hedging',bytes([draw]),fresh,*parts)
def compact(hdr,wire,full,ciph,n=8,lit=False):
    h=bytes([hdr])
    ras=hedge(0,fresh,bytes(8),h,full,msg)[:n]
    kapp=kdf(enc,0xf8,ras)
    body=ctr(purpose(kapp,'bestow-ua-request-cipher',h)[16:],bytes(16),msg) if ciph else msg
    if lit:
        t=H(int_,full,(10).to_bytes(2,'big'),ras,(16).to_bytes(2,'big'))
        tag=H(purpose(kapp,'bestow-ua-literal-tag',h),b'\0',h,AS,full,ras,t,body)[:8]
        return h+wire+ras+t+body+tag,kapp
    t=H(int_,b'bestow-ua-request',b'\0',h,AS,full,ras,body)[:8]
    return h+wire+ras+body+t,kapp
def lex(suite,salt,label,ikm): return H(salt or bytes(32),b'HPKE-v1',suite,label,ikm)
def lexp(suite,prk,label,info,n): return H(prk,n.to_bytes(2,'big'),b'HPKE-v1',suite,label,info,b'\1')[:n]
def hpke(pk,eph,info,aad,text):
    # RFC 9180, base mode: X25519, HKDF-SHA256, AES-128-GCM
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey,X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    own=X25519PrivateKey.from_private_bytes(eph); encap=own.public_key().public_bytes_raw()
    dh=own.exchange(X25519PublicKey.from_public_bytes(pk))
    kem=b'KEM\0\x20'; shared=lexp(kem,lex(kem,b'',b'eae_prk',dh),b'shared_secret',encap+pk,32)
    suite=b'HPKE\0\x20\0\1\0\1'
    ctx=b'\0'+lex(suite,b'',b'psk_id_hash',b'')+lex(suite,b'',b'info_hash',info)
    secret=lex(suite,shared,b'secret',b'')
    key=lexp(suite,secret,b'key',ctx,16); nonce=lexp(suite,secret,b'base_nonce',ctx,12)
    return encap+AESGCM(key).encrypt(nonce,text,aad)
# public key of RFC 9180 clause A.1.1
pkas=bytes.fromhex('3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d')
def certificate(hdr,wire,full,ciph):
    h=bytes([hdr]); mark=bytes([hashlib.sha256(pkas).digest()[0]&127]); fresh32=bytes([0xa5])*32
    ras=hedge(0,fresh32,bytes(8),h,full,msg); eph=hedge(2,fresh32,bytes(8),h,full,msg)
    c=hpke(pkas,eph,b'bestow-ua-certificate'+AS,h+mark+full,ras)
    kapp=kdf(enc,0xf8,ras)
    body=ctr(purpose(kapp,'bestow-ua-request-cipher',h)[16:],bytes(16),msg) if ciph else msg
    t=H(int_,b'bestow-ua-request',b'\0',h,AS,full,mark+c,body)[:8]
    return h+mark+wire+c+body+t,kapp
def skeys(kapp,rs,proof,d):
    both=purpose(kapp,'bestow-ua-session-'+d,rs,proof); return both[:16],both[16:]
def smsg(keys,dirn,hdr,sid,ctrv,field,text,ciph,rs=b''):
    c,m=keys; h=bytes([hdr])
    body=ctr(c,ctrv.to_bytes(8,'big')+bytes(8),text) if ciph else text
    t=H(m,bytes([dirn]),h,sid.to_bytes(4,'big'),ctrv.to_bytes(8,'big'),body)[:8]
    return h+field.to_bytes(3,'big')+rs+body+t
def exchange(name,req,kapp,ciph,form,boot,count):
    proof=req[-8:]
    rs=hedge(1,fresh,boot,count.to_bytes(8,'big'),proof,down)[:8]
    sid=0xa5a5a
    u=skeys(kapp,rs,proof,'up'); d=skeys(kapp,rs,proof,'down')
    c=8 if ciph else 0
    resp=smsg(d,1,0x40|form<<4|c,sid,0,sid<<4,down,ciph,rs)
    s0=smsg(u,0,0x40|3<<4|c|0,sid,0,sid<<4,msg,ciph)
    # downlink counter 1
    s1=smsg(d,1,0x40|3<<4|c|1,sid,1,sid<<4,down,ciph)
    # uplink counter 9: low3=1, high4=1
    s9=smsg(u,0,0x40|3<<4|c|1,sid,9,sid<<4|1,msg,ciph)
    for what,o in (('req',req),('resp',resp),('up0',s0),('dn1',s1),('up9',s9)): print(f'{name}.{what}={o.hex()}')
    return proof
boot=fresh
def refusal(form,code,retry,proof,full):
    h=bytes([0x40|form<<4|1])
    return h+bytes([code,retry])+proof+H(int_,b'bestow-ua-refusal',b'\1',h,AS,full,bytes([code,retry]),proof)[:8]
r,k=compact(0x40|1<<4|8|7,rand[12:],rand,True); p=exchange('randCiphered',r,k,True,1,boot,0); print('randCiphered.forbidden='+refusal(1,5,0,p,rand).hex())
r,k=compact(0x40|1<<4|0|7,rand[12:],rand,False); exchange('randClear',r,k,False,1,boot,0)
r,k=compact(0x40|1<<4|8|3,guti,guti,True); exchange('gutiCiphered',r,k,True,1,boot,0)
r,k=compact(0x40|0<<4|8|3,guti,guti,True,16,True); exchange('literal',r,k,True,0,boot,0)
r,k=certificate(0x40|2<<4|8|7,rand[12:],rand,True); exchange('certificate',r,k,True,2,boot,0)
r,k=certificate(0x40|2<<4|0|3,guti,guti,False); exchange('certificateInClear',r,k,False,2,boot,0)
