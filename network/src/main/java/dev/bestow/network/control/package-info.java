/// What a running node can be asked for on its own machine. Start with [dev.bestow.network.control.NodeControl].
package dev.bestow.network.control;
