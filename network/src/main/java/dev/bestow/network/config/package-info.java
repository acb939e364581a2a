/// A YAML file bound to records: keys are record components, and whatever does not fit is refused
/// with file, line, path and the keys known there. Start with [dev.bestow.network.config.NodeConfig].
package dev.bestow.network.config;
