/// What devices are on a command line: how they report.
package dev.bestow.cli.device;
