/// The lab: every node and a fleet of devices in one process, over real sockets on loopback. Start
/// with [dev.bestow.cli.lab.LabNodes].
package dev.bestow.cli.lab;
