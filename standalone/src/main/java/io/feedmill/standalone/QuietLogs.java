package io.feedmill.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Keeps the libraries silent and our own warnings on stderr, in one line each. With the system property
 * {@code feedmill.debug} everything from INFO on is shown, with stack traces. Loaded by logback as a service: quicker to
 * read than an XML file.
 */
public final class QuietLogs extends ContextAwareBase implements Configurator {
    static final String DEBUG = "feedmill.debug";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        boolean debug = Boolean.getBoolean(DEBUG);
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(
                debug ? "%d{HH:mm:ss.SSS} %-5level [%thread] %logger{30}: %msg%n" : "feedmill: %msg%n%nopex");
        encoder.start();

        ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
        stderr.setContext(context);
        stderr.setTarget("System.err");
        stderr.setEncoder(encoder);
        stderr.start();

        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(debug ? Level.INFO : Level.OFF);
        root.addAppender(stderr);
        context.getLogger("io.feedmill").setLevel(debug ? Level.DEBUG : Level.WARN);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
