/// How a node is, for those who watch it: its metrics in Prometheus' format, and whether it is ready. Start with
/// [dev.bestow.cli.monitoring.NodeMonitoring].
package dev.bestow.cli.monitoring;
