/// Every key of the journey as a type of its own, so that a wrong derived key does not compile. Start with
/// [dev.bestow.keys.Fc], the registry of derivations, then follow [dev.bestow.keys.CkIk]:
///
/// ```
/// CkIk ─┬─ Kasme ─┬─ KnasEnc, KnasInt
///       │         ├─ Kenb ─┬─ KrrcEnc, KrrcInt, KupEnc, KupInt, SKgnb
///       │         │        └─ Nh, KenbStar
///       │         └─ Ks                                                      #11
///       ├─ Ks ── KsAs ─┬─ KsAsEnc ── KApp                                    #11 #12
///       │              └─ KsAsInt
///       ├─ E2mIntKey ─┬─ E2mKey                                              #2 #10
///       │             └─ E2eKey                                              #5
///       ├─ E2mKeySet                                                         #1
///       ├─ AccessCkIk                                                        #1 #2 #10 on UTRAN
///       ├─ KsNaf, KsIntNaf                                                   GBA
///       ├─ CkIkPrime ── Mk ── KEncr, KAut, KRe, Msk, Emsk                    EAP-AKA'
///       ├─ EapAkaMk ── EapAkaKAut                                            #3, EAP-AKA
///       ├─ Kausf ─┬─ Kseaf ── Kamf                                           5G
///       │         └─ Kakma ── Kaf, beside them Atid                          AKMA
///       └─ ResStar, Khse                                                     5G, BEST in 5G
///
/// LeafKey (KsAs, E2mKey, E2mKeySet, E2eKey) ── ProtocolKey, EspKey           #6
/// EmsdpBase (CkIk, Kasme, Khse, …, ProtocolKey) ─┬─ EmsdpEnc, EmsdpInt       #8
///                                                └─ KInter ── EasPsk         #9
/// ```
package dev.bestow.keys;
