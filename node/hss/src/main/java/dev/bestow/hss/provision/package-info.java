/// From the files cards come with to wrapped subscriber rows. Start with
/// [dev.bestow.hss.provision.Provisioner]. The files are read by [dev.bestow.aka.cards.CardFile], which
/// the UE reads them with too; what happens here is opening them, wrapping and storing.
package dev.bestow.hss.provision;
