/// The verbs that start one node as a process of its own, each from a configuration file. Start with
/// [dev.bestow.cli.node.NodeCommand].
package dev.bestow.cli.node;
