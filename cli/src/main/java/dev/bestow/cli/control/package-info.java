/// What a running node can be asked for on its own machine. Start with [dev.bestow.cli.control.NodeControl].
package dev.bestow.cli.control;
