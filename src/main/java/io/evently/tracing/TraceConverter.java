package io.evently.tracing;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * The word {@code %trace} of a log pattern: a blank and {@code trace_id=…}, or nothing outside of a trace. Looks at the
 * current context, so the appender must write on the thread that logs.
 */
public final class TraceConverter extends ClassicConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return TraceContext.current()
                .map(trace -> " trace_id=" + trace.traceId())
                .orElse("");
    }
}
