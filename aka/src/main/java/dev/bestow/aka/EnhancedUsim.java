package dev.bestow.aka;

/// The USIM of solution 1, variants A to D: every AKA run leaves an e2m key set in the card, derived
/// there from CK||IK, and an application fetches it later. The terminal need not take part, so any
/// modem that passes commands to its card will do.
///
/// For UTRAN and GERAN (separation bit clear) AUTHENTICATE gives out CK'||IK' in place of CK||IK
/// ([dev.bestow.keys.AccessCkIk]), as the authentication centre does in the vector: CK||IK stay inside.
///
/// Deviation: for E-UTRAN (separation bit set) CK||IK leave the card as they leave any other. Solution 1
/// changes nothing there, the terminal derives K_ASME as always, and a card cannot do it in its place:
/// AUTHENTICATE does not say which network serves. So the e2m key set of an EPS run is hidden from the
/// visited network, but not from the terminal.
public interface EnhancedUsim extends Usim {
    /// The key set of the last run that agreed on one. Asking takes nothing away. Whether the network
    /// went on to accept RES is not for a card to know: RAND, the key set's name, has to match.
    ///
    /// @throws UsimGone when there is no card to ask
    E2mAnswer e2mKeySet();
}
