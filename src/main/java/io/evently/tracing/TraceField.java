package io.evently.tracing;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import net.logstash.logback.composite.AbstractFieldJsonProvider;

/**
 * The member {@code trace_id} of a log line in JSON; absent outside of a trace. Looks at the current context, so the
 * appender must write on the thread that logs.
 */
public final class TraceField extends AbstractFieldJsonProvider<ILoggingEvent> {

    public TraceField() {
        setFieldName("trace_id");
    }

    @Override
    public void writeTo(JsonGenerator generator, ILoggingEvent event) throws IOException {
        String traceId = TraceContext.current().map(TraceContext::traceId).orElse(null);
        if (traceId != null) {
            generator.writeStringField(getFieldName(), traceId);
        }
    }
}
