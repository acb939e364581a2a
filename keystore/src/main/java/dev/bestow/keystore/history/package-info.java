/// The rules of pushed and proven keys, apart from where they are stored. Start with
/// [dev.bestow.keystore.history.KeyHistory]. An embedded engine supplies
/// [dev.bestow.keystore.history.KeyRows] and gets a whole key ring for it; a distributed one supplies
/// the reading half and writes its facts as rows.
package dev.bestow.keystore.history;
