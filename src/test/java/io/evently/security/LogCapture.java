package io.evently.security;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Hears everything that is logged in this JVM until it is closed, before any masking. */
final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    static LogCapture begin() {
        LogCapture capture = new LogCapture();
        capture.setContext(ROOT.getLoggerContext());
        capture.start();
        ROOT.addAppender(capture);
        return capture;
    }

    @Override
    protected void append(ILoggingEvent event) {
        event.prepareForDeferredProcessing();
        events.add(event);
    }

    /** Message and exceptions of each event. */
    List<String> lines() {
        return events.stream().map(LogCapture::line).toList();
    }

    /** Those that tell of a fault of ours. */
    List<String> errors() {
        return events.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
                .map(LogCapture::line)
                .toList();
    }

    private static String line(ILoggingEvent event) {
        String message = event.getLoggerName() + ": " + event.getFormattedMessage();
        return event.getThrowableProxy() == null
                ? message
                : message + '\n' + ThrowableProxyUtil.asString(event.getThrowableProxy());
    }

    @Override
    public void close() {
        ROOT.detachAppender(this);
        stop();
    }
}
