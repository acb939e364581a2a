/// A device's end of a protection that is not Ua native: a key in, a session out
/// ([dev.bestow.session.device.DeviceProtection]).
package dev.bestow.session.device;
