#!/usr/bin/env python3
"""The octets of Ua native, computed without a line of the product: Python's hmac and hashlib, and the
openssl command for AES. Prints vectors.properties. Inputs: Ks_AS, RAND and GUTI of the project's
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
enc=kdf(ksas,0xf7,b'enc'); int_=kdf(ksas,0xf7,b'int'); hedge=purpose(ksas,'bestow-ua-hedge')
def compact(hdr,wire,full,ciph,n=8,lit=False):
    h=bytes([hdr])
    ras=H(hedge,b'\0',fresh,h,full,msg)[:n]
    kapp=kdf(enc,0xf8,ras)
    body=ctr(purpose(kapp,'bestow-ua-request-cipher',h)[16:],bytes(16),msg) if ciph else msg
    if lit:
        t=H(int_,full,(10).to_bytes(2,'big'),ras,(16).to_bytes(2,'big'))
        tag=H(purpose(kapp,'bestow-ua-literal-tag',h),b'\0',h,AS,full,ras,t,body)[:8]
        return h+wire+ras+t+body+tag,kapp
    t=H(int_,b'bestow-ua-request',b'\0',h,AS,full,ras,body)[:8]
    return h+wire+ras+body+t,kapp
def skeys(kapp,rs,proof,d):
    return purpose(kapp,'bestow-ua-session-cipher-'+d,rs,proof)[16:],purpose(kapp,'bestow-ua-session-mac-'+d,rs,proof)
def smsg(keys,dirn,hdr,sid,ctrv,field,text,ciph,rs=b''):
    c,m=keys; h=bytes([hdr])
    body=ctr(c,ctrv.to_bytes(8,'big')+bytes(8),text) if ciph else text
    t=H(m,bytes([dirn]),h,sid.to_bytes(4,'big'),ctrv.to_bytes(8,'big'),body)[:8]
    return h+field.to_bytes(3,'big')+rs+body+t
def exchange(name,req,kapp,ciph,form,boot,count):
    proof=req[-8:]
    rs=H(hedge,b'\1',fresh,boot,count.to_bytes(8,'big'),proof,down)[:8]
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
