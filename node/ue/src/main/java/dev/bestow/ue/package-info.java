/// User equipment.
package dev.bestow.ue;
