/// Asking a running node for something on its own machine: one line there, lines back. Start with
/// [dev.bestow.link.control.ControlServer].
package dev.bestow.link.control;
