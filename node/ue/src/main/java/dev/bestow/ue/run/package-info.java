/// AKA runs over the user plane, with an EMKS (TR 33.863 solution 3). Start with [dev.bestow.ue.run.OwnRun].
package dev.bestow.ue.run;
