/// The embedded durable engine: RocksDB with group commit. Start with
/// [dev.bestow.keystore.rocksdb.RocksStore]; how a write becomes durable is in
/// [dev.bestow.keystore.rocksdb.GroupCommit]. Class path only: rocksdbjni has no stable module name.
package dev.bestow.keystore.rocksdb;
