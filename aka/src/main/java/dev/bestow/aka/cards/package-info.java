/// The files SIM cards come with: what vendors of programmable cards ship, and srsRAN's user_db.csv. HSS
/// and UE read the same ones. Start with [dev.bestow.aka.cards.CardFile].
///
/// K and OPc in clear exist in `aka` only, so their files are read here, from a stream: who opens it is
/// not this module's business. Columns that nobody needs (ICCID, ADM, PIN, PUK ...) are skipped and never
/// become a value.
package dev.bestow.aka.cards;
