package io.evently.account;

import io.evently.bus.BusName;
import io.evently.bus.TypedBus;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Account messages")
class AccountMessagesTest {
    @Test
    @DisplayName("have distinct frozen names and can be registered with the bus")
    void named() throws Exception {
        assertThat(AccountEndpoints.MESSAGES).doesNotHaveDuplicates();
        assertThat(AccountEndpoints.MESSAGES.stream()
                        .map(family -> family.getAnnotation(BusName.class).value()))
                .doesNotHaveDuplicates();
        Vertx vertx = Vertx.vertx();
        TypedBus.register(vertx, AccountEndpoints.MESSAGES);
        vertx.close().await(10, TimeUnit.SECONDS);
    }
}
