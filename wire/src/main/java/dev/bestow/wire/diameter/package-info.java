/// The Diameter base protocol (RFC 6733): messages and AVPs. Start with
/// [dev.bestow.wire.diameter.DiameterMessage]; a message is read through an
/// [dev.bestow.wire.diameter.AvpCursor] and written with a [dev.bestow.wire.diameter.MessageBuilder].
///
/// ## What goes wrong when reading, and what happens then
///
/// Malformed octets become a [dev.bestow.wire.diameter.DecodeException], whoever notices them: this
/// package, a command codec, or a handler that reads an AVP late. Its kind alone decides the reaction.
/// Only a *request* is ever answered; an answer that cannot be read is counted and dropped.
///
/// | kind | noticed when | reaction | Result-Code | Failed-AVP |
/// |---|---|---|---|---|
/// | `VERSION` | the first octet is not 1 | close: nothing after it can be trusted | - | - |
/// | `MESSAGE_LENGTH` | no multiple of 4, below 20, above the cap, untrue | close: the next is lost | - | - |
/// | `HEADER_BITS` | a reserved flag, or R and E together | answer, keep | 3008, E | - |
/// | `COMMAND` | the application has no such command | answer, keep | 3001, E | - |
/// | `APPLICATION` | the application is not served here | answer, keep | 3007, E | - |
/// | `AVP_BITS` | a reserved AVP flag is set | answer, keep | 3009, E | the AVP |
/// | `AVP_LENGTH` | leaves its container, or is not its type's | answer, keep | 5014 | the AVP, or header and zeros |
/// | `AVP_DEPTH` | a group is nested deeper than any grammar needs | answer, keep | 5004 | header of the group |
/// | `AVP_VALUE` | the value is outside its type or its grammar | answer, keep | 5004 | the AVP |
/// | `AVP_UNSUPPORTED` | unknown, with M set | answer, keep | 5001 | the AVP |
/// | `AVP_MISSING` | required by the grammar, absent | answer, keep | 5005 | an example: header and zeros |
/// | `AVP_NOT_ALLOWED` | excluded by the grammar, present | answer, keep | 5008 | the AVP |
/// | `AVP_TOO_MANY` | more often than the grammar allows | answer, keep | 5009 | the first one too many |
///
/// Deviation: a request of another version is not answered with 5011 and one of a bad length not with
/// 5015. Both would need trust in a header that has just lost it.
package dev.bestow.wire.diameter;
