package io.evently.bench.profile;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Shares of a profile")
class SharesTest {
    private static final String LOOP = "[vert.x-eventloop-thread-1 tid=7];java/lang/Thread.run;"
            + "io/netty/channel/nio/NioIoHandler.run;io/vertx/core/http/impl/Http1xServerConnection.handleMessage;"
            + "io/evently/http/Routes.handle;";

    @Test
    @DisplayName("go to the thread that is known, else to the innermost frame that is")
    void categories() {
        assertThat(Shares.of(Stream.of(
                        LOOP + "com/networknt/schema/Schema.validate;java/util/HashMap.getNode 2",
                        LOOP + "com/fasterxml/jackson/core/JsonParser.nextToken 1",
                        LOOP + "__GI_writev;entry_SYSCALL_64_after_hwframe_[k] 1",
                        "[C2 CompilerThre tid=9];Compile::Compile 4")))
                .containsOnlyKeys(Category.VALIDATION, Category.JSON, Category.KERNEL, Category.COMPILER)
                .containsEntry(Category.VALIDATION, 0.25)
                .containsEntry(Category.JSON, 0.125)
                .containsEntry(Category.KERNEL, 0.125)
                .containsEntry(Category.COMPILER, 0.5);
    }

    @Test
    @DisplayName("of what nobody recognises are other, and of nothing are none")
    void other() {
        assertThat(Shares.of(Stream.of("[main tid=1];java/util/Arrays.fill 3"))).containsEntry(Category.OTHER, 1.0);
        assertThat(Shares.of(Stream.empty())).isEmpty();
    }
}
