package dev.bestow.cli.machine;

/// What the process tells its caller.
public final class ExitStatus {
    public static final int OK = 0;

    /// The command ran and its outcome is bad: a report that did not arrive, a key that differs.
    public static final int FAILED = 1;

    /// The command line, the configuration or an input file is wrong; a message says where.
    public static final int REFUSED = 2;

    /// A bug, or something the machine denied; the log has the stack trace.
    public static final int BROKEN = 3;

    private ExitStatus() {}
}
