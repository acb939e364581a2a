/// Authentication and key agreement: MILENAGE, SQN, authentication vectors and the USIM. Start with
/// [dev.bestow.aka.AuthenticationCentre] for the network's end and [dev.bestow.aka.MobileEquipment]
/// for the device's.
package dev.bestow.aka;
