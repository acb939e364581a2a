package dev.bestow.keys.solution;

/// How a device names the key it uses.
public enum Naming {
    /// RAND id, the last four octets of RAND: no temporary identity travels in clear.
    RAND_ID,
    /// GUTI and eKSI: the only name by which an SCEF finds the serving MME.
    GUTI
}
