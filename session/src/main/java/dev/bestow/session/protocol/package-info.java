/// What can protect reports, and which of it there is where a network forbids confidentiality
/// ([dev.bestow.session.protocol.SecurityProtocol]).
package dev.bestow.session.protocol;
