/// Vector files: sets of inputs and figures, computed again. Start with
/// [dev.bestow.cli.aka.check.VectorFile]; a new layout is one line in [dev.bestow.cli.aka.check.Layout].
package dev.bestow.cli.aka.check;
