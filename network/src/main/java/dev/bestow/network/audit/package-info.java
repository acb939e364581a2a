/// What a key server keeps of the keys that left it. Start with [dev.bestow.network.audit.AuditLog].
package dev.bestow.network.audit;
