package dev.bestow.network.audit;

/// How much an audit log keeps.
///
/// @param fileOctets a file that has as many gets no more
/// @param keptDays files of earlier days are removed
public record AuditLimits(long fileOctets, int keptDays) {}
