/// The solutions of TR 33.863 as data. [dev.bestow.keys.solution.Solution] is a row of the table; nodes read its
/// columns, and nobody asks for its name.
package dev.bestow.keys.solution;
