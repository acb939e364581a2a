/// The distributed engine: Apache Cassandra, for when one machine is not enough. Start with
/// [dev.bestow.keystore.cassandra.CassandraStore]; which table keeps what is in
/// [dev.bestow.keystore.cassandra.Tables]. Class path only: the driver's libraries have no module names.
package dev.bestow.keystore.cassandra;
