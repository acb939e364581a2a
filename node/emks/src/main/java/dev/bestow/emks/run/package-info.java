/// AKA runs of an EMKS's own, over the user plane (TR 33.863 solution 3). Start with [dev.bestow.emks.run.OwnRuns].
package dev.bestow.emks.run;
