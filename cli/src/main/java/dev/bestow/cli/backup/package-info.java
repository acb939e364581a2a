/// `bestow backup` and `bestow restore`: a node's store out of its folder and back. Start with
/// [dev.bestow.cli.backup.StoreBackup].
package dev.bestow.cli.backup;
