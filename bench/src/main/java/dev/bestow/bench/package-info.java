/// Programs that measure, run by `bench/run NAME`. Each prints what it measured, on what, and a ratio to
/// a limit found in the same run, because absolute figures say more about the machine than about us.
package dev.bestow.bench;
