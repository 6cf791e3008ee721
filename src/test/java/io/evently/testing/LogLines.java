package io.evently.testing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What is logged while this is open, in the layout that a node writes. */
public final class LogLines implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final LoggerContext layouts = new LoggerContext();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(new String(encoder.encode(event), UTF_8));
        }
    };
    private final Encoder<ILoggingEvent> encoder;

    private LogLines(String format) {
        encoder = encoder(format);
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
    }

    /**
     * Begins to watch.
     *
     * @param format {@code text} or {@code json}
     */
    public static LogLines watch(String format) {
        return new LogLines(format);
    }

    /** The lines so far that say this. */
    public List<String> with(String said) {
        return lines.stream().filter(line -> line.contains(said)).toList();
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        layouts.stop();
    }

    private Encoder<ILoggingEvent> encoder(String format) {
        String configuration = "<configuration><include resource=\"logging/" + format
                + ".xml\"/><root level=\"INFO\"><appender-ref ref=\"console\"/></root></configuration>";
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(layouts);
        try {
            configurator.doConfigure(new ByteArrayInputStream(configuration.getBytes(UTF_8)));
        } catch (JoranException e) {
            throw new IllegalStateException(e);
        }
        return ((OutputStreamAppender<ILoggingEvent>)
                        layouts.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("console"))
                .getEncoder();
    }
}
