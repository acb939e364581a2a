/// The functions of libc that Java has no other way to. Start with [dev.bestow.link.libc.Libc].
package dev.bestow.link.libc;
