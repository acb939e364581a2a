/// The store a configuration names. Start with [dev.bestow.cli.store.NodeStores].
package dev.bestow.network.store;
