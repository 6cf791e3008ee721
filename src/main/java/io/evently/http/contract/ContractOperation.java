package io.evently.http.contract;

import com.networknt.schema.Schema;
import io.evently.ratelimit.Worth;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the document, ready to check requests. Shared by all event loops.
 *
 * @param template path with the server's base in front, for example {@code /api/v1/events/{eventId}}
 * @param parameterSchema for an object with the members {@code path}, {@code query} and {@code header}
 * @param bodySchema null when the operation takes no body
 * @param bodyBounds how long parts of the body may be, checked before the schema is
 * @param pathNames path parameters in the order in which they stand in the path
 * @param rateLimits the quotas that a request counts for beside those of everybody; none: it is not counted at all
 * @param worth how late it is refused when a node has too much to do
 */
public record ContractOperation(
        String id,
        HttpMethod method,
        String template,
        Access access,
        List<ContractParameter> parameters,
        Schema parameterSchema,
        @Nullable Schema bodySchema,
        Bounds bodyBounds,
        boolean bodyRequired,
        List<String> pathNames,
        List<String> rateLimits,
        Worth worth) {

    public boolean takesBody() {
        return bodySchema != null;
    }
}
