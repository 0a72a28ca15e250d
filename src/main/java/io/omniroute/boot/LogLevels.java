package io.omniroute.boot;

import java.lang.System.Logger.Level;
import java.util.logging.Logger;

/** Sets how much the gateway says; the server decides where it goes. */
final class LogLevels {
    /** Held, because the log manager would forget a logger nobody holds, and its level with it. */
    private static final Logger OURS = Logger.getLogger("io.omniroute");

    private LogLevels() {}

    static void apply(Level level) {
        OURS.setLevel(switch (level) {
            case ALL -> java.util.logging.Level.ALL;
            case TRACE -> java.util.logging.Level.FINER;
            case DEBUG -> java.util.logging.Level.FINE;
            case INFO -> java.util.logging.Level.INFO;
            case WARNING -> java.util.logging.Level.WARNING;
            case ERROR -> java.util.logging.Level.SEVERE;
            case OFF -> java.util.logging.Level.OFF;
        });
    }
}
