/// Agree: what the authentication centre and the USIM compute. K and OPc in clear exist only here;
/// no module but `hss`, `ue` and `emks` may read it, so an MME cannot compile against K.
module dev.bestow.aka {
    requires static org.jspecify;
    // CK||IK and K_ASME, which every vector carries, are derived keys of the hierarchy.
    requires transitive dev.bestow.keys;

    exports dev.bestow.aka;
    exports dev.bestow.aka.cards;
    exports dev.bestow.aka.pkcs11;
}
